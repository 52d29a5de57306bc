package dev.bellhop.delivery;

import dev.bellhop.access.CallbackUrl;
import dev.bellhop.access.signing.SigningKey;
import dev.bellhop.access.signing.SigningKeys;
import dev.bellhop.event.SampleEvents;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.Workflow;
import dev.bellhop.subscription.options.SubscriptionOptions;
import dev.bellhop.subscription.options.WrittenOptions;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Subscriptions and what becomes of their deliveries, for tests. */
public final class SampleDeliveries {

    private SampleDeliveries() {}

    public static Subscription subscription(String callbackUrl, @Nullable String secret) {
        return new Subscription(
                "s1",
                "orders",
                ((CallbackUrl.Valid) CallbackUrl.parse(callbackUrl)).url(),
                null,
                new Active(),
                0,
                SampleEvents.TIME,
                "https://bellhop.example",
                secret == null ? null : SigningKeys.of(SigningKey.parse(secret).orElseThrow()),
                SubscriptionOptions.DEFAULT);
    }

    /** Posts to this path, on behalf of this workflow. */
    public static Subscription to(String id, String path, @Nullable Workflow workflow) {
        return new Subscription(
                id,
                "orders",
                ((CallbackUrl.Valid) CallbackUrl.parse("https://hooks.example" + path)).url(),
                workflow,
                new Active(),
                0,
                SampleEvents.TIME,
                "https://bellhop.example",
                null,
                SubscriptionOptions.DEFAULT);
    }

    /** With these options, as a subscriber writes them. */
    public static Subscription with(String options) {
        return subscription().with(options(options));
    }

    /** Options as a subscriber writes them. */
    public static SubscriptionOptions options(String json) {
        return ((WrittenOptions.Read) WrittenOptions.read(new JsonObject(json).getMap())).options();
    }

    public static Subscription subscription() {
        return subscription("https://hooks.example/x?sig=hush", null);
    }

    public static Retry retry(long position) {
        return retry(position, 1);
    }

    public static Retry retry(long position, int attempts) {
        return new Retry(position, attempts, SampleEvents.TIME, SampleEvents.TIME.plusSeconds(position), "503");
    }

    public static DeadLetter letter(long position) {
        return new DeadLetter("s1", "orders", position, "e" + position, 3, SampleEvents.TIME, SampleEvents.TIME, "503");
    }
}
