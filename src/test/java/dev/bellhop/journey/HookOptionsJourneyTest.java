package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.bellhop.journey.Receiver.Received;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscribing with options, and asking the receiver first. */
@QuarkusTest
@TestProfile(LocalMode.class)
class HookOptionsJourneyTest {

    private static final String AGREED = "204 No Content\r\nWebHook-Allowed-Origin: *";

    @Inject
    Clockwork clockwork;

    private final Receiver receiver = new Receiver();

    @AfterEach
    void leave_nothing_behind() {
        Calls.active("options").forEach(id -> given().delete("/subscriptions/{id}", id));
        receiver.close();
    }

    @Test
    void options_are_shown_as_they_were_meant_and_headers_by_their_names_alone() {
        String id = subscribe("""
                        "filter":" type = 'a' ","batch":{"max":5},"ordered":true,"concurrency":1,"rate":{"perMinute":60},
                        "content":"structured","headers":{"x-key":"hush","A":"hush"},"timeoutSeconds":7,
                        "retrySeconds":[1,60],"expires":"2999-01-01T01:00:00+01:00","startFrom":"now","secret":null
                        """).statusCode(201).extract().path("id");
        given().get("/subscriptions/{id}", id)
                .then()
                .statusCode(200)
                .body(
                        "filter",
                        is("type = 'a'"),
                        "batch.max",
                        is(5),
                        "batch.seconds",
                        is(0),
                        "ordered",
                        is(true),
                        "concurrency",
                        is(1),
                        "rate.perMinute",
                        is(60),
                        "content",
                        is("structured"),
                        "headers",
                        contains("A", "x-key"),
                        "timeoutSeconds",
                        is(7),
                        "retrySeconds",
                        contains(1, 60),
                        "expires",
                        is("2999-01-01T00:00:00.000000Z"),
                        "handshake",
                        nullValue());
    }

    @Test
    void subscribing_again_says_all_options_again() {
        String id = subscribe("\"batch\":5,\"timeoutSeconds\":7").extract().path("id");
        subscribe("\"timeoutSeconds\":8")
                .statusCode(201)
                .body("id", is(id), "batch", nullValue(), "timeoutSeconds", is(8));
    }

    @Test
    void a_filter_that_is_none_is_refused_with_its_place() {
        subscribe("\"filter\":\"data.a =\"")
                .statusCode(400)
                .body("type", is("urn:bellhop:problem:malformed-filter"), "column", is("9"));
        assertThat(Calls.active("options")).isEmpty();
    }

    @Test
    void binary_content_arrives_as_headers_and_data_with_what_the_receiver_wants_beside_it() {
        subscribe("\"content\":\"binary\",\"headers\":{\"x-key\":\"hush\"},\"filter\":\"subject = 'b c'\"")
                .statusCode(201);
        Calls.publish("options", "{\"n\":1}");
        Calls.sending("application/cloudevents+json", """
                        {"specversion":"1.0","id":"b1","source":"urn:x","type":"t","subject":"b c","zone":7,"data":{"n": 2.0},
                         "traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"}
                        """)
                .post("/sources/options/events")
                .then()
                .statusCode(202);
        clockwork.tickUntil(() -> !receiver.received().isEmpty());

        Received post = receiver.received().getFirst();
        assertThat(post.text()).isEqualTo("{\"n\": 2.0}");
        assertThat(post.header("Content-Type")).hasValue("application/json");
        assertThat(post.header("ce-id")).hasValue("b1");
        assertThat(post.header("ce-subject")).hasValue("b%20c");
        assertThat(post.header("ce-zone")).hasValue("7");
        assertThat(post.header("x-key")).hasValue("hush");
        assertThat(post.id()).isEqualTo("b1");
        assertThat(post.header("traceparent").orElseThrow())
                .matches("00-4bf92f3577b34da6a3ce929d0e0e4736-(?!00f067aa0ba902b7)[0-9a-f]{16}-00");
    }

