package dev.bellhop.delivery;

import dev.bellhop.lease.Lease;
import dev.bellhop.lease.LeaseKeeper;
import dev.bellhop.log.EventLog;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionStore.Selector;
import dev.bellhop.subscription.Subscriptions;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Keeps a {@link SubscriptionPump} for every active subscription whose lease this process holds.
 *
 * <p>Everything happens on one executor that runs one task at a time; {@link #tick} and the wake-ups only submit to it.
 */
public final class DeliveryRunner implements Subscriptions.Listener {

    private static final int PAGE = 500;
    private static final Duration RELOAD_EVERY = Duration.ofSeconds(10);

    private final Subscriptions subscriptions;
    private final LeaseKeeper leases;
    private final DeliveryTools tools;
    private final Map<String, Subscription> active = new HashMap<>();
    private final Map<String, SubscriptionPump> pumps = new HashMap<>();
    private final Set<String> starting = new HashSet<>();
    private Instant reloadedAt = Instant.MIN;
    private boolean reloading;
    private boolean learning;
    private boolean learnAgain;
    private boolean stopping;

    /** Everything it works with; nothing happens before the first {@link #tick}. */
    public DeliveryRunner(
            Subscriptions subscriptions, LeaseKeeper leases, EventLog log, Delivering delivering, Executor executor) {
        this.subscriptions = subscriptions;
        this.leases = leases;
        this.tools = new DeliveryTools(log, delivering, executor, this::gone);
        log.onGrowth(source -> executor.execute(() -> wake(source)));
        subscriptions.listen(this);
    }

    /** How deliveries are made. */
    public record Delivering(
            DeliveryStore store,
            WebhookSender sender,
            DeliveryPlanner planner,
            DeliveryLimits limits,
            DeliveryReport report,
            InstantSource clock) {}

    /** Looks for new subscriptions, due retries and unsaved progress. */
    public void tick() {
        tools.executor().execute(() -> {
            reloadIfDue();
            dropLost();
            active.keySet().forEach(this::startIfHeld);
            pumps.values().forEach(pump -> {
                pump.advance();
                pump.save();
            });
        });
    }

    @Override
    public void changed(Subscription subscription) {
        tools.executor().execute(() -> {
            active.put(subscription.id(), subscription);
            Optional.ofNullable(pumps.get(subscription.id())).ifPresent(pump -> pump.replace(subscription));
            want(List.of(subscription.id()));
        });
    }

    @Override
    public void ended(String id) {
        tools.executor().execute(() -> forget(id));
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
                    pumps.values().forEach(SubscriptionPump::stop);
                    emitter.complete(null);
                }))
                .flatMap(stopped -> drain(tools.clock().instant().plus(patience)));
    }

    private Uni<Void> drain(Instant until) {
        return Uni.createFrom()
                .<Boolean>emitter(emitter -> tools.executor().execute(() -> {
                    pumps.values().forEach(SubscriptionPump::save);
                    emitter.complete(pumps.values().stream().allMatch(SubscriptionPump::isIdle)
                            || !tools.clock().instant().isBefore(until));
                }))
                .flatMap(done -> done
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom()
                                .voidItem()
                                .onItem()
                                .delayIt()
                                .by(Duration.ofMillis(20))
                                .flatMap(again -> drain(until)));
    }

    private void wake(String source) {
        for (SubscriptionPump pump : pumps.values()) {
            if (pump.source().equals(source)) {
                pump.advance();
            }
        }
    }

    /** Another process may have added, replaced or ended subscriptions, or driven dead letters again. */
    private void reloadIfDue() {
        Instant now = tools.clock().instant();
        boolean clockWentBack = now.isBefore(reloadedAt);
        if (reloading || stopping || (!clockWentBack && now.isBefore(reloadedAt.plus(RELOAD_EVERY)))) {
            return;
        }
        reloading = true;
        readActive("", new ArrayList<>())
                .emitOn(tools.executor())
                .subscribe()
                .with(
                        loaded -> {
                            reloading = false;
                            reloadedAt = now;
                            reloaded(loaded);
                        },
                        failure -> {
                            reloading = false;
                            tools.report().notLoaded(failure);
                        });
    }

    private Uni<List<Subscription>> readActive(String after, List<Subscription> read) {
        return subscriptions.store().active(after, PAGE).flatMap(page -> {
            read.addAll(page);
            return page.size() < PAGE
                    ? Uni.createFrom().item(read)
                    : readActive(page.getLast().id(), read);
        });
    }

    private void reloaded(List<Subscription> loaded) {
        Set<String> ids = new HashSet<>();
        loaded.forEach(subscription -> ids.add(subscription.id()));
        // One that was subscribed here while the list was read may be missing in it, but not in the next list.
        List<String> gone =
                pumps.keySet().stream().filter(id -> !ids.contains(id)).toList();
        gone.forEach(this::confirmEnded);
        loaded.forEach(subscription -> {
            active.put(subscription.id(), subscription);
            Optional.ofNullable(pumps.get(subscription.id())).ifPresent(pump -> pump.replace(subscription));
        });
        want(List.copyOf(ids));
        learnRedriven();
    }

    private void confirmEnded(String id) {
        subscriptions
                .store()
                .find(id)
                .emitOn(tools.executor())
                .subscribe()
                .with(
                        found -> {
                            if (found.isEmpty() || !(found.get().state() instanceof Active)) {
                                forget(id);
                            }
                        },
                        tools.report()::notLoaded);
    }

    private void learnRedriven() {
        if (learning) {
            learnAgain = true;
            return;
        }
        learning = true;
        learnAgain = false;
        pumps.values().forEach(SubscriptionPump::beforeLearning);
        tools.store()
                .redriven()
                .emitOn(tools.executor())
                .subscribe()
                .with(
                        rows -> {
                            learning = false;
                            rows.forEach((id, driven) ->
                                    Optional.ofNullable(pumps.get(id)).ifPresent(pump -> pump.learn(driven)));
                            if (learnAgain) {
                                learnRedriven();
                            }
                        },
                        failure -> {
                            learning = false;
                            tools.report().notLoaded(failure);
                        });
    }

    private void want(List<String> ids) {
        if (stopping) {
            return;
        }
        leases.want(ids.stream().map(DeliveryRunner::leaseName).toList())
                .emitOn(tools.executor())
                .subscribe()
                .with(claimed -> ids.forEach(this::startIfHeld), tools.report()::notLoaded);
    }

    private void startIfHeld(String id) {
        Optional<Lease> lease = leases.held(leaseName(id));
        if (stopping || lease.isEmpty() || pumps.containsKey(id) || !active.containsKey(id) || !starting.add(id)) {
            return;
        }
        // Read again under the lease: the position may have moved since the subscription was listed.
        Uni.combine()
                .all()
                .unis(subscriptions.store().find(id), tools.store().retries(id))
                .asTuple()
                .emitOn(tools.executor())
                .subscribe()
                .with(
                        read -> {
                            starting.remove(id);
                            read.getItem1()
                                    .ifPresent(subscription -> start(subscription, lease.get(), read.getItem2()));
                        },
                        failure -> {
                            starting.remove(id);
                            tools.report().notLoaded(failure);
                        });
    }

    private void start(Subscription subscription, Lease lease, List<Retry> waiting) {
        if (stopping || !active.containsKey(subscription.id()) || !(subscription.state() instanceof Active)) {
            return;
        }
        SubscriptionPump pump = new SubscriptionPump(subscription, lease, waiting, tools);
        pumps.put(subscription.id(), pump);
        pump.advance();
    }

    private void dropLost() {
        pumps.entrySet().removeIf(entry -> {
            Optional<Lease> lease = leases.held(leaseName(entry.getKey()));
            boolean lost = lease.isEmpty()
                    || lease.get().epoch() != entry.getValue().lease().epoch();
            if (lost && !stopping) {
                entry.getValue().stop();
            }
            return lost && !stopping;
        });
    }

    private void gone(String id) {
        subscriptions
                .end(new Selector.ById(id), EndReason.GONE)
                .subscribe()
                .with(ended -> tools.report().ended(id), failure -> {
                    tools.report().notLoaded(failure);
                    // A new pump will meet the same 410 and end the subscription then.
                    tools.executor().execute(() -> pumps.remove(id));
                });
    }

    private void forget(String id) {
        active.remove(id);
        Optional.ofNullable(pumps.remove(id)).ifPresent(SubscriptionPump::stop);
        leases.unwant(List.of(leaseName(id))).subscribe().with(released -> {}, tools.report()::notLoaded);
    }

    private static String leaseName(String id) {
        return "pump/" + id;
    }
}
