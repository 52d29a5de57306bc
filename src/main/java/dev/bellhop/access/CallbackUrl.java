package dev.bellhop.access;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A callback URL taken apart without changing a byte of it: its signature covers the text as it was given.
 *
 * @param whole the URL as given
 * @param host name or address to dial, without brackets
 * @param port the port, also when the URL leaves it to the scheme
 * @param authority host and port as written, for the {@code Host} header
 * @param target path and query as written
 */
public record CallbackUrl(SecretText whole, boolean tls, String host, int port, String authority, SecretText target) {

    public static final int LENGTH_MAX = 4_096;

    /** A host that ends in a number is taken for an IPv4 address by browsers and resolvers, in many notations. */
    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)\\.?");

    /** What became of a text that should be a URL. */
    public sealed interface Parsed {}

    /** It is one. */
    public record Valid(CallbackUrl url) implements Parsed {}

    /** It is none, or of a form in which programs disagree about what it means. */
    public record Invalid(String reason) implements Parsed {}

    /** Reads an absolute http or https URL. */
    public static Parsed parse(String text) {
        if (text.isEmpty() || text.length() > LENGTH_MAX) {
            return new Invalid("it must have 1 to " + LENGTH_MAX + " characters");
        }
        if (text.chars().anyMatch(c -> c <= ' ' || c >= 0x7f || c == '\\')) {
            return new Invalid("it has characters that must be percent-encoded");
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return new Invalid("it is not a URL (at character " + (e.getIndex() + 1) + ")");
        }
        String problem = problem(uri);
        return problem == null ? new Valid(of(text, uri)) : new Invalid(problem);
    }

    private static @Nullable String problem(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return "it must begin with https:// (or http://)";
        }
        if (uri.getRawAuthority() == null || host == null) {
            return "its host is missing or not written as a name or a plain IP address";
        }
        if (uri.getRawUserInfo() != null) {
            return "it must not contain a user name or password";
        }
        if (uri.getRawFragment() != null) {
            return "it must not have a fragment (#…)";
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            return "its port is not between 1 and 65535";
        }
        String bare = unbracketed(host);
        if ((host.startsWith("[") || NUMERIC.matcher(bare).matches())
                && Cidr.literal(bare).isEmpty()) {
            return "its IP address is not written in the usual form";
        }
        return null;
    }

    private static CallbackUrl of(String text, URI uri) {
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        String authority = uri.getRawAuthority();
        int afterAuthority = text.indexOf("://") + 3 + authority.length();
        String target = text.substring(afterAuthority);
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        return new CallbackUrl(
                new SecretText(text),
                tls,
                unbracketed(uri.getHost()).toLowerCase(Locale.ROOT),
                port,
                authority,
                new SecretText(target.startsWith("/") ? target : '/' + target));
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
