package dev.bellhop.subscription;

import dev.bellhop.access.CallbackUrl;
import dev.bellhop.access.signing.SigningKey;
import dev.bellhop.access.signing.SigningKeys;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A callback URL that wants the events of a source.
 *
 * @param position every event up to here is settled or has a row of its own
 * @param publicUrl start of the absolute URLs in what is posted, as the subscriber reached Bellhop
 * @param signingKeys sign what is posted; {@code null} means unsigned
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
        @Nullable SigningKeys signingKeys) {

    /** Signed by another key, and by those before it until the overlap is over. */
    public Subscription rotated(SigningKey newKey, Duration overlap, Instant now) {
        return new Subscription(
                id,
                source,
                callback,
                workflow,
                state,
                position,
                created,
                publicUrl,
                signingKeys == null ? SigningKeys.of(newKey) : signingKeys.rotate(newKey, overlap, now));
    }

    /** What the token in the subscription's {@code Location} gives the right to. */
    public static String capability(String id) {
        return "subscription/" + id;
    }
}
