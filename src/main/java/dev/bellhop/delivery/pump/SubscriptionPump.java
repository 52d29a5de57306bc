package dev.bellhop.delivery.pump;

import dev.bellhop.delivery.DeliveryStore.Progress;
import dev.bellhop.delivery.Retry;
import dev.bellhop.delivery.attempt.Attempt;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.attempt.AttemptResult.TryAgain;
import dev.bellhop.delivery.attempt.Failure;
import dev.bellhop.delivery.pump.DeliveryPlanner.End;
import dev.bellhop.delivery.pump.DeliveryPlanner.GiveUp;
import dev.bellhop.delivery.pump.DeliveryPlanner.Next;
import dev.bellhop.delivery.pump.DeliveryPlanner.Settle;
import dev.bellhop.delivery.pump.DeliveryPlanner.TryLater;
import dev.bellhop.delivery.pump.DeliveryRunner.Delivering;
import dev.bellhop.delivery.pump.DeliveryRunner.Tools;
import dev.bellhop.event.Event;
import dev.bellhop.event.filter.EventFilter;
import dev.bellhop.lease.Lease;
import dev.bellhop.log.LogHead;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.Failing;
import dev.bellhop.subscription.SubscriptionState.Paused;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
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

    private static final int LAST_SAVES_MAX = 3;

    private final Lease lease;
    private final DeliveryWindow window;
    private final TargetHealth health;
    private final RateGate gate = new RateGate();
    private final BatchBuffer buffer = new BatchBuffer();
    private final Tools tools;
    private final Delivering how;
    private Subscription subscription;
    private DeliveryLimits limits;
    private int attempts;
    private boolean reading;
    private boolean saving;
    private boolean changingState;
    private int savesFailed;
    private boolean fenced;
    private boolean gone;
    private boolean stopped;

    SubscriptionPump(Subscription subscription, Lease lease, List<Retry> waiting, Tools tools) {
        this.subscription = subscription;
        this.lease = lease;
        this.tools = tools;
        this.how = tools.how();
        this.limits = how.limits().of(subscription.options());
        this.window = new DeliveryWindow(subscription.position(), waiting);
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
        boolean resumed = renewed.state() instanceof Active && !(subscription.state() instanceof Active);
        if (another || (resumed && health.isFailing())) {
            health.reset();
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
        return held.map(now -> now.epoch() != lease.epoch()).orElse(isIdle() && !window.isDirty()) || fenced;
    }

    boolean isIdle() {
        return window.underWay() == 0 && !saving;
    }

    /** A second has passed. */
    void tick() {
        advance();
        save();
        sayState();
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
        return !stopped
                && !gone
                && !fenced
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
        if (another && !ordered() && buffer.isEmpty() && hasMore() && window.room(limits) > 0) {
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
        read(due, 0, new ArrayList<>());
    }

    /** Reads the events of deliveries one after the other; nearly always they are in memory or on one page. */
    private void read(List<Retry> due, int next, List<Event> found) {
        for (int i = next; i < due.size(); i++) {
            long position = due.get(i).position();
            List<Event> ready = tools.pages().ready(source(), position, 1);
            if (ready.isEmpty()) {
                int at = i;
                tools.pages()
                        .load(source(), position)
                        .subscribe()
                        .with(
                                page -> {
                                    if (!page.isEmpty() && page.getFirst().position() == position) {
                                        found.add(page.getFirst());
                                    }
                                    read(due, at + 1, found);
                                },
                                failure -> {
                                    release(due);
                                    how.report().notRead(subscription.id(), failure);
                                    tools.settled().run();
                                });
                return;
            }
            found.add(ready.getFirst());
        }
        attemptAgain(due, found);
    }

    private void release(List<Retry> due) {
        attempts--;
        due.forEach(retry -> window.release(retry.position()));
    }

    private void attemptAgain(List<Retry> due, List<Event> events) {
        if (!mayBegin()) {
            release(due);
            tools.settled().run();
            return;
        }
        Map<Long, Retry> rows = due.stream().collect(Collectors.toMap(Retry::position, Function.identity()));
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
        }
    }

    /** Whether the log has events that were not taken yet. */
    private boolean hasMore() {
        return tools.log().head(source()).newest() > window.taken();
    }

    private void takeFromLog(Instant now) {
        while (!reading && wanted(now) > 0 && hasMore()) {
            List<Event> ready = tools.pages().ready(source(), window.taken() + 1, wanted(now));
            if (ready.isEmpty()) {
                reading = true;
                tools.pages().load(source(), window.taken() + 1).subscribe().with(this::read, failure -> {
                    reading = false;
                    how.report().notRead(subscription.id(), failure);
                });
                return;
            }
            take(ready, now);
        }
        ship(now);
    }

    /** How many events may be taken from the log now. */
    private int wanted(Instant now) {
        int slots = slots(now);
        if (slots <= 0 || (ordered() && window.waiting() > 0)) {
            return 0;
        }
        long most = (long) slots * batchMax() - buffer.size();
        return buffer.isFull(batchMax()) ? 0 : (int) Math.min(most, window.room(limits));
    }

    private void read(List<Event> page) {
        reading = false;
        if (!mayBegin()) {
            return;
        }
        if (page.isEmpty()) {
            // The head moved, yet nothing is there: retention took it all.
            LogHead head = tools.log().head(source());
            missed(head.oldest() - 1);
        } else {
            Instant now = how.clock().instant();
            take(page, now);
            advance();
        }
    }

    private void take(List<Event> events, Instant now) {
        missed(events.getFirst().position() - 1);
        for (Event event : events) {
            // Retries may have taken the room since the events were asked for; the rest is read again.
            if (event.position() <= window.taken()) {
                continue;
            }
            if (wanted(now) <= 0) {
                break;
            }
            if (!matches(event)) {
                window.skipTo(event.position());
            } else if (window.take(event.position())) {
                buffer.add(event, now);
                ship(now);
            }
        }
    }

    private boolean matches(Event event) {
        EventFilter filter = subscription.options().filter();
        return filter == null || filter.matches(event);
    }

    private void missed(long to) {
        if (to > window.taken()) {
            how.report().missed(subscription.id(), to - window.taken());
            window.skipTo(to);
        }
    }

    private void ship(Instant now) {
        int max = batchMax();
        while (slots(now) > 0
                && (buffer.isFull(max)
                        || buffer.isRipe(subscription.options().batch(), hasMore() && !health.isFailing(), now))) {
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
        TargetHealth.Change change = health.note(
                attempt.first().position(), result, probe, how.planner().retryAfterMax(), now);
        List<Next> nexts = how.planner().next(attempt, window::retry, result, health.isFailing() && !ordered(), now);
        for (int i = 0; i < nexts.size(); i++) {
            apply(attempt.events().get(i), nexts.get(i));
        }
        how.report().attempted(attempt, result, nexts.getFirst(), (how.nanos().getAsLong() - begun) / 1_000_000);
        if (result instanceof AttemptResult.Gone) {
            end(attempt.target());
        }
        if (change == TargetHealth.Change.RECOVERED) {
            window.dueNow(now);
        }
        if (change != TargetHealth.Change.NOTHING) {
            sayState(
                    result instanceof AttemptResult.Failed failed
                            ? failed.failure().reason()
                            : "");
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

    /** What is known of the target and what is stored of it must agree in the end, also when a database was away. */
    private void sayState() {
        sayState("it did not answer as it should");
    }

    private void sayState(String reason) {
        boolean known = subscription.state() instanceof Failing;
        if (changingState || subscription.state() instanceof Paused || stopped || fenced || gone) {
            return;
        }
        if (subscription.state() instanceof Failing failing
                && health.isFailing()
                && !how.clock().instant().isBefore(failing.since().plus(how.failingMax()))) {
            say(tools.states().pause(subscription));
        } else if (known != health.isFailing()) {
            say(
                    health.isFailing()
                            ? tools.states().failing(subscription, reason)
                            : tools.states().recovered(subscription));
        }
    }

    private void say(Uni<?> change) {
        changingState = true;
        change.emitOn(tools.executor()).subscribe().with(done -> changingState = false, failure -> {
            changingState = false;
            how.report().notSaid(subscription.id(), failure);
        });
    }
}
