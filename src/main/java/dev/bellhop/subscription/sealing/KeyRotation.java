package dev.bellhop.subscription.sealing;

import dev.bellhop.access.Vault;
import dev.bellhop.lease.LeaseKeeper;
import dev.bellhop.subscription.sealing.SealedStore.Sealed;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * After a change of the sealing key: seals with the current key what the other known keys sealed, in small batches.
 *
 * <p>It begins at the start of the process and goes on until it finds nothing more. It does not look again after that:
 * while a service with several instances changes its key one instance after the other, those that have not changed yet
 * go on sealing with the key before. The last one to start with the new key finds what they left; and one that knows the
 * new key already, but does not use it yet, does not undo what the others do.
 */
public final class KeyRotation {

    /** What is sealed anew for subscriptions. */
    public static final What SUBSCRIPTIONS = new What("sealing", "subscription", "subscriptions");
    /** What is sealed anew for webhook actions. */
    public static final What CALLBACKS =
            new What("sealing-callbacks", "callback of an operation", "callbacks of operations");

    /** What is sealed anew for operations. */
    public static final What INPUTS = new What("sealing-inputs", "input of an operation", "inputs of operations");

    static final int BATCH = 100;
    /** Batches of one tick: the rest waits for the next one. */
    static final int BATCHES_A_TICK = 20;

    private static final Logger LOG = Logger.getLogger("dev.bellhop.sealing");

    private final SealedStore store;
    private final What what;
    private final LeaseKeeper leases;
    private final List<String> otherKeys;
    private final AtomicBoolean running = new AtomicBoolean();
    private final Set<String> emptied = new TreeSet<>();
    private String after = "";
    private long anew;
    private long damaged;
    private boolean wanting;
    private volatile boolean done;

    /**
     * For one process.
     *
     * @param what the store holds
     * @param otherKeys ids of the keys that are known and not current
     */
    public KeyRotation(SealedStore store, What what, LeaseKeeper leases, List<String> otherKeys) {
        this.store = store;
        this.what = what;
        this.leases = leases;
        this.otherKeys = List.copyOf(otherKeys);
        this.done = otherKeys.isEmpty();
    }

    /**
     * A kind of things that are sealed.
     *
     * @param lease only one process does it at a time
     * @param one for people
     * @param many for people
     */
    public record What(String lease, String one, String many) {}

    /** Goes on for a few batches; does nothing when all is done, or while the round before is still under way. */
    public Uni<Void> tick() {
        if (done || !running.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .deferred(() -> wanting ? go() : look())
                .onTermination()
                .invoke(() -> running.set(false));
    }

    private Uni<Void> look() {
        return remaining().flatMap(remaining -> {
            if (remaining.isEmpty()) {
                done = true;
                LOG.infof(
                        "no %s is sealed under the keys that are known besides the current one: %s",
                        what.one(), String.join(", ", otherKeys));
                return Uni.createFrom().voidItem();
            }
            LOG.infof("sealing anew what is under %s: %s", named(remaining.keySet()), counted(sum(remaining)));
            wanting = true;
            return leases.want(List.of(what.lease())).flatMap(asked -> go());
        });
    }

    private Uni<Void> go() {
        long before = anew;
        return batches(BATCHES_A_TICK).flatMap(atEnd -> {
            if (atEnd) {
                return end();
            }
            if (anew > before) {
                LOG.infof("sealed anew so far: %s", counted(anew));
            }
            return Uni.createFrom().voidItem();
        });
    }

    /** Whether it came to the end of the table. While another process has the lease, that one does it. */
    private Uni<Boolean> batches(int left) {
        if (left == 0 || leases.held(what.lease()).isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return store.sealedBy(otherKeys, after, BATCH)
                .flatMap(read -> read.isEmpty() ? Uni.createFrom().item(true) : seal(read, left));
    }

    private Uni<Boolean> seal(List<Sealed> read, int left) {
        return store.sealAnew(read).flatMap(outcome -> {
            anew += outcome.anew();
            damaged += outcome.damaged();
            after = read.getLast().id();
            for (Sealed row : read) {
                otherKeys.stream()
                        .filter(key -> row.callback().startsWith(Vault.mark(key)))
                        .forEach(emptied::add);
            }
            return batches(left - 1);
        });
    }

    /** One that an instance with the key before changed meanwhile is met at the next tick. */
    private Uni<Void> end() {
        long unreadable = damaged;
        after = "";
        damaged = 0;
        return remaining().flatMap(remaining -> {
            if (sum(remaining) > unreadable) {
                return Uni.createFrom().voidItem();
            }
            done = true;
            sayEnd(unreadable);
            return leases.unwant(List.of(what.lease()));
        });
    }

    private void sayEnd(long unreadable) {
        if (unreadable > 0) {
            LOG.warnf(
                    "sealed anew: %s; %s under %s cannot be opened, because the database was changed from outside",
                    counted(anew), counted(unreadable), named(emptied));
        } else if (emptied.isEmpty()) {
            LOG.info("another instance has sealed anew what was left");
        } else {
            boolean one = emptied.size() == 1;
            LOG.infof(
                    "sealed anew: %s; %s %s not needed any more to read, only for tokens handed out under %s",
                    counted(anew), named(emptied), one ? "is" : "are", one ? "it" : "them");
        }
    }

    private Uni<Map<String, Long>> remaining() {
        return store.countByKey().map(counts -> {
            Map<String, Long> own = new TreeMap<>(counts);
            own.keySet().retainAll(otherKeys);
            return own;
        });
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String named(Set<String> keys) {
        return (keys.size() == 1 ? "the former key " : "the former keys ") + String.join(", ", keys);
    }

    private String counted(long count) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? what.one() : what.many());
    }
}
