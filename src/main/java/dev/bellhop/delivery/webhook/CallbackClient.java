package dev.bellhop.delivery.webhook;

import dev.bellhop.access.CallbackPolicy;
import dev.bellhop.access.CallbackUrl;
import dev.bellhop.delivery.attempt.Failure;
import dev.bellhop.delivery.attempt.Failure.Kind;
import dev.bellhop.delivery.webhook.HostAddresses.Lookup;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to callbacks. The address that was checked is the address that is dialled: the host is resolved here,
 * the answer goes through the {@link CallbackPolicy}, and the connection is opened to that very address, while TLS and
 * the {@code Host} header keep the name.
 */
public final class CallbackClient {

    /** Bytes of an answer's body that are read. Nobody needs more, and a callback could send without end. */
    static final int ANSWER_MAX = 65_536;

    /** A request that nobody waits for any more frees its connection after this much more time at the latest. */
    private static final long LEFT_BEHIND_MILLIS = 1_000;

    private final HttpClient client;
    private final CallbackPolicy policy;
    private final HostAddresses hosts;

    /**
     * Makes it.
     *
     * @param client a client that follows no redirects
     * @param nanos measures durations
     */
    public CallbackClient(Vertx vertx, HttpClient client, CallbackPolicy policy, LongSupplier nanos) {
        this(vertx, client, policy, InetAddress::getAllByName, nanos);
    }

    CallbackClient(Vertx vertx, HttpClient client, CallbackPolicy policy, Lookup lookup, LongSupplier nanos) {
        this.client = client;
        this.policy = policy;
        this.hosts = new HostAddresses(vertx, lookup, nanos);
    }

    /**
     * What is sent.
     *
     * @param headers all but {@code Host}
     * @param timeout from looking up the host to the end of the answer
     * @param attempt 1 for the first one: each takes another address, so that one dead address does not make the host
     *     unreachable
     */
    record Request(HttpMethod method, CallbackUrl url, MultiMap headers, byte[] body, Duration timeout, int attempt) {}

    /** What came of it. */
    sealed interface Outcome {}

    /**
     * There was an answer.
     *
     * @param body {@code null} if there is more of it than {@link #ANSWER_MAX}
     */
    record Answered(int status, MultiMap headers, @Nullable Buffer body) implements Outcome {}

    record Unanswered(Failure failure) implements Outcome {}

    /** Whatever the other side does is an outcome, never a failure. */
    Uni<Outcome> exchange(Request request) {
        Optional<String> refusal = policy.refusal(request.url());
        if (refusal.isPresent()) {
            return Uni.createFrom().item(notAllowed(refusal.get()));
        }
        return hosts.of(request.url().host())
                .flatMap(addresses -> {
                    Optional<String> forbidden = policy.refusal(request.url(), addresses);
                    return forbidden.isPresent()
                            ? Uni.createFrom().item(notAllowed(forbidden.get()))
                            : dial(request, chosen(addresses, request.attempt()));
                })
                .onFailure(UnknownHostException.class)
                .recoverWithItem(unknown -> new Unanswered(FailureText.of(unknown)))
                .ifNoItem()
                .after(request.timeout())
                .recoverWithItem(() -> new Unanswered(Failure.without(
                        Kind.TIMEOUT, "no answer within " + request.timeout().toMillis() + " ms")));
    }

    private static Outcome notAllowed(String reason) {
        return new Unanswered(Failure.without(Kind.NOT_ALLOWED, reason));
    }

    private static InetAddress chosen(List<InetAddress> addresses, int attempt) {
        return addresses.get(Math.floorMod(attempt - 1, addresses.size()));
    }

    private Uni<Outcome> dial(Request request, InetAddress address) {
        RequestOptions options = options(request, address);
        // What is done up to here could only fail by a bug; whatever fails from here on, the other side is to blame.
        return Uni.createFrom()
                .emitter(emitter -> client.request(options)
                        .onSuccess(connected -> exchange(connected, request.body(), emitter))
                        .onFailure(failure -> fail(emitter, failure)));
    }

    private static void exchange(HttpClientRequest request, byte[] body, UniEmitter<? super Outcome> emitter) {
        AtomicBoolean answered = new AtomicBoolean();
        emitter.onTermination(() -> {
            // Given up, by a timeout: the connection must not stay occupied. An answered one is used again.
            if (!answered.get()) {
                request.reset();
            }
        });
        // An empty body has its length said, too: some servers want that of every POST.
        request.send(Buffer.buffer(body))
                .compose(response -> read(request, response))
                .onComplete(
                        outcome -> {
                            answered.set(true);
                            emitter.complete(outcome);
                        },
                        failure -> fail(emitter, failure));
    }

    /** To the end, so that the connection can be used again; if that is too far, the connection is given up. */
    private static Future<Outcome> read(HttpClientRequest request, HttpClientResponse response) {
        Promise<Outcome> done = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(part -> {
            if (body.length() + part.length() <= ANSWER_MAX) {
                body.appendBuffer(part);
            } else if (done.tryComplete(new Answered(response.statusCode(), response.headers(), null))) {
                request.reset();
            }
        });
        response.endHandler(end -> done.tryComplete(new Answered(response.statusCode(), response.headers(), body)));
        response.exceptionHandler(done::tryFail);
        return done.future();
    }

    private static void fail(UniEmitter<? super Outcome> emitter, Throwable failure) {
        emitter.complete(new Unanswered(FailureText.of(failure)));
    }

    private static RequestOptions options(Request request, InetAddress address) {
        CallbackUrl url = request.url();
        long millis = request.timeout().toMillis();
        return new RequestOptions()
                .setMethod(request.method())
                .setServer(SocketAddress.inetSocketAddress(url.port(), address.getHostAddress()))
                .setHost(url.host())
                .setPort(url.port())
                .setSsl(url.tls())
                .setURI(url.target().reveal())
                .setFollowRedirects(false)
                .setConnectTimeout(millis)
                .setTimeout(millis + LEFT_BEHIND_MILLIS)
                .setHeaders(request.headers().set("Host", url.authority()));
    }
}
