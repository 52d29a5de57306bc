package dev.bellhop.api.edge;

import dev.bellhop.access.Caller;
import dev.bellhop.api.edge.Methods.Route;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * One line for every change over HTTP that succeeded: who, what, which thing. It has nothing of queries and bodies,
 * which may hold tokens, callback URLs and secrets. Polling changes nothing, and of publishing there would be too many:
 * the log of the source has every event.
 */
public final class Audit {

    private static final Logger LOG = Logger.getLogger("dev.bellhop.audit");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String PUBLISHING = "/sources/{source}/events";
    private static final String NONE = "-";
    /** The id in the Location of a new subscription, without the token that follows it. */
    private static final Pattern SUBSCRIBED = Pattern.compile(".*/subscriptions/([^/?]+)\\?token=.*");
    /** The id in the Location of an operation, without the token that follows it. */
    private static final Pattern STARTED = Pattern.compile(".*/(?:operations|durabletask/instances)/([^/?]+)\\?.*");
    /** The name in the Location of a new key. */
    private static final Pattern NAMED = Pattern.compile(".*/keys/([^/?]+)");

    private final Gate gate;

    Audit(Gate gate) {
        this.gate = gate;
    }

    @ServerResponseFilter
    void note(ContainerResponseContext response, RoutingContext context) {
        HttpServerRequest request = context.request();
        String method = request.method().name();
        if (READING.contains(method) || response.getStatus() >= 300 || isPart(response)) {
            return;
        }
        Methods.route(context.normalizedPath())
                .filter(route -> !route.template().equals(PUBLISHING))
                .map(route -> line(
                        caller(route, request),
                        method,
                        route,
                        response.getStatus(),
                        response.getHeaderString(HttpHeaders.LOCATION)))
                .ifPresent(LOG::info);
    }

    /** Of a file that comes in parts, only the last one changes anything. */
    private static boolean isPart(ContainerResponseContext response) {
        return response.getHeaders().containsKey("Range");
    }

    /** A token counts before a key, as it does at the gate. */
    private String caller(Route route, HttpServerRequest request) {
        boolean capable = route.template().startsWith("/subscriptions/")
                || route.template().startsWith("/operations/")
                || route.template().equals("/actions/{action}/unsubscribe")
                || request.method() == HttpMethod.PATCH;
        if (Gate.codeIsToken(request) || (capable && request.getParam("token") != null)) {
            return "token";
        }
        return switch (gate.caller(request)) {
            case Caller.KeyHolder key -> key.name();
            case Caller.TokenHolder holder -> holder.fullName();
            case Caller.Local local -> "local";
            case Caller.Anonymous nobody -> NONE;
        };
    }

    /** What callers wrote stays encoded as in the URL, so that it can neither end the line nor look like a key of it. */
    static String line(String caller, String method, Route route, int status, @Nullable String location) {
        Map<String, String> parts = route.parts();
        String who = "caller=" + caller + " method=" + method + " route=" + route.template();
        if (isOperation(route) || parts.containsKey("action")) {
            return who + " action=" + parts.getOrDefault("action", NONE) + " operation="
                    + parts.getOrDefault("id", in(location, STARTED)) + " event=" + parts.getOrDefault("name", NONE)
                    + " status=" + status;
        }
        String subscription = parts.getOrDefault("id", in(location, SUBSCRIBED));
        String key = parts.getOrDefault("name", in(location, NAMED));
        return who + " source=" + parts.getOrDefault("source", NONE) + " subscription=" + subscription + " key=" + key
                + " path=" + parts.getOrDefault("path", NONE) + " status=" + status;
    }

    private static boolean isOperation(Route route) {
        return route.template().startsWith("/operations/") || route.isDurable();
    }

    private static String in(@Nullable String location, Pattern wanted) {
        Matcher matcher = wanted.matcher(location == null ? "" : location);
        return matcher.matches() ? matcher.group(1) : NONE;
    }
}
