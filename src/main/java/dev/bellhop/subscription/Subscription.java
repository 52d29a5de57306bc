package dev.bellhop.subscription;

import dev.bellhop.access.CallbackUrl;
import dev.bellhop.access.SecretText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A callback URL that wants the events of a source.
 *
 * @param position every event up to here is settled or has a row of its own
 * @param publicUrl start of the absolute URLs in what is posted, as the subscriber reached Bellhop
 * @param secret key that signs what is posted; {@code null} means unsigned
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
        @Nullable SecretText secret) {

    /** What the token in the subscription's {@code Location} gives the right to. */
    public static String capability(String id) {
        return "subscription/" + id;
    }
}
