package dev.bellhop.subscription.options;

import java.time.Duration;

/**
 * Several events in one callback, as an array.
 *
 * @param max events of one callback at the most
 * @param window how long an event may wait for others, in whole seconds; zero sends what is there
 */
public record Batching(int max, Duration window) {

    /** As many as one callback may have. */
    public static final int SIZE_MAX = 1_000;

    static final int SIZE_DEFAULT = 100;

    static final int WINDOW_SECONDS_MAX = 300;
}
