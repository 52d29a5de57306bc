package dev.bellhop.api.edge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which methods a URL takes, for the {@code Allow} header (RFC 9110, section 10.2.1). A test compares it with OpenAPI. */
public final class Methods {

    private static final String READ = "GET, HEAD, OPTIONS";
    private static final String DO = "POST, OPTIONS";

    private static final Map<Pattern, String> ALLOWED = new LinkedHashMap<>();

    static {
        allow("/sources", READ);
        allow("/sources/{}", READ);
        allow("/sources/{}/schema", READ);
        allow("/sources/{}/events", "GET, HEAD, POST, OPTIONS");
        allow("/sources/{}/files", READ);
        allow("/sources/{}/files/{*}", "GET, HEAD, PUT, OPTIONS");
        allow("/triggers/{}/poll", READ);
        allow("/triggers/{}/poll-batch", READ);
        allow("/triggers/{}/subscribe", DO);
        allow("/triggers/{}/unsubscribe", DO);
        allow("/subscriptions", READ);
        allow("/subscriptions/{}", "GET, HEAD, DELETE, PATCH, OPTIONS");
        allow("/subscriptions/{}/pause", DO);
        allow("/subscriptions/{}/resume", DO);
        allow("/subscriptions/{}/replay", DO);
        allow("/subscriptions/{}/test", DO);
        allow("/subscriptions/{}/attempts", READ);
        allow("/subscriptions/{}/rotate-secret", DO);
        allow("/dead-letters", READ);
        allow("/dead-letters/redrive", DO);
        allow("/dead-letters/discard", DO);
    }

    private Methods() {}

    /** The methods of the URL with this normalized path; empty if there is nothing there. */
    public static Optional<String> of(String path) {
        // As the routing sees it: without matrix parameters, empty segments and a slash at the end.
        String plain = path.replaceAll(";[^/]*", "").replaceAll("/{2,}", "/").replaceAll("(?<=.)/$", "");
        return ALLOWED.entrySet().stream()
                .filter(route -> route.getKey().matcher(plain).matches())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static void allow(String template, String methods) {
        ALLOWED.put(Pattern.compile(template.replace("{*}", ".+").replace("{}", "[^/]+")), methods);
    }
}
