package dev.bellhop.api.edge;

import dev.bellhop.access.Cidr;
import dev.bellhop.access.ContentTokens;
import dev.bellhop.event.ContentLinks;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Start of every absolute URL: as configured, else as the caller reached this service. What a proxy says about that
 * (RFC 7239 and the older {@code X-Forwarded-*}) counts only if it comes from a trusted proxy.
 */
public final class PublicUrl {

    private static final Pattern SCHEME = Pattern.compile("https?");
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:[A-Za-z0-9._~%-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");
    private static final Pattern PREFIX = Pattern.compile("(?:/[A-Za-z0-9._~!$&'()*+,;=:@%-]+)+/?");
    private static final Set<String> DEFAULT_PORTS = Set.of("80", "443");

    private final @Nullable String configured;
    private final List<Cidr> trustedProxies;
    private final ContentTokens tokens;

    /**
     * Makes it.
     *
     * @param configured without a trailing slash
     * @param tokens for the links to content
     */
    public PublicUrl(Optional<String> configured, List<Cidr> trustedProxies, ContentTokens tokens) {
        this.configured = configured.orElse(null);
        this.trustedProxies = trustedProxies;
        this.tokens = tokens;
    }

    /** Links to content, as this caller reaches it. */
    public ContentLinks links(HttpServerRequest request) {
        String base = of(request);
        return path -> base + tokens.signed(path);
    }

    /** Scheme, authority and path prefix, without a trailing slash. */
    public String of(HttpServerRequest request) {
        if (configured != null) {
            return configured;
        }
        boolean trusted = !trustedProxies.isEmpty() && isTrusted(request);
        String scheme = Objects.toString(request.scheme(), "http");
        String authority = authority(request);
        if (!trusted) {
            return scheme + "://" + authority;
        }
        // What makes no sense is as good as absent.
        String outerScheme = forwarded(request, "proto", "X-Forwarded-Proto")
                .filter(SCHEME.asMatchPredicate())
                .orElse(scheme);
        String outerAuthority = forwarded(request, "host", "X-Forwarded-Host")
                .filter(AUTHORITY.asMatchPredicate())
                .map(host -> withPort(host, request))
                .orElse(authority);
        String prefix = first(request.getHeader("X-Forwarded-Prefix"))
                .filter(PREFIX.asMatchPredicate())
                .map(PublicUrl::withoutSlash)
                .orElse("");
        return outerScheme + "://" + outerAuthority + prefix;
    }

    /** A caller that does not say whom it means, means the one it reached. */
    private static String authority(HttpServerRequest request) {
        HostAndPort named = request.authority();
        return named == null || named.host().isEmpty() ? request.localAddress().toString() : named.toString();
    }

    /** Some proxies tell the port apart from the host. */
    private static String withPort(String host, HttpServerRequest request) {
        boolean complete = host.lastIndexOf(':') > host.lastIndexOf(']');
        return complete || request.getHeader("Forwarded") != null
                ? host
                : first(request.getHeader("X-Forwarded-Port"))
                        .filter(port -> port.matches("[0-9]{1,5}") && !DEFAULT_PORTS.contains(port))
                        .map(port -> host + ':' + port)
                        .orElse(host);
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
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
