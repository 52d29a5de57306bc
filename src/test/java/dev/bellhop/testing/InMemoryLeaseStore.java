package dev.bellhop.testing;

import dev.bellhop.event.Timestamps;
import dev.bellhop.lease.Lease;
import dev.bellhop.lease.LeaseStore;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The reference for {@link LeaseStore}: who holds a name, until when, in which epoch. */
public final class InMemoryLeaseStore implements LeaseStore {

    private final Map<String, Held> leases = new TreeMap<>();

    @Override
    public Uni<List<Lease>> claim(Collection<String> names, String owner, Instant now, Instant until) {
        return answer(() -> {
            new TreeSet<>(names).forEach(name -> claim(name, owner, now, Timestamps.truncate(until)));
            return held(owner, now).stream()
                    .filter(lease -> names.contains(lease.name()))
                    .toList();
        });
    }

    @Override
    public Uni<List<Lease>> renew(String owner, Instant now, Instant until) {
        return answer(() -> {
            leases.replaceAll((name, held) -> held.by(owner) && held.at(now) ? held.until(until) : held);
            return held(owner, now);
        });
    }

    @Override
    public Uni<Void> release(Collection<String> names, String owner) {
        return answer(() -> {
            leases.replaceAll(
                    (name, held) -> names.contains(name) && held.by(owner) ? held.until(Instant.EPOCH) : held);
            return null;
        });
    }

    /** Whether nobody has claimed the name since this lease was given. */
    synchronized boolean isNewest(Lease lease) {
        Held held = leases.get(lease.name());
        return held != null && held.epoch == lease.epoch();
    }

    /** Nobody holds the lease any more, and whoever did may not write. */
    synchronized void takeAway(String name) {
        leases.computeIfPresent(name, (any, held) -> new Held(held.owner, held.epoch + 1, Instant.EPOCH));
    }

    private void claim(String name, String owner, Instant now, Instant until) {
        Held before = leases.get(name);
        if (before == null) {
            leases.put(name, new Held(owner, 1, until));
        } else if (!before.at(now)) {
            leases.put(name, new Held(owner, before.epoch + 1, until));
        } else if (before.by(owner)) {
            leases.put(name, before.until(until));
        }
    }

    private List<Lease> held(String owner, Instant now) {
        return leases.entrySet().stream()
                .filter(lease -> lease.getValue().by(owner) && lease.getValue().at(now))
                .map(lease -> new Lease(lease.getKey(), lease.getValue().epoch, lease.getValue().until))
                .toList();
    }

    private <T> Uni<T> answer(Supplier<T> work) {
        return Uni.createFrom().item(() -> {
            synchronized (this) {
                return work.get();
            }
        });
    }

    private record Held(String owner, long epoch, Instant until) {

        boolean by(String somebody) {
            return owner.equals(somebody);
        }

        boolean at(Instant now) {
            return until.isAfter(now);
        }

        Held until(Instant time) {
            return new Held(owner, epoch, Timestamps.truncate(time));
        }
    }
}
