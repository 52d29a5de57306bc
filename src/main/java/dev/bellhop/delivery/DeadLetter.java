package dev.bellhop.delivery;

import java.time.Instant;

/** A delivery given up; kept with its reason until it is driven again or expires. */
public record DeadLetter(
        String subscription,
        String source,
        long position,
        String eventId,
        int attempts,
        Instant since,
        Instant at,
        String reason) {}
