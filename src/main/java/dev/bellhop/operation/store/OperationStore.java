package dev.bellhop.operation.store;

import dev.bellhop.operation.Operation;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Operations, their steps and their events. Everything is committed before it answers. */
public interface OperationStore {

    /** Events of one operation that may wait to be consumed. */
    int EVENTS_WAITING_MAX = 1_000;

    /** Characters that the payloads of these have together at the most: all of them are read whenever it goes on. */
    int EVENTS_WAITING_LENGTH_MAX = 4 << 20;

    /** A lease that ends further ahead than this was given by a clock that was set back since; it counts as over. */
    Duration LEASE_BELIEVED_MAX = Duration.ofMinutes(10);

    /** Starts it, or finds the one that was started with its key. */
    Uni<Started> start(NewOperation operation);

    /**
     * Starts it, or finds the one that was started with its key; its id may be in use. One that is over is forgotten, and its
     * id taken over.
     */
    Uni<Started> startAs(NewOperation operation);

    /** An operation, as it is now. */
    record Started(Operation operation, How how) {

        /** How it comes that there is this operation. */
        public enum How {
            /** This start made it. */
            NEW,
            /** It was started with the same key. */
            SAME_KEY,
            /** It is another one that has the id and is not over: nothing was started. */
            ID_TAKEN
        }

        /** Whether this start made it. */
        public boolean isNew() {
            return how == How.NEW;
        }
    }

    Uni<Optional<Operation>> find(String id);

    /** Its steps in order, and its events. */
    Uni<Trail> trail(String id);

    /** What happened in an operation. */
    record Trail(List<Step> steps, List<RaisedEvent> events) {}

    /** Newest first, or by their ids: see {@link OperationChoice}. */
    Uni<List<Operation>> list(OperationChoice which, int limit);

    /** Takes those that are due, of which the longest due first. */
    Uni<List<Claimed>> claim(String owner, Instant now, Instant until, int limit);

    /** Prolongs the owner's claims; returns those that are still its own. */
    Uni<Set<Claim>> renew(String owner, Collection<Claim> claims, Instant until);

    /** Makes all that the owner has claimed due at once: what a process does that begins anew under its old name. */
    Uni<Integer> takeBack(String owner);

    Uni<Checkpoint.Saved> save(Checkpoint checkpoint);

    /** Keeps an event for the operation, and wakes it if it waits. */
    Uni<Change> raise(String id, String name, String payload, Instant now);

    /** Ends it as cancelled, if it is not over. */
    Uni<Change> cancel(String id, @Nullable String reason, Instant now);

    /** Holds it: what is under way is finished and kept, and nothing further begins. */
    Uni<Change> suspend(String id, @Nullable String reason, Instant now);

    /** Lets it go on; one that is not suspended goes on anyway. */
    Uni<Change> resume(String id, Instant now);

    /**
     * Queues one that failed again: its failed steps, and what it awaited in vain, are forgotten; what was done is kept.
     *
     * @param deadline the new one
     */
    Uni<Change> rewind(String id, Instant deadline, Instant now);

    /** Forgets one that is over. */
    Uni<Change> forget(String id);

    /** Fails those whose deadline passed, so many at the most; returns their ids. */
    Uni<List<String>> expire(Instant now, int limit);

    /** Forgets those that were over before then, so many at the most; returns how many. */
    Uni<Integer> purge(Instant before, int limit);

    /** Forgets those that are meant and over, so many at the most; returns how many. */
    Uni<Integer> purge(OperationChoice which, int limit);
}
