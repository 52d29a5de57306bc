package dev.bellhop.delivery;

import dev.bellhop.lease.Lease;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Deliveries that are not settled: the only ones with rows of their own. */
public interface DeliveryStore {

    /** Deliveries of one subscription that were driven again and are in memory; all others wait in the store. */
    int REDRIVEN_MAX = 1_000;

    /**
     * What waits to be tried again, in the order of positions. Of what was driven again, was not tried since, and is
     * behind the subscription's position, only the first {@link #REDRIVEN_MAX}.
     */
    Uni<List<Retry>> retries(String subscription);

    /** What was driven again and was not tried since, by subscription: of each the first {@link #REDRIVEN_MAX}. */
    Uni<Map<String, List<Retry>>> redriven();

    /**
     * Stores how far a subscription got, all of it or nothing.
     *
     * @return whether the lease was still the newest one; otherwise nothing was stored
     */
    Uni<Boolean> save(Progress progress);

    /** Dead letters, newest first. */
    Uni<List<DeadLetter>> deadLetters(DeadLetterChoice which, int skip, int limit);

    /** Turns dead letters of open subscriptions back into deliveries that are due at once; returns how many. */
    Uni<Integer> redrive(DeadLetterChoice which, Instant now);

    /** Forgets dead letters for good; returns how many. */
    Uni<Integer> discard(DeadLetterChoice which);

    /** Forgets dead letters that were given up before the time; returns how many. */
    Uni<Integer> expireDeadLetters(Instant before);

    /**
     * One step of a subscription's progress.
     *
     * @param lease the right to write it
     * @param position every event up to here is settled or stands in {@code deferred}, {@code dead} or the store
     * @param deferred deliveries to try again: new ones and changed ones
     * @param settled positions of deliveries that had a row and succeeded
     * @param dead deliveries given up
     */
    record Progress(
            String subscription,
            Lease lease,
            long position,
            List<Retry> deferred,
            List<Long> settled,
            List<DeadLetter> dead) {}
}
