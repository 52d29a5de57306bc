package dev.bellhop.outbound;

import dev.bellhop.access.CallbackPolicy;
import dev.bellhop.access.CallbackUrl;
import dev.bellhop.outbound.Failure.Kind;
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
 * Sends requests to URLs that others named. The address that was checked is the address that is dialled: the host is resolved here,
 * the answer goes through the {@link CallbackPolicy}, and the connection is opened to that very address, while TLS and
 * the {@code Host} header keep the name.
 */
public final class OutboundClient {

    /** Bytes of the body of a callback's answer that are read. Nobody needs more, and it could send without end. */
    public static final int ANSWER_MAX = 65_536;

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
    public OutboundClient(Vertx vertx, HttpClient client, CallbackPolicy policy, LongSupplier nanos) {
        this(vertx, client, policy, InetAddress::getAllByName, nanos);
    }

    /** As the other one; the lookup may block. */
    public OutboundClient(Vertx vertx, HttpClient client, CallbackPolicy policy, Lookup lookup, LongSupplier nanos) {
        this.client = client;
        this.policy = policy;
        this.hosts = new HostAddresses(vertx, lookup, nanos);
    }

    /** Asks the resolver of this machine; may block. */
    @FunctionalInterface
    public interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /**
     * What is sent.
     *
     * @param headers all but {@code Host}
     * @param timeout from looking up the host to the end of the answer
     * @param attempt 1 for the first one: each takes another address, so that one dead address does not make the host
     *     unreachable
     * @param answerMax bytes of the answer's body that are read
     */
    public record Request(
            HttpMethod method,
            CallbackUrl url,
            MultiMap headers,
            byte[] body,
            Duration timeout,
            int attempt,
            int answerMax) {

        /** A request to a callback. */
        public Request(
                HttpMethod method, CallbackUrl url, MultiMap headers, byte[] body, Duration timeout, int attempt) {
            this(method, url, headers, body, timeout, attempt, ANSWER_MAX);
        }
    }

    /** What came of it. */
    public sealed interface Outcome {}

    /**
     * There was an answer.
     *
     * @param body {@code null} if there is more of it than was to be read
     */
    public record Answered(
            int status, MultiMap headers, @Nullable Buffer body) implements Outcome {}

    public record Unanswered(Failure failure) implements Outcome {}

    /** Whatever the other side does is an outcome, never a failure. */
    public Uni<Outcome> exchange(Request request) {
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
                        .onSuccess(connected -> exchange(connected, request, emitter))
                        .onFailure(failure -> fail(emitter, failure)));
    }

    private static void exchange(HttpClientRequest connected, Request request, UniEmitter<? super Outcome> emitter) {
        AtomicBoolean answered = new AtomicBoolean();
        emitter.onTermination(() -> {
            // Given up, by a timeout: the connection must not stay occupied. An answered one is used again.
            if (!answered.get()) {
                connected.reset();
            }
        });
        // An empty body has its length said, too: some servers want that of every POST.
        connected
                .send(Buffer.buffer(request.body()))
                .compose(response -> read(connected, response, request.answerMax()))
                .onComplete(
                        outcome -> {
                            answered.set(true);
                            emitter.complete(outcome);
                        },
                        failure -> fail(emitter, failure));
    }

    /** To the end, so that the connection can be used again; if that is too far, the connection is given up. */
    private static Future<Outcome> read(HttpClientRequest request, HttpClientResponse response, int max) {
        Promise<Outcome> done = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(part -> {
            if (body.length() + part.length() <= max) {
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
