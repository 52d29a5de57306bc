package dev.bellhop.delivery.pump;

import dev.bellhop.subscription.options.Rate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket: as many attempts may begin as tokens have come since. It holds those of one second, or one at least, so
 * that an idle time is not made up for by a burst. Belongs to one thread.
 */
final class RateGate {

    private double tokens = 1;
    private Instant filled = Instant.MIN;

    /** How many attempts may begin now; without a rate, any number. */
    int open(@Nullable Rate rate, Instant now) {
        if (rate == null) {
            return Integer.MAX_VALUE;
        }
        fill(rate, now);
        return (int) tokens;
    }

    /** An attempt began. */
    void pass() {
        tokens = Math.max(0, tokens - 1);
    }

    private void fill(Rate rate, Instant now) {
        double perSecond = (double) rate.count() * 1_000 / rate.per().toMillis();
        double most = Math.max(1, perSecond);
        if (filled.equals(Instant.MIN)) {
            tokens = most;
        } else if (now.isAfter(filled)) {
            // To the microsecond: under load it is looked at many times in a millisecond.
            double seconds = ChronoUnit.MICROS.between(filled, now) / 1_000_000.0;
            tokens = Math.min(most, tokens + seconds * perSecond);
        }
        filled = now;
    }
}
