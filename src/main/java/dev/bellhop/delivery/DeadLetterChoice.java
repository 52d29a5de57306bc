package dev.bellhop.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant: those that fulfil all of it; {@code null} means any.
 *
 * @param source of the subscription
 * @param eventIds ids of events; empty means any
 * @param before given up before this time
 */
public record DeadLetterChoice(
        @Nullable String subscription,
        @Nullable String source,
        List<String> eventIds,
        @Nullable Instant before) {

    /** Every one. */
    public static final DeadLetterChoice ALL = new DeadLetterChoice(null, null, List.of(), null);

    /** Those of a subscription. */
    public static DeadLetterChoice of(String subscription) {
        return new DeadLetterChoice(subscription, null, List.of(), null);
    }
}
