package dev.bellhop.subscription;

import dev.bellhop.subscription.SubscriptionState.EndReason;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The subscriptions as the database keeps them: no two open ones of a source share a callback or a workflow. */
public interface SubscriptionStore {

    /**
     * Adds the subscription, unless an open one of the source has the same callback or the same workflow: then that
     * one keeps its id and position and takes over the rest. Its signing keys go on beside a new one for a while.
     *
     * @param limits hold also if many subscribe at once; they count only where one is added, and fail with {@link
     *     Subscriptions.TooMany}
     * @return the subscription as it is now, and the ids of others that ended because of it
     */
    Uni<Subscribed> subscribe(Subscription wanted, SubscriptionLimits limits);

    /** As with limits, but without any. */
    default Uni<Subscribed> subscribe(Subscription wanted) {
        return subscribe(wanted, SubscriptionLimits.NONE);
    }

    /** Whether subscribing would take over an open one instead of adding one. */
    Uni<Boolean> isRenewal(Subscription wanted);

    Uni<Optional<Subscription>> find(String id);

    /** Subscriptions in the order of their ids, ended ones too. */
    Uni<List<Subscription>> list(@Nullable String source, String afterId, int limit);

    /** Subscriptions that have not ended, in the order of their ids. */
    Uni<List<Subscription>> open(String afterId, int limit);

    /** How many subscriptions of the source have not ended. */
    Uni<Integer> countOpen(String source);

    /** How many subscriptions of the caller have not ended. */
    Uni<Integer> countOwned(String owner);

    /** Ends what the selector names and has not ended; returns the ids. */
    Uni<List<String>> end(Selector selector, EndReason reason, Instant at);

    /**
     * Changes a subscription that has not ended: its state, its signing keys, its options.
     *
     * @param change pure, and perhaps called more than once; what it does to id, source, place and end is not kept
     * @return empty if there is none with this id, or it has ended
     */
    Uni<Optional<Updated>> update(String id, UnaryOperator<Subscription> change);

    /**
     * Moves a subscription to another place in the log, and forgets what it knew of deliveries behind that place, dead
     * ones too. Whoever delivers for it loses the lease.
     *
     * @return empty if there is none with this id, or it has ended
     */
    Uni<Optional<Subscription>> replay(String id, long position);

    /** The first position of the source that a subscription may still need which has not ended; empty if there is none. */
    Uni<OptionalLong> neededFrom(String source);

    /**
     * The outcome of subscribing.
     *
     * @param before what an open subscription was before it was renewed; {@code null} if this one is new
     * @param replaced ids of others that ended because of it
     */
    record Subscribed(Subscription subscription, @Nullable Subscription before, List<String> replaced) {

        public boolean created() {
            return before == null;
        }
    }

    /** A subscription before and after a change. */
    record Updated(Subscription before, Subscription after) {}

    /** Which subscriptions are meant. */
    sealed interface Selector {

        /** The one with this id. */
        record ById(String id) implements Selector {}

        /** Those of the source that post to this URL. */
        record ByCallback(String source, String callbackUrl) implements Selector {}

        /** Those of the source made by this workflow and operation. */
        record ByWorkflow(String source, Workflow workflow) implements Selector {}

        /** Those whose time has come. */
        record ExpiredBy(Instant time) implements Selector {}
    }
}
