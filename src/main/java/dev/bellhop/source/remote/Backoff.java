package dev.bellhop.source.remote;

import java.time.Duration;

/**
 * When the next attempt to reach a server may be made. One that is away is not asked every second, and one that refuses the
 * credential is asked seldom, since servers lock users out that try again and again.
 *
 * @param failures attempts that failed since the last that did not
 * @param notBeforeNanos monotonic
 */
public record Backoff(int failures, long notBeforeNanos) {

    static final Duration UNREACHABLE_MIN = Duration.ofSeconds(1);
    static final Duration UNREACHABLE_MAX = Duration.ofMinutes(1);
    static final Duration REFUSED = Duration.ofMinutes(2);

    private static final int DOUBLINGS_MAX = 6;

    public static Backoff none(long nowNanos) {
        return new Backoff(0, nowNanos);
    }

    public Backoff unreachable(long nowNanos) {
        Duration grown = UNREACHABLE_MIN.multipliedBy(1L << Math.min(failures, DOUBLINGS_MAX));
        Duration wait = grown.compareTo(UNREACHABLE_MAX) < 0 ? grown : UNREACHABLE_MAX;
        return new Backoff(failures + 1, nowNanos + wait.toNanos());
    }

    public Backoff refused(long nowNanos) {
        return new Backoff(failures + 1, nowNanos + REFUSED.toNanos());
    }

    public boolean isOver(long nowNanos) {
        return nowNanos - notBeforeNanos >= 0;
    }
}
