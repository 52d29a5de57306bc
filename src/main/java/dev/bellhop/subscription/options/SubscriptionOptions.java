package dev.bellhop.subscription.options;

import dev.bellhop.event.filter.EventFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a subscriber wants its events. Where it says nothing, the configuration decides.
 *
 * @param filter events that match; {@code null} means all
 * @param batch several events in one callback; {@code null} means one
 * @param ordered whether an event waits until all before it are settled
 * @param concurrency callbacks under way at the same time; {@code null} means as configured
 * @param rate callbacks in a time; {@code null} means as fast as they are taken
 * @param content how an event stands in a callback
 * @param headers sent with every callback
 * @param timeout of one callback; {@code null} means as configured
 * @param retries waits before further attempts; {@code null} means as configured, empty that there are none
 * @param expires when the subscription ends by itself; {@code null} means never
 * @param handshake how the receiver was asked
 */
public record SubscriptionOptions(
        @Nullable EventFilter filter,
        @Nullable Batching batch,
        boolean ordered,
        @Nullable Integer concurrency,
        @Nullable Rate rate,
        ContentMode content,
        ExtraHeaders headers,
        @Nullable Duration timeout,
        @Nullable List<Duration> retries,
        @Nullable Instant expires,
        Handshake handshake) {

    /** Nothing special. */
    public static final SubscriptionOptions DEFAULT = new SubscriptionOptions(
            null, null, false, null, null, ContentMode.PLAIN, ExtraHeaders.NONE, null, null, null, Handshake.NONE);

    /** No faster than this. */
    public SubscriptionOptions slowedTo(Rate most) {
        return new SubscriptionOptions(
                filter,
                batch,
                ordered,
                concurrency,
                rate == null ? most : rate.atMost(most),
                content,
                headers,
                timeout,
                retries,
                expires,
                handshake);
    }
}
