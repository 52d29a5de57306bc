package dev.bellhop.simulator.webhook;

import dev.bellhop.simulator.webhook.HookCalls.Subscription;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.Request;
import dev.bellhop.simulator.wire.Url;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ways in which engines, and the workflows written for them, take a subscription back. */
public enum UnsubscribeForm {
    /** Engines are reported to drop the key (PowerPlatformConnectors#3678): the link alone must do. */
    DELETE_LOCATION("DELETE of the Location, without a key"),
    DELETE_LOCATION_WITH_KEY("DELETE of the Location, with the key"),
    DELETE_LOCATION_AGAIN("DELETE of the Location, once more"),
    POST_CALLBACK_URL("POST of the callback URL as JSON"),
    POST_ID("POST of the id as JSON"),
    POST_BARE_URL("POST of the bare callback URL as text"),
    /** Documented so: {@code listCallbackUrl()} cannot be used there, but the workflow headers tell who it is. */
    POST_EMPTY("POST of nothing but workflow headers");

    private final String text;

    UnsubscribeForm(String text) {
        this.text = text;
    }

    /**
     * The request; empty if this form cannot be used on this subscription.
     *
     * @param keys go to no other origin than the one that they were given for
     */
    Optional<Request> request(Subscription subscription, WebhookSettings.Calls calls, List<Header> keys) {
        return switch (this) {
            case DELETE_LOCATION, DELETE_LOCATION_AGAIN -> subscription.link().map(url -> Request.delete(url.text()));
            case DELETE_LOCATION_WITH_KEY ->
                subscription
                        .link()
                        .filter(url -> !keys.isEmpty() && isOriginOf(url, calls.subscribeUrl()))
                        .map(url -> Request.delete(url.text()).with(keys));
            case POST_CALLBACK_URL -> post(calls, keys, "{\"callbackUrl\":\"" + subscription.callbackUrl() + "\"}");
            case POST_ID ->
                subscription.id().isEmpty()
                        ? Optional.empty()
                        : post(calls, keys, "{\"id\":" + subscription.id() + "}");
            case POST_BARE_URL -> post(calls, keys, subscription.callbackUrl());
            case POST_EMPTY -> post(calls, keys, null);
        };
    }

    private static Optional<Request> post(WebhookSettings.Calls calls, List<Header> keys, @Nullable String text) {
        return Optional.ofNullable(calls.unsubscribeUrl())
                .map(url -> new Request("POST", url, keys, text == null ? null : Request.Body.of(text)));
    }

    private static boolean isOriginOf(Url url, String other) {
        return Url.parse(other)
                .filter(same -> same.origin().equals(url.origin()))
                .isPresent();
    }

    @Override
    public String toString() {
        return text;
    }
}
