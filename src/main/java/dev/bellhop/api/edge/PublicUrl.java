package dev.bellhop.api.edge;

import dev.bellhop.access.Cidr;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Start of every absolute URL: as configured, else as the caller reached this service. What a proxy says about that
 * (RFC 7239 and the older {@code X-Forwarded-*}) counts only if it comes from a trusted proxy.
 */
public final class PublicUrl {

    private final @Nullable String configured;
    private final List<Cidr> trustedProxies;

    /**
     * Makes it.
     *
     * @param configured without a trailing slash
     */
    public PublicUrl(Optional<String> configured, List<Cidr> trustedProxies) {
        this.configured = configured.orElse(null);
        this.trustedProxies = trustedProxies;
    }

    /** Scheme, authority and path prefix, without a trailing slash. */
    public String of(HttpServerRequest request) {
        if (configured != null) {
            return configured;
        }
        String scheme = request.scheme();
        String authority = request.authority() == null
                ? request.localAddress().toString()
                : request.authority().toString();
        String prefix = "";
        if (!trustedProxies.isEmpty() && isTrusted(request)) {
            scheme = forwarded(request, "proto", "X-Forwarded-Proto").orElse(scheme);
            authority = forwarded(request, "host", "X-Forwarded-Host").orElse(authority);
            prefix = first(request.getHeader("X-Forwarded-Prefix")).orElse("");
        }
        return scheme + "://" + authority + (prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix);
    }

    private boolean isTrusted(HttpServerRequest request) {
        return Cidr.literal(request.remoteAddress().hostAddress())
                .filter(address -> trustedProxies.stream().anyMatch(proxy -> proxy.contains(address)))
                .isPresent();
    }

    private static Optional<String> forwarded(HttpServerRequest request, String parameter, String older) {
        Optional<String> element = first(request.getHeader("Forwarded"));
        if (element.isEmpty()) {
            return first(request.getHeader(older));
        }
        for (String pair : element.get().split(";")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(parameter)) {
                return Optional.of(pair.substring(equals + 1).strip().replace("\"", ""));
            }
        }
        return Optional.empty();
    }

    /** The first of several proxies is the one the caller spoke to. */
    private static Optional<String> first(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        int comma = header.indexOf(',');
        return Optional.of((comma < 0 ? header : header.substring(0, comma)).strip());
    }
}
