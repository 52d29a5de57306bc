package dev.bellhop.source.sftp;

import java.time.Duration;

/**
 * When the next attempt to log in may be made. A server that is away is not asked every second, and one that refuses the
 * login is asked seldom, since servers lock users out that try again and again.
 *
 * @param failures attempts that failed since the last that did not
 * @param notBeforeNanos monotonic
 */
record Backoff(int failures, long notBeforeNanos) {

    static final Duration UNREACHABLE_MIN = Duration.ofSeconds(1);
    static final Duration UNREACHABLE_MAX = Duration.ofMinutes(1);
    static final Duration REFUSED = Duration.ofMinutes(2);

    private static final int DOUBLINGS_MAX = 6;

    static Backoff none(long nowNanos) {
        return new Backoff(0, nowNanos);
    }

    Backoff unreachable(long nowNanos) {
        Duration grown = UNREACHABLE_MIN.multipliedBy(1L << Math.min(failures, DOUBLINGS_MAX));
        Duration wait = grown.compareTo(UNREACHABLE_MAX) < 0 ? grown : UNREACHABLE_MAX;
        return new Backoff(failures + 1, nowNanos + wait.toNanos());
    }

    Backoff refused(long nowNanos) {
        return new Backoff(failures + 1, nowNanos + REFUSED.toNanos());
    }

    boolean isOver(long nowNanos) {
        return nowNanos - notBeforeNanos >= 0;
    }
}
