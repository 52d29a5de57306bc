package dev.bellhop.source;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * When a folder is scanned next: after its interval, and sooner if there was a hint or if something is worth another
 * look. All times are of one monotonic clock. Not for several threads at a time.
 */
final class ScanSchedule {

    /** Least rest before a scan that comes sooner than its interval. */
    static final Duration GAP_MIN = Duration.ofMillis(250);

    private final Duration every;
    private long regularNanos;
    private long begunNanos;
    private long restedNanos;
    private boolean hinted;
    private OptionalLong lookNanos = OptionalLong.empty();

    /** A scan is due at once. */
    ScanSchedule(Duration every, long nowNanos) {
        this.every = every;
        this.regularNanos = nowNanos;
        this.restedNanos = nowNanos;
    }

    /** A scan begins. Hints that come from now on are for the next one, since this one may have passed their place. */
    void begin(long nowNanos) {
        // From beginning to beginning; a tenth is let off, because a timer that is early by a hair would else leave out
        // every second scan.
        regularNanos = nowNanos + every.toNanos() / 10 * 9;
        begunNanos = nowNanos;
        hinted = false;
        lookNanos = OptionalLong.empty();
    }

    /**
     * The scan has ended. Scans that come early take at most half of the time: a folder that changes all the time is
     * not scanned all the time.
     *
     * @param nextLookNanos when another look is worth it, if that is known
     */
    void end(long nowNanos, OptionalLong nextLookNanos) {
        restedNanos = nowNanos + Math.max(nowNanos - begunNanos, GAP_MIN.toNanos());
        lookNanos = nextLookNanos;
    }

    /** Something may have changed; false if that was known. */
    boolean hint() {
        boolean news = !hinted;
        hinted = true;
        return news;
    }

    boolean isDue(long nowNanos) {
        return nowNanos - dueNanos() >= 0;
    }

    /** Whether the next scan comes sooner than its interval. */
    boolean isEarly() {
        return dueNanos() - regularNanos < 0;
    }

    long dueNanos() {
        long due = regularNanos;
        if (hinted) {
            due = earlier(due, restedNanos);
        }
        if (lookNanos.isPresent()) {
            long look = lookNanos.getAsLong();
            due = earlier(due, look - restedNanos < 0 ? restedNanos : look);
        }
        return due;
    }

    /** The clock may pass the largest number, so that only differences can be compared. */
    private static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }
}
