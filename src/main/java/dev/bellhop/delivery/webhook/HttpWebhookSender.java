package dev.bellhop.delivery.webhook;

import dev.bellhop.access.CallbackPolicy;
import dev.bellhop.access.CallbackUrl;
import dev.bellhop.access.signing.SigningKeys;
import dev.bellhop.delivery.attempt.Attempt;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.attempt.AttemptResult.TryAgain;
import dev.bellhop.delivery.attempt.Failure;
import dev.bellhop.delivery.attempt.Failure.Kind;
import dev.bellhop.delivery.attempt.WebhookSender;
import dev.bellhop.delivery.webhook.HostAddresses.Lookup;
import dev.bellhop.event.Event;
import dev.bellhop.event.EventJson;
import dev.bellhop.subscription.Subscription;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

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
    private final HostAddresses hosts;

    /**
     * Makes a sender.
     *
     * @param client a client that follows no redirects
     * @param timeout of one attempt, from connecting to the end of the answer
     */
    public HttpWebhookSender(
            Vertx vertx, HttpClient client, CallbackPolicy policy, Duration timeout, InstantSource clock) {
        this(vertx, client, policy, timeout, clock, InetAddress::getAllByName);
    }

    HttpWebhookSender(
            Vertx vertx,
            HttpClient client,
            CallbackPolicy policy,
            Duration timeout,
            InstantSource clock,
            Lookup lookup) {
        this.vertx = vertx;
        this.client = client;
        this.policy = policy;
        this.timeout = timeout;
        this.clock = clock;
        this.hosts = new HostAddresses(vertx, lookup);
    }

    @Override
    public Uni<AttemptResult> send(Attempt attempt) {
        CallbackUrl url = attempt.target().callback();
        Optional<String> refusal = policy.refusal(url);
        if (refusal.isPresent()) {
            return Uni.createFrom().item(new TryAgain(Failure.without(Kind.NOT_ALLOWED, refusal.get()), null));
        }
        return hosts.of(url.host())
                .flatMap(addresses -> {
                    Optional<String> forbidden = policy.refusal(url, addresses);
                    return forbidden.isPresent()
                            ? Uni.createFrom()
                                    .<AttemptResult>item(
                                            new TryAgain(Failure.without(Kind.NOT_ALLOWED, forbidden.get()), null))
                            : post(attempt, chosen(addresses, attempt.number()));
                })
                .onFailure(UnknownHostException.class)
                .recoverWithItem(unknown -> new TryAgain(FailureText.of(unknown), null))
                .ifNoItem()
                .after(timeout)
                .recoverWithItem(() -> new TryAgain(
                        Failure.without(Kind.TIMEOUT, "no answer within " + timeout.toMillis() + " ms"), null));
    }

    /** Another one with every attempt: one dead address must not make the host unreachable. */
    private static InetAddress chosen(List<InetAddress> addresses, int attempt) {
        return addresses.get(Math.floorMod(attempt - 1, addresses.size()));
    }

    private Uni<AttemptResult> post(Attempt attempt, InetAddress address) {
        Subscription subscription = attempt.target();
        byte[] body = subscription.options().batch() == null
                ? EventJson.one(attempt.first(), subscription.publicUrl())
                : EventJson.array(attempt.events(), subscription.publicUrl());
        return headers(subscription, attempt.first(), body)
                .flatMap(headers ->
                        request(options(subscription.callback(), address).setHeaders(headers), body));
    }

    private Uni<AttemptResult> request(RequestOptions options, byte[] body) {
        // What is done up to here could only fail by a bug; whatever fails from here on, the other side is to blame.
        return Uni.createFrom()
                .emitter(emitter -> client.request(options)
                        .onSuccess(request -> exchange(request, body, emitter))
                        .onFailure(failure -> fail(emitter, failure)));
    }

    private void exchange(HttpClientRequest request, byte[] body, UniEmitter<? super AttemptResult> emitter) {
        AtomicBoolean answered = new AtomicBoolean();
        emitter.onTermination(() -> {
            // Given up, by a timeout: the connection must not stay occupied. An answered one is used again.
            if (!answered.get()) {
                request.reset();
            }
        });
        request.send(Buffer.buffer(body))
                .compose(this::result)
                .onComplete(
                        result -> {
                            answered.set(true);
                            emitter.complete(result);
                        },
                        failure -> fail(emitter, failure));
    }

    private static void fail(UniEmitter<? super AttemptResult> emitter, Throwable failure) {
        emitter.complete(new TryAgain(FailureText.of(failure), null));
    }

    private RequestOptions options(CallbackUrl url, InetAddress address) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(url.port(), address.getHostAddress()))
                .setHost(url.host())
                .setPort(url.port())
                .setSsl(url.tls())
                .setURI(url.target().reveal())
                .setFollowRedirects(false)
                .setConnectTimeout(timeout.toMillis())
                .setTimeout(timeout.toMillis());
    }

    private Uni<MultiMap> headers(Subscription subscription, Event event, byte[] body) {
        String id = HeaderText.of(event.what().id());
        Instant now = clock.instant();
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("Host", subscription.callback().authority())
                .add("Content-Type", "application/json; charset=utf-8")
                .add("User-Agent", "Bellhop")
                .add("webhook-id", id)
                .add("webhook-timestamp", Long.toString(now.getEpochSecond()));
        SigningKeys keys = subscription.signingKeys();
        return keys == null
                ? Uni.createFrom().item(headers)
                : signature(keys, id, now, body).map(signature -> headers.add("webhook-signature", signature));
    }

    /** Key pairs take long enough to sign that the deliveries of others would wait, so another thread does it. */
    private Uni<String> signature(SigningKeys keys, String id, Instant now, byte[] body) {
        return keys.isSlow(now)
                ? Uni.createFrom()
                        .completionStage(() -> vertx.executeBlocking(() -> keys.sign(id, now, body), false)
                                .toCompletionStage())
                : Uni.createFrom().item(keys.sign(id, now, body));
    }

    /** The answer's body is read to the end, so that the connection can be used again, but nobody needs it. */
    private Future<AttemptResult> result(HttpClientResponse response) {
        AttemptResult result =
                CallbackAnswer.of(response.statusCode(), response.getHeader("Retry-After"), clock.instant());
        return response.end().map(result);
    }
}
