package dev.bellhop.simulator;

import java.time.Duration;

/** Spans of time as people read them. */
public final class Spans {

    private static final int READABLE = 120;

    private Spans() {}

    /** In the largest unit that loses little, such as {@code 0 s}, {@code 7.5 s}, {@code 60 s} or {@code 15 min}. */
    public static String text(Duration span) {
        if (span.toSeconds() < READABLE) {
            long tenths = Math.round(span.toMillis() / 100.0);
            return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10 + "." + tenths % 10 + " s";
        }
        if (span.toMinutes() < READABLE) {
            return span.toMinutes() + " min";
        }
        return span.toHours() < READABLE ? span.toHours() + " h" : span.toDays() + " days";
    }
}
