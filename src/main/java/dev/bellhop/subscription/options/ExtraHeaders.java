package dev.bellhop.subscription.options;

import dev.bellhop.access.SecretText;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Headers that a receiver wants beside those of Bellhop. Their values may be keys, so nobody sees them.
 *
 * @param values by name, as the subscriber wrote it
 */
public record ExtraHeaders(Map<String, SecretText> values) {

    public static final ExtraHeaders NONE = new ExtraHeaders(Map.of());

    static final int COUNT_MAX = 10;

    static final int VALUE_LENGTH_MAX = 4_096;

    /** A token (RFC 9110, section 5.6.2). */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

    /** Visible ASCII and blanks inside: what every receiver can read (RFC 9110, section 5.5). */
    private static final Pattern VALUE = Pattern.compile("[!-~]([ \\t!-~]*[!-~])?");

    /** They say where a message goes, where it ends, or what it is; another value would be a lie. */
    private static final Set<String> OURS = Set.of(
            "host",
            "connection",
            "content-length",
            "content-type",
            "content-encoding",
            "transfer-encoding",
            "expect",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "upgrade",
            "user-agent",
            "traceparent");

    public ExtraHeaders {
        values = Map.copyOf(values);
    }

    /** What is wrong with a header; empty if nothing is. */
    static Optional<String> problem(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            return Optional.of("a name is letters, digits and signs such as '-', at most 100 of them");
        }
        if (OURS.contains(lower) || lower.startsWith("webhook-") || lower.startsWith("ce-")) {
            return Optional.of("the header '" + lower + "' is set by Bellhop itself");
        }
        if (value.length() > VALUE_LENGTH_MAX || !VALUE.matcher(value).matches()) {
            return Optional.of("the value of '" + lower + "' must be 1 to " + VALUE_LENGTH_MAX
                    + " visible ASCII characters, with blanks only inside");
        }
        return Optional.empty();
    }
}
