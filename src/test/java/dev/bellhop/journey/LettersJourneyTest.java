package dev.bellhop.journey;

import static dev.bellhop.journey.Calls.publishNumbers;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries that are given up stand visibly among the dead letters, and can be driven again. */
@QuarkusTest
@TestProfile(LocalMode.class)
class LettersJourneyTest {

    @Inject
    Clockwork clockwork;

    private final Receiver receiver = new Receiver();
    private String subscription = "";

    @BeforeEach
    void subscribe() {
        subscription = given().body(receiver.url("/letters"))
                .post("/triggers/letters/subscribe")
                .path("id");
    }

    @AfterEach
    void close() {
        given().delete("/subscriptions/{id}", subscription).then().statusCode(204);
        receiver.close();
    }

    @Test
    void what_the_callback_refuses_is_a_dead_letter_at_once() {
        receiver.answer(any -> "422 Unprocessable");
        publishNumbers("letters", 1);
        clockwork.tickUntil(() -> letters().size() == 1);
        Map<String, Object> letter = letters().getFirst();
        assertThat(letter)
                .containsEntry("subscription", subscription)
                .containsEntry("source", "letters")
                .containsEntry("id", receiver.ids().getFirst())
                .containsEntry("attempts", 1)
                .containsEntry("reason", "the callback answered 422");
        assertThat(letter.get("position")).isEqualTo((int) Calls.newest("letters"));
    }

    @Test
    void what_fails_at_the_last_try_is_a_dead_letter_and_later_events_pass() {
        receiver.answer(post -> post.text().contains("\"n\":0") ? "500 Oops" : "200 OK");
        publishNumbers("letters", 3);
        clockwork.tickUntil(() -> letters().size() == 1 && receiver.received().size() == 5);
        assertThat(letters().getFirst()).containsEntry("attempts", 3);
        assertThat(receiver.ids().stream().distinct()).hasSize(3);
    }

    @Test
    void all_letters_are_driven_again_with_the_same_ids() {
        List<String> ids = makeLetters(3);
        receiver.answer(any -> "200 OK");
        redriveAll("{}");
        clockwork.tickUntil(() -> receiver.received().size() == 6);
        assertThat(receiver.ids().subList(3, 6)).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(letters()).isEmpty();
    }

    @Test
    void letters_are_chosen_by_subscription_by_id_or_by_time() {
        List<String> ids = makeLetters(3);
        receiver.answer(any -> "200 OK");
        redrive("{\"subscription\":\"none\"}", 0);
        redrive("{\"before\":\"2000-01-01T00:00:00Z\"}", 0);
        redrive("{\"ids\":[\"" + ids.get(1) + "\",\"none\"]}", 1);
        redrive("{\"subscription\":\"" + subscription + "\",\"ids\":null,\"before\":\"2999-01-01T00:00:00Z\"}", 2);
        clockwork.tickUntil(() -> letters().isEmpty() && receiver.received().size() >= 6);
        clockwork.tick();
        assertThat(receiver.ids()).hasSize(6);
    }

    @Test
    void letters_are_listed_and_chosen_by_source_too() {
        makeLetters(2);
        for (String none : List.of("source=events", "before=2000-01-01T00:00:00Z")) {
            given().get("/dead-letters?subscription=" + subscription + '&' + none)
                    .then()
                    .statusCode(200)
                    .body("value.size()", is(0));
        }
        given().urlEncodingEnabled(false)
                .get("/dead-letters?source=letters&before=2999-01-01T00:00:00Z&limit=1")
                .then()
                .body("value.source", is(List.of("letters")))
                .body("nextLink", containsString("source=letters&before=2999-01-01T00:00:00Z&limit=1&skip=1"));
        given().get("/dead-letters?before=soon")
                .then()
                .statusCode(400)
                .body("type", is("urn:bellhop:problem:malformed-parameter"), "parameter", is("before"));
        receiver.answer(any -> "200 OK");
        redrive("{\"source\":\"events\",\"subscription\":\"" + subscription + "\"}", 0);
        redrive("{\"source\":\"letters\",\"subscription\":\"" + subscription + "\"}", 2);
        clockwork.tickUntil(() -> receiver.received().size() == 4);
    }

    @Test
    void letters_can_be_forgotten_if_it_is_said_which() {
        List<String> ids = makeLetters(3);
        discard("{\"subscription\":\"" + subscription + "\",\"ids\":[\"" + ids.get(1) + "\"]}", 1);
        assertThat(letters()).extracting(letter -> letter.get("id")).containsExactly(ids.get(0), ids.get(2));
        discard("{\"subscription\":\"" + subscription + "\",\"source\":\"letters\"}", 2);
        assertThat(letters()).isEmpty();
        redrive("{\"subscription\":\"" + subscription + "\"}", 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"subscription\":null}", "{\"ids\":[]}", "{\"all\":true}", "[]"})
    void nothing_is_forgotten_if_it_is_not_said_which(String body) {
        makeLetters(1);
        Calls.sending("application/json", body)
                .post("/dead-letters/discard")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", is("urn:bellhop:problem:malformed-body"));
        assertThat(letters()).hasSize(1);
    }

    @Test
    void the_list_is_read_page_by_page_newest_first() {
        makeLetters(3);
        String path = "/dead-letters?limit=2&subscription=" + subscription;
        String next = given().get(path)
                .then()
                .statusCode(200)
                .body("value.size()", is(2))
                .extract()
                .path("nextLink");
        Calls.engine().get(next).then().statusCode(200).body("value.size()", is(1));
    }

    @Test
    void an_empty_body_means_all() {
        makeLetters(1);
        receiver.answer(any -> "200 OK");
        redriveAll("");
        clockwork.tickUntil(() -> letters().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "1",
                "{\"ids\":[]}",
                "{\"ids\":\"x\"}",
                "{\"ids\":[1]}",
                "{\"ids\":[null]}",
                "{\"ids\":[{}]}",
                "{\"subscription\":5}",
                "{\"subscription\":{}}",
                "{\"before\":\"now\"}",
                "{\"before\":5}",
                "{\"all\":true}",
                "{",
                "{\"before\":\"2026-11-20T10:15:30Z~k3f9~42\"}"
            })
    void a_body_that_cannot_be_meant_drives_nothing(String body) {
        makeLetters(1);
        Calls.sending("application/json", body)
                .post("/dead-letters/redrive")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", is("urn:bellhop:problem:malformed-body"), "detail", containsString(" "));
        assertThat(letters()).hasSize(1);
    }

    private List<String> makeLetters(int count) {
        receiver.answer(any -> "400 Bad Request");
        publishNumbers("letters", count);
        clockwork.tickUntil(() -> letters().size() == count);
        return letters().stream().map(letter -> (String) letter.get("id")).toList();
    }

    private void discard(String body, int expected) {
        Calls.sending("application/json", body)
                .post("/dead-letters/discard")
                .then()
                .statusCode(200)
                .body("discarded", is(expected));
    }

    private void redrive(String body, int expected) {
        Calls.sending("application/json", body)
                .post("/dead-letters/redrive")
                .then()
                .statusCode(200)
                .body("redriven", is(expected));
    }

    /** Other tests may have left some, too. */
    private static void redriveAll(String body) {
        given().body(body).post("/dead-letters/redrive").then().statusCode(200).body("redriven", greaterThan(0));
    }

    private List<Map<String, Object>> letters() {
        return given().queryParam("subscription", subscription)
                .get("/dead-letters")
                .path("value");
    }
}
