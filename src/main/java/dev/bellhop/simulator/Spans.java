package dev.bellhop.simulator;

import java.time.Duration;
import java.util.Locale;

/** Spans of time as people read them. */
public final class Spans {

    private static final int READABLE = 120;

    private Spans() {}

    /** In the largest unit that loses little, such as {@code 0 s}, {@code 7.5 s}, {@code 60 s} or {@code 15 min}. */
    public static String text(Duration span) {
        if (span.toSeconds() < READABLE) {
            return span.toMillis() % 1_000 == 0
                    ? span.toSeconds() + " s"
                    : String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1e3);
        }
        if (span.toMinutes() < READABLE) {
            return span.toMinutes() + " min";
        }
        return span.toHours() < READABLE ? span.toHours() + " h" : span.toDays() + " days";
    }
}
