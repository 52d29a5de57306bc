package dev.bellhop.operation.action.http;

import dev.bellhop.access.CallbackUrl;
import dev.bellhop.outbound.Failure;
import dev.bellhop.outbound.OutboundClient;
import dev.bellhop.outbound.RetryAfterText;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes one request, and says what came of it in a form that can be kept. */
public final class CallSender {

    /** Bytes of an answer that are taken; it is kept with the operation. */
    static final int ANSWER_MAX = 1 << 20;

    private static final String USER_AGENT = "User-Agent";

    private final OutboundClient client;
    private final InstantSource clock;

    public CallSender(OutboundClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * A request.
     *
     * @param attempt 1 for the first one
     * @param polls whether the answer that the work was accepted is not the last one
     * @param retried whether an answer that may pass is not the last one
     */
    record Call(
            String method,
            String url,
            Map<String, String> headers,
            byte[] body,
            Duration timeout,
            int attempt,
            boolean polls,
            boolean retried) {}

    Uni<CallTry> send(Call call) {
        return switch (CallbackUrl.parse(call.url())) {
            case CallbackUrl.Invalid(String reason) ->
                Uni.createFrom().item(CallTry.failed("malformed-url", "The URL cannot be called: " + reason, false));
            case CallbackUrl.Valid(CallbackUrl url) ->
                client.exchange(request(call, url)).map(outcome -> switch (outcome) {
                    case OutboundClient.Answered answered -> answered(call, answered);
                    case OutboundClient.Unanswered(Failure failure) -> unanswered(failure);
                });
        };
    }

    private static OutboundClient.Request request(Call call, CallbackUrl url) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        call.headers().forEach(headers::add);
        if (!headers.contains(USER_AGENT)) {
            headers.add(USER_AGENT, "Bellhop");
        }
        return new OutboundClient.Request(
                HttpMethod.valueOf(call.method()),
                url,
                headers,
                call.body(),
                call.timeout(),
                call.attempt(),
                ANSWER_MAX);
    }

    private static CallTry unanswered(Failure failure) {
        boolean allowed = failure.kind() != Failure.Kind.NOT_ALLOWED;
        return CallTry.failed(
                allowed ? "no-answer" : "not-allowed",
                "The other side " + (allowed ? "did not answer: " : "may not be called: ") + failure.reason(),
                allowed);
    }

    private CallTry answered(Call call, OutboundClient.Answered answer) {
        int status = answer.status();
        Long wait = Optional.ofNullable(answer.headers().get("Retry-After"))
                .flatMap(text -> RetryAfterText.read(text, clock.instant()))
                .map(Duration::toSeconds)
                .orElse(null);
        if (call.retried() && CallPlanner.mayPass(status)) {
            return new CallTry(status, Map.of(), null, null, wait, null, null, null, true);
        }
        String location = answer.headers().get("Location");
        if (call.polls() && status == 202 && location != null) {
            return next(call.url(), location)
                    .map(next -> new CallTry(status, Map.of(), null, null, wait, next, null, null, false))
                    .orElseGet(() -> CallTry.failed(
                            "malformed-location", "The other side answered 202 with a Location that is no URL", false));
        }
        Buffer body = answer.body();
        if (body == null) {
            return CallTry.failed("answer-too-large", "The answer has more than " + ANSWER_MAX + " bytes", false);
        }
        CallBody.Read read = CallBody.read(body.getBytes(), answer.headers().get("Content-Type"));
        return new CallTry(
                status, headers(answer.headers()), read.body(), read.encoding(), wait, null, null, null, false);
    }

    /** Absolute, whatever it was written as. */
    private static Optional<String> next(String url, String location) {
        try {
            // What stands after # is not for servers; and to resolve nothing would lead to another place.
            String sent = location.strip().split("#", 2)[0];
            if (sent.isEmpty()) {
                return Optional.empty();
            }
            String absolute = URI.create(url).resolve(sent).toString();
            return CallbackUrl.parse(absolute) instanceof CallbackUrl.Valid ? Optional.of(absolute) : Optional.empty();
        } catch (IllegalArgumentException odd) {
            return Optional.empty();
        }
    }

    private static Map<String, String> headers(MultiMap headers) {
        Map<String, String> all = new TreeMap<>();
        headers.forEach(
                (name, value) -> all.merge(name.toLowerCase(Locale.ROOT), value, (one, other) -> one + ", " + other));
        return all;
    }
}
