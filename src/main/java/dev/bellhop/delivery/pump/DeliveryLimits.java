package dev.bellhop.delivery.pump;

/**
 * Bounds of the work for one subscription.
 *
 * @param concurrency attempts under way at the same time
 * @param retriesPerSubscription failed deliveries that may wait; with as many waiting nothing new is taken from the
 *     log, so that a dead callback holds its place instead of filling the database
 * @param saveAfter settled deliveries after which progress is stored without waiting for the next tick; a crash
 *     repeats about as many at the most
 */
public record DeliveryLimits(int concurrency, int retriesPerSubscription, int saveAfter) {}
