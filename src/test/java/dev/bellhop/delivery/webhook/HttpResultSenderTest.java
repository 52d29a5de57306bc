package dev.bellhop.delivery.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.CallbackUrl;
import dev.bellhop.access.signing.SigningKey;
import dev.bellhop.access.signing.SigningKeys;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.operation.Monitor;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.callback.ClaimedCallback;
import dev.bellhop.testing.FakeReceiver.Received;
import dev.bellhop.testing.SeededRandom;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HttpResultSenderTest extends AgainstReceiver {

    private static final Operation OVER = new Operation(
            7,
            "4f0c",
            "act",
            "me",
            "{}",
            OperationStatus.SUCCEEDED,
            null,
            "{\"text\":\"ü\"}",
            null,
            null,
            Instant.EPOCH,
            Instant.EPOCH,
            null,
            Instant.MAX,
            Instant.EPOCH);

    @Test
    void the_end_is_posted_to_the_url_as_it_was_given() {
        SigningKeys keys = SigningKeys.of(SigningKey.generate(SigningKey.Kind.HMAC, SeededRandom.of(3)));

        assertThat(send("/run%2Fx?sig=a%20b&x", keys, 0)).isEqualTo(new AttemptResult.Accepted(200));

        Received received = receiver.take();
        assertThat(received.requestLine()).isEqualTo("POST /run%2Fx?sig=a%20b&x HTTP/1.1");
        assertThat(received.body()).isEqualTo("{\"id\":\"4f0c\",\"status\":\"Succeeded\",\"result\":{\"text\":\"ü\"}}");
        assertThat(received.headers("Content-Type")).containsExactly("application/json");
        assertThat(received.headers("webhook-id")).containsExactly("4f0c");
        assertThat(received.headers("webhook-timestamp"))
                .containsExactly(Long.toString(time.instant().getEpochSecond()));
        assertThat(received.headers("webhook-signature"))
                .containsExactly(
                        keys.sign("4f0c", time.instant(), Monitor.json(OVER).getBytes(StandardCharsets.UTF_8)));
        assertThat(received.headers("traceparent").getFirst()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        assertThat(received.headers("Authorization")).isEmpty();
    }

    @Test
    void attempts_have_one_id_and_one_trace_and_without_a_secret_no_signature() {
        send("/", null, 0);
        send("/", null, 1);

        List<Received> both = List.of(receiver.take(), receiver.take());
        assertThat(both)
                .allSatisfy(received ->
                        assertThat(received.headers("webhook-signature")).isEmpty());
        assertThat(both).extracting(received -> received.headers("webhook-id")).containsOnly(List.of("4f0c"));
        assertThat(both)
                .extracting(
                        received -> received.headers("traceparent").getFirst().substring(3, 35))
                .containsOnly(both.getFirst().headers("traceparent").getFirst().substring(3, 35));
    }

    @Test
    void nobody_listening_is_a_failure_without_the_url() {
        receiver.close();

        assertThat(send("/secret?sig=1", null, 0))
                .isInstanceOfSatisfying(
                        AttemptResult.TryAgain.class,
                        again -> assertThat(again.failure().reason()).isEqualTo("the connection was refused"));
    }

    private AttemptResult send(String target, @Nullable SigningKeys keys, int attempts) {
        CallbackUrl url = ((CallbackUrl.Valid) CallbackUrl.parse(receiver.url(target))).url();
        return new HttpResultSender(
                        vertx, callbacks(oneConnection(), LOCAL), Duration.ofSeconds(5), time, SeededRandom.of(1))
                .send(new ClaimedCallback(1, OVER, url, keys, attempts))
                .await()
                .atMost(PATIENCE);
    }
}
