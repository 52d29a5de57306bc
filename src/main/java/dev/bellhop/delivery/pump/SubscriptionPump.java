package dev.bellhop.delivery.pump;

import dev.bellhop.delivery.Retry;
import dev.bellhop.delivery.attempt.Attempt;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.attempt.AttemptResult.TryAgain;
import dev.bellhop.delivery.history.AttemptRecord;
import dev.bellhop.delivery.pump.DeliveryPlanner.End;
import dev.bellhop.delivery.pump.DeliveryPlanner.GiveUp;
import dev.bellhop.delivery.pump.DeliveryPlanner.Next;
import dev.bellhop.delivery.pump.DeliveryPlanner.Settle;
import dev.bellhop.delivery.pump.DeliveryPlanner.TryLater;
import dev.bellhop.delivery.pump.DeliveryRunner.Delivering;
import dev.bellhop.delivery.pump.DeliveryRunner.Tools;
import dev.bellhop.delivery.pump.EventPages.Found;
import dev.bellhop.event.Event;
import dev.bellhop.lease.Lease;
import dev.bellhop.outbound.Failure;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.Failing;
import dev.bellhop.subscription.SubscriptionState.Paused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Moves one subscription forward: takes events from the log as long as there is room, posts them, and stores how far it
 * got. All methods and callbacks run on the one thread of the delivery.
 *
 * <p>A subscription holds nothing but its own slots: however slow its callback is, others do not wait for it. Its
 * backlog stays in the log.
 */
final class SubscriptionPump {

    private final Lease lease;
    private final DeliveryWindow window;
    private final TargetHealth health;
    private final RateGate gate = new RateGate();
    private final BatchBuffer buffer = new BatchBuffer();
    private final LogIntake intake;
    private final ProgressSaver saver;
    private final StateKeeper state;
    private final Tools tools;
    private final Delivering how;
    private Subscription subscription;
    private DeliveryLimits limits;
    private int attempts;
    private boolean gone;
    private boolean stopped;

    SubscriptionPump(Subscription subscription, Lease lease, List<Retry> waiting, Tools tools) {
        this.subscription = subscription;
        this.lease = lease;
        this.tools = tools;
        this.how = tools.how();
        this.limits = how.limits().of(subscription.options());
        this.window = new DeliveryWindow(subscription.position(), waiting);
        this.intake = new LogIntake(window, buffer, tools, this::advance);
        this.saver = new ProgressSaver(subscription.id(), lease, window, tools, this::advance);
        this.state = new StateKeeper(tools);
        this.health = new TargetHealth(how.random());
        if (subscription.state() instanceof Failing) {
            health.beginFailing(how.clock().instant());
        }
    }

    Lease lease() {
        return lease;
    }

    String source() {
        return subscription.source();
    }

    /** Something about the subscription changed; the next attempts are made as it is now. */
    void replace(Subscription renewed) {
        boolean another = !renewed.callback().equals(subscription.callback());
        boolean resumed = renewed.state() instanceof Active
                && (subscription.state() instanceof Paused
                        || (subscription.state() instanceof Failing && health.isFailing()));
        if (another) {
            health.begin();
        } else if (resumed && health.isFailing()) {
            health.reset();
        }
        if (another || resumed) {
            window.dueNow(how.clock().instant());
        }
        subscription = renewed;
        limits = how.limits().of(renewed.options());
        advance();
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
        return held.map(now -> now.epoch() != lease.epoch()).orElse(isIdle() && !window.isDirty()) || saver.isFenced();
    }

    boolean isIdle() {
        return window.underWay() == 0 && !saver.isSaving();
    }

    /** A second has passed. */
    void tick() {
        advance();
        save();
        reconcile();
    }

    /** Begins what can begin now. */
    void advance() {
        Instant now = how.clock().instant();
        if (mayBegin()) {
            if (health.isFailing()) {
                probe(now);
            } else {
                retryDue(now);
                takeFromLog(now);
            }
        }
        if (window.isHeldUp(limits)) {
            window.park(now);
        }
        if (window.unsaved() >= limits.saveAfter()) {
            save();
        }
    }

    void save() {
        saver.save();
    }

    /** As {@link #save}, but not again and again. */
    void saveLast() {
        saver.saveLast();
    }

    /** The lease is asked, too: a process that stood still may have lost it before anybody told the pump to stop. */
    private boolean mayBegin() {
        return !stopped
                && !gone
                && !saver.isFenced()
                && !(subscription.state() instanceof Paused)
                && tools.holds().test(lease);
    }

    /** Attempts that may begin now. */
    private int slots(Instant now) {
        int free = health.free(attempts, limits.concurrency(), now);
        return free <= 0 ? 0 : Math.min(free, gate.open(subscription.options().rate(), now));
    }

    private boolean ordered() {
        return subscription.options().ordered();
    }

    private int batchMax() {
        return DeliveryLimits.batchMax(subscription.options());
    }

    private void probe(Instant now) {
        boolean another = health.wantsAnother() || window.waiting() == 0;
        if (slots(now) <= 0) {
            return;
        }
        boolean untried = !buffer.isEmpty() || (intake.hasMore(subscription) && window.room(limits) > 0);
        if (another && !ordered() && untried) {
            takeFromLog(now);
        } else if (window.waiting() > 0) {
            again(window.probe(batchMax(), ordered()));
        } else {
            takeFromLog(now);
        }
    }

    private void retryDue(Instant now) {
        while (slots(now) > 0) {
            List<Retry> due = window.due(now, batchMax(), ordered());
            if (due.isEmpty()) {
                return;
            }
            again(due);
        }
    }

