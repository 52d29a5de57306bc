package dev.bellhop.delivery.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.CallbackPolicy;
import dev.bellhop.delivery.SampleDeliveries;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.attempt.AttemptResult.Accepted;
import dev.bellhop.delivery.attempt.AttemptResult.Gone;
import dev.bellhop.delivery.attempt.AttemptResult.Refused;
import dev.bellhop.delivery.attempt.AttemptResult.TryAgain;
import dev.bellhop.outbound.Failure;
import dev.bellhop.outbound.OutboundClient;
import dev.bellhop.testing.FakeReceiver;
import dev.bellhop.testing.FakeReceiver.Answer;
import io.vertx.core.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kind of answer, and of no answer, comes to. */
class HttpWebhookSenderFailureTest extends AgainstReceiver {

    @Test
    void no_redirect_is_followed() {
        try (FakeReceiver elsewhere = FakeReceiver.start(vertx)) {
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                receiver.answer(Answer.status(status, "Location: " + elsewhere.url("/")));
                assertThat(send(receiver.url("/"))).isEqualTo(new TryAgain(Failure.answered(status), null));
            }
            assertThat(elsewhere.connections()).isZero();
        }
    }

    @Test
    void the_answer_decides() {
        receiver.answer(
                Answer.status(410),
                Answer.status(400),
                Answer.status(503, "Retry-After: 120"),
                Answer.status(202),
                Answer.status(500));
        assertThat(send(receiver.url("/"))).isEqualTo(new Gone());
        assertThat(send(receiver.url("/"))).isEqualTo(new Refused(Failure.answered(400)));
        assertThat(send(receiver.url("/"))).isEqualTo(new TryAgain(Failure.answered(503), Duration.ofSeconds(120)));
        assertThat(send(receiver.url("/"))).isEqualTo(new Accepted(202));
        assertThat(send(receiver.url("/"))).isEqualTo(new TryAgain(Failure.answered(500), null));
    }

    @Test
    void without_an_answer_in_time_it_is_tried_again_and_nothing_stays_occupied() {
        HttpClient client = oneConnection();
        HttpWebhookSender impatient = sender(client, LOCAL, Duration.ofMillis(200));
        receiver.answer(new Answer.Hang(), new Answer.Raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhal"));
        assertThat(send(subscription("/"), impatient))
                .isInstanceOfSatisfying(
                        TryAgain.class,
                        again -> assertThat(again.failure().reason()).contains("no answer"));
        assertThat(send(subscription("/"), impatient))
                .as("an answer that never ends")
                .isInstanceOf(TryAgain.class);
        assertThat(send(subscription("/"), sender(client, LOCAL, TIMEOUT)))
                .as("there is only one connection")
                .isEqualTo(new Accepted(200));
    }

    @Test
    void of_an_answer_that_is_too_long_the_status_counts_and_the_rest_is_not_read() {
        HttpClient client = oneConnection();
        String much = "x".repeat(OutboundClient.ANSWER_MAX + 1);
        receiver.answer(
                new Answer.Raw("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n" + much),
                new Answer.Raw("HTTP/1.1 400 no\r\nContent-Length: 100000000\r\n\r\n" + much));
        assertThat(send(subscription("/"), sender(client, LOCAL, TIMEOUT))).isEqualTo(new Accepted(200));
        assertThat(send(subscription("/"), sender(client, LOCAL, TIMEOUT)))
                .isEqualTo(new Refused(Failure.answered(400)));
        assertThat(send(subscription("/"), sender(client, LOCAL, TIMEOUT)))
                .as("there is only one connection")
                .isEqualTo(new Accepted(200));
        assertThat(receiver.connections()).isEqualTo(3);
    }

    @Test
    void an_answer_as_long_as_may_be_is_read_to_its_end() {
        HttpClient client = oneConnection();
        receiver.answer(new Answer.Raw("HTTP/1.1 200 OK\r\nContent-Length: " + OutboundClient.ANSWER_MAX + "\r\n\r\n"
                + "x".repeat(OutboundClient.ANSWER_MAX)));
        assertThat(send(subscription("/"), sender(client, LOCAL, TIMEOUT))).isEqualTo(new Accepted(200));
        assertThat(send(subscription("/"), sender(client, LOCAL, TIMEOUT))).isEqualTo(new Accepted(200));
        assertThat(receiver.connections()).isEqualTo(1);
    }

    @Test
    void a_subscription_may_have_less_patience_than_is_usual_or_more() {
        HttpClient client = oneConnection();
        receiver.answer(new Answer.Hang(), new Answer.Late(Duration.ofMillis(300), Answer.status(204)));
        assertThat(send(subscription("/", Map.of("timeoutSeconds", 1)), sender(client, LOCAL, PATIENCE)))
                .isEqualTo(new TryAgain(Failure.without(Failure.Kind.TIMEOUT, "no answer within 1000 ms"), null));
        assertThat(send(subscription("/", Map.of("timeoutSeconds", 10)), sender(client, LOCAL, Duration.ofMillis(50))))
                .isEqualTo(new Accepted(204));
    }

    @Test
    void a_slow_answer_in_time_counts() {
        receiver.answer(new Answer.Late(Duration.ofMillis(50), Answer.status(204)));
        assertThat(send(receiver.url("/"))).isEqualTo(new Accepted(204));
    }

    @Test
    void a_refused_connection_is_tried_again() {
        // A port that was just closed may still take a connection and then drop it.
        assertThat(send("http://localhost:9/"))
                .isEqualTo(new TryAgain(Failure.without(Failure.Kind.CONNECTION, "the connection was refused"), null));
    }

    @Test
    void a_broken_connection_is_tried_again() {
        receiver.answer(new Answer.Reset());
        assertThat(send(receiver.url("/")))
                .isInstanceOfSatisfying(
                        TryAgain.class,
                        again -> assertThat(again.failure().reason()).startsWith("the connection broke"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\r\n\r\n",
                "HTTP/1.1 xyz OK\r\n\r\n",
                "HTTP/9.9 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n"
            })
    void an_answer_that_is_no_http_is_the_callbacks_fault_and_is_tried_again(String answer) {
        receiver.answer(new Answer.Raw(answer));
        assertThat(send(SampleDeliveries.subscription(receiver.url("/"), null), sender(Duration.ofMillis(500))))
                .isInstanceOf(TryAgain.class);
    }

    @Test
    void an_endless_header_is_the_callbacks_fault_too() {
        receiver.answer(new Answer.Raw("HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000) + "\r\n\r\n"));
        assertThat(send(receiver.url("/"))).isInstanceOf(TryAgain.class);
    }

    @Test
    void plain_text_where_tls_is_wanted_is_tried_again() {
        assertThat(send("https://localhost:" + receiver.port() + "/"))
                .isEqualTo(new TryAgain(Failure.without(Failure.Kind.TLS, "the TLS handshake failed"), null));
        assertThat(receiver.waiting()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"https://localhost", "https://127.0.0.1", "http://localhost", "https://[::1]"})
    void what_the_policy_refuses_is_never_dialled(String start) {
        CallbackPolicy server = new CallbackPolicy(false, List.of());
        AttemptResult result = send(
                SampleDeliveries.subscription(start + ':' + receiver.port() + "/?sig=hush", null),
                sender(server, TIMEOUT));
        assertThat(result)
                .isInstanceOfSatisfying(
                        TryAgain.class,
                        again -> assertThat(again.failure().reason())
                                .contains("bellhop.callbacks.allow")
                                .doesNotContain("hush"));
        assertThat(receiver.connections()).isZero();
    }
}
