package dev.bellhop.connector;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/**
 * Where engines reach Bellhop.
 *
 * @param url the public URL, without a slash at the end
 * @param scheme {@code http} or {@code https}
 * @param host with the port, if it is not the usual one of the scheme
 * @param basePath begins with a slash; a slash alone if there is none
 */
public record ServiceAddress(String url, String scheme, String host, String basePath) {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /** Takes a public URL apart. */
    public static ServiceAddress of(String publicUrl) {
        URI uri = URI.create(publicUrl);
        String path = Objects.toString(uri.getRawPath(), "");
        return new ServiceAddress(
                publicUrl,
                Objects.toString(uri.getScheme(), "http").toLowerCase(Locale.ROOT),
                Objects.toString(uri.getRawAuthority(), "localhost"),
                path.isEmpty() ? "/" : path);
    }

    /** Whether Swagger can say it: an IPv6 address has brackets, which its published schema refuses. */
    public boolean isNameable() {
        return host.indexOf('[') < 0;
    }

    /** Whether the host is a name in the public sense, and no address. */
    public boolean isPublicName() {
        return isNameable() && domain().matches("(?:[a-z0-9-]+\\.)+[a-z][a-z0-9-]+");
    }

    /** The host without its port. */
    public String domain() {
        int colon = host.lastIndexOf(':');
        return (colon < 0 ? host : host.substring(0, colon)).toLowerCase(Locale.ROOT);
    }

    /** A name as a segment of a path (RFC 3986, section 3.3), with nothing left that anybody could read otherwise. */
    public static String segment(String name) {
        StringBuilder path = new StringBuilder();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(octet) >= 0) {
                path.append((char) octet);
            } else {
                path.append('%').append(String.format(Locale.ROOT, "%02X", octet & 0xff));
            }
        }
        return path.toString();
    }
}
