package dev.bellhop.delivery.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.signing.SigningKey;
import dev.bellhop.access.signing.SigningKey.Kind;
import dev.bellhop.access.signing.SigningKeys;
import dev.bellhop.delivery.SampleDeliveries;
import dev.bellhop.delivery.attempt.Attempt;
import dev.bellhop.delivery.attempt.AttemptResult.Accepted;
import dev.bellhop.event.ContentLinks;
import dev.bellhop.event.Event;
import dev.bellhop.event.EventJson;
import dev.bellhop.event.SampleEvents;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.testing.FakeReceiver.Received;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent. */
class HttpWebhookSenderTest extends AgainstReceiver {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/workflows/0a/triggers/t/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=aB-c_%2b+%3D",
                "/a%2Fb//c/../d/./e;v=1/%7e%41",
                "/?",
                "/?&&x=y?z=/",
                "/"
            })
    void the_url_is_posted_to_byte_for_byte(String target) {
        assertThat(send(receiver.url(target))).isEqualTo(new Accepted(200));
        assertThat(receiver.take().requestLine()).isEqualTo("POST " + target + " HTTP/1.1");
    }

    @Test
    void a_url_without_a_path_asks_for_the_root() {
        send(receiver.url("?x=1"));
        assertThat(receiver.take().requestLine()).isEqualTo("POST /?x=1 HTTP/1.1");
    }

    @Test
    void the_host_header_is_written_as_in_the_url() {
        send("HTTP://LocalHost:" + receiver.port() + "/");
        send("http://127.0.0.1:" + receiver.port() + "/");
        assertThat(receiver.take().headers("host")).containsExactly("LocalHost:" + receiver.port());
        assertThat(receiver.take().headers("host")).containsExactly("127.0.0.1:" + receiver.port());
    }

    @Test
    void the_body_is_the_event_and_the_headers_are_those_of_standard_webhooks_and_no_others() {
        send(SampleDeliveries.subscription(receiver.url("/x?sig=hush"), null), sender(TIMEOUT));

        Received request = receiver.take();
        assertThat(request.body())
                .isEqualTo(new String(
                        EventJson.one(SampleEvents.at(7), ContentLinks.under("https://bellhop.example")),
                        StandardCharsets.UTF_8));
        assertThat(request.headerNames())
                .doesNotHaveDuplicates()
                .contains("host", "content-type", "content-length", "user-agent", "webhook-id", "webhook-timestamp")
                .contains("traceparent")
                .isSubsetOf(
                        "host",
                        "content-type",
                        "content-length",
                        "user-agent",
                        "webhook-id",
                        "webhook-timestamp",
                        "traceparent");
        assertThat(request.headers("content-type")).containsExactly("application/json; charset=utf-8");
        assertThat(request.headers("webhook-id")).containsExactly("e7");
        assertThat(request.headers("webhook-timestamp"))
                .containsExactly(Long.toString(time.instant().getEpochSecond()));
    }

    @Test
    void with_a_secret_the_bytes_that_were_sent_are_signed() {
        send(SampleDeliveries.subscription(receiver.url("/"), SECRET), sender(TIMEOUT));

        Received request = receiver.take();
        assertThat(request.headers("webhook-signature")).containsExactly(signature(request));
        assertThat(request.headerNames()).doesNotContain("authorization");
    }

    @Test
    void every_live_key_signs_in_one_header_until_its_overlap_is_over() {
        SigningKey fresh = SigningKey.generate(Kind.ED25519, new Random(1));
        Subscription rotated = SampleDeliveries.subscription(receiver.url("/"), SECRET)
                .rotated(fresh, Duration.ofHours(1), time.instant());
        send(rotated, sender(TIMEOUT));
        time.advance(Duration.ofHours(1));
        send(rotated, sender(TIMEOUT));

        Received both = receiver.take();
        assertThat(both.headers("webhook-signature"))
                .singleElement()
                .satisfies(header ->
                        assertThat(header).matches("v1a,[^ ]{88} v1,[^ ]{44}").endsWith(" " + signature(both)));
        assertThat(receiver.take().headers("webhook-signature"))
                .singleElement()
                .satisfies(header -> assertThat(header).matches("v1a,[^ ]{88}"));
    }

    @Test
    void an_id_that_no_header_can_hold_is_encoded_and_signed_as_it_is_sent() {
        Event odd = new Event("orders", 7, SampleEvents.TIME, SampleEvents.what("a\r\nX-Injected: ä"));
        assertThat(sender(TIMEOUT)
                        .send(new Attempt(SampleDeliveries.subscription(receiver.url("/"), SECRET), List.of(odd), 1))
                        .await()
                        .atMost(PATIENCE))
                .isEqualTo(new Accepted(200));

        Received request = receiver.take();
        assertThat(request.headers("webhook-id")).containsExactly("a%0D%0AX-Injected:%20%C3%A4");
        assertThat(request.headerNames()).doesNotContain("x-injected");
        assertThat(request.headers("webhook-signature")).containsExactly(signature(request));
    }

    @Test
    void a_connection_is_used_again() {
        HttpWebhookSender sender = sender(TIMEOUT);
        for (int i = 0; i < 3; i++) {
            assertThat(send(subscription("/" + i), sender)).isEqualTo(new Accepted(200));
        }
        assertThat(receiver.connections()).isEqualTo(1);
    }

    static String signature(Received request) {
        return SigningKeys.of(SigningKey.parse(SECRET).orElseThrow())
                .sign(
                        request.headers("webhook-id").getFirst(),
                        Instant.ofEpochSecond(Long.parseLong(
                                request.headers("webhook-timestamp").getFirst())),
                        request.body().getBytes(StandardCharsets.UTF_8));
    }
}
