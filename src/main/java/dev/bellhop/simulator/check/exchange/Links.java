package dev.bellhop.simulator.check.exchange;

import dev.bellhop.simulator.wire.Encoding;
import dev.bellhop.simulator.wire.Url;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** URLs of a service, also those that are not as they should be. */
public final class Links {

    private static final Pattern STATE_NAME = Pattern.compile(
            "(?i).*(state|cursor|offset|position|watermark)|(since|after|from|start|last)([-_]?[a-z]+)?");
    /** Parameters that may differ between two links to the same thing. */
    private static final Pattern PASSING = Pattern.compile("(?i).*(token|sig|secret|code|key|exp).*");

    private Links() {}

    /**
     * Where a Location leads. A wrong origin is put right, and what is not encoded is encoded, so that the rest of the
     * service can be seen as well, and no key leaves the service that it was given for.
     */
    public static String next(String called, String location) {
        Optional<Url> here = Url.parse(called);
        String there = here.map(url -> url.resolve(Encoding.encoded(location))).orElse(location);
        Optional<Url> target = Url.parse(there);
        if (here.isEmpty()
                || target.isEmpty()
                || target.get().origin().equals(here.get().origin())) {
            return there;
        }
        String query = target.get().query().isEmpty() ? "" : '?' + target.get().query();
        return authority(called) + target.get().path() + query;
    }

    /** Whether the text may stand in a Location at all. */
    public static boolean isValid(String location) {
        try {
            return !new URI(location).toString().isEmpty() && location.equals(Encoding.encoded(location));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Scheme, host and port as they are written. */
    private static String authority(String url) {
        int host = url.indexOf("://") + "://".length();
        int end = host;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return url.substring(0, end);
    }

    public static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException halfEncoded) {
            return text;
        }
    }

    /** Whether two links lead to the same thing, whatever token gives access to it. */
    public static boolean isSame(String one, String other) {
        return lasting(one).equals(lasting(other));
    }

    private static String lasting(String link) {
        return Url.parse(link)
                .map(url -> url.path()
                        + url.pairs().stream()
                                .filter(pair -> !PASSING.matcher(name(pair)).matches())
                                .toList())
                .orElse(link);
    }

    /** The name of a {@code name=value} pair. */
    public static String name(String pair) {
        return decoded(pair.split("=", 2)[0]).toLowerCase(Locale.ROOT);
    }

    /** Whether a parameter of this name says from where to go on. */
    public static boolean isState(String name) {
        return STATE_NAME.matcher(name).matches();
    }
}
