package dev.bellhop.api.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The routes, and which methods each takes: for the {@code Allow} header (RFC 9110, section 10.2.1) and for the audit. A
 * test compares them with OpenAPI.
 */
public final class Methods {

    /** What the routes of the Durable Functions management API begin with. */
    public static final String DURABLE = "/runtime/webhooks/durabletask";

    private static final String INSTANCE = DURABLE + "/instances/{id}";
    private static final String READ = "GET, HEAD, OPTIONS";
    private static final String DO = "POST, OPTIONS";
    private static final String CONTENT = "/sources/{source}/files/{path}";

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");
    private static final List<Entry> ROUTES = new ArrayList<>();

    static {
        allow("/sources", READ);
        allow("/sources/{source}", READ);
        allow("/sources/{source}/schema", READ);
        allow("/sources/{source}/events", "GET, HEAD, POST, OPTIONS");
        allow("/sources/{source}/files", READ);
        allow(CONTENT, "GET, HEAD, PUT, PATCH, OPTIONS");
        allow("/triggers/{source}/poll", READ);
        allow("/triggers/{source}/poll-batch", READ);
        allow("/triggers/{source}/subscribe", DO);
        allow("/triggers/{source}/unsubscribe", DO);
        allow("/subscriptions", READ);
        allow("/subscriptions/{id}", "GET, HEAD, DELETE, PATCH, OPTIONS");
        allow("/subscriptions/{id}/pause", DO);
        allow("/subscriptions/{id}/resume", DO);
        allow("/subscriptions/{id}/replay", DO);
        allow("/subscriptions/{id}/test", DO);
        allow("/subscriptions/{id}/attempts", READ);
        allow("/subscriptions/{id}/rotate-secret", DO);
        allow("/dead-letters", READ);
        allow("/dead-letters/redrive", DO);
        allow("/dead-letters/discard", DO);
        allow("/actions", READ);
        allow("/actions/{action}", DO);
        allow("/actions/{action}/run", DO);
        allow("/actions/{action}/subscribe", DO);
        allow("/actions/{action}/unsubscribe", DO);
        allow("/operations", READ);
        allow("/operations/{id}", "GET, HEAD, DELETE, OPTIONS");
        allow("/operations/{id}/monitor", READ);
        allow("/operations/{id}/history", READ);
        allow("/operations/{id}/events/{name}", DO);
        allow("/operations/{id}/cancel", DO);
        allow("/operations/{id}/suspend", DO);
        allow("/operations/{id}/resume", DO);
        allow("/operations/{id}/callback/redrive", DO);
        allow("/operations/{id}/rewind", DO);
        allow("/operations/{id}/restart", DO);
        allow(DURABLE + "/orchestrators/{action}", DO);
        allow(DURABLE + "/orchestrators/{action}/{id}", DO);
        allow(DURABLE + "/instances", "GET, HEAD, DELETE, OPTIONS");
        allow(INSTANCE, "GET, HEAD, DELETE, OPTIONS");
        allow(INSTANCE + "/raiseEvent/{name}", DO);
        allow(INSTANCE + "/terminate", DO);
        allow(INSTANCE + "/suspend", DO);
        allow(INSTANCE + "/resume", DO);
        allow(INSTANCE + "/rewind", DO);
        allow(INSTANCE + "/restart", DO);
        allow("/connector/apiDefinition.swagger.json", READ);
        allow("/connector/apiProperties.json", READ);
        allow("/connector/icon.png", READ);
        allow("/connector/workflows/{file}", READ);
        allow("/connector.zip", READ);
        allow("/keys", "GET, HEAD, POST, OPTIONS");
        allow("/keys/{name}", "GET, HEAD, DELETE, OPTIONS");
    }

    private Methods() {}

    /**
     * The route that a URL takes.
     *
     * @param template as OpenAPI has it, such as {@code /sources/{source}}
     * @param parts what stands in the places of the template, as it is written in the URL
     */
    public record Route(String template, String methods, Map<String, String> parts) {

        /** Whether it is one of the Durable Functions management API. */
        public boolean isDurable() {
            return template.startsWith(DURABLE);
        }
    }

    private record Entry(String template, Pattern pattern, String methods) {}

    /** The methods of the URL with this normalized path; empty if there is nothing there. */
    public static Optional<String> of(String path) {
        return route(path).map(Route::methods);
    }

    /** The route of the URL with this normalized path; empty if there is nothing there. */
    public static Optional<Route> route(String path) {
        // As the routing sees it: without matrix parameters, empty segments and a slash at the end.
        return plain(path.replaceAll(";[^/]*", ""));
    }

    /**
     * The path as the routing knows it. In the routes of Durable Functions case does not count, and a semicolon is a
     * character like others: it may stand in the id of an instance.
     */
    static String canonical(String path) {
        return plain(path.replace(";", "%3B"))
                .filter(Route::isDurable)
                .map(route -> PLACE.matcher(route.template())
                        .replaceAll(place -> Matcher.quoteReplacement(
                                Objects.toString(route.parts().get(place.group(1)), ""))))
                .orElse(path);
    }

    private static Optional<Route> plain(String path) {
        String plain = path.replaceAll("/{2,}", "/").replaceAll("(?<=.)/$", "");
        for (Entry route : ROUTES) {
            Matcher matcher = route.pattern().matcher(plain);
            if (matcher.matches()) {
                return Optional.of(new Route(route.template(), route.methods(), parts(matcher.toMatchResult())));
            }
        }
        return Optional.empty();
    }

    /** Whether a token in the query of the URL with this normalized path may be all that it needs. */
    static boolean takesToken(String path) {
        return route(path)
                .map(Route::template)
                .filter(template -> template.startsWith("/subscriptions/{id}")
                        || template.startsWith("/operations/{id}")
                        || template.equals(CONTENT))
                .isPresent();
    }

    private static Map<String, String> parts(MatchResult match) {
        return match.namedGroups().keySet().stream().collect(Collectors.toUnmodifiableMap(name -> name, match::group));
    }

    private static void allow(String template, String methods) {
        String pattern = template.replace("{path}", "(?<path>.+)").replaceAll("\\{([a-z]+)}", "(?<$1>[^/]+)");
        int flags = template.startsWith(DURABLE) ? Pattern.CASE_INSENSITIVE : 0;
        ROUTES.add(new Entry(template, Pattern.compile(pattern, flags), methods));
    }
}
