package dev.bellhop.journey;

import static dev.bellhop.journey.Calls.publishNumbers;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.bellhop.journey.Receiver.Received;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a callback URL is sent, and what its answers lead to. */
@QuarkusTest
@TestProfile(LocalMode.class)
class CallbacksJourneyTest {

    @Inject
    Clockwork clockwork;

    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        List<String> active =
                given().get("/subscriptions?limit=1000&source=callbacks").path("value.id");
        active.forEach(id -> given().delete("/subscriptions/{id}", id));
        receiver.close();
    }

    @Test
    void the_callback_is_posted_byte_for_byte_with_the_very_event_that_a_poll_gets() {
        String target =
                "/workflows/a%2Fb/run?api-version=2016-06-01&sp=%2Ftriggers%2Fx&sv=1.0&sig=A%2bb-_~'()*!;:@$,?/";
        subscribe("{\"callbackUrl\":\"" + receiver.url(target) + "\"}");
        String location = Calls.locationNow("callbacks");
        publishNumbers("callbacks", 1);
        clockwork.tickUntil(() -> !receiver.received().isEmpty());
        Received post = receiver.received().getFirst();
        Response poll = Calls.engine().get(location);
        assertThat(post.requestLine()).isEqualTo("POST " + target + " HTTP/1.1");
        assertThat(post.header("Host")).hasValue(receiver.url("").substring("http://".length()));
        assertThat(post.body()).isEqualTo(poll.asByteArray());
        assertThat(post.header("Content-Type")).hasValue("application/json; charset=utf-8");
        assertThat(post.header("webhook-id")).hasValue(poll.path("id"));
        long age = Instant.now().getEpochSecond()
                - Long.parseLong(post.header("webhook-timestamp").orElseThrow());
        assertThat(age).isBetween(0L, 60L);
        assertThat(post.header("Authorization")).isEmpty();
        assertThat(post.header("webhook-signature")).isEmpty();
        assertThat(post.head()).noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("x-api-key"));
    }

    @Test
    void a_default_port_that_is_written_stays_written() {
        // Nothing listens on port 80 here, so the attempt fails; what counts is that the URL is taken as it is.
        subscribe("http://localhost:80/x").then().body("callbackHost", is("localhost"));
    }

    @Test
    void a_secret_signs_every_post_as_standard_webhooks_says() throws GeneralSecurityException {
        byte[] key = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
        Response created = subscribe("{\"callbackUrl\":\"" + receiver.url("/") + "\",\"secret\":\"" + secret + "\"}");
        assertThat(created.asString()).doesNotContain("whsec_");
        created.then().body("signed", is(true));
        publishNumbers("callbacks", 1);
        clockwork.tickUntil(() -> !receiver.received().isEmpty());
        verify(receiver.received().getFirst(), key);
    }

    @Test
    void a_secret_made_by_bellhop_is_shown_once_and_signs() throws GeneralSecurityException {
        Response created = subscribe("{\"callbackUrl\":\"" + receiver.url("/") + "\",\"secret\":true}");
        String secret = created.path("secret");
        assertThat(secret).startsWith("whsec_");
        assertThat(Calls.engine().get(created.header("Location")).asString()).doesNotContain("whsec_");
        publishNumbers("callbacks", 1);
        clockwork.tickUntil(() -> !receiver.received().isEmpty());
        verify(receiver.received().getFirst(), Base64.getDecoder().decode(secret.substring("whsec_".length())));
    }

    @Test
    void subscribing_twice_gets_every_event_once() {
        subscribe(receiver.url("/same"));
        subscribe("{\"callbackUrl\":\"" + receiver.url("/same") + "\"}");
        publishNumbers("callbacks", 5);
        clockwork.tickUntil(() -> receiver.ids().size() >= 5);
        clockwork.tick();
        assertThat(receiver.ids()).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void a_subscription_may_begin_at_the_beginning() {
        publishNumbers("callbacks", 2);
        List<String> all = given().get("/sources/callbacks/events?limit=1000").path("value.id");
        subscribe("{\"callbackUrl\":\"" + receiver.url("/all") + "\",\"startFrom\":\"beginning\"}");
        clockwork.tickUntil(() -> receiver.ids().size() >= all.size());
        assertThat(receiver.ids()).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void what_failed_is_tried_again_with_the_same_id() {
        receiver.answer(any -> receiver.received().isEmpty() ? "503 Busy\r\nRetry-After: 0" : "200 OK");
        subscribe(receiver.url("/again"));
        publishNumbers("callbacks", 1);
        clockwork.tickUntil(() -> receiver.received().size() == 2);
        assertThat(receiver.ids().getLast()).isEqualTo(receiver.ids().getFirst());
        assertThat(receiver.received().getLast().body())
                .isEqualTo(receiver.received().getFirst().body());
    }

    @Test
    void a_callback_that_is_gone_ends_its_subscription() {
        receiver.answer(any -> "410 Gone");
        String id = subscribe(receiver.url("/gone")).path("id");
        publishNumbers("callbacks", 1);
        clockwork.tickUntil(
                () -> given().get("/subscriptions/{id}", id).path("state").equals("ended"));
        given().get("/subscriptions/{id}", id).then().body("reason", is("gone"));
        publishNumbers("callbacks", 3);
        clockwork.tick();
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void a_redirect_is_a_failure_and_is_not_followed() {
        try (Receiver elsewhere = new Receiver()) {
            receiver.answer(any -> receiver.received().isEmpty()
                    ? "307 Temporary Redirect\r\nLocation: " + elsewhere.url("/")
                    : "200 OK");
            subscribe(receiver.url("/redirecting"));
            publishNumbers("callbacks", 1);
            clockwork.tickUntil(() -> receiver.received().size() == 2);
            assertThat(elsewhere.received()).isEmpty();
        }
    }

    @Test
    void who_unsubscribed_gets_nothing_more() {
        String location = subscribe(receiver.url("/ends")).header("Location");
        publishNumbers("callbacks", 1);
        clockwork.tickUntil(() -> receiver.received().size() == 1);
        Calls.engine().delete(location).then().statusCode(204);
        publishNumbers("callbacks", 3);
        try (Receiver witness = new Receiver()) {
            subscribe("{\"callbackUrl\":\"" + witness.url("/") + "\",\"startFrom\":\"beginning\"}");
            clockwork.tickUntil(() -> witness.received().size() == Calls.newest("callbacks"));
        }
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void a_slow_callback_delays_no_other() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        try (Receiver slow = new Receiver()) {
            slow.answer(any -> {
                await(release);
                return "200 OK";
            });
            subscribe(slow.url("/slow"));
            subscribe(receiver.url("/fast"));
            publishNumbers("callbacks", 30);
            clockwork.tickUntil(() -> receiver.ids().size() == 30);
            assertThat(slow.received()).isEmpty();
            release.countDown();
            clockwork.tickUntil(() -> slow.ids().size() == 30);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Standard Webhooks 1.0, by hand. */
    private static void verify(Received post, byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String signed = post.id() + '.' + post.header("webhook-timestamp").orElseThrow() + '.' + post.text();
        String expected =
                "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        assertThat(post.header("webhook-signature")).hasValue(expected);
    }

    private static Response subscribe(String body) {
        return Calls.sending("application/json", body)
                .post("/triggers/callbacks/subscribe")
                .then()
                .statusCode(201)
                .extract()
                .response();
    }
}
