package dev.bellhop.delivery.pump;

import dev.bellhop.subscription.options.Batching;
import dev.bellhop.subscription.options.SubscriptionOptions;

/**
 * Bounds of the work for one subscription.
 *
 * @param concurrency attempts under way at the same time
 * @param retriesPerSubscription failed deliveries that may wait; with as many waiting nothing new is taken from the
 *     log, so that a dead callback holds its place instead of filling the database
 * @param saveAfter settled deliveries after which progress is stored without waiting for the next tick; a crash
 *     repeats about as many at the most
 */
public record DeliveryLimits(int concurrency, int retriesPerSubscription, int saveAfter) {

    /** As the subscriber wants it; two of its batches may fail or be under way, whatever their size. */
    DeliveryLimits of(SubscriptionOptions options) {
        Integer wanted = options.concurrency();
        int batches = 2 * batchMax(options);
        return new DeliveryLimits(
                options.ordered() ? 1 : wanted == null ? concurrency : wanted,
                Math.max(retriesPerSubscription, batches),
                Math.max(saveAfter, batches));
    }

    /** Events of one callback at the most. */
    static int batchMax(SubscriptionOptions options) {
        Batching batch = options.batch();
        return batch == null ? 1 : batch.max();
    }
}
