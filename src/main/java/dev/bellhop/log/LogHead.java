package dev.bellhop.log;

import java.time.Instant;

/**
 * What is known of a log without reading it.
 *
 * @param logId names this very log; another one after the data was emptied
 * @param oldest position of the oldest event kept; {@code newest + 1} if none is
 * @param newest position of the newest event; 0 if there never was one
 * @param recorded when the newest event was recorded; the creation of the log if there never was one
 */
public record LogHead(String source, String logId, long oldest, long newest, Instant recorded) {

    /** How many events after this position are no longer kept. */
    public long expiredAfter(long position) {
        return Math.max(0, oldest - 1 - position);
    }
}
