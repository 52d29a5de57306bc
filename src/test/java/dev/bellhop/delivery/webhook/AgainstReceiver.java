package dev.bellhop.delivery.webhook;

import dev.bellhop.access.CallbackPolicy;
import dev.bellhop.access.ContentTokens;
import dev.bellhop.access.Vault;
import dev.bellhop.delivery.SampleDeliveries;
import dev.bellhop.delivery.attempt.Attempt;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.event.Event;
import dev.bellhop.event.SampleEvents;
import dev.bellhop.outbound.OutboundClient;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.options.WrittenOptions;
import dev.bellhop.testing.FakeReceiver;
import dev.bellhop.testing.SeededRandom;
import dev.bellhop.testing.SettableTime;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A sender that may hold one connection, and a receiver that does what a script says. */
abstract class AgainstReceiver {

    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Links as they are in local mode. */
    static final ContentTokens NO_TOKENS =
            new ContentTokens(new Vault(new byte[Vault.KEY_BYTES], SeededRandom.of(1)), Instant::now, Duration.ZERO);

    static final CallbackPolicy LOCAL = new CallbackPolicy(true, List.of());

    static Vertx vertx;

    final SettableTime time = new SettableTime();
    FakeReceiver receiver;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void listen() {
        receiver = FakeReceiver.start(vertx);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    AttemptResult send(String url) {
        return send(SampleDeliveries.subscription(url, null), sender(TIMEOUT));
    }

    static AttemptResult send(Subscription subscription, HttpWebhookSender sender) {
        return send(subscription, sender, SampleEvents.at(7));
    }

    static AttemptResult send(Subscription subscription, HttpWebhookSender sender, Event... events) {
        return sender.send(new Attempt(subscription, List.of(events), 1))
                .await()
                .atMost(PATIENCE);
    }

    Subscription subscription(String target) {
        return SampleDeliveries.subscription(receiver.url(target), null);
    }

    /** With options as subscribers write them. */
    Subscription subscription(String target, Map<String, Object> options) {
        return subscription(target).with(((WrittenOptions.Read) WrittenOptions.read(options)).options());
    }

    HttpWebhookSender sender(Duration timeout) {
        return sender(LOCAL, timeout);
    }

    HttpWebhookSender sender(CallbackPolicy policy, Duration timeout) {
        return sender(oneConnection(), policy, timeout);
    }

    HttpWebhookSender sender(HttpClient client, CallbackPolicy policy, Duration timeout) {
        return new HttpWebhookSender(vertx, callbacks(client, policy), NO_TOKENS, timeout, time, SeededRandom.of(1));
    }

    static OutboundClient callbacks(HttpClient client, CallbackPolicy policy) {
        return new OutboundClient(vertx, client, policy, System::nanoTime);
    }

    static HttpClient oneConnection() {
        return vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(1));
    }
}
