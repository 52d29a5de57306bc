package dev.bellhop.api;

import dev.bellhop.access.signing.SigningKey;
import dev.bellhop.event.Timestamps;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionState.Ended;
import dev.bellhop.subscription.SubscriptionState.Failing;
import dev.bellhop.subscription.SubscriptionState.Paused;
import dev.bellhop.subscription.SubscriptionState.PausedBy;
import dev.bellhop.subscription.options.WrittenOptions;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A subscription as it is shown: never more of its callback than the host. */
final class SubscriptionView {

    private SubscriptionView() {}

    static JsonObject of(Subscription subscription) {
        JsonObject json = new JsonObject()
                .put("id", subscription.id())
                .put("source", subscription.source())
                .put("state", "") // first in what people read; set below
                .put("position", subscription.position())
                .put("callbackHost", subscription.callback().host())
                .put("created", Timestamps.format(subscription.created()))
                .put("signed", subscription.signingKeys() != null);
        if (subscription.owner() != null) {
            json.put("owner", subscription.owner());
        }
        if (subscription.signingKeys() != null) {
            subscription.signingKeys().newest().publicKey().ifPresent(key -> json.put("publicKey", key));
        }
        if (subscription.workflow() != null) {
            json.put("workflow", subscription.workflow().id())
                    .put("operation", subscription.workflow().operation());
        }
        json.mergeIn(new JsonObject(WrittenOptions.shown(subscription.options())));
        return state(json, subscription.state());
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

    private static JsonObject state(JsonObject json, SubscriptionState state) {
        return switch (state) {
            case Active() -> json.put("state", "active");
            case Failing(Instant since, String reason) ->
                json.put("state", "failing")
                        .put("since", Timestamps.format(since))
                        .put("reason", reason);
            case Paused(PausedBy by, Instant since) ->
                json.put("state", "paused")
                        .put("since", Timestamps.format(since))
                        .put("reason", word(by));
            case Ended(EndReason reason, Instant at) ->
                json.put("state", "ended").put("ended", Timestamps.format(at)).put("reason", word(reason));
        };
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
