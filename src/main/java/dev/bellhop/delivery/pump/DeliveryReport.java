package dev.bellhop.delivery.pump;

import dev.bellhop.delivery.attempt.Attempt;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.pump.DeliveryPlanner.Next;
import dev.bellhop.event.Timestamps;
import dev.bellhop.subscription.Subscription;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/** Counts what the delivery does and writes its log lines: one for every failed attempt, none of them with a secret. */
public final class DeliveryReport {

    private static final Logger LOG = Logger.getLogger("dev.bellhop.delivery");

    private final LongAdder accepted = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder dead = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    /** Attempts that the callback took. */
    public long accepted() {
        return accepted.sum();
    }

    /** Attempts that failed. */
    public long failed() {
        return failed.sum();
    }

    /** Attempts that are over. */
    public long attempts() {
        return accepted() + failed();
    }

    /** Nanoseconds that all attempts took together. */
    public long attemptNanos() {
        return nanos.sum();
    }

    /** Deliveries given up. */
    public long dead() {
        return dead.sum();
    }

    /** Events that were expired from the log before a subscription had read them. */
    public long missed() {
        return missed.sum();
    }

    /** One line for every failed attempt, always with the same keys. */
    void attempted(Attempt attempt, AttemptResult result, Next next, Duration took) {
        nanos.add(took.toNanos());
        switch (result) {
            case AttemptResult.Accepted taken -> accepted.increment();
            case AttemptResult.Failed failure -> {
                failed.increment();
                Subscription target = attempt.target();
                LOG.warnf(
                        "delivery attempt failed subscription=%s source=%s event=%s position=%d events=%d attempt=%d"
                                + " host=%s status=%d kind=%s millis=%d reason=\"%s\" next=%s",
                        target.id(),
                        target.source(),
                        attempt.first().what().id(),
                        attempt.first().position(),
                        attempt.events().size(),
                        attempt.number(),
                        target.callback().host(),
                        failure.failure().status(),
                        failure.failure().kind().word(),
                        took.toMillis(),
                        failure.failure().reason(),
                        next(next));
            }
        }
    }

    void gaveUp() {
        dead.increment();
    }

    void missed(String subscription, long count) {
        missed.add(count);
        LOG.errorf(
                "subscription %s missed %d events: they were older than the log may hold for it"
                        + " (bellhop.retention.held-age, bellhop.retention.held-count)",
                subscription, count);
    }

    void leaseLost(String subscription) {
        LOG.infof("subscription %s is now served by another process", subscription);
    }

    void notSaved(String subscription, Throwable failure) {
        LOG.warnf("progress of subscription %s is not stored yet: %s", subscription, failure.getMessage());
    }

    void notRead(String subscription, Throwable failure) {
        LOG.warnf("events for subscription %s could not be read yet: %s", subscription, failure.getMessage());
    }

    void notLoaded(Throwable failure) {
        LOG.warnf("subscriptions could not be brought up to date yet: %s", failure.getMessage());
    }

    void ended(String subscription) {
        LOG.infof("subscription %s ended: its callback answered 410 Gone", subscription);
    }

    void notSaid(String subscription, Throwable failure) {
        LOG.warnf("the state of subscription %s is not stored yet: %s", subscription, failure.getMessage());
    }

    void senderFailed(String subscription, Throwable bug) {
        LOG.errorf(bug, "an attempt for subscription %s failed inside Bellhop", subscription);
    }

    private static String next(Next next) {
        return switch (next) {
            case DeliveryPlanner.Settle done -> "none";
            case DeliveryPlanner.TryLater later ->
                Timestamps.format(later.retry().dueAt());
            case DeliveryPlanner.GiveUp given -> "dead-letter";
            case DeliveryPlanner.End end -> "subscription-ended";
        };
    }
}