    private void again(List<Retry> due) {
        if (due.isEmpty()) {
            return;
        }
        attempts++;
        gate.pass();
        due.forEach(retry -> window.begin(retry.position()));
        tools.pages()
                .find(source(), due.stream().map(Retry::position).toList())
                .subscribe()
                .with(found -> attemptAgain(due, found), failure -> {
                    release(due);
                    how.report().notRead(subscription.id(), failure);
                    tools.settled().run();
                });
    }

    private void release(List<Retry> due) {
        attempts--;
        due.forEach(retry -> window.release(retry.position()));
    }

    private void attemptAgain(List<Retry> due, Found found) {
        if (!mayBegin()) {
            release(due);
            tools.settled().run();
            return;
        }
        if (due.size() > batchMax()) {
            // The subscriber wants other batches by now: they are put together anew.
            release(due);
            advance();
            return;
        }
        // Together they would be too much for one callback.
        List<Retry> left = due.subList(found.looked(), due.size());
        left.forEach(retry -> window.release(retry.position()));
        List<Event> events = found.events();
        Map<Long, Retry> rows =
                due.stream().limit(found.looked()).collect(Collectors.toMap(Retry::position, Function.identity()));
        events.forEach(event -> rows.remove(event.position()));
        rows.values().forEach(expired -> {
            window.giveUp(
                    how.planner().expired(subscription, expired, how.clock().instant()));
            how.report().gaveUp();
        });
        if (events.isEmpty()) {
            attempts--;
            advance();
        } else {
            post(events);
            if (!left.isEmpty()) {
                advance();
            }
        }
    }

    private void takeFromLog(Instant now) {
        while (intake.take(subscription, wanted(now), now)) {
            ship(now);
        }
        ship(now);
    }

    /** How many events may be taken from the log now. */
    private int wanted(Instant now) {
        int slots = slots(now);
        if (slots <= 0 || buffer.isFull(batchMax()) || (ordered() && window.waiting() > 0)) {
            return 0;
        }
        return (int) Math.min((long) slots * batchMax() - buffer.size(), window.room(limits));
    }

    private boolean mayShip(int max, Instant now) {
        if (buffer.isEmpty() || (ordered() && window.waiting() > 0)) {
            return false;
        }
        boolean mayGrow = !health.isFailing() && window.room(limits) > 0;
        return !mayGrow
                || buffer.isFull(max)
                || buffer.isRipe(subscription.options().batch(), intake.hasMore(subscription), now);
    }

    private void ship(Instant now) {
        int max = batchMax();
        while (slots(now) > 0 && mayShip(max, now)) {
            List<Event> events = buffer.drain(max);
            attempts++;
            gate.pass();
            events.forEach(event -> window.begin(event.position()));
            post(events);
        }
    }

    private void post(List<Event> events) {
        int number = 1 + events.stream().mapToInt(this::attemptsOf).max().orElse(0);
        Attempt attempt = new Attempt(subscription, events, number);
        boolean probe = health.isFailing();
        long begun = how.nanos().getAsLong();
        how.sender()
                .send(attempt)
                .onFailure()
                .recoverWithItem(bug -> {
                    how.report().senderFailed(attempt.target().id(), bug);
                    return new TryAgain(
                            Failure.without(Failure.Kind.INTERNAL, "Bellhop itself failed to make the attempt"), null);
                })
                .emitOn(tools.executor())
                .subscribe()
                .with(result -> finished(attempt, result, probe, begun));
    }

    private int attemptsOf(Event event) {
        Retry row = window.retry(event.position());
        return row == null ? 0 : row.attempts();
    }

    private void finished(Attempt attempt, AttemptResult result, boolean probe, long begun) {
        attempts--;
        Instant now = how.clock().instant();
        boolean current = attempt.target().callback().equals(subscription.callback());
        TargetHealth.Change change = current
                ? health.note(
                        attempt.first().position(), result, probe, how.planner().retryAfterMax(), now)
                : TargetHealth.Change.NOTHING;
        List<Next> nexts = how.planner()
                .next(
                        attempt,
                        window::retry,
                        current ? result : DeliveryPlanner.fromBefore(result),
                        !current || health.isFailing(),
                        now);
        for (int i = 0; i < nexts.size(); i++) {
            apply(attempt.events().get(i), nexts.get(i));
        }
        Duration took = Duration.ofNanos(how.nanos().getAsLong() - begun);
        how.report().attempted(attempt, result, nexts.getFirst(), took);
        how.history()
                .accept(AttemptRecord.of(
                        attempt, result, now.minus(took), took, DeliveryPlanner.outcome(result, nexts.getFirst())));
        if (result instanceof AttemptResult.Gone) {
            end(attempt.target());
        }
        if (change == TargetHealth.Change.RECOVERED || !current) {
            window.dueNow(now);
        }
        if (current && result instanceof AttemptResult.Failed failed) {
            state.because(failed.failure().reason());
        }
        if (change != TargetHealth.Change.NOTHING) {
            reconcile();
        }
        advance();
        tools.settled().run();
    }

    private void apply(Event event, Next next) {
        switch (next) {
            case Settle done -> window.settle(event.position());
            case TryLater later -> window.defer(later.retry());
            // Kept open: the subscription may have another callback by now, which has to get the event.
            case End end -> window.defer(end.retry());
            case GiveUp given -> {
                window.giveUp(given.letter());
                how.report().gaveUp();
            }
        }
    }

    private void end(Subscription target) {
        boolean current = target.callback().equals(subscription.callback());
        if (current && !gone) {
            gone = true;
            tools.gone().accept(target);
        }
    }

    private void reconcile() {
        if (mayBegin()) {
            state.reconcile(subscription, health.isFailing());
        }
    }
}
