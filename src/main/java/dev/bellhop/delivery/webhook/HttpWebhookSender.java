package dev.bellhop.delivery.webhook;

import dev.bellhop.access.CallbackPolicy;
import dev.bellhop.access.CallbackUrl;
import dev.bellhop.access.Cidr;
import dev.bellhop.delivery.AttemptResult;
import dev.bellhop.delivery.AttemptResult.TryAgain;
import dev.bellhop.delivery.WebhookSender;
import dev.bellhop.event.Event;
import dev.bellhop.event.EventJson;
import dev.bellhop.subscription.Subscription;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Posts one event. The address that was checked is the address that is dialled: the host is resolved here, the answer
 * goes through the {@link CallbackPolicy}, and the connection is opened to that very address, while TLS and the
 * {@code Host} header keep the name.
 */
public final class HttpWebhookSender implements WebhookSender {

    private final Vertx vertx;
    private final HttpClient client;
    private final CallbackPolicy policy;
    private final Duration timeout;
    private final InstantSource clock;

    /**
     * Makes a sender.
     *
     * @param client a client that follows no redirects
     * @param timeout of one attempt, from connecting to the end of the answer
     */
    public HttpWebhookSender(
            Vertx vertx, HttpClient client, CallbackPolicy policy, Duration timeout, InstantSource clock) {
        this.vertx = vertx;
        this.client = client;
        this.policy = policy;
        this.timeout = timeout;
        this.clock = clock;
    }

    @Override
    public Uni<AttemptResult> send(Subscription subscription, Event event, int attempt) {
        CallbackUrl url = subscription.callback();
        Optional<String> refusal = policy.refusal(url);
        if (refusal.isPresent()) {
            return Uni.createFrom().item(new TryAgain(refusal.get(), null));
        }
        return addresses(url.host())
                .flatMap(addresses -> {
                    Optional<String> forbidden = policy.refusal(url, addresses);
                    return forbidden.isPresent()
                            ? Uni.createFrom().<AttemptResult>item(new TryAgain(forbidden.get(), null))
                            : post(subscription, event, addresses.getFirst());
                })
                .ifNoItem()
                .after(timeout)
                .recoverWithItem(() -> new TryAgain("no answer within " + timeout.toSeconds() + " s", null))
                .onFailure(FailureText::isOutside)
                .recoverWithItem(failure -> new TryAgain(FailureText.of(failure), null));
    }

    private Uni<List<InetAddress>> addresses(String host) {
        Optional<InetAddress> literal = Cidr.literal(host);
        if (literal.isPresent()) {
            return Uni.createFrom().item(List.of(literal.get()));
        }
        return Uni.createFrom()
                .completionStage(
                        () -> vertx.executeBlocking(() -> lookUp(host), false).toCompletionStage());
    }

    private static List<InetAddress> lookUp(String host) throws UnknownHostException {
        return List.of(InetAddress.getAllByName(host));
    }

    private Uni<AttemptResult> post(Subscription subscription, Event event, InetAddress address) {
        CallbackUrl url = subscription.callback();
        byte[] body = EventJson.one(event, subscription.publicUrl());
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(url.port(), address.getHostAddress()))
                .setHost(url.host())
                .setPort(url.port())
                .setSsl(url.tls())
                .setURI(url.target().reveal())
                .setFollowRedirects(false)
                .setConnectTimeout(timeout.toMillis())
                .setTimeout(timeout.toMillis());
        return Uni.createFrom().emitter(emitter -> {
            Future<AttemptResult> result = client.request(options).compose(request -> {
                emitter.onTermination(request::reset);
                headers(request, subscription, event, body);
                return request.send(Buffer.buffer(body)).compose(this::result);
            });
            result.onComplete(emitter::complete, emitter::fail);
        });
    }

    private void headers(HttpClientRequest request, Subscription subscription, Event event, byte[] body) {
        String id = event.what().id();
        long timestamp = clock.instant().getEpochSecond();
        request.putHeader("Host", subscription.callback().authority())
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("User-Agent", "Bellhop")
                .putHeader("webhook-id", id)
                .putHeader("webhook-timestamp", Long.toString(timestamp));
        if (subscription.secret() != null) {
            request.putHeader("webhook-signature", WebhookSignature.sign(subscription.secret(), id, timestamp, body));
        }
    }

    /** The answer's body is read to the end, so that the connection can be used again, but nobody needs it. */
    private Future<AttemptResult> result(HttpClientResponse response) {
        AttemptResult result =
                CallbackAnswer.of(response.statusCode(), response.getHeader("Retry-After"), clock.instant());
        return response.end().map(result);
    }
}
