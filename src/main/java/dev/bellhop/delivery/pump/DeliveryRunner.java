package dev.bellhop.delivery.pump;

import dev.bellhop.delivery.DeliveryStore;
import dev.bellhop.delivery.Retry;
import dev.bellhop.delivery.attempt.WebhookSender;
import dev.bellhop.delivery.history.AttemptRecord;
import dev.bellhop.delivery.pump.SubscriptionReader.Known;
import dev.bellhop.lease.Lease;
import dev.bellhop.lease.LeaseKeeper;
import dev.bellhop.log.EventLog;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionState.Ended;
import dev.bellhop.subscription.SubscriptionState.PausedBy;
import dev.bellhop.subscription.SubscriptionStore.Selector;
import dev.bellhop.subscription.Subscriptions;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a {@link SubscriptionPump} for every active subscription whose lease this process holds.
 *
 * <p>Everything happens on one executor that runs one task at a time; {@link #tick} and the wake-ups only submit to it.
 */
public final class DeliveryRunner implements Subscriptions.Listener {

    private final Subscriptions subscriptions;
    private final LeaseKeeper leases;
    private final Tools tools;
    private final SubscriptionReader reader;
    private final Known known;
    private final Map<String, SubscriptionPump> pumps = new HashMap<>();
    private final Map<String, Set<SubscriptionPump>> bySource = new HashMap<>();
    private final Set<String> starting = new HashSet<>();
    private volatile Map<Class<?>, Integer> states = Map.of();
    private boolean stopping;
    private @Nullable UniEmitter<? super Void> stopped;

    /** Everything it works with; nothing happens before the first {@link #tick}. */
    public DeliveryRunner(
            Subscriptions subscriptions, LeaseKeeper leases, EventLog log, Delivering delivering, Executor executor) {
        this.subscriptions = subscriptions;
        this.leases = leases;
        EventPages pages = new EventPages(log, executor);
        this.tools = new Tools(
                log,
                pages,
                delivering,
                executor,
                this::holds,
                this::gone,
                states(subscriptions),
                this::completeIfDrained);
        this.reader = new SubscriptionReader(subscriptions.store(), tools);
        this.known = reader.known();
        log.onGrowth(source -> executor.execute(() -> wake(source)));
        subscriptions.listen(this);
    }

    /**
     * How deliveries are made.
     *
     * @param failingMax how long a target may fail before its subscription is paused
     * @param history told of every attempt when it is over
     * @param nanos measures durations
     */
    public record Delivering(
            DeliveryStore store,
            WebhookSender sender,
            DeliveryPlanner planner,
            DeliveryLimits limits,
            Duration failingMax,
            DeliveryReport report,
            Consumer<AttemptRecord> history,
            InstantSource clock,
            LongSupplier nanos,
            RandomGenerator random) {}

    /** Stores what a pump found out about its target. */
    interface States {
        Uni<?> failing(Subscription subscription, String reason);

        Uni<?> recovered(Subscription subscription);

        Uni<?> pause(Subscription subscription);
    }

    private static States states(Subscriptions subscriptions) {
        return new States() {
            @Override
            public Uni<?> failing(Subscription subscription, String reason) {
                return subscriptions.failing(subscription.id(), reason);
            }

            @Override
            public Uni<?> recovered(Subscription subscription) {
                return subscriptions.recovered(subscription.id());
            }

            @Override
            public Uni<?> pause(Subscription subscription) {
                return subscriptions.pause(subscription.id(), PausedBy.FAILING_TOO_LONG);
            }
        };
    }

    /**
     * What every pump works with.
     *
     * @param executor runs one task at a time: the thread of the delivery
     * @param holds whether this process still has a lease
     * @param gone told of a subscription whose callback is gone, as it was when the attempt began
     * @param settled told when something under way has ended
     */
    record Tools(
            EventLog log,
            EventPages pages,
            Delivering how,
            Executor executor,
            Predicate<Lease> holds,
            Consumer<Subscription> gone,
            States states,
            Runnable settled) {}

    /** Looks for new subscriptions, due retries and unsaved progress. */
    public void tick() {
        tools.executor().execute(() -> {
            if (!stopping) {
                reader.reloadIfDue(this::reloaded);
                dropLost();
                known.ids().forEach(this::startIfHeld);
            }
            pumps.values().forEach(SubscriptionPump::tick);
            states = known.states();
        });
    }

    /** How many subscriptions are in a state that is not the end, as of the last tick; also those of other processes. */
    public int inState(Class<? extends SubscriptionState> state) {
        return states.getOrDefault(state, 0);
    }

    @Override
    public void changed(Subscription subscription) {
        tools.executor().execute(() -> {
            replace(subscription);
            want(List.of(subscription.id()));
        });
    }

    @Override
    public void ended(String id, Ended how) {
        tools.executor().execute(() -> forget(id));
    }

    /** Delivery begins anew at the other place; whatever is under way from before can no longer be stored. */
    @Override
    public void moved(Subscription subscription) {
        tools.executor().execute(() -> {
            String id = subscription.id();
            known.changed(subscription);
            drop(id);
            leases.unwant(List.of(leaseName(id)))
                    .emitOn(tools.executor())
                    .subscribe()
                    .with(released -> want(List.of(id)), tools.how().report()::notLoaded);
        });
    }

    /** Dead letters were turned back into deliveries: begins them now instead of at the next reload. */
    public void redriven() {
        tools.executor().execute(this::learnRedriven);
    }

    /** Begins nothing new; completes when what was under way has ended and is stored, or the patience ends. */
    public Uni<Void> stop(Duration patience) {
        return Uni.createFrom()
                .<Void>emitter(emitter -> tools.executor().execute(() -> {
                    stopping = true;
                    stopped = emitter;
                    pumps.values().forEach(pump -> {
                        pump.stop();
                        pump.save();
                    });
                    completeIfDrained();
                }))
                .ifNoItem()
                .after(patience)
                .recoverWithUni(Uni.createFrom().voidItem());
    }

    private void completeIfDrained() {
        if (stopped == null) {
            return;
        }
        pumps.values().forEach(SubscriptionPump::saveLast);
        if (pumps.values().stream().allMatch(SubscriptionPump::isIdle)) {
            stopped.complete(null);
        }
    }

    private void wake(String source) {
        bySource.getOrDefault(source, Set.of()).forEach(SubscriptionPump::advance);
    }

    private void reloaded(List<String> noLongerActive) {
        noLongerActive.forEach(this::forget);
        pumps.forEach((id, pump) -> known.find(id).ifPresent(pump::replace));
        want(known.ids());
        learnRedriven();
    }

    private void learnRedriven() {
        reader.readRedriven(
                () -> pumps.values().forEach(SubscriptionPump::beforeLearning),
                redriven -> redriven.forEach((id, rows) -> pump(id).ifPresent(pump -> pump.learn(rows))));
    }

    private void want(List<String> ids) {
        if (stopping) {
            return;
        }
        leases.want(ids.stream().map(DeliveryRunner::leaseName).toList())
                .emitOn(tools.executor())
                .subscribe()
                .with(claimed -> ids.forEach(this::startIfHeld), tools.how().report()::notLoaded);
    }

    private void startIfHeld(String id) {
        Optional<Lease> lease = leases.held(leaseName(id));
        if (stopping
                || lease.isEmpty()
                || pumps.containsKey(id)
                || known.find(id).isEmpty()
                || !starting.add(id)) {
            return;
        }
        // Read again under the lease: the position may have moved since the subscription was listed.
        reader.find(id)
                .subscribe()
                .with(
                        found -> {
                            starting.remove(id);
                            if (!stopping && !known.isOutdated(id, found.mark())) {
                                found.active()
                                        .ifPresentOrElse(
                                                active -> start(active, lease.get(), found.waiting()),
                                                () -> forget(id));
                            }
                        },
                        failure -> {
                            starting.remove(id);
                            tools.how().report().notLoaded(failure);
                        });
    }

    private void start(Subscription subscription, Lease lease, List<Retry> waiting) {
        SubscriptionPump pump = new SubscriptionPump(subscription, lease, waiting, tools);
        pumps.put(subscription.id(), pump);
        bySource.computeIfAbsent(pump.source(), any -> new LinkedHashSet<>()).add(pump);
        pump.advance();
    }

    private void dropLost() {
        List<String> lost = new ArrayList<>();
        pumps.forEach((id, pump) -> {
            if (pump.isLost(leases.held(pump.lease().name()))) {
                lost.add(id);
            }
        });
        lost.forEach(this::drop);
    }

    private boolean holds(Lease lease) {
        return leases.held(lease.name())
                .filter(held -> held.epoch() == lease.epoch())
                .isPresent();
    }

    /** Ends it by its callback, not by its id: a subscriber that has another callback by now is not over. */
    private void gone(Subscription subscription) {
        String id = subscription.id();
        subscriptions
                .end(
                        new Selector.ByCallback(
                                subscription.source(),
                                subscription.callback().whole().reveal()),
                        EndReason.GONE)
                .emitOn(tools.executor())
                .subscribe()
                .with(
                        ended -> {
                            ended.forEach(tools.how().report()::ended);
                            if (!ended.contains(id)) {
                                renew(id);
                            }
                        },
                        failure -> {
                            // The next attempt meets the same 410 and ends the subscription then.
                            tools.how().report().notLoaded(failure);
                            pump(id).ifPresent(SubscriptionPump::goOn);
                        });
    }

    /** Its callback is gone, but it is not: it has another one, or somebody else has ended it. */
    private void renew(String id) {
        reader.find(id)
                .subscribe()
                .with(
                        found -> {
                            if (!known.isOutdated(id, found.mark())) {
                                found.active().ifPresentOrElse(this::replace, () -> forget(id));
                            }
                            pump(id).ifPresent(SubscriptionPump::goOn);
                        },
                        failure -> {
                            tools.how().report().notLoaded(failure);
                            pump(id).ifPresent(SubscriptionPump::goOn);
                        });
    }

    private void replace(Subscription subscription) {
        known.changed(subscription);
        pump(subscription.id()).ifPresent(pump -> pump.replace(subscription));
    }

    private void forget(String id) {
        known.ended(id);
        drop(id);
        leases.unwant(List.of(leaseName(id)))
                .subscribe()
                .with(released -> {}, tools.how().report()::notLoaded);
    }

    private void drop(String id) {
        SubscriptionPump pump = pumps.remove(id);
        if (pump != null) {
            pump.stop();
            bySource.getOrDefault(pump.source(), Set.of()).remove(pump);
        }
    }

    private Optional<SubscriptionPump> pump(String id) {
        return Optional.ofNullable(pumps.get(id));
    }

    private static String leaseName(String id) {
        return Subscriptions.leaseName(id);
    }
}
