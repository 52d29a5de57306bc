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
import java.util.function.LongSupplier;

/**
 * Keeps the leases of this process alive and knows which it holds.
 *
 * <p>A lease counts as lost a little before it expires in the database, so that two processes whose clocks differ by
 * less than that margin never both believe they hold it. It is lost as well when so much time has passed, whatever the
 * clock says: while this process stood still somebody else may have got it, and the clock may have been set back since.
 * Writes are fenced by the epoch besides.
 */
public final class LeaseKeeper {

    /** How long a lease lasts without renewal; after a crash others wait this long. */
    public static final Duration LEASE_LENGTH = Duration.ofSeconds(15);

    static final Duration RENEW_EVERY = Duration.ofSeconds(5);
    static final Duration MARGIN = Duration.ofSeconds(3);

    private final LeaseStore store;
    private final String owner;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private final Set<String> claiming = ConcurrentHashMap.newKeySet();
    private final Set<String> releasing = ConcurrentHashMap.newKeySet();
    private volatile Instant renewAt = Instant.MIN;

    /**
     * Makes one.
     *
     * @param owner the name of this process
     * @param nanos monotonic, see {@link System#nanoTime}
     */
    public LeaseKeeper(LeaseStore store, String owner, InstantSource clock, LongSupplier nanos) {
        this.store = store;
        this.owner = owner;
        this.clock = clock;
        this.nanos = nanos;
    }

    /** A lease, and the monotonic time at which it was asked for. */
    private record Held(Lease lease, long askedAt) {}

    /** The lease of this name, if this process holds it now. */
    public Optional<Lease> held(String name) {
        return Optional.ofNullable(held.get(name)).filter(this::isValid).map(Held::lease);
    }

    private boolean isValid(Held one) {
        return clock.instant().isBefore(one.lease.until().minus(MARGIN))
                && nanos.getAsLong() - one.askedAt < LEASE_LENGTH.minus(MARGIN).toNanos();
    }

    /** Asks for a lease, now and at every tick until it is no longer wanted. */
    public Uni<Void> want(Collection<String> names) {
        wanted.addAll(names);
        return claimMissing(names);
    }

    /** Gives leases up for good. */
    public Uni<Void> unwant(Collection<String> names) {
        wanted.removeAll(names);
        held.keySet().removeAll(names);
        return release(names);
    }

    /** Renews what is held and claims what is wanted and not held; does nothing if it is too early. */
    public Uni<Void> tick() {
        Instant now = clock.instant();
        // A clock set back must not stop renewals: "too early" holds for one interval at most.
        if (now.isBefore(renewAt) && now.isAfter(renewAt.minus(RENEW_EVERY.multipliedBy(2)))) {
            return Uni.createFrom().voidItem();
        }
        renewAt = now.plus(RENEW_EVERY);
        long askedAt = nanos.getAsLong();
        Map<String, Held> before = Map.copyOf(held);
        Uni<List<Lease>> renewing = store.renew(owner, now, now.plus(LEASE_LENGTH))
                .onFailure()
                .invoke(() -> renewAt = Instant.MIN); // at the next tick again: there is not much time
        return renewing.flatMap(renewed -> {
            Set<String> kept = renewed(before, renewed, askedAt);
            return releaseUnwanted(kept).flatMap(released -> claimMissing(wanted));
        });
    }

    /** Gives up everything, as a clean shutdown does, so that another process goes on at once. */
    public Uni<Void> releaseAll() {
        wanted.clear();
        List<String> names = List.copyOf(held.keySet());
        held.clear();
        return release(names);
    }

    /**
     * Takes in what a renewal answered: only what was held when it was asked for can have been prolonged or lost by it.
     * Since then a claim may have been answered, and a lease may have been released.
     */
    private Set<String> renewed(Map<String, Held> before, List<Lease> renewed, long askedAt) {
        Set<String> kept = new HashSet<>();
        for (Lease lease : renewed) {
            kept.add(lease.name());
            held.computeIfPresent(
                    lease.name(),
                    (name, known) -> known.lease.epoch() == lease.epoch() ? new Held(lease, askedAt) : known);
        }
        before.forEach((name, lease) -> {
            if (!kept.contains(name)) {
                held.remove(name, lease);
            }
        });
        return kept;
    }

    /** Claims those that are neither held nor being claimed: a second claim could begin a new epoch. */
    private Uni<Void> claimMissing(Collection<String> names) {
        return Uni.createFrom().deferred(() -> {
            List<String> missing = names.stream()
                    .filter(name -> !releasing.contains(name) && held(name).isEmpty() && claiming.add(name))
                    .toList();
            if (missing.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            Instant now = clock.instant();
            long askedAt = nanos.getAsLong();
            return store.claim(missing, owner, now, now.plus(LEASE_LENGTH))
                    .invoke(leases -> remember(leases, askedAt))
                    .replaceWithVoid()
                    .onTermination()
                    .invoke(() -> claiming.removeAll(missing));
        });
    }

    /** A claim that was overtaken by {@link #unwant} left a lease that nobody here works under. */
    private Uni<Void> releaseUnwanted(Collection<String> kept) {
        List<String> unwanted =
                kept.stream().filter(name -> !wanted.contains(name)).toList();
        return release(unwanted);
    }

    /** Until it is answered none of the names is claimed: the release could come after the claim and undo it. */
    private Uni<Void> release(Collection<String> names) {
        List<String> given = List.copyOf(names);
        if (given.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom().deferred(() -> {
            releasing.addAll(given);
            return store.release(given, owner).onTermination().invoke(() -> releasing.removeAll(given));
        });
    }

    private void remember(List<Lease> leases, long askedAt) {
        for (Lease lease : leases) {
            if (wanted.contains(lease.name())) {
                held.merge(
                        lease.name(),
                        new Held(lease, askedAt),
                        (known, read) -> known.lease.epoch() > read.lease.epoch() ? known : read);
            }
        }
    }
}
