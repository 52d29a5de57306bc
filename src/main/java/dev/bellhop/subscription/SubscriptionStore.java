package dev.bellhop.subscription;

import dev.bellhop.access.signing.SigningKey;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The subscriptions as the database keeps them: no two active ones of a source share a callback or a workflow. */
public interface SubscriptionStore {

    /**
     * Adds the subscription, unless an active one of the source has the same callback or the same workflow: then that
     * one keeps its id and position and takes over the rest. Its signing keys go on beside a new one for a while.
     *
     * @return the subscription as it is now, and the ids of others that ended because of it
     */
    Uni<Subscribed> subscribe(Subscription wanted);

    /** Whether subscribing would take over an active one instead of adding one. */
    Uni<Boolean> isRenewal(Subscription wanted);

    Uni<Optional<Subscription>> find(String id);

    /** Subscriptions in the order of their ids, ended ones too. */
    Uni<List<Subscription>> list(@Nullable String source, String afterId, int limit);

    /** Active subscriptions in the order of their ids. */
    Uni<List<Subscription>> active(String afterId, int limit);

    /** How many active subscriptions the source has. */
    Uni<Integer> countActive(String source);

    /** Ends what the selector names and is active; returns the ids. */
    Uni<List<String>> end(Selector selector, EndReason reason, Instant at);

    /**
     * Signs with another key from now on, and with those before it until the overlap is over.
     *
     * @return the subscription as it is now; empty if there is no active one with this id
     */
    Uni<Optional<Subscription>> rotate(String id, SigningKey newKey, Duration overlap, Instant now);

    /** The first position of the source that an active subscription may still need; empty if there is none. */
    Uni<OptionalLong> neededFrom(String source);

    /** The outcome of subscribing. */
    record Subscribed(Subscription subscription, boolean created, List<String> replaced) {}

    /** Which subscriptions are meant. */
    sealed interface Selector {

        /** The one with this id. */
        record ById(String id) implements Selector {}

        /** Those of the source that post to this URL. */
        record ByCallback(String source, String callbackUrl) implements Selector {}

        /** Those of the source made by this workflow and operation. */
        record ByWorkflow(String source, Workflow workflow) implements Selector {}
    }
}
