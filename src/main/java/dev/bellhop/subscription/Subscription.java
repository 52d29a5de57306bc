package dev.bellhop.subscription;

import dev.bellhop.access.CallbackUrl;
import dev.bellhop.access.signing.SigningKey;
import dev.bellhop.access.signing.SigningKeys;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.Paused;
import dev.bellhop.subscription.SubscriptionState.PausedBy;
import dev.bellhop.subscription.options.SubscriptionOptions;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A callback URL that wants the events of a source.
 *
 * @param position every event up to here is settled or has a row of its own
 * @param publicUrl start of the absolute URLs in what is posted, as the subscriber reached Bellhop
 * @param signingKeys sign what is posted; {@code null} means unsigned
 * @param owner name of the caller that subscribed last; {@code null} means nobody, as in local mode
 */
public record Subscription(
        String id,
        String source,
        CallbackUrl callback,
        @Nullable Workflow workflow,
        SubscriptionState state,
        long position,
        Instant created,
        String publicUrl,
        @Nullable SigningKeys signingKeys,
        SubscriptionOptions options,
        @Nullable String owner) {

    /** One that is nobody's. */
    public Subscription(
            String id,
            String source,
            CallbackUrl callback,
            @Nullable Workflow workflow,
            SubscriptionState state,
            long position,
            Instant created,
            String publicUrl,
            @Nullable SigningKeys signingKeys,
            SubscriptionOptions options) {
        this(id, source, callback, workflow, state, position, created, publicUrl, signingKeys, options, null);
    }

    /** The same, of somebody. */
    public Subscription ownedBy(@Nullable String other) {
        return new Subscription(
                id, source, callback, workflow, state, position, created, publicUrl, signingKeys, options, other);
    }

    /** The same in another state. */
    public Subscription in(SubscriptionState other) {
        return new Subscription(
                id, source, callback, workflow, other, position, created, publicUrl, signingKeys, options, owner);
    }

    /** The same at another place in the log. */
    public Subscription at(long other) {
        return new Subscription(
                id, source, callback, workflow, state, other, created, publicUrl, signingKeys, options, owner);
    }

    /** The same, delivered in another way. */
    public Subscription with(SubscriptionOptions others) {
        return new Subscription(
                id, source, callback, workflow, state, position, created, publicUrl, signingKeys, others, owner);
    }

    /** Signed by another key, and by those before it until the overlap is over. */
    public Subscription rotated(SigningKey newKey, Duration overlap, Instant now) {
        return signedWith(signingKeys == null ? SigningKeys.of(newKey) : signingKeys.rotate(newKey, overlap, now));
    }

    /**
     * Subscribed again: id, place and key go on; callback and options are those wanted now. A target that failed gets
     * its chance, since it may be another one; what somebody paused stays paused.
     */
    public Subscription renewed(Subscription wanted) {
        return new Subscription(
                id,
                source,
                wanted.callback,
                wanted.workflow == null ? workflow : wanted.workflow,
                next(),
                position,
                created,
                wanted.publicUrl,
                SigningKeys.renewed(signingKeys, wanted.signingKeys, wanted.created),
                wanted.options,
                wanted.owner == null ? owner : wanted.owner);
    }

    /** What the token in the subscription's {@code Location} gives the right to. */
    public static String capability(String id) {
        return "subscription/" + id;
    }

    private SubscriptionState next() {
        return state instanceof Paused(PausedBy by, Instant since) && by == PausedBy.REQUEST ? state : new Active();
    }

    private Subscription signedWith(@Nullable SigningKeys keys) {
        return new Subscription(
                id, source, callback, workflow, state, position, created, publicUrl, keys, options, owner);
    }
}
