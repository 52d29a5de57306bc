package dev.bellhop.lease;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the leases of this process alive and knows which it holds.
 *
 * <p>A lease counts as lost a little before it expires in the database, so that two processes whose clocks differ by
 * less than that margin never both believe they hold it. Writes are fenced by the epoch besides.
 */
public final class LeaseKeeper {

    /** How long a lease lasts without renewal; after a crash others wait this long. */
    public static final Duration LEASE_LENGTH = Duration.ofSeconds(15);

    static final Duration RENEW_EVERY = Duration.ofSeconds(5);
    static final Duration MARGIN = Duration.ofSeconds(3);

    private final LeaseStore store;
    private final String owner;
    private final InstantSource clock;
    private final Map<String, Lease> held = new ConcurrentHashMap<>();
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private volatile Instant renewAt = Instant.MIN;

    public LeaseKeeper(LeaseStore store, String owner, InstantSource clock) {
        this.store = store;
        this.owner = owner;
        this.clock = clock;
    }

    /** The lease of this name, if this process holds it now. */
    public Optional<Lease> held(String name) {
        Lease lease = held.get(name);
        return lease != null && clock.instant().isBefore(lease.until().minus(MARGIN))
                ? Optional.of(lease)
                : Optional.empty();
    }

    /** Asks for a lease, now and at every tick until it is no longer wanted. */
    public Uni<Void> want(Collection<String> names) {
        wanted.addAll(names);
        return claim(names.stream().filter(name -> held(name).isEmpty()).toList());
    }

    /** Gives leases up for good. */
    public Uni<Void> unwant(Collection<String> names) {
        wanted.removeAll(names);
        held.keySet().removeAll(names);
        return store.release(names, owner);
    }

    /** Renews what is held and claims what is wanted and not held; does nothing if it is too early. */
    public Uni<Void> tick() {
        Instant now = clock.instant();
        // A clock set back must not stop renewals: "too early" holds for one interval at most.
        if (now.isBefore(renewAt) && now.isAfter(renewAt.minus(RENEW_EVERY.multipliedBy(2)))) {
            return Uni.createFrom().voidItem();
        }
        renewAt = now.plus(RENEW_EVERY);
        return store.renew(owner, now, now.plus(LEASE_LENGTH)).flatMap(renewed -> {
            Set<String> kept = new HashSet<>();
            renewed.forEach(lease -> kept.add(lease.name()));
            held.keySet().retainAll(kept);
            remember(renewed);
            return claim(wanted.stream().filter(name -> !kept.contains(name)).toList());
        });
    }

    /** Gives up everything, as a clean shutdown does, so that another process goes on at once. */
    public Uni<Void> releaseAll() {
        wanted.clear();
        List<String> names = List.copyOf(held.keySet());
        held.clear();
        return store.release(names, owner);
    }

    private Uni<Void> claim(Collection<String> names) {
        if (names.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant();
        return store.claim(names, owner, now, now.plus(LEASE_LENGTH))
                .invoke(this::remember)
                .replaceWithVoid();
    }

    private void remember(List<Lease> leases) {
        for (Lease lease : leases) {
            if (wanted.contains(lease.name())) {
                held.put(lease.name(), lease);
            }
        }
    }
}
