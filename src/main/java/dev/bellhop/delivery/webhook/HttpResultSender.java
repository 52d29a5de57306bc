package dev.bellhop.delivery.webhook;

import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.result.ResultSender;
import dev.bellhop.operation.Monitor;
import dev.bellhop.operation.callback.ClaimedCallback;
import dev.bellhop.outbound.OutboundClient;
import dev.bellhop.subscription.options.SubscriptionOptions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Posts the end of an operation, signed (Standard Webhooks 1.0) and traced; every attempt has the operation's id. */
public final class HttpResultSender implements ResultSender {

    private final Vertx vertx;
    private final OutboundClient client;
    private final Duration timeout;
    private final InstantSource clock;
    private final RandomGenerator random;

    public HttpResultSender(
            Vertx vertx, OutboundClient client, Duration timeout, InstantSource clock, RandomGenerator random) {
        this.vertx = vertx;
        this.client = client;
        this.timeout = timeout;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Uni<AttemptResult> send(ClaimedCallback callback) {
        return Uni.createFrom().deferred(() -> {
            String id = HeaderText.of(callback.operation().id());
            byte[] body = Monitor.json(callback.operation()).getBytes(StandardCharsets.UTF_8);
            Instant now = clock.instant();
            return CallbackSignature.of(vertx, callback.keys(), id, now, body)
                    .flatMap(signature -> client.exchange(new OutboundClient.Request(
                            HttpMethod.POST,
                            callback.url(),
                            headers(id, now, signature),
                            body,
                            timeout,
                            callback.attempts() + 1)))
                    .map(outcome -> HttpWebhookSender.result(outcome, clock.instant()));
        });
    }

    private MultiMap headers(String id, Instant now, String signature) {
        MultiMap headers = CallbackHeaders.of(SubscriptionOptions.DEFAULT)
                .add("Content-Type", "application/json")
                .add("webhook-id", id)
                .add("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .add("traceparent", TraceParent.of(Fingerprint.of("operation", id), random));
        return signature.isEmpty() ? headers : headers.add("webhook-signature", signature);
    }
}
