package dev.bellhop.lease;

import java.time.Instant;

/**
 * The right to do a named piece of work until a time.
 *
 * @param epoch grows whenever the right changes hands; writes that carry an older epoch are refused, so a holder
 *     that stalled and lost its lease cannot overwrite what its successor did
 */
public record Lease(String name, long epoch, Instant until) {}