    @Test
    void a_receiver_that_agrees_as_cloudevents_says_is_asked_every_time_and_told_who_sends() {
        receiver.answer(any -> AGREED + "\r\nWebHook-Allowed-Rate: 30");
        String options = "\"handshake\":\"cloudevents\",\"rate\":{\"perSecond\":2}";
        String id = subscribe(options)
                .statusCode(201)
                .body("handshake", is("cloudevents"), "rate.perMinute", is(30))
                .extract()
                .path("id");
        subscribe(options).statusCode(201).body("id", is(id));

        assertThat(receiver.received())
                .extracting(Received::requestLine)
                .containsExactly("OPTIONS /hook?sig=hush HTTP/1.1", "OPTIONS /hook?sig=hush HTTP/1.1");
        Received asked = receiver.received().getFirst();
        assertThat(asked.header("WebHook-Request-Origin")).hasValue("127.0.0.1");
        assertThat(asked.header("WebHook-Request-Rate")).hasValue("120");
        Calls.publish("options", "{\"n\":1}");
        clockwork.tickUntil(() -> receiver.received().size() > 2);
        assertThat(receiver.received().get(2).requestLine()).startsWith("POST ");
        assertThat(receiver.received().get(2).header("WebHook-Request-Origin")).hasValue("127.0.0.1");
    }

    @Test
    void a_receiver_that_repeats_the_code_of_event_grid_is_subscribed() {
        receiver.answer(asked -> {
            String code = new JsonPath(asked.text()).getString("[0].data.validationCode");
            String body = "{\"validationResponse\":\"" + code + "\"}";
            return "200 OK\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
        });
        subscribe("\"handshake\":\"event-grid\"").statusCode(201).body("handshake", is("event-grid"));
        Received asked = receiver.received().getFirst();
        assertThat(asked.requestLine()).isEqualTo("POST /hook?sig=hush HTTP/1.1");
        assertThat(asked.header("aeg-event-type")).hasValue("SubscriptionValidation");
    }

    @ParameterizedTest
    @CsvSource({
        "cloudevents, 405 Hush, but it answered 405. Nothing was subscribed.",
        "cloudevents, 200 Hush, but it answered 200 without that header. Nothing was subscribed.",
        "event-grid, 202 Hush, but it answered 202. Nothing was subscribed.",
    })
    void without_an_agreement_nothing_is_stored(String handshake, String answer, String said) {
        receiver.answer(any -> answer);
        subscribe("\"handshake\":\"" + handshake + '"')
                .statusCode(422)
                .contentType("application/problem+json")
                .body(
                        "type",
                        is("urn:bellhop:problem:handshake-failed"),
                        "detail",
                        endsWith(said),
                        "detail",
                        not(containsString("ush")));
        assertThat(Calls.active("options")).isEmpty();
        assertThat(receiver.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudevents", "event-grid"})
    void nobody_there_is_no_agreement(String handshake) {
        given().body("{\"callbackUrl\":\"http://localhost:9/\",\"handshake\":\"" + handshake + "\"}")
                .post("/triggers/options/subscribe")
                .then()
                .statusCode(422)
                .body("detail", endsWith("but the connection was refused. Nothing was subscribed."));
    }

    @Test
    void a_renewal_that_is_declined_changes_nothing() {
        String id = subscribe("\"timeoutSeconds\":7").extract().path("id");
        receiver.answer(any -> "403 Forbidden");
        subscribe("\"timeoutSeconds\":8,\"handshake\":\"cloudevents\"").statusCode(422);
        given().get("/subscriptions/{id}", id)
                .then()
                .body("state", is("active"), "timeoutSeconds", is(7), "handshake", nullValue());
    }

    @Test
    void what_is_refused_anyway_is_not_asked_about() {
        subscribe("\"handshake\":\"cloudevents\",\"batch\":0").statusCode(400);
        subscribe("\"handshake\":\"cloudevents\",\"startFrom\":\"yesterday\"").statusCode(400);
        subscribe("\"handshake\":\"cloudevents\",\"secret\":\"short\"").statusCode(400);
        assertThat(receiver.received()).isEmpty();
    }

    private ValidatableResponse subscribe(String options) {
        return Calls.sending(
                        "application/json",
                        "{\"callbackUrl\":\"" + receiver.url("/hook?sig=hush") + "\"," + options + '}')
                .post("/triggers/options/subscribe")
                .then();
    }
}
