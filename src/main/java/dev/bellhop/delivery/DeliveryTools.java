package dev.bellhop.delivery;

import dev.bellhop.delivery.DeliveryRunner.Delivering;
import dev.bellhop.log.EventLog;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What every pump works with.
 *
 * @param executor runs one task at a time: the thread of the delivery
 * @param ended told of a subscription whose callback is gone
 */
record DeliveryTools(EventLog log, Delivering how, Executor executor, Consumer<String> ended) {

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
