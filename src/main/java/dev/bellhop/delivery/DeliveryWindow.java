package dev.bellhop.delivery;

import dev.bellhop.delivery.DeliveryStore.Progress;
import dev.bellhop.lease.Lease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How far one subscription got: what was taken from the log, what is under way, what waits to be tried again, and
 * which of all that is not stored yet. Knows no effects; belongs to one thread.
 */
final class DeliveryWindow {

    private final Set<Long> underWay = new HashSet<>();
    private final TreeSet<Long> firstTries = new TreeSet<>();
    private final TreeMap<Long, Retry> retries = new TreeMap<>();
    private final Map<Long, Retry> deferred = new TreeMap<>();
    private final Set<Long> settled = new TreeSet<>();
    private final Map<Long, DeadLetter> dead = new TreeMap<>();
    private final Set<Long> rowsFinished = new HashSet<>();
    private long taken;
    private long stored;

    DeliveryWindow(long position, List<Retry> waiting) {
        this.taken = position;
        this.stored = position;
        waiting.forEach(retry -> retries.put(retry.position(), retry));
    }

    /** The last position taken from the log. */
    long taken() {
        return taken;
    }

    int underWay() {
        return underWay.size();
    }

    int waiting() {
        return retries.size();
    }

    /** Passes over positions that are no longer kept in the log. */
    void skipTo(long position) {
        taken = Math.max(taken, position);
    }

    /** A first attempt begins. */
    void begin(long position) {
        taken = position;
        firstTries.add(position);
        underWay.add(position);
    }

    /** Another attempt begins. */
    void beginAgain(Retry retry) {
        underWay.add(retry.position());
    }

    /** The delivery that has waited longest beyond its due time and is not under way. */
    Optional<Retry> due(Instant now) {
        return retries.values().stream()
                .filter(retry -> !retry.dueAt().isAfter(now) && !underWay.contains(retry.position()))
                .min(Comparator.comparing(Retry::dueAt));
    }

    @Nullable
    Retry retry(long position) {
        return retries.get(position);
    }

    /** Rows are about to be read: from now on it is noted which of them are finished before they arrive. */
    void beforeLearning() {
        rowsFinished.clear();
    }

    /** Learns of rows that somebody else made: dead letters that were driven again. */
    void learn(List<Retry> rows) {
        rows.stream()
                .filter(retry -> retry.position() <= stored && !rowsFinished.contains(retry.position()))
                .forEach(retry -> retries.putIfAbsent(retry.position(), retry));
    }

    void settle(long position) {
        finish(position);
        if (retries.remove(position) != null) {
            deferred.remove(position);
            settled.add(position);
            rowsFinished.add(position);
        }
    }

    void defer(Retry retry) {
        finish(retry.position());
        retries.put(retry.position(), retry);
        deferred.put(retry.position(), retry);
    }

    void giveUp(DeadLetter letter) {
        finish(letter.position());
        retries.remove(letter.position());
        deferred.remove(letter.position());
        dead.put(letter.position(), letter);
        rowsFinished.add(letter.position());
    }

    /** An attempt ended without a result that counts: the delivery stays open, so the position stays before it. */
    void release(long position) {
        underWay.remove(position);
    }

    /** How many positions would be delivered again after a crash now. */
    long unsaved() {
        return position() - stored;
    }

    boolean isDirty() {
        return unsaved() > 0 || !deferred.isEmpty() || !settled.isEmpty() || !dead.isEmpty();
    }

    /** What is to be stored now. */
    Progress progress(String subscription, Lease lease) {
        return new Progress(
                subscription,
                lease,
                position(),
                new ArrayList<>(deferred.values()),
                new ArrayList<>(settled),
                new ArrayList<>(dead.values()));
    }

    /** The progress is stored; what changed since then stays to be stored. */
    void saved(Progress progress) {
        stored = Math.max(stored, progress.position());
        progress.deferred().forEach(retry -> deferred.remove(retry.position(), retry));
        progress.settled().forEach(settled::remove);
        progress.dead().forEach(letter -> dead.remove(letter.position(), letter));
    }

    private void finish(long position) {
        underWay.remove(position);
        firstTries.remove(position);
    }

    private long position() {
        return firstTries.isEmpty() ? taken : firstTries.first() - 1;
    }
}
