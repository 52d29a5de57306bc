package dev.bellhop.delivery;

import dev.bellhop.delivery.DeliveryPlanner.End;
import dev.bellhop.delivery.DeliveryPlanner.GiveUp;
import dev.bellhop.delivery.DeliveryPlanner.Settle;
import dev.bellhop.delivery.DeliveryPlanner.TryLater;
import dev.bellhop.event.Event;
import dev.bellhop.lease.Lease;
import dev.bellhop.log.LogHead;
import dev.bellhop.subscription.Subscription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves one subscription forward: takes events from the log as long as there is room, posts them, and stores how far it
 * got. All methods and callbacks run on the one thread of the delivery.
 *
 * <p>A subscription holds nothing but its own slots: however slow its callback is, others do not wait for it. Its
 * backlog stays in the log.
 */
final class SubscriptionPump {

    private final Subscription stored;
    private final Lease lease;
    private final DeliveryWindow window;
    private final DeliveryTools tools;
    private Subscription subscription;
    private boolean reading;
    private boolean saving;
    private boolean stopped;

    SubscriptionPump(Subscription subscription, Lease lease, List<Retry> waiting, DeliveryTools tools) {
        this.stored = subscription;
        this.subscription = subscription;
        this.lease = lease;
        this.tools = tools;
        this.window = new DeliveryWindow(subscription.position(), waiting);
    }

    Lease lease() {
        return lease;
    }

    String source() {
        return stored.source();
    }

    /** The subscriber gave a new callback; the next attempts go there. */
    void replace(Subscription renewed) {
        subscription = renewed;
    }

    /** Dead letters that were driven again are about to be read, see {@link #learn}. */
    void beforeLearning() {
        window.beforeLearning();
    }

    void learn(List<Retry> rows) {
        window.learn(rows);
        advance();
    }

    /** Begins no further attempts. Those under way end by themselves. */
    void stop() {
        stopped = true;
    }

    boolean isIdle() {
        return window.underWay() == 0 && !saving;
    }

    /** Begins what can begin now. */
    void advance() {
        if (stopped) {
            return;
        }
        retryDue();
        takeFromLog();
        if (window.unsaved() >= tools.limits().saveAfter()) {
            save();
        }
    }

    /** Stores what changed, unless that is under way already. */
    void save() {
        if (saving || !window.isDirty()) {
            return;
        }
        saving = true;
        DeliveryStore.Progress progress = window.progress(stored.id(), lease);
        tools.store()
                .save(progress)
                .emitOn(tools.executor())
                .subscribe()
                .with(
                        fresh -> {
                            saving = false;
                            if (fresh) {
                                window.saved(progress);
                                advance();
                            } else {
                                stopped = true;
                                tools.report().leaseLost(stored.id());
                            }
                        },
                        failure -> {
                            // Nothing is forgotten: the window stays dirty and the next tick tries again.
                            saving = false;
                            tools.report().notSaved(stored.id(), failure);
                        });
    }

    private void retryDue() {
        Instant now = tools.clock().instant();
        while (freeSlots() > 0) {
            Retry retry = window.due(now).orElse(null);
            if (retry == null) {
                return;
            }
            window.beginAgain(retry);
            tools.log()
                    .read(source(), retry.position(), 1)
                    .emitOn(tools.executor())
                    .subscribe()
                    .with(events -> retryRead(retry, events), failure -> {
                        window.release(retry.position());
                        tools.report().notRead(stored.id(), failure);
                    });
        }
    }

    private void retryRead(Retry retry, List<Event> events) {
        if (stopped) {
            window.release(retry.position());
        } else if (events.isEmpty() || events.getFirst().position() != retry.position()) {
            Instant now = tools.clock().instant();
            window.giveUp(new DeadLetter(
                    stored.id(),
                    source(),
                    retry.position(),
                    "",
                    retry.attempts(),
                    retry.since(),
                    now,
                    "the event is no longer kept in the log; last failure: " + retry.reason()));
            tools.report().gaveUp();
        } else {
            attempt(events.getFirst(), retry);
        }
    }

    private void takeFromLog() {
        LogHead head = tools.log().head(source());
        int room = Math.min(freeSlots(), tools.limits().retriesPerSubscription() - window.waiting());
        if (reading || room <= 0 || head.newest() <= window.taken()) {
            return;
        }
        reading = true;
        tools.log()
                .read(source(), window.taken() + 1, room)
                .emitOn(tools.executor())
                .subscribe()
                .with(this::take, failure -> {
                    reading = false;
                    tools.report().notRead(stored.id(), failure);
                });
    }

    private void take(List<Event> events) {
        reading = false;
        if (stopped) {
            return;
        }
        if (events.isEmpty()) {
            // The head moved, yet nothing is there: retention took it all.
            skip(tools.log().head(source()).oldest() - 1);
            return;
        }
        skip(events.getFirst().position() - 1);
        for (Event event : events) {
            window.begin(event.position());
            attempt(event, null);
        }
    }

    private void skip(long to) {
        if (to > window.taken()) {
            tools.report().missed(stored.id(), to - window.taken());
            window.skipTo(to);
        }
    }

    private void attempt(Event event, @Nullable Retry before) {
        int number = before == null ? 1 : before.attempts() + 1;
        tools.sender()
                .send(subscription, event, number)
                .onFailure()
                .recoverWithItem(bug -> {
                    tools.report().senderFailed(stored.id(), bug);
                    return new AttemptResult.TryAgain("Bellhop itself failed to make the attempt", null);
                })
                .emitOn(tools.executor())
                .subscribe()
                .with(result -> finished(event, before, number, result));
    }

    private void finished(Event event, @Nullable Retry before, int number, AttemptResult result) {
        Instant now = tools.clock().instant();
        DeliveryPlanner.Next next = tools.planner().next(stored, event, before, result, now);
        tools.report().attempted(stored, event, number, result, next);
        switch (next) {
            case Settle done -> window.settle(event.position());
            case TryLater later -> window.defer(later.retry());
            case GiveUp given -> {
                window.giveUp(given.letter());
                tools.report().gaveUp();
            }
            case End end -> {
                window.release(event.position());
                stopped = true;
                tools.ended().accept(stored.id());
            }
        }
        advance();
    }

    private int freeSlots() {
        return tools.limits().concurrency() - window.underWay();
    }
}
