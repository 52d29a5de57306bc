package dev.bellhop.delivery.pump;

import dev.bellhop.subscription.options.SubscriptionOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a failed delivery is tried again, and when it is given up.
 *
 * @param delays the wait before each further attempt; after the last one the delivery is dead
 * @param jitter each wait is spread by this share up and down, so that many deliveries do not return at once
 * @param retryAfterMax the longest wait a callback may ask for
 */
public record RetrySchedule(List<Duration> delays, double jitter, Duration retryAfterMax) {

    /** As the subscriber wants it. */
    RetrySchedule of(SubscriptionOptions options) {
        return options.retries() == null ? this : new RetrySchedule(options.retries(), jitter, retryAfterMax);
    }

    /** The longest of the waits; a minute if there are none. */
    Duration longest() {
        return delays.stream().max(Duration::compareTo).orElse(Duration.ofMinutes(1));
    }

    /**
     * The wait after so many attempts; empty if there were enough.
     *
     * @param luck from 0 to 1, where in the spread the wait is
     */
    public Optional<Duration> delayAfter(int attempts, @Nullable Duration retryAfter, double luck) {
        if (attempts > delays.size()) {
            return Optional.empty();
        }
        double spread = 1 + jitter * (2 * luck - 1);
        Duration own = Duration.ofMillis((long) (delays.get(attempts - 1).toMillis() * spread));
        if (retryAfter == null) {
            return Optional.of(own);
        }
        Duration asked = retryAfter.compareTo(retryAfterMax) > 0 ? retryAfterMax : retryAfter;
        return Optional.of(asked.compareTo(own) > 0 ? asked : own);
    }
}
