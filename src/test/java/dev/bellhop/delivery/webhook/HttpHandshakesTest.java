package dev.bellhop.delivery.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.CallbackPolicy;
import dev.bellhop.delivery.Handshakes;
import dev.bellhop.delivery.Handshakes.Agreed;
import dev.bellhop.delivery.Handshakes.Declined;
import dev.bellhop.delivery.SampleDeliveries;
import dev.bellhop.outbound.OutboundClient;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.options.Rate;
import dev.bellhop.subscription.options.SubscriptionOptions;
import dev.bellhop.testing.FakeReceiver.Answer;
import dev.bellhop.testing.FakeReceiver.Received;
import dev.bellhop.testing.SeededRandom;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpHandshakesTest extends AgainstReceiver {

    private static final Map<String, Object> CLOUDEVENTS = Map.of("handshake", "cloudevents");
    private static final Map<String, Object> EVENT_GRID = Map.of("handshake", "event-grid");

    @Test
    void without_a_handshake_nobody_is_asked() {
        Subscription wanted = subscription("/");
        assertThat(ask(wanted)).isEqualTo(new Agreed(wanted.options()));
        assertThat(receiver.connections()).isZero();
    }

    @Test
    void the_request_of_cloudevents_names_its_sender_and_how_fast_it_would_like_to_be() {
        receiver.answer(Answer.status(200, "WebHook-Allowed-Origin: *"));
        Subscription wanted = subscription(
                "/hook?sig=%2F",
                Map.of(
                        "handshake", "cloudevents",
                        "rate", Map.of("perSecond", 2),
                        "headers", Map.of("x-key", "hush")));

        assertThat(ask(wanted)).isEqualTo(new Agreed(wanted.options()));

        Received request = receiver.take();
        assertThat(request.requestLine()).isEqualTo("OPTIONS /hook?sig=%2F HTTP/1.1");
        assertThat(request.headers("host")).containsExactly("localhost:" + receiver.port());
        assertThat(request.headers("webhook-request-origin")).containsExactly("bellhop.example");
        assertThat(request.headers("webhook-request-rate")).containsExactly("120");
        assertThat(request.headers("x-key")).containsExactly("hush");
        assertThat(request.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"200, *", "204, bellhop.example", "202, ' BELLHOP.example '"})
    void a_receiver_agrees_by_naming_the_sender_or_all(int status, String origin) {
        receiver.answer(Answer.status(status, "WebHook-Allowed-Origin: " + origin, "WebHook-Allowed-Rate: *"));
        assertThat(ask(subscription("/", CLOUDEVENTS))).isInstanceOf(Agreed.class);
        assertThat(receiver.take().headers("webhook-request-rate")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "200, , it answered 200 without that header",
        "200, hush.example, it answered 200 and allowed another origin",
        "200, bellhop.example.hush, it answered 200 and allowed another origin",
        "200, 'bellhop.example, hush', it answered 200 and allowed another origin",
        "405, *, it answered 405",
        "302, *, it answered 302",
        "410, *, it answered 410",
    })
    void anything_else_is_no_agreement(int status, @Nullable String origin, String came) {
        receiver.answer(
                origin == null
                        ? Answer.status(status, "Allow: POST")
                        : Answer.status(status, "WebHook-Allowed-Origin: " + origin));
        assertThat(ask(subscription("/", CLOUDEVENTS)))
                .isEqualTo(new Declined("The receiver did not agree. Expected was an answer 2xx to OPTIONS with"
                        + " WebHook-Allowed-Origin: bellhop.example (or *), but " + came + "."));
    }

    @ParameterizedTest
    @CsvSource({
        "30, 30",
        "' 007 ', 7",
        "119, 119",
        "100001, 100000",
        "99999999999999999999999, 100000",
    })
    void the_rate_that_is_allowed_slows_the_subscription(String allowed, int perMinute) {
        receiver.answer(Answer.status(200, "WebHook-Allowed-Origin: *", "WebHook-Allowed-Rate: " + allowed));
        assertThat(options(subscription("/", CLOUDEVENTS)).rate()).isEqualTo(new Rate(perMinute, Rate.MINUTE));
    }

    @Test
    void a_rate_that_is_slower_than_what_is_allowed_stays() {
        receiver.answer(Answer.status(200, "WebHook-Allowed-Origin: *", "WebHook-Allowed-Rate: 121"));
        Subscription wanted = subscription("/", Map.of("handshake", "cloudevents", "rate", Map.of("perSecond", 2)));
        assertThat(options(wanted)).isEqualTo(wanted.options());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "fast", "", "1e3", "000"})
    void a_rate_that_is_none_is_no_agreement(String allowed) {
        receiver.answer(Answer.status(200, "WebHook-Allowed-Origin: *", "WebHook-Allowed-Rate: " + allowed));
        assertThat(reason(CLOUDEVENTS))
                .isEqualTo("The receiver did not agree. Expected was WebHook-Allowed-Rate to be * or a number of"
                        + " requests a minute, from 1 on, but it answered 200 with something else in it.");
    }

    @Test
    void event_grid_has_its_code_repeated() {
        String code = code();
        receiver.answer(json("200 OK", "{\"validationResponse\":\"" + code + "\",\"more\":1}"));
        Subscription wanted =
                subscription("/hook", Map.of("handshake", "event-grid", "headers", Map.of("aeg-event-type", "x")));

        assertThat(ask(wanted)).isEqualTo(new Agreed(wanted.options()));

        Received request = receiver.take();
        assertThat(request.requestLine()).isEqualTo("POST /hook HTTP/1.1");
        assertThat(request.headers("aeg-event-type")).containsExactly("SubscriptionValidation");
        assertThat(request.headers("content-type")).containsExactly("application/json; charset=utf-8");
        JsonObject event = new JsonArray(request.body()).getJsonObject(0);
        assertThat(event.fieldNames())
                .containsExactly(
                        "id", "topic", "subject", "data", "eventType", "eventTime", "metadataVersion", "dataVersion");
        assertThat(event.getString("id")).matches("[0-9a-f]{32}").isNotEqualTo(code);
        assertThat(event.getString("topic")).isEqualTo("/sources/orders");
        assertThat(event.getString("eventType")).isEqualTo("Microsoft.EventGrid.SubscriptionValidationEvent");
        assertThat(event.getJsonObject("data")).isEqualTo(new JsonObject().put("validationCode", code));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "202 Accepted | {\"validationResponse\":\"CODE\"} | it answered 202",
                "200 OK | {\"validationResponse\":\"hush\"} | it answered 200 without it",
                "200 OK | {\"validationResponse\":1} | it answered 200 without it",
                "200 OK | {\"validationresponse\":\"CODE\"} | it answered 200 without it",
                "200 OK | [\"CODE\"] | it answered 200 without it",
                "200 OK | \"CODE\" | it answered 200 without it",
                "200 OK | CODE | it answered 200 without it",
                "200 OK | {\"validationResponse\":\"CODE\" | it answered 200 without it",
                "200 OK | null | it answered 200 without it",
                "200 OK | '' | it answered 200 without it",
                "404 Not Found | hush | it answered 404",
            })
    void what_does_not_repeat_the_code_is_no_agreement(String status, String body, String came) {
        receiver.answer(json(status, body.replace("CODE", code())));
        assertThat(reason(EVENT_GRID))
                .isEqualTo(
                        "The receiver did not agree. Expected was an answer 200 with {\"validationResponse\":…} and in"
                                + " it the validationCode of the event that was posted, but " + came + ".");
    }

    @Test
    void an_answer_is_read_up_to_its_limit() {
        String right = "{\"validationResponse\":\"" + code() + "\"}";
        receiver.answer(
                json("200 OK", right + " ".repeat(OutboundClient.ANSWER_MAX - right.length())),
                json("200 OK", right + " ".repeat(OutboundClient.ANSWER_MAX + 1 - right.length())));
        assertThat(ask(subscription("/", EVENT_GRID))).isInstanceOf(Agreed.class);
        assertThat(reason(EVENT_GRID)).endsWith("but it answered 200 with more than 65536 bytes.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudevents", "event-grid"})
    void no_answer_is_no_agreement(String handshake) {
        Map<String, Object> options = Map.of("handshake", handshake, "timeoutSeconds", 1);
        receiver.answer(new Answer.Hang(), new Answer.Reset(), new Answer.Raw("hello\r\n\r\n"));
        assertThat(reason(options)).endsWith("but no answer within 1000 ms.");
        assertThat(reason(options)).contains("but the connection broke");
        assertThat(ask(subscription("/", options))).isInstanceOf(Declined.class);
        Subscription toNobody = SampleDeliveries.subscription("http://localhost:9/", null)
                .with(subscription("/", options).options());
        assertThat(((Declined) ask(toNobody)).reason()).endsWith("but the connection was refused.");
    }

    @Test
    void an_address_that_may_not_be_posted_to_is_not_asked() {
        assertThat(handshakes(new CallbackPolicy(false, List.of()))
                        .ask(subscription("/?sig=hush", CLOUDEVENTS))
                        .await()
                        .atMost(PATIENCE))
                .isInstanceOfSatisfying(
                        Declined.class,
                        declined -> assertThat(declined.reason())
                                .contains("bellhop.callbacks.allow")
                                .doesNotContain("hush"));
        assertThat(receiver.connections()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "https://bellhop.example, bellhop.example",
        "http://bellhop.example:8080/base/x:y, bellhop.example",
        "http://[::1]:8080, [::1]",
        "http://[::1], [::1]",
        "http://a_b:1, a_b",
    })
    void a_sender_is_known_by_the_host_of_its_public_url(String publicUrl, String origin) {
        assertThat(CallbackHeaders.origin(publicUrl)).isEqualTo(origin);
    }

    private SubscriptionOptions options(Subscription wanted) {
        return ((Agreed) ask(wanted)).options();
    }

    private String reason(Map<String, Object> options) {
        return ((Declined) ask(subscription("/?sig=hush", options))).reason();
    }

    private Handshakes.Outcome ask(Subscription wanted) {
        return handshakes(LOCAL).ask(wanted).await().atMost(PATIENCE);
    }

    private HttpHandshakes handshakes(CallbackPolicy policy) {
        return new HttpHandshakes(
                callbacks(vertx.createHttpClient(), policy), Duration.ofSeconds(5), time, SeededRandom.of(1));
    }

    /** The code that the next handshake will have. */
    private static String code() {
        byte[] bytes = new byte[16];
        SeededRandom.of(1).nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static Answer json(String status, String body) {
        return new Answer.Raw("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);
    }
}
