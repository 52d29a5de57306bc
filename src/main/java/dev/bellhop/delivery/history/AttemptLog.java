package dev.bellhop.delivery.history;

import dev.bellhop.delivery.history.AttemptStore.Kept;
import dev.bellhop.log.StorageUnavailable;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers attempts, and writes them together a little later: a crash forgets those of the last second, and a delivery
 * never waits for them. Safe to use from every thread.
 */
public final class AttemptLog {

    /** Attempts in memory that are not written yet; while the database is down there are no more than these. */
    public static final int UNWRITTEN_MAX = 10_000;

    private final AttemptStore store;
    private final int keptMax;
    private final Duration age;
    private final InstantSource clock;

    /** By subscription; the one that has waited longest is first, and so is its oldest attempt. */
    private final Map<String, ArrayDeque<AttemptRecord>> unwritten = new LinkedHashMap<>();

    private int count;
    private long dropped;

    /**
     * A log over a store.
     *
     * @param keptMax attempts of one subscription that are written at a time, since no more are kept; 0 for none
     * @param age how long an attempt is kept
     */
    public AttemptLog(AttemptStore store, int keptMax, Duration age, InstantSource clock) {
        this.store = store;
        this.keptMax = keptMax;
        this.age = age;
        this.clock = clock;
    }

    /** Remembers an attempt; does nothing that takes time. */
    public synchronized void note(AttemptRecord attempt) {
        if (keptMax == 0) {
            return;
        }
        ArrayDeque<AttemptRecord> own = unwritten.computeIfAbsent(attempt.subscription(), any -> new ArrayDeque<>());
        own.addLast(attempt);
        count++;
        if (own.size() > keptMax) {
            // It would be forgotten as soon as it was written: newer ones of the same subscription are enough.
            own.removeFirst();
            count--;
        }
        while (count > UNWRITTEN_MAX) {
            dropOldest();
        }
    }

    /** Writes what is not written yet; what cannot be written is kept for the next time, as far as there is room. */
    public Uni<Void> flush() {
        return Uni.createFrom().deferred(() -> {
            List<AttemptRecord> batch = take();
            return batch.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : store.append(batch).onFailure().invoke(failure -> notWritten(batch, failure));
        });
    }

    /** Attempts of a subscription, newest first, with those of this process that were not written until now. */
    public Uni<List<Kept>> list(String subscription, long before, int limit) {
        return flush().flatMap(written -> store.list(subscription, before, limit));
    }

    /** Forgets those that are old enough. */
    public Uni<Void> expire() {
        return store.expire(clock.instant().minus(age)).replaceWithVoid();
    }

    /** Attempts that were never written, because the database took none for too long. */
    public synchronized long dropped() {
        return dropped;
    }

    private synchronized List<AttemptRecord> take() {
        List<AttemptRecord> batch = new ArrayList<>(count);
        unwritten.values().forEach(batch::addAll);
        unwritten.clear();
        count = 0;
        return batch;
    }

    /** Before those that were noted since, but not if the database will never take them. */
    private synchronized void notWritten(List<AttemptRecord> batch, Throwable failure) {
        if (!(failure instanceof StorageUnavailable)) {
            dropped += batch.size();
            return;
        }
        List<AttemptRecord> since = take();
        batch.forEach(this::note);
        since.forEach(this::note);
    }

    private void dropOldest() {
        Iterator<ArrayDeque<AttemptRecord>> all = unwritten.values().iterator();
        ArrayDeque<AttemptRecord> first = all.next();
        first.removeFirst();
        if (first.isEmpty()) {
            all.remove();
        }
        count--;
        dropped++;
    }
}
