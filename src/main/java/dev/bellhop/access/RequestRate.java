package dev.bellhop.access;

import java.time.Duration;

/**
 * How many requests a caller may make: a token bucket that holds those of two seconds. Its state is one number, the
 * moment at which it is full again; every request moves that moment on by what one token takes to come.
 *
 * @param perSecond 0 for any number
 */
public record RequestRate(int perSecond) {

    private static final int BURST_SECONDS = 2;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** What comes of a request. */
    public sealed interface Verdict {}

    /**
     * It may be answered.
     *
     * @param fullAt when the bucket is full again, in monotonic nanoseconds
     */
    public record Pass(long fullAt) implements Verdict {}

    /**
     * It came too early, and does not count.
     *
     * @param seconds after which one will pass, rounded up
     */
    public record Wait(long seconds) implements Verdict {}

    /**
     * Decides.
     *
     * @param fullAt when the bucket is full, which may be past
     * @param now monotonic nanoseconds
     */
    public Verdict take(long fullAt, long now) {
        if (perSecond == 0) {
            return new Pass(now);
        }
        // Differences only: a monotonic clock may begin anywhere, and overflow.
        long next = Math.max(0, fullAt - now) + SECOND / perSecond;
        long early = next - BURST_SECONDS * SECOND;
        return early <= 0 ? new Pass(now + next) : new Wait((early + SECOND - 1) / SECOND);
    }
}
