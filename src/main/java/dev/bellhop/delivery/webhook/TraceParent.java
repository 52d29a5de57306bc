package dev.bellhop.delivery.webhook;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.EventAttributes;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code traceparent} of an attempt (W3C Trace Context, section 3.2): one trace for all attempts of an event,
 * another span for each.
 */
final class TraceParent {

    /** Later versions may go on after what is known here; {@code ff} is none. */
    private static final Pattern WRITTEN =
            Pattern.compile("(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(-.*)?");

    private static final int SAMPLED = 1;

    private static final HexFormat HEX = HexFormat.of();

    private TraceParent() {}

    /** Goes on with the trace that the event is part of; else with one that belongs to the event alone. */
    static String of(CloudEvent event, RandomGenerator random) {
        Optional<Matcher> parent = EventAttributes.extension(event, "traceparent")
                .map(WRITTEN::matcher)
                .filter(Matcher::matches)
                .filter(written -> !written.group(1).equals("00") || written.group(4) == null);
        // Whether it is recorded is up to who began the trace. A receiver would take a zero for an order not to.
        int flags = parent.map(written -> HexFormat.fromHexDigits(written.group(3)) & SAMPLED)
                .orElse(SAMPLED);
        String trace =
                parent.map(written -> written.group(2)).orElseGet(() -> Fingerprint.of(event.origin(), event.id()));
        return of(trace, flags, random);
    }

    /** Goes on with a trace of which nobody else knows. */
    static String of(String trace, RandomGenerator random) {
        return of(trace, SAMPLED, random);
    }

    private static String of(String trace, int flags, RandomGenerator random) {
        return "00-" + trace + '-' + HEX.toHexDigits(random.nextLong(1, Long.MAX_VALUE)) + "-0" + flags;
    }
}
