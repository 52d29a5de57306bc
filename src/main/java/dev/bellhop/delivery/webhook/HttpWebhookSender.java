package dev.bellhop.delivery.webhook;

import dev.bellhop.access.ContentTokens;
import dev.bellhop.delivery.attempt.Attempt;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.attempt.WebhookSender;
import dev.bellhop.outbound.OutboundClient;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.options.Handshake;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Posts events as their subscription wants them, signed (Standard Webhooks 1.0) and traced. */
public final class HttpWebhookSender implements WebhookSender {

    private final Vertx vertx;
    private final OutboundClient client;
    private final ContentTokens tokens;
    private final Duration timeout;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * Makes a sender.
     *
     * @param tokens for the links to content
     * @param timeout of an attempt whose subscription says nothing about it
     */
    public HttpWebhookSender(
            Vertx vertx,
            OutboundClient client,
            ContentTokens tokens,
            Duration timeout,
            InstantSource clock,
            RandomGenerator random) {
        this.vertx = vertx;
        this.client = client;
        this.tokens = tokens;
        this.timeout = timeout;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Uni<AttemptResult> send(Attempt attempt) {
        return Uni.createFrom().deferred(() -> {
            Subscription target = attempt.target();
            CallbackMessage message = CallbackMessage.of(attempt, path -> target.publicUrl() + tokens.signed(path));
            Instant now = clock.instant();
            return CallbackSignature.of(vertx, target.signingKeys(), message.id(), now, message.body())
                    .flatMap(signature -> client.exchange(new OutboundClient.Request(
                            HttpMethod.POST,
                            target.callback(),
                            headers(attempt, message, now, signature),
                            message.body(),
                            Objects.requireNonNullElse(target.options().timeout(), timeout),
                            attempt.number())))
                    .map(outcome -> result(outcome, clock.instant()));
        });
    }

    private MultiMap headers(Attempt attempt, CallbackMessage message, Instant now, String signature) {
        Subscription target = attempt.target();
        MultiMap headers = CallbackHeaders.of(target.options()).addAll(message.headers());
        headers.add("webhook-id", message.id())
                .add("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .add("traceparent", TraceParent.of(attempt.first().what(), random));
        if (!signature.isEmpty()) {
            headers.add("webhook-signature", signature);
        }
        if (target.options().handshake() == Handshake.CLOUDEVENTS) {
            headers.add(CallbackHeaders.REQUEST_ORIGIN, CallbackHeaders.origin(target.publicUrl()));
        }
        return headers;
    }

    /** What came of a request to a callback. */
    static AttemptResult result(OutboundClient.Outcome outcome, Instant now) {
        return switch (outcome) {
            case OutboundClient.Unanswered(var failure) -> new AttemptResult.TryAgain(failure, null);
            case OutboundClient.Answered answered ->
                CallbackAnswer.of(answered.status(), answered.headers().get("Retry-After"), now);
        };
    }
}
