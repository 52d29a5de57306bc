package dev.bellhop.operation.action.http;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The headers that a caller wants to be sent: which there may be, and where they may go. Pure. */
final class CallHeaders {

    static final int COUNT_MAX = 50;
    static final int VALUE_LENGTH_MAX = 4_096;

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

    /** They belong to the connection, and are Bellhop's. */
    private static final Set<String> OWN = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** They speak of the body, or of the first request, and a poll is neither. */
    private static final Set<String> OF_THE_REQUEST = Set.of(
            "content-encoding", "content-language", "content-type", "idempotency-key", "if-match", "if-none-match");

    /** All others may be a credential, whatever they are called. */
    private static final Set<String> FOR_ANYBODY = Set.of("accept", "accept-language", "user-agent");

    private CallHeaders() {}

    /** Why they cannot be sent, without a word of their values; empty if they can. */
    static Optional<String> problem(Map<String, String> headers) {
        if (headers.size() > COUNT_MAX) {
            return Optional.of("has more than " + COUNT_MAX + " headers");
        }
        return headers.entrySet().stream()
                .flatMap(header -> problem(header.getKey(), header.getValue()).stream())
                .findFirst();
    }

    private static Optional<String> problem(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            return Optional.of("has a header whose name is none");
        }
        if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
            return Optional.of("has the header " + name + ", which Bellhop sets itself");
        }
        boolean odd = value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c >= 0x7f);
        return odd || value.length() > VALUE_LENGTH_MAX
                ? Optional.of("has the header " + name + " with a value that is not plain ASCII, or longer than "
                        + VALUE_LENGTH_MAX + " characters")
                : Optional.empty();
    }

    /** Those of a poll: all that are not about the first request; at another origin only what is no secret. */
    static Map<String, String> ofPoll(Map<String, String> headers, boolean sameOrigin) {
        Map<String, String> kept = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (sameOrigin ? !OF_THE_REQUEST.contains(lower) : FOR_ANYBODY.contains(lower)) {
                kept.put(name, value);
            }
        });
        return kept;
    }
}
