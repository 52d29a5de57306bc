package dev.bellhop.operation.action.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.CallbackPolicy;
import dev.bellhop.outbound.OutboundClient;
import dev.bellhop.testing.FakeReceiver;
import dev.bellhop.testing.FakeReceiver.Answer;
import dev.bellhop.testing.FakeReceiver.Received;
import dev.bellhop.testing.SettableTime;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One request on the wire. */
class CallSenderTest {

    private static final byte[] NOTHING = {};
    private static Vertx vertx;

    private final SettableTime time = new SettableTime();
    private FakeReceiver receiver;

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

    @Test
    void it_is_sent_as_it_was_given() {
        CallTry made = send(new CallSender.Call(
                "PUT",
                receiver.url("/a%2Fb?x=%7e&sig=hush"),
                Map.of("X-One", "1", "Content-Type", "a/b"),
                "grüße".getBytes(StandardCharsets.UTF_8),
                Duration.ofSeconds(5),
                1,
                true,
                true));
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.body()).isNull();
        Received request = receiver.take();
        assertThat(request.requestLine()).isEqualTo("PUT /a%2Fb?x=%7e&sig=hush HTTP/1.1");
        assertThat(request.body()).isEqualTo("grüße");
        assertThat(request.headers("x-one")).containsExactly("1");
        assertThat(request.headers("user-agent")).containsExactly("Bellhop");
        assertThat(request.headers("content-type")).containsExactly("a/b");
    }

    @Test
    void an_answer_is_json_or_text_or_bytes() {
        receiver.answer(
                answer(200, "application/problem+json; charset=utf-8", "{\"a\":[1,null]}"),
                answer(400, "text/plain", "no"),
                answer(200, "application/json", "{broken"),
                answer(200, "application/octet-stream", "\u00ff\u0000"),
                answer(200, "text/plain; charset=\"iso-8859-1\"", "\u00fc"),
                answer(200, "application/json", "\u00ef\u00bb\u00bf[1]"));
        assertThat(get("/")).satisfies(made -> {
            assertThat(made.encoding()).isEqualTo("json");
            assertThat(((Map<?, ?>) made.body()).get("a")).asList().hasSize(2);
            assertThat(made.headers()).containsEntry("content-type", "application/problem+json; charset=utf-8");
        });
        assertThat(get("/")).extracting(CallTry::status, CallTry::body).containsExactly(400, "no");
        assertThat(get("/")).extracting(CallTry::body, CallTry::encoding).containsExactly("{broken", "utf-8");
        assertThat(get("/")).extracting(CallTry::body, CallTry::encoding).containsExactly("/wA=", "base64");
        assertThat(get("/").body()).isEqualTo("ü");
        assertThat(get("/")).extracting(CallTry::encoding).isEqualTo("json");
    }

    @Test
    void a_redirect_is_an_answer_and_nothing_is_followed() {
        receiver.answer(Answer.status(302, "Location: " + receiver.url("/other")));
        assertThat(get("/").status()).isEqualTo(302);
        assertThat(receiver.take().requestLine()).startsWith("GET / ");
        assertThat(receiver.waiting()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"/jobs/1?a=b, /jobs/1?a=b", "1, /x/1", "../1, /1", "/jobs/1?a=b#top, /jobs/1?a=b"})
    void a_location_becomes_absolute(String location, String path) {
        receiver.answer(Answer.status(202, "Location: " + location, "Retry-After: 7"));
        CallTry made = get("/x/y");
        assertThat(made.next()).isEqualTo(receiver.url(path));
        assertThat(made.retryAfterSeconds()).isEqualTo(7);
    }

    @Test
    void a_202_is_the_answer_without_a_location_or_if_nobody_asks_further() {
        receiver.answer(
                Answer.status(202),
                Answer.status(202, "Location: /x"),
                Answer.status(202, "Location: mailto:x"),
                Answer.status(202, "Location: "),
                Answer.status(202, "Location: " + receiver.url("/x"), "Retry-After: Fri, 20 Nov 2026 10:16:30 GMT"));
        assertThat(get("/").next()).isNull();
        assertThat(send(call("/", false, true)).next()).isNull();
        assertThat(get("/").failureCode()).isEqualTo("malformed-location");
        assertThat(get("/").failureCode()).isEqualTo("malformed-location");
        assertThat(get("/").retryAfterSeconds()).isEqualTo(59);
    }

    @Test
    void what_may_pass_is_answered_without_its_body_unless_it_is_the_last_one() {
        receiver.answer(answer(503, "text/plain", "busy"), answer(503, "text/plain", "busy"));
        assertThat(get("/")).extracting(CallTry::again, CallTry::body).containsExactly(true, null);
        assertThat(send(call("/", true, false)))
                .extracting(CallTry::again, CallTry::body)
                .containsExactly(false, "busy");
    }

    @Test
    void an_answer_that_is_too_large_or_does_not_come_is_a_failure_without_secrets() {
        receiver.answer(
                answer(200, "text/plain", "x".repeat(CallSender.ANSWER_MAX + 1)),
                new Answer.Hang(),
                new Answer.Reset());
        assertThat(get("/").failureCode()).isEqualTo("answer-too-large");
        CallTry late = send(new CallSender.Call(
                "GET", receiver.url("/?sig=hush"), Map.of(), NOTHING, Duration.ofMillis(100), 1, true, true));
        assertThat(late.failureCode()).isEqualTo("no-answer");
        assertThat(late.again()).isTrue();
        assertThat(get("/?sig=hush").failure()).contains("did not answer").doesNotContain("hush");
    }

    @Test
    void what_may_not_be_called_is_not_dialled() {
        CallSender strict = sender(new CallbackPolicy(false, List.of()));
        CallTry made = strict.send(call("/?sig=hush", true, true)).await().atMost(Duration.ofSeconds(20));
        assertThat(made.failureCode()).isEqualTo("not-allowed");
        assertThat(made.again()).isFalse();
        assertThat(made.failure()).contains("bellhop.callbacks.allow").doesNotContain("hush");
        assertThat(receiver.connections()).isZero();
    }

    private CallTry get(String target) {
        return send(call(target, true, true));
    }

    private CallSender.Call call(String target, boolean polls, boolean retried) {
        return new CallSender.Call(
                "GET", receiver.url(target), Map.of(), NOTHING, Duration.ofSeconds(5), 1, polls, retried);
    }

    private CallTry send(CallSender.Call call) {
        return sender(new CallbackPolicy(true, List.of())).send(call).await().atMost(Duration.ofSeconds(20));
    }

    private CallSender sender(CallbackPolicy policy) {
        return new CallSender(new OutboundClient(vertx, vertx.createHttpClient(), policy, System::nanoTime), time);
    }

    private static Answer answer(int status, String type, String body) {
        return new Answer.Raw("HTTP/1.1 " + status + " x\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);
    }
}
