package dev.bellhop.simulator.wire;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An absolute http or https URL, taken apart without changing a byte of it.
 *
 * @param text the URL as it was given
 */
public record Url(String text, String scheme, String host, int port, String path, String query) {

    /** Reads a URL; empty if it is relative, is none, or is of another scheme. */
    public static Optional<Url> parse(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("http") || scheme.equals("https");
            if (!web || uri.getHost() == null) {
                return Optional.empty();
            }
            int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
            String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
            return Optional.of(
                    new Url(text, scheme, uri.getHost().toLowerCase(Locale.ROOT), port, uri.getRawPath(), query));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Where {@code reference} leads from here; itself if it is absolute or no URL at all. */
    public String resolve(String reference) {
        try {
            return new URI(text).resolve(new URI(reference)).toString();
        } catch (URISyntaxException e) {
            return reference;
        }
    }

    public boolean isTls() {
        return scheme.equals("https");
    }

    /** Scheme, host and port, which a key that was given for one service must not leave. */
    public String origin() {
        return scheme + "://" + host + ':' + port;
    }

    /** The URL for people's eyes, where nothing is known about it: every value in its query may be a secret. */
    public String redacted() {
        String names = pairs().stream()
                .map(pair -> pair.substring(0, pair.indexOf('=') + 1) + Redaction.HIDDEN)
                .collect(Collectors.joining("&"));
        boolean usual = port == (isTls() ? 443 : 80);
        return Redaction.of(
                scheme + "://" + host + (usual ? "" : ":" + port) + path + (names.isEmpty() ? "" : '?' + names));
    }

    /** The {@code name=value} pairs of the query as they are written. */
    public List<String> pairs() {
        return Stream.of(query.split("&")).filter(pair -> !pair.isEmpty()).toList();
    }
}
