package dev.bellhop.log;

import java.time.Duration;

/**
 * How long events are kept.
 *
 * @param age events older than this may go
 * @param count events beyond so many may go
 * @param heldAge events older than this go even if an active subscription has not read them
 * @param heldCount events beyond so many go even if an active subscription has not read them
 */
public record RetentionPolicy(Duration age, long count, Duration heldAge, long heldCount) {

    /**
     * Up to which position events may be deleted. Pure.
     *
     * @param byAge position of the newest event that is too old
     * @param byHeldAge position of the newest event that is too old even for readers that are behind
     * @param neededFrom first position that a reader may still need; {@link Long#MAX_VALUE} if nobody reads
     */
    long deletableUpTo(LogHead head, long byAge, long byHeldAge, long neededFrom) {
        long wanted = Math.max(byAge, head.newest() - count);
        long forced = Math.max(byHeldAge, head.newest() - heldCount);
        return Math.max(Math.min(wanted, neededFrom - 1), forced);
    }
}
