package dev.bellhop.app;

import dev.bellhop.access.CallbackPolicy;
import dev.bellhop.access.CallbacksConfig;
import dev.bellhop.access.Callers;
import dev.bellhop.access.ContentTokens;
import dev.bellhop.delivery.DeliveryConfig;
import dev.bellhop.delivery.Handshakes;
import dev.bellhop.delivery.attempt.WebhookSender;
import dev.bellhop.delivery.history.AttemptLog;
import dev.bellhop.delivery.pump.RetrySchedule;
import dev.bellhop.delivery.result.ResultPlanner;
import dev.bellhop.delivery.result.ResultReport;
import dev.bellhop.delivery.result.ResultRunner;
import dev.bellhop.delivery.webhook.HttpHandshakes;
import dev.bellhop.delivery.webhook.HttpResultSender;
import dev.bellhop.delivery.webhook.HttpWebhookSender;
import dev.bellhop.operation.callback.CallbackStore;
import dev.bellhop.outbound.OutboundClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/** What goes out to callbacks, and where it may go. */
final class CallbackWiring {

    @Produces
    @Singleton
    CallbackPolicy policy(Callers callers, CallbacksConfig config) {
        return new CallbackPolicy(callers.isLocalMode(), config.allow().orElse(List.of()));
    }

    @Produces
    @Singleton
    OutboundClient client(Vertx vertx, CallbackPolicy policy, DeliveryConfig config) {
        HttpClientOptions options = new HttpClientOptions()
                .setKeepAlive(true)
                .setKeepAliveTimeout(60)
                .setDecompressionSupported(false)
                .setShared(false);
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(config.connectionsPerHost());
        return new OutboundClient(vertx, vertx.createHttpClient(options, pool), policy, System::nanoTime);
    }

    @Produces
    @Singleton
    WebhookSender sender(
            Vertx vertx,
            OutboundClient client,
            ContentTokens tokens,
            CallbacksConfig config,
            InstantSource clock,
            RandomGenerator random) {
        return new HttpWebhookSender(vertx, client, tokens, config.timeout(), clock, random);
    }

    @Produces
    @Singleton
    Handshakes handshakes(OutboundClient client, CallbacksConfig config, InstantSource clock, RandomGenerator random) {
        return new HttpHandshakes(client, config.timeout(), clock, random);
    }

    @Produces
    @Singleton
    ResultReport resultReport(AttemptLog history) {
        return new ResultReport(history::note);
    }

    @Produces
    @Singleton
    ResultRunner results(
            Vertx vertx,
            OutboundClient client,
            CallbackStore store,
            ResultReport report,
            CallbacksConfig callbacks,
            DeliveryConfig delivery,
            DataFolder data,
            InstantSource clock,
            RandomGenerator random)
            throws IOException {
        RetrySchedule schedule = new RetrySchedule(delivery.retries(), delivery.jitter(), delivery.retryAfterMax());
        return new ResultRunner(
                new ResultRunner.Settings(store, data.nodeId(random), callbacks.timeout()),
                new HttpResultSender(vertx, client, callbacks.timeout(), clock, random),
                new ResultPlanner(schedule),
                report,
                new ResultRunner.Clocks(clock, System::nanoTime, random));
    }
}
