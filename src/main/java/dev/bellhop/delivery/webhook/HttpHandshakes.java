package dev.bellhop.delivery.webhook;

import dev.bellhop.delivery.Handshakes;
import dev.bellhop.event.Timestamps;
import dev.bellhop.outbound.OutboundClient;
import dev.bellhop.outbound.OutboundClient.Answered;
import dev.bellhop.outbound.OutboundClient.Request;
import dev.bellhop.outbound.OutboundClient.Unanswered;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.options.SubscriptionOptions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Handshakes over HTTP. */
public final class HttpHandshakes implements Handshakes {

    private static final byte[] NOTHING = {};
    private static final int CODE_BYTES = 16;

    private final OutboundClient client;
    private final Duration timeout;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * Makes it.
     *
     * @param timeout where a subscription says nothing about it
     */
    public HttpHandshakes(OutboundClient client, Duration timeout, InstantSource clock, RandomGenerator random) {
        this.client = client;
        this.timeout = timeout;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Uni<Outcome> ask(Subscription wanted) {
        return switch (wanted.options().handshake()) {
            case NONE -> Uni.createFrom().item(new Agreed(wanted.options()));
            case CLOUDEVENTS -> cloudEvents(wanted);
            case EVENT_GRID -> eventGrid(wanted);
        };
    }

    private Uni<Outcome> cloudEvents(Subscription wanted) {
        SubscriptionOptions options = wanted.options();
        String origin = CallbackHeaders.origin(wanted.publicUrl());
        MultiMap headers = CallbackHeaders.of(options).add(CallbackHeaders.REQUEST_ORIGIN, origin);
        if (options.rate() != null) {
            headers.add("WebHook-Request-Rate", Long.toString(options.rate().perMinute()));
        }
        return exchange(
                request(HttpMethod.OPTIONS, wanted, headers, NOTHING),
                HandshakeAnswer.cloudEventsExpected(origin),
                answer -> HandshakeAnswer.cloudEvents(
                        options,
                        origin,
                        answer.status(),
                        answer.headers().get("WebHook-Allowed-Origin"),
                        answer.headers().get("WebHook-Allowed-Rate")));
    }

    private Uni<Outcome> eventGrid(Subscription wanted) {
        String code = hex();
        JsonObject event = new JsonObject()
                .put("id", hex())
                .put("topic", "/sources/" + wanted.source())
                .put("subject", "")
                .put("data", new JsonObject().put("validationCode", code))
                .put("eventType", "Microsoft.EventGrid.SubscriptionValidationEvent")
                .put("eventTime", Timestamps.format(clock.instant()))
                .put("metadataVersion", "1")
                .put("dataVersion", "1");
        MultiMap headers = CallbackHeaders.of(wanted.options())
                .set("Content-Type", "application/json; charset=utf-8")
                .set("aeg-event-type", "SubscriptionValidation");
        return exchange(
                request(
                        HttpMethod.POST,
                        wanted,
                        headers,
                        new JsonArray().add(event).toBuffer().getBytes()),
                HandshakeAnswer.eventGridExpected(),
                answer -> HandshakeAnswer.eventGrid(wanted.options(), code, answer.status(), answer.body()));
    }

    private Uni<Outcome> exchange(Request request, String expected, Function<Answered, Outcome> meaning) {
        return client.exchange(request).map(outcome -> switch (outcome) {
            case Answered answered -> meaning.apply(answered);
            case Unanswered(var failure) -> HandshakeAnswer.declined(expected, failure.reason());
        });
    }

    private Request request(HttpMethod method, Subscription wanted, MultiMap headers, byte[] body) {
        return new Request(
                method,
                wanted.callback(),
                headers,
                body,
                Objects.requireNonNullElse(wanted.options().timeout(), timeout),
                1);
    }

    private String hex() {
        byte[] bytes = new byte[CODE_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
