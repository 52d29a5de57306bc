package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.bellhop.access.signing.SigningKey;
import dev.bellhop.access.signing.SigningKeys;
import dev.bellhop.delivery.result.ResultRunner;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhook actions and synchronous calls over HTTP. */
@QuarkusTest
@TestProfile(LocalMode.class)
class WebhookActionsJourneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SUBSCRIBE = "/actions/signed-letter/subscribe";
    private static final String SIGNED = "{\"signed\":true,\"by\":\"Bob\"}";

    private final Receiver receiver = new Receiver();

    @Inject
    ResultRunner results;

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void who_subscribes_is_called_with_what_the_monitor_says() {
        Response subscribed =
                given().body(body("/run?sig=a%2Fb", ",\"secret\":true")).post(SUBSCRIBE);
        subscribed
                .then()
                .statusCode(201)
                .header("Location", containsString("/operations/" + id(subscribed) + "?token="))
                .header("Operation-Location", containsString("/monitor?token="))
                .body("status", is("pending"))
                .body("secret", startsWith("whsec_"));

        sign(subscribed);

        await().atMost(PATIENCE).until(() -> receiver.received().size() == 1);
        Receiver.Received call = receiver.received().getFirst();
        String monitor =
                Calls.engine().get(subscribed.header("Operation-Location")).asString();
        assertThat(call.requestLine()).isEqualTo("POST /run?sig=a%2Fb HTTP/1.1");
        assertThat(call.text())
                .isEqualTo(monitor)
                .isEqualTo("{\"id\":\"" + id(subscribed)
                        + "\",\"status\":\"Succeeded\",\"result\":{\"to\":\"Ada\",\"signedBy\":\"Bob\"}}");
        assertThat(call.header("Content-Type")).contains("application/json");
        assertThat(call.id()).isEqualTo(id(subscribed));
        assertThat(call.header("Authorization")).isEmpty();
        assertThat(call.header("traceparent")).isPresent();
        Instant at = Instant.ofEpochSecond(
                Long.parseLong(call.header("webhook-timestamp").orElseThrow()));
        SigningKeys keys =
                SigningKeys.of(SigningKey.parse(subscribed.path("secret")).orElseThrow());
        assertThat(call.header("webhook-signature"))
                .contains(keys.sign(call.id(), at, call.text().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void the_same_call_again_is_the_same_operation_and_called_once() {
        RequestSpecification engine = engine("run-again");
        String id = id(engine.body(body("/old", "")).post(SUBSCRIBE));
        Response again = engine.body(body("/new", "")).post(SUBSCRIBE);
        assertThat(id(again)).isEqualTo(id);
        assertThat(id(given().body(body("/new", "")).post(SUBSCRIBE))).isEqualTo(id);
        given().body(body("/new", "").replace("Ada", "Eve"))
                .post(SUBSCRIBE)
                .then()
                .statusCode(409)
                .body("type", is("urn:bellhop:problem:subscribed-otherwise"));

        sign(again);

        await().atMost(PATIENCE).until(() -> state(id).equals("delivered"));
        assertThat(id(engine.body(body("/new", "")).post(SUBSCRIBE))).isEqualTo(id);
        tick();
        assertThat(receiver.received())
                .extracting(Receiver.Received::requestLine)
                .containsExactly("POST /new HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "bare", "id", "headers", "location"})
    void who_unsubscribes_is_not_called_and_its_operation_is_over(String form) {
        RequestSpecification engine = engine("run-" + form);
        Response subscribed = engine.body(body("/off-" + form, "")).post(SUBSCRIBE);
        String off = "/actions/signed-letter/unsubscribe";
        String url = receiver.url("/off-" + form);
        for (int repeat = 0; repeat < 2; repeat++) {
            Response unsubscribed = switch (form) {
                case "url" -> given().body("{\"callbackUrl\":\"" + url + "\"}").post(off);
                case "bare" -> given().body(url).post(off);
                case "id" -> given().body("{\"id\":\"" + id(subscribed) + "\"}").post(off);
                case "headers" -> engine("run-" + form).post(off);
                default -> Calls.engine().delete(subscribed.header("Location"));
            };
            unsubscribed.then().statusCode(204);
        }

        Calls.engine().get(subscribed.header("Location")).then().statusCode(410);
        tick();
        assertThat(state(id(subscribed))).isEqualTo("dropped");
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void what_others_cancel_is_told() {
        Response subscribed = given().body(body("/cancelled", "")).post(SUBSCRIBE);

        given().post("/operations/{id}/cancel?reason=enough", id(subscribed))
                .then()
                .statusCode(200);

        await().atMost(PATIENCE).until(() -> receiver.received().size() == 1);
        assertThat(receiver.received().getFirst().text())
                .endsWith("\"status\":\"Canceled\",\"error\":{\"code\":\"cancelled\",\"message\":\"enough\"}}");
    }

    @Test
    void a_callback_that_fails_is_tried_again_then_dead_and_can_be_driven_again() {
        receiver.answer(any -> "500 Internal Server Error");
        Response subscribed = given().body(body("/dead?sig=secret", "")).post(SUBSCRIBE);
        String id = id(subscribed);
        given().post("/operations/{id}/callback/redrive", id)
                .then()
                .statusCode(409)
                .body("type", is("urn:bellhop:problem:no-callback-to-redrive"));
        sign(subscribed);

        tickUntil(() -> state(id).equals("dead"));

        assertThat(receiver.ids()).hasSize(3).containsOnly(id);
        given().get("/operations/{id}/history", id)
                .then()
                .body("callback.host", is("localhost"))
                .body("callback.attempts", is(3))
                .body("callback.reason", is("the callback answered 500"))
                .body("callbackAttempts.status", is(List.of(500, 500, 500)))
                .body("callbackAttempts.outcome", is(List.of("dead", "retrying", "retrying")))
                .body("callbackAttempts.at", everyItem(notNullValue()))
                .body(not(containsString("sig=secret")));
        given().get("/operations?callback=dead").then().body("value.id", hasItem(id));
        given().get("/operations?callback=gone").then().statusCode(400);

        receiver.answer(any -> "204 No Content");
        given().post("/operations/{id}/callback/redrive", id).then().statusCode(202);
        tickUntil(() -> state(id).equals("delivered"));
        assertThat(receiver.ids()).hasSize(4).containsOnly(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"input\":{}}",
                "{\"callbackUrl\":\"nonsense\"}",
                "{\"callbackUrl\":\"http://10.1.2.3/\"}",
                "{\"callbackUrl\":\"http://localhost:9/\",\"inputs\":{}}",
                "{\"callbackUrl\":\"http://localhost:9/\",\"input\":{\"to\":1}}",
                "{\"callbackUrl\":\"http://localhost:9/\",\"secret\":\"short\"}",
                "{\"callbackUrl\":",
                ""
            })
    void a_subscribe_that_cannot_be_used_says_why(String body) {
        given().body(body)
                .post(SUBSCRIBE)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", notNullValue());
    }

    @Test
    void a_bare_url_is_an_empty_input() {
        given().body("\"http://localhost:9/x\"")
                .post("/actions/events-publish/subscribe")
                .then()
                .statusCode(400)
                .body("type", is("urn:bellhop:problem:malformed-input"));
        given().body("http://localhost:9/x")
                .post("/actions/none/subscribe")
                .then()
                .statusCode(404);
    }

    @Test
    void a_synchronous_call_is_answered_with_the_result() {
        given().body("{\"source\":\"hooks\",\"type\":\"t\"}")
                .post("/actions/events-publish/run")
                .then()
                .statusCode(200)
                .body("duplicate", is(false));
        given().body("{\"source\":\"nowhere\"}")
                .post("/actions/files-list/run")
                .then()
                .statusCode(422)
                .body("code", is("unknown-source"));
    }

    @Test
    void what_takes_too_long_goes_on_and_a_repeat_joins_it() {
        String letter = "{\"to\":\"Ada\",\"pages\":2}";
        Response late = engine("run-late").body(letter).post("/actions/signed-letter/run");
        late.then()
                .statusCode(504)
                .contentType("application/problem+json")
                .header("Location", containsString("/operations/"))
                .header("Operation-Location", containsString("/monitor"))
                .body("type", is("urn:bellhop:problem:operation-not-over"))
                .body("detail", containsString("/subscribe"));

        sign(late);

        engine("run-late")
                .body(letter)
                .post("/actions/signed-letter/run")
                .then()
                .statusCode(200)
                .body("signedBy", is("Bob"))
                .header("Location", is(late.header("Location")));
    }

    private String body(String target, String more) {
        return "{\"callbackUrl\":\"" + receiver.url(target) + "\",\"input\":{\"to\":\"Ada\",\"pages\":2}" + more + '}';
    }

    private static RequestSpecification engine(String run) {
        return given().header("x-ms-workflow-run-id", run)
                .header("x-ms-workflow-operation-name", "Have_it_signed")
                .header("x-ms-action-tracking-id", run + "-1");
    }

    private static String id(Response response) {
        return response.path("id");
    }

    private static void sign(Response started) {
        Calls.engine()
                .body(SIGNED)
                .post(started.header("Location").replace("?", "/events/signature?"))
                .then()
                .statusCode(202);
    }

    private static String state(String id) {
        return given().get("/operations/{id}/history", id).path("callback.state");
    }

    private void tick() {
        results.tick().await().atMost(PATIENCE);
    }

    private void tickUntil(Callable<Boolean> fulfilled) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    tick();
                    return fulfilled.call();
                });
    }
}
