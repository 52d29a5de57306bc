package dev.bellhop.delivery.history;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** The attempts that are over, as the database keeps them: the newest of every subscription. */
public interface AttemptStore {

    /** Adds the attempts in their order, all or none, and forgets old ones of the same subscriptions now and then. */
    Uni<Void> append(List<AttemptRecord> attempts);

    /**
     * Attempts of a subscription, newest first.
     *
     * @param before the cursor of the last one of the page before; {@link Long#MAX_VALUE} to begin
     */
    Uni<List<Kept>> list(String subscription, long before, int limit);

    /** Forgets attempts that began before the time; returns how many. */
    Uni<Integer> expire(Instant before);

    /**
     * An attempt as it is kept.
     *
     * @param cursor greater for those that were added later
     */
    record Kept(long cursor, AttemptRecord attempt) {}
}
