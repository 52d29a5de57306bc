package dev.bellhop.simulator.webhook;

import dev.bellhop.simulator.Expressions;
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
    /** The body that subscribed; where that was the bare URL, JSON as most services take it. */
    POST_CALLBACK_URL("POST of the callback URL as JSON"),
    POST_ID("POST of the id as JSON"),
    POST_BARE_URL("POST of the bare callback URL as text"),
    /** Documented so: {@code listCallbackUrl()} cannot be used there, but the workflow headers tell who it is. */
    POST_EMPTY("POST of nothing but workflow headers");

    /**
     * Where a subscription was made, and is taken back.
     *
     * @param body what it was made with, with an expression where the callback URL goes
     * @param unsubscribeUrl null if there is none but the {@code Location}
     * @param keys go to no other origin than the one that they were given for
     */
    public record Place(
            String subscribeUrl, String body, @Nullable String unsubscribeUrl, List<Header> keys) {

        public Place {
            keys = List.copyOf(keys);
        }
    }

    private final String text;

    UnsubscribeForm(String text) {
        this.text = text;
    }

    /** The request; empty if this form cannot be used on this subscription. */
    public Optional<Request> request(Subscription subscription, Place place) {
        return switch (this) {
            case DELETE_LOCATION, DELETE_LOCATION_AGAIN -> subscription.link().map(url -> Request.delete(url.text()));
            case DELETE_LOCATION_WITH_KEY ->
                subscription
                        .link()
                        .filter(url -> !place.keys().isEmpty() && isOriginOf(url, place.subscribeUrl()))
                        .map(url -> Request.delete(url.text()).with(place.keys()));
            case POST_CALLBACK_URL -> post(place, asSubscribed(place.body(), subscription.callbackUrl()));
            case POST_ID ->
                subscription.id().isEmpty() ? Optional.empty() : post(place, "{\"id\":" + subscription.id() + "}");
            case POST_BARE_URL -> post(place, subscription.callbackUrl());
            case POST_EMPTY -> post(place, null);
        };
    }

    private static String asSubscribed(String body, String callbackUrl) {
        String template = body.stripLeading().startsWith("{") ? body : WebhookSettings.Calls.BODY_DEFAULT;
        return Expressions.withCallback(template, callbackUrl);
    }

    private static Optional<Request> post(Place place, @Nullable String text) {
        return Optional.ofNullable(place.unsubscribeUrl())
                .map(url -> new Request("POST", url, place.keys(), text == null ? null : Request.Body.of(text)));
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
