package dev.bellhop.api;

import dev.bellhop.access.signing.SigningKey;
import dev.bellhop.event.Timestamps;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A subscription as it is shown: never more of its callback than the host. */
final class SubscriptionView {

    private SubscriptionView() {}

    static JsonObject of(Subscription subscription) {
        JsonObject json = new JsonObject()
                .put("id", subscription.id())
                .put("source", subscription.source())
                .put("state", state(subscription.state()))
                .put("position", subscription.position())
                .put("callbackHost", subscription.callback().host())
                .put("created", Timestamps.format(subscription.created()))
                .put("signed", subscription.signingKeys() != null);
        if (subscription.signingKeys() != null) {
            subscription.signingKeys().newest().publicKey().ifPresent(key -> json.put("publicKey", key));
        }
        if (subscription.workflow() != null) {
            json.put("workflow", subscription.workflow().id())
                    .put("operation", subscription.workflow().operation());
        }
        if (subscription.state() instanceof SubscriptionState.Ended ended) {
            json.put("ended", Timestamps.format(ended.at()))
                    .put("reason", ended.reason().name().toLowerCase(Locale.ROOT));
        }
        return json;
    }

    /**
     * With the secret that was made for it, in this answer only. The private half of a pair stays here: nobody needs it
     * to verify, and the public one is always shown.
     */
    static String json(Subscription subscription, @Nullable SigningKey made) {
        JsonObject json = of(subscription);
        if (made != null && made.publicKey().isEmpty()) {
            json.put("secret", made.secret().reveal());
        }
        return json.encode();
    }

    private static String state(SubscriptionState state) {
        return switch (state) {
            case SubscriptionState.Active active -> "active";
            case SubscriptionState.Ended ended -> "ended";
        };
    }
}
