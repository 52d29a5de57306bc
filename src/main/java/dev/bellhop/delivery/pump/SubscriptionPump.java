package dev.bellhop.delivery.pump;

import dev.bellhop.delivery.DeliveryStore.Progress;
import dev.bellhop.delivery.Retry;
import dev.bellhop.delivery.attempt.Attempt;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.attempt.Failure;
import dev.bellhop.delivery.pump.DeliveryPlanner.End;
import dev.bellhop.delivery.pump.DeliveryPlanner.GiveUp;
import dev.bellhop.delivery.pump.DeliveryPlanner.Settle;
import dev.bellhop.delivery.pump.DeliveryPlanner.TryLater;
import dev.bellhop.delivery.pump.DeliveryRunner.Delivering;
import dev.bellhop.delivery.pump.DeliveryRunner.Tools;
import dev.bellhop.event.Event;
import dev.bellhop.lease.Lease;
import dev.bellhop.log.LogHead;
import dev.bellhop.subscription.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves one subscription forward: takes events from the log as long as there is room, posts them, and stores how far it
 * got. All methods and callbacks run on the one thread of the delivery.
 *
 * <p>A subscription holds nothing but its own slots: however slow its callback is, others do not wait for it. Its
 * backlog stays in the log.
 */
final class SubscriptionPump {

    private static final int LAST_SAVES_MAX = 3;

    private final Lease lease;
    private final DeliveryWindow window;
    private final Tools tools;
    private final Delivering how;
    private Subscription subscription;
    private boolean reading;
    private boolean saving;
    private int savesFailed;
    private boolean fenced;
    private boolean gone;
    private boolean stopped;

    SubscriptionPump(Subscription subscription, Lease lease, List<Retry> waiting, Tools tools) {
        this.subscription = subscription;
        this.lease = lease;
        this.tools = tools;
        this.how = tools.how();
        this.window = new DeliveryWindow(subscription.position(), waiting);
    }

    Lease lease() {
        return lease;
    }

    String source() {
        return subscription.source();
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

    /** The callback said that it is gone, but the subscription has another one by now, or could not be ended yet. */
    void goOn() {
        gone = false;
    }

    /** Begins no further attempts. Those under way end by themselves. */
    void stop() {
        stopped = true;
    }

    /**
     * Whether it has to make way: another process took the lease, or this one lost it and has nothing left to store.
     * While nobody else took it, it goes on as soon as the lease is renewed, and repeats nothing.
     */
    boolean isLost(Optional<Lease> held) {
        return held.map(now -> now.epoch() != lease.epoch()).orElse(isIdle() && !window.isDirty()) || fenced;
    }

    boolean isIdle() {
        return window.underWay() == 0 && !saving;
    }

    /** Begins what can begin now. */
    void advance() {
        if (mayBegin()) {
            retryDue();
            takeFromLog();
        }
        if (window.isHeldUp(how.limits())) {
            window.park(how.clock().instant());
        }
        if (window.unsaved() >= how.limits().saveAfter()) {
            save();
        }
    }

    /** Stores what changed, unless that is under way already. */
    void save() {
        if (saving || fenced || !window.isDirty()) {
            return;
        }
        saving = true;
        Progress progress = window.progress(subscription.id(), lease);
        how.store()
                .save(progress)
                .emitOn(tools.executor())
                .subscribe()
                .with(fresh -> saved(progress, fresh), this::notSaved);
    }

    /** As {@link #save}, but not again and again: at the end what is not stored is repeated by the next process. */
    void saveLast() {
        if (savesFailed < LAST_SAVES_MAX) {
            save();
        }
    }

    private void saved(Progress progress, boolean fresh) {
        saving = false;
        savesFailed = 0;
        if (fresh) {
            window.saved(progress);
        } else {
            fenced = true;
            how.report().leaseLost(subscription.id());
        }
        advance();
        tools.settled().run();
    }

    /** Nothing is forgotten: the window stays dirty and the next tick tries again. */
    private void notSaved(Throwable failure) {
        saving = false;
        savesFailed++;
        how.report().notSaved(subscription.id(), failure);
        tools.settled().run();
    }

    /** The lease is asked, too: a process that stood still may have lost it before anybody told the pump to stop. */
    private boolean mayBegin() {
        return !stopped && !gone && !fenced && tools.holds().test(lease);
    }

    private void retryDue() {
        Instant now = how.clock().instant();
        while (window.freeSlots(how.limits()) > 0) {
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
                        how.report().notRead(subscription.id(), failure);
                        tools.settled().run();
                    });
        }
    }

    private void retryRead(Retry retry, List<Event> events) {
        if (!mayBegin()) {
            window.release(retry.position());
            tools.settled().run();
        } else if (events.isEmpty() || events.getFirst().position() != retry.position()) {
            window.giveUp(how.planner().expired(subscription, retry, how.clock().instant()));
            how.report().gaveUp();
        } else {
            attempt(events.getFirst(), retry);
        }
    }

    private void takeFromLog() {
        LogHead head = tools.log().head(source());
        int room = window.room(how.limits());
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
                    how.report().notRead(subscription.id(), failure);
                });
    }

    private void take(List<Event> events) {
        reading = false;
        if (!mayBegin()) {
            return;
        }
        if (events.isEmpty()) {
            // The head moved, yet nothing is there: retention took it all.
            skip(tools.log().head(source()).oldest() - 1);
            return;
        }
        skip(events.getFirst().position() - 1);
        for (Event event : events) {
            // Retries may have taken the room since the events were asked for; the rest is read again.
            if (window.room(how.limits()) <= 0) {
                return;
            }
            if (window.begin(event.position())) {
                attempt(event, null);
            }
        }
    }

    private void skip(long to) {
        if (to > window.taken()) {
            how.report().missed(subscription.id(), to - window.taken());
            window.skipTo(to);
        }
    }

    private void attempt(Event event, @Nullable Retry before) {
        int number = before == null ? 1 : before.attempts() + 1;
        Subscription target = subscription;
        how.sender()
                .send(new Attempt(target, List.of(event), number))
                .onFailure()
                .recoverWithItem(bug -> {
                    how.report().senderFailed(target.id(), bug);
                    return new AttemptResult.TryAgain(
                            Failure.without(Failure.Kind.INTERNAL, "Bellhop itself failed to make the attempt"), null);
                })
                .emitOn(tools.executor())
                .subscribe()
                .with(result -> finished(target, event, before, number, result));
    }

    private void finished(Subscription target, Event event, @Nullable Retry before, int number, AttemptResult result) {
        Instant now = how.clock().instant();
        DeliveryPlanner.Next next = how.planner().next(target, event, before, result, now);
        how.report().attempted(target, event, number, result, next);
        switch (next) {
            case Settle done -> window.settle(event.position());
            case TryLater later -> window.defer(later.retry());
            case GiveUp given -> {
                window.giveUp(given.letter());
                how.report().gaveUp();
            }
            case End end -> {
                // Kept open: the subscription may have another callback by now, which has to get the event.
                Instant since = before == null ? now : before.since();
                window.defer(new Retry(event.position(), number - 1, since, now, "the callback answered 410"));
                end(target);
            }
        }
        advance();
        tools.settled().run();
    }

    private void end(Subscription target) {
        boolean current = target.callback().equals(subscription.callback());
        if (current && !gone) {
            gone = true;
            tools.gone().accept(target);
        }
    }
}
