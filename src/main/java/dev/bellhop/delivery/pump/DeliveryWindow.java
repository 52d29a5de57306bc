package dev.bellhop.delivery.pump;

import dev.bellhop.delivery.DeadLetter;
import dev.bellhop.delivery.DeliveryStore;
import dev.bellhop.delivery.DeliveryStore.Progress;
import dev.bellhop.delivery.Retry;
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
    /** Beyond what was taken, yet finished: they had rows before this process began with the subscription. */
    private final Set<Long> finishedAhead = new HashSet<>();
    /** Stored as finished since rows began to be read: what is read about them may be older. */
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

    /** How many more events may be taken from the log, each of which may fail and have to wait. */
    int room(DeliveryLimits limits) {
        // Without being stored progress must not run away: all of it would be repeated after a crash.
        return taken - stored < 2L * limits.saveAfter()
                ? limits.retriesPerSubscription() - retries.size() - firstTries.size()
                : 0;
    }

    /** Passes over positions that are no longer kept in the log, or not wanted. */
    void skipTo(long position) {
        taken = Math.max(taken, position);
    }

    /** Takes an event from the log for its first attempt; false if there is none, because it was tried before. */
    boolean take(long position) {
        taken = position;
        if (retries.containsKey(position) || finishedAhead.remove(position)) {
            return false;
        }
        firstTries.add(position);
        return true;
    }

    /** An attempt begins. */
    void begin(long position) {
        underWay.add(position);
    }

    /**
     * What is to be tried again now, in the order of positions: the delivery that has waited longest beyond its due
     * time, and those that failed together with it.
     *
     * @param max deliveries of one attempt
     * @param ordered whether the first that waits must be the next
     */
    List<Retry> due(Instant now, int max, boolean ordered) {
        return first(ordered)
                .filter(retry -> !retry.dueAt().isAfter(now))
                .map(retry -> together(retry, max))
                .orElse(List.of());
    }

    /** As {@link #due}, but without regard to time: whether the target is there is tried with what waited longest. */
    List<Retry> probe(int max, boolean ordered) {
        return first(ordered).map(retry -> together(retry, max)).orElse(List.of());
    }

    private Optional<Retry> first(boolean ordered) {
        if (ordered) {
            return Optional.ofNullable(retries.firstEntry())
                    .map(Map.Entry::getValue)
                    .filter(retry -> !underWay.contains(retry.position()));
        }
        return retries.values().stream()
                .filter(retry -> !underWay.contains(retry.position()))
                .min(Comparator.comparing(Retry::dueAt));
    }

    /** What failed together is due together, and is sent again as the same set, which receivers know by its id. */
    private List<Retry> together(Retry first, int max) {
        return max == 1
                ? List.of(first)
                : retries.tailMap(first.position()).values().stream()
                        .filter(retry -> retry.dueAt().equals(first.dueAt()) && retry.attempts() == first.attempts())
                        .filter(retry -> !underWay.contains(retry.position()))
                        .limit(max)
                        .toList();
    }

    /** The target is there again: what waits because it was not need not wait for the rest of its time. */
    void dueNow(Instant now) {
        retries.replaceAll((position, retry) -> retry.dueAt().isAfter(now)
                ? new Retry(position, retry.attempts(), retry.since(), now, retry.reason())
                : retry);
    }

    @Nullable
    Retry retry(long position) {
        return retries.get(position);
    }

    /** Rows are about to be read: from now on it is noted which of them are finished before they arrive. */
    void beforeLearning() {
        rowsFinished.clear();
    }

    /** Learns of rows that somebody else made: dead letters that were driven again, as many as there is room for. */
    void learn(List<Retry> rows) {
        rows.stream()
                .filter(retry -> retry.position() <= stored)
                .filter(retry -> !settled.contains(retry.position()) && !dead.containsKey(retry.position()))
                .filter(retry -> !rowsFinished.contains(retry.position()))
                .filter(retry -> !retries.containsKey(retry.position()))
                .limit(Math.max(0, DeliveryStore.REDRIVEN_MAX - retries.size()))
                .forEach(retry -> retries.put(retry.position(), retry));
    }

    /**
     * First attempts that last long get rows, so that the position can move past them: a crash repeats them, but not
     * all that was delivered after them.
     */
    void park(Instant now) {
        List<Long> late = firstTries.stream().filter(underWay::contains).toList();
        for (long position : late) {
            Retry row = new Retry(position, 0, now, now, "the first attempt was under way");
            retries.put(position, row);
            deferred.put(position, row);
        }
        late.forEach(firstTries::remove);
    }

    /** Whether the position is held up by first attempts, while much was delivered beyond it. */
    boolean isHeldUp(DeliveryLimits limits) {
        return taken - position() >= limits.saveAfter();
    }

    void settle(long position) {
        finish(position);
        if (retries.remove(position) != null) {
            deferred.remove(position);
            settled.add(position);
        }
    }

    void defer(Retry retry) {
        endAttempt(retry.position());
        retries.put(retry.position(), retry);
        deferred.put(retry.position(), retry);
    }

    void giveUp(DeadLetter letter) {
        finish(letter.position());
        retries.remove(letter.position());
        deferred.remove(letter.position());
        dead.put(letter.position(), letter);
    }

    /** An attempt of a delivery with a row did not take place. */
    void release(long position) {
        underWay.remove(position);
    }

    boolean isDirty() {
        return unsaved() > 0
                || !deferred.isEmpty()
                || !settled.isEmpty()
                || dead.keySet().stream().anyMatch(position -> position <= position());
    }

    /** How far the position has moved since it was stored. */
    long unsaved() {
        return position() - stored;
    }

    /**
     * What is to be stored now. A dead letter beyond the position has to wait: after a crash its event would be taken
     * from the log again, and might succeed beside its dead letter.
     */
    Progress progress(String subscription, Lease lease) {
        long position = position();
        return new Progress(
                subscription,
                lease,
                position,
                new ArrayList<>(deferred.values()),
                new ArrayList<>(settled),
                dead.values().stream()
                        .filter(letter -> letter.position() <= position)
                        .toList());
    }

    /** The progress is stored; what changed since then stays to be stored. */
    void saved(Progress progress) {
        stored = Math.max(stored, progress.position());
        rowsFinished.addAll(progress.settled());
        progress.dead().forEach(letter -> rowsFinished.add(letter.position()));
        progress.deferred().forEach(retry -> deferred.remove(retry.position(), retry));
        progress.settled().forEach(settled::remove);
        progress.dead().forEach(letter -> dead.remove(letter.position(), letter));
    }

    private void finish(long position) {
        endAttempt(position);
        if (position > taken) {
            finishedAhead.add(position);
        }
    }

    private void endAttempt(long position) {
        underWay.remove(position);
        firstTries.remove(position);
    }

    private long position() {
        return firstTries.isEmpty() ? taken : firstTries.first() - 1;
    }
}
