package dev.bellhop.simulation;

import dev.bellhop.delivery.DeadLetter;
import dev.bellhop.delivery.DeliveryStore.Progress;
import dev.bellhop.delivery.Retry;
import dev.bellhop.event.CloudEvent;
import dev.bellhop.lease.Lease;
import dev.bellhop.log.EventStore.Appending;
import dev.bellhop.log.LogHead;
import dev.bellhop.simulation.Life.Delivery;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionStore.Subscribed;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What must hold whenever the database did something, and in the end. What it did is written down at that moment: the
 * processes may forget, and the database may be wrong later.
 */
final class Invariants {

    private final Site site;
    private final World world;
    private final LogFacts logs;
    private final LeaseFacts leases;
    private final Map<String, Life> lives = new TreeMap<>();
    private final Map<String, Integer> calls = new HashMap<>();

    Invariants(Site site) {
        this.site = site;
        this.world = site.world();
        this.logs = new LogFacts(site);
        this.leases = new LeaseFacts(site);
    }

    LogFacts logs() {
        return logs;
    }

    LeaseFacts leases() {
        return leases;
    }

    Collection<Life> lives() {
        return lives.values();
    }

    Life life(String subscription) {
        return Objects.requireNonNull(lives.get(subscription));
    }

    /** The database did this just now. */
    @SuppressWarnings("unchecked")
    void applied(Host by, Method method, Object[] values, Object result) {
        String call = method.getDeclaringClass().getSimpleName() + '.' + method.getName();
        calls.merge(call, 1, Integer::sum);
        switch (call) {
            case "EventStore.append" ->
                logs.appended((String) values[0], (List<CloudEvent>) values[1], (Appending) result);
            case "EventStore.expire" -> logs.expired((LogHead) result);
            case "LeaseStore.claim", "LeaseStore.renew" -> leases.given(by.node(), (List<Lease>) result);
            case "LeaseStore.release" -> leases.released((Collection<String>) values[0], (String) values[1]);
            case "SubscriptionStore.subscribe" -> subscribed((Subscribed) result);
            case "SubscriptionStore.find" ->
                Optional.ofNullable(lives.get((String) values[0]))
                        .ifPresent(life -> life.readAt.put(by, world.nanos()));
            case "SubscriptionStore.end" -> ended((List<String>) result, (EndReason) values[1]);
            case "DeliveryStore.redrive" -> redriven();
            case "DeliveryStore.save" -> {
                if ((Boolean) result) {
                    saved(by, (Progress) values[0]);
                }
            }
            default -> {}
        }
    }

    private void subscribed(Subscribed subscribed) {
        Subscription now = subscribed.subscription();
        world.trace("subscription %s: %s", now.id(), subscribed.created() ? "created" : "renewed");
        lives.computeIfAbsent(now.id(), any -> new Life(now, world.nanos())).callback = now.callback();
        subscribed.replaced().forEach(id -> life(id).over = true);
    }

    private void ended(List<String> ids, EndReason reason) {
        for (String id : ids) {
            world.trace("subscription %s ends: %s", id, reason);
            Life life = life(id);
            life.over = true;
            world.check(
                    reason != EndReason.GONE || site.receiver(life).saidGone(),
                    "subscription %s ended, but its present callback never said 410",
                    id);
        }
    }

    /** A process was told that the subscription ended, and had the time to stop. */
    void heardEnd(Host by, String id) {
        life(id).knowEnd.add(by);
    }

    private void redriven() {
        for (Life life : lives.values()) {
            for (Retry row : site.stores().waiting(life.id)) {
                Delivery delivery = life.delivery(row.position());
                if (delivery.dead) {
                    delivery.driveAgain();
                    life.redriven++;
                }
            }
        }
    }

    /** Progress was stored: everything it passes over must be safe. */
    private void saved(Host by, Progress progress) {
        Life life = life(progress.subscription());
        world.check(leases.isNewest(progress.lease()), "%s stored progress under an old lease", by);
        List<Retry> rows = site.stores().waiting(life.id);
        long stored = site.stores().position(life.id);
        world.check(stored >= life.stored, "the position of %s moved back to %d", life.id, stored);
        world.check(
                rows.size()
                        <= Math.max(site.settings().limits().retriesPerSubscription(), 2 * Attempts.BATCH_MAX)
                                + life.redriven,
                "%d deliveries of %s wait",
                rows.size(),
                life.id);
        progress.dead().forEach(letter -> life.delivery(letter.position()).dead = true);
        progress.settled().forEach(position -> done(life, position, stored));
        Set<Long> waiting = rows.stream().map(Retry::position).collect(Collectors.toSet());
        for (long position = life.stored + 1; position <= stored && !life.over; position++) {
            if (!waiting.contains(position) && !life.delivery(position).dead && !isMissed(life, position)) {
                done(life, position, stored);
            }
        }
        life.stored = stored;
    }

    /** The database shows it as done; beyond the stored position it will not remember that. */
    private void done(Life life, long position, long stored) {
        Delivery delivery = life.delivery(position);
        world.check(
                delivery.received, "delivery %d of %s is stored as done, but nobody received it", position, life.id);
        if (position <= stored) {
            delivery.durableAt = world.nanos();
        }
    }

    /** Whether the publishers', callers' and subscribers' events are where they belong, and the database knows it. */
    boolean isSettled() {
        return lives.values().stream().allMatch(life -> open(life).isEmpty());
    }

    /** What a subscription still waits for. */
    String open(Life life) {
        long newest = logs.newest(life.source);
        long position = site.stores().position(life.id);
        List<Retry> waiting = site.stores().waiting(life.id);
        return life.over || (position >= newest && waiting.isEmpty())
                ? ""
                : "%s stands at %d of %d and waits for %s".formatted(life.id, position, newest, waiting);
    }

    /** To be asked when all is settled. */
    void checkEnd() {
        logs.check();
        long missed = 0;
        for (Life life : lives.values()) {
            world.check(open(life).isEmpty(), "not settled: %s", open(life));
            world.check(!life.over || !leases.valid().contains(life.leaseName()), "%s ended, but is leased", life.id);
            Set<Long> dead = site.stores().deadLetters(life.id).stream()
                    .map(DeadLetter::position)
                    .collect(Collectors.toSet());
            for (long position = life.start + 1; !life.over && position <= logs.newest(life.source); position++) {
                boolean isMissed = isMissed(life, position) && !dead.contains(position);
                missed += isMissed ? 1 : 0;
                world.check(
                        life.delivery(position).received || dead.contains(position) || isMissed,
                        "event %d never reached %s",
                        position,
                        life.id);
            }
        }
        world.check(missed <= site.reportedAsMissed(), "%d missed, but %d reported", missed, site.reportedAsMissed());
    }

    private boolean isMissed(Life life, long position) {
        return !life.delivery(position).received && logs.isExpired(life.source, position);
    }

    /** Calls of the database by name since this was asked last. */
    Map<String, Integer> takeCalls() {
        Map<String, Integer> taken = new TreeMap<>(calls);
        calls.clear();
        return taken;
    }
}
