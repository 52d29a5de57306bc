package dev.bellhop.subscription.options;

import java.time.Duration;

/**
 * How many callbacks a receiver takes in a time.
 *
 * @param count callbacks, at least one
 * @param per one second or one minute
 */
public record Rate(int count, Duration per) {

    public static final Duration SECOND = Duration.ofSeconds(1);

    public static final Duration MINUTE = Duration.ofMinutes(1);

    /** As many as can be said. */
    public static final int COUNT_MAX = 100_000;

    /** The slower of both. */
    public Rate atMost(Rate other) {
        return perMinute() <= other.perMinute() ? this : other;
    }

    /** Callbacks a minute. */
    public long perMinute() {
        return count * (MINUTE.toMillis() / per.toMillis());
    }
}
