package dev.bellhop.simulator.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.bellhop.simulator.Engine;
import dev.bellhop.simulator.Expressions;
import dev.bellhop.simulator.Items;
import dev.bellhop.simulator.Tone;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import dev.bellhop.simulator.wire.Url;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Subscribes and unsubscribes as engines do, and shows it without a secret. */
public final class HookCalls {

    private final Engine engine;
    private final WebhookSettings.Calls calls;

    public HookCalls(Engine engine, WebhookSettings.Calls calls) {
        this.engine = engine;
        this.calls = calls;
    }

    /**
     * What is known of a subscription.
     *
     * @param outcome how it was asked for
     * @param location absolute; null if there is none
     * @param id as JSON text, empty if there is none
     * @param secret that the service made for it; the public key if it keeps the private one for itself
     */
    public record Subscription(
            String callbackUrl,
            Outcome outcome,
            @Nullable String location,
            String id,
            @Nullable String secret) {

        /** @param subscribeUrl where it was asked for */
        public static Subscription of(String callbackUrl, Outcome outcome, String subscribeUrl) {
            @Nullable Answer answer = outcome.answered().orElse(null);
            if (answer == null) {
                return new Subscription(callbackUrl, outcome, null, "", null);
            }
            JsonNode body = Items.json(answer.body()).orElse(MissingNode.getInstance());
            return new Subscription(
                    callbackUrl,
                    outcome,
                    answer.location()
                            .flatMap(location -> Url.parse(subscribeUrl).map(base -> base.resolve(location)))
                            .orElse(null),
                    Callback.idIn(body).map(JsonNode::toString).orElse(""),
                    verifier(body));
        }

        private static @Nullable String verifier(JsonNode body) {
            String secret = body.path("secret").textValue();
            return secret == null ? body.path("publicKey").textValue() : secret;
        }

        public boolean isMade() {
            return outcome.answered().filter(Answer::isSuccess).isPresent();
        }

        /** The {@code Location}, if it can be called. */
        public Optional<Url> link() {
            return Optional.ofNullable(location).flatMap(Url::parse);
        }

        /** Without its secrets. */
        @Override
        public String toString() {
            return link().map(url -> ", Location " + url.redacted()).orElse(", no Location")
                    + (id.isEmpty() ? "" : ", id " + id)
                    + (secret == null ? "" : ", with a secret");
        }
    }

    /** Asks for callbacks to this URL. */
    public Subscription subscribe(String callbackUrl) throws InterruptedException {
        String body = Expressions.withTime(Expressions.withCallback(calls.body(), callbackUrl), engine.now());
        Request request =
                Request.post(calls.subscribeUrl(), body).by(calls.method()).with(engine.keys());
        var subscription = Subscription.of(callbackUrl, surely(request), calls.subscribeUrl());
        if (!subscription.isMade()) {
            engine.show(
                    Tone.BAD, "could not subscribe: " + subscription.outcome().inShort());
            return subscription;
        }
        engine.show(
                Tone.GOOD,
                "subscribed " + Url.parse(callbackUrl).map(Url::redacted).orElse("") + ": "
                        + subscription.outcome().inShort() + subscription);
        warn(subscription);
        return subscription;
    }

    private void warn(Subscription subscription) {
        @Nullable
        String location =
                subscription.outcome().answered().flatMap(Answer::location).orElse(null);
        if (location == null) {
            engine.show(Tone.WARNING, "without a Location, Power Automate cannot unsubscribe");
        } else if (Url.parse(location).isEmpty()) {
            engine.show(Tone.WARNING, "the Location is not absolute; whether engines can call it is unknown");
        } else if (!Url.parse(location)
                .map(Url::origin)
                .equals(Url.parse(calls.subscribeUrl()).map(Url::origin))) {
            engine.show(Tone.WARNING, "the Location is on another host: engines call it without the key");
        }
    }

    /** Whether this form can be used. */
    public boolean canUnsubscribe(Subscription subscription, UnsubscribeForm form) {
        return calls.forms().contains(form)
                && form.request(subscription, place()).isPresent();
    }

    /** Takes the subscription back in this form; empty if the form cannot be used. */
    public Optional<Outcome> unsubscribe(Subscription subscription, UnsubscribeForm form) throws InterruptedException {
        @Nullable Request request = form.request(subscription, place()).orElse(null);
        if (request == null) {
            return Optional.empty();
        }
        Outcome outcome = surely(request);
        boolean fine = isSuccess(outcome);
        engine.show(fine ? Tone.GOOD : Tone.BAD, "unsubscribed by " + form + ": " + outcome.inShort());
        return Optional.of(outcome);
    }

    private UnsubscribeForm.Place place() {
        return new UnsubscribeForm.Place(calls.subscribeUrl(), calls.body(), calls.unsubscribeUrl(), engine.keys());
    }

    /** Troubles must not leave a subscription behind that nobody knows of: what got no answer is sent once more. */
    private Outcome surely(Request request) throws InterruptedException {
        Outcome outcome = engine.call(request);
        return outcome.answered().isPresent() ? outcome : engine.once(request);
    }

    static boolean isSuccess(Outcome outcome) {
        return outcome.answered().filter(Answer::isSuccess).isPresent();
    }
}
