package dev.bellhop.trigger;

import java.time.Duration;
import java.time.Instant;

/**
 * When a caller should poll again.
 *
 * @param idle wait while nothing is there
 * @param idleMax the most that {@code idle} grows to while the source stays quiet
 * @param more wait while more is there
 */
public record RetryAfter(Duration idle, Duration idleMax, Duration more) {

    /** A source that was quiet for ten minutes is asked every minute, within the limits. */
    private static final int QUIET_SHARE = 10;

    /** What the Logic Apps documentation uses in its example: 15 seconds, and none while there is more. */
    public static RetryAfter standard() {
        return new RetryAfter(Duration.ofSeconds(15), Duration.ofSeconds(15), Duration.ZERO);
    }

    /** The wait grows with the time since the newest event, and falls back at once when one comes. */
    long idleSeconds(Instant newest, Instant now) {
        Duration quiet = Duration.between(newest, now).dividedBy(QUIET_SHARE);
        Duration grown = quiet.compareTo(idleMax) < 0 ? quiet : idleMax;
        return wholeSeconds(grown.compareTo(idle) > 0 ? grown : idle);
    }

    /** The wait after events behind which nothing more is there yet. */
    long idleSeconds() {
        return wholeSeconds(idle);
    }

    long moreSeconds() {
        return wholeSeconds(more);
    }

    private static long wholeSeconds(Duration wait) {
        return wait.plusNanos(999_999_999).toSeconds();
    }
}
