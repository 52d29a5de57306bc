package dev.bellhop.operation;

import java.time.Duration;

/**
 * How often a step is tried, and how long is waited between; no thread waits.
 *
 * @param attempts at the most, the first one included
 * @param first wait after the first attempt
 * @param factor by which every wait is longer than the one before
 * @param longest wait
 */
public record RetryPolicy(int attempts, Duration first, double factor, Duration longest) {

    /** One attempt. */
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, 1, Duration.ZERO);

    public RetryPolicy {
        if (attempts < 1 || first.isNegative() || longest.compareTo(first) < 0 || !(factor >= 1)) {
            throw new IllegalArgumentException(
                    "A retry policy needs attempts >= 1, first >= 0, longest >= first, factor >= 1");
        }
    }

    /** Twice as long every time, up to an hour. */
    public static RetryPolicy doubling(int attempts, Duration first) {
        Duration hour = Duration.ofHours(1);
        return new RetryPolicy(attempts, first, 2, first.compareTo(hour) > 0 ? first : hour);
    }

    /** The wait after so many attempts. */
    public Duration waitAfter(int attempt) {
        double millis = first.toMillis() * Math.pow(factor, attempt - 1.0);
        return millis >= longest.toMillis() ? longest : Duration.ofMillis((long) millis);
    }
}
