package dev.bellhop.delivery;

import dev.bellhop.delivery.DeliveryRunner.Delivering;
import dev.bellhop.lease.Lease;
import dev.bellhop.log.EventLog;
import dev.bellhop.subscription.Subscription;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What every pump works with.
 *
 * @param executor runs one task at a time: the thread of the delivery
 * @param holds whether this process still has a lease
 * @param gone told of a subscription whose callback is gone, as it was when the attempt began
 * @param settled told when something under way has ended
 */
record DeliveryTools(
        EventLog log,
        Delivering how,
        Executor executor,
        Predicate<Lease> holds,
        Consumer<Subscription> gone,
        Runnable settled) {

    DeliveryStore store() {
        return how.store();
    }

    WebhookSender sender() {
        return how.sender();
    }

    DeliveryPlanner planner() {
        return how.planner();
    }

    DeliveryLimits limits() {
        return how.limits();
    }

    DeliveryReport report() {
        return how.report();
    }

    InstantSource clock() {
        return how.clock();
    }
}
