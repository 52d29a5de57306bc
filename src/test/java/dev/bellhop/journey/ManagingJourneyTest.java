package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.bellhop.delivery.history.StateNotices;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pausing, resuming, changing, replaying and testing a subscription, and what is told of it. */
@QuarkusTest
@TestProfile(LocalMode.class)
class ManagingJourneyTest {

    private static final String SOURCE = "managing";

    @Inject
    Clockwork clockwork;

    @Inject
    StateNotices notices;

    private final Receiver receiver = new Receiver();
    private String id = "";

    @BeforeEach
    void subscribe() {
        id = given().body(receiver.url("/managing"))
                .post("/triggers/{source}/subscribe", SOURCE)
                .path("id");
    }

    @AfterEach
    void close() {
        given().delete("/subscriptions/{id}", id).then().statusCode(204);
        receiver.close();
    }

    @Test
    void what_is_paused_gets_nothing_until_it_is_resumed() {
        for (int again = 0; again < 2; again++) {
            post("pause", "").statusCode(200).body("id", is(id), "state", is("paused"), "reason", is("request"));
        }
        Calls.publishNumbers(SOURCE, 2);
        for (int i = 0; i < 5; i++) {
            clockwork.tick();
        }
        assertThat(receiver.received()).isEmpty();
        for (int again = 0; again < 2; again++) {
            post("resume", "").statusCode(200).body("state", is("active"), "reason", nullValue());
        }
        clockwork.tickUntil(() -> receiver.received().size() == 2);
    }

    @ParameterizedTest
    @CsvSource({"pause,''", "resume,''", "test,''", "rotate-secret,''", "replay,'{\"startFrom\":1}'"})
    void what_ended_cannot_be_managed_and_what_never_was_is_unknown(String what, String body) {
        given().delete("/subscriptions/{id}", id).then().statusCode(204);
        post(what, body).statusCode(409).body("type", is("urn:bellhop:problem:subscription-ended"));
        Calls.sending("application/json", body)
                .post("/subscriptions/none/" + what)
                .then()
                .statusCode(404)
                .body("type", is("urn:bellhop:problem:unknown-subscription"));
    }

    @Test
    void what_ended_cannot_be_changed_but_its_attempts_can_be_seen() {
        post("test", "").statusCode(200);
        given().delete("/subscriptions/{id}", id).then().statusCode(204);
        patch("{\"ordered\":true}").statusCode(409).body("type", is("urn:bellhop:problem:subscription-ended"));
        given().body("{}").patch("/subscriptions/none").then().statusCode(404);
        assertThat(attempts().getList("value.outcome")).containsExactly("ended", "test");
        given().get("/subscriptions/none/attempts").then().statusCode(404);
    }

    @Test
    void options_are_replaced_one_by_one_and_taken_away_with_null() {
        patch("{\"filter\":\"data.n = 0\",\"batch\":{\"max\":5,\"seconds\":2},\"headers\":{\"x-key\":\"hidden\"}}")
                .statusCode(200)
                .body("filter", is("data.n = 0"), "batch.max", is(5), "batch.seconds", is(2))
                .body("headers", is(List.of("x-key")));
        patch("{\"batch\":7,\"filter\":null}")
                .statusCode(200)
                .body("batch.max", is(7), "batch.seconds", is(0), "filter", nullValue())
                .body("headers", is(List.of("x-key")));
        patch("").statusCode(200).body("batch.max", is(7));
        given().get("/subscriptions/{id}", id).then().body("batch.max", is(7), "headers", is(List.of("x-key")));
        patch("{\"batch\":null}").statusCode(200);
        Calls.publishNumbers(SOURCE, 1);
        clockwork.tickUntil(() -> receiver.received().size() == 1);
        assertThat(receiver.received().getFirst().header("x-key")).contains("hidden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"colour\":\"red\"} | colour",
                "{\"callbackUrl\":\"http://localhost:9/\"} | callbackUrl",
                "{\"handshake\":\"cloudevents\"} | handshake",
                "{\"handshake\":null} | handshake",
                "{\"expires\":\"2000-01-01T00:00:00Z\"} | expires",
                "{\"batch\":0} | batch",
                "{\"batch\":10,\"content\":\"binary\"} | content",
                "{\"filter\":\"x ==\"} | ``",
                "{\"ordered\":true,\"ordered\":false} | ordered",
                "[] | object",
                "{ | JSON"
            })
    void a_change_that_cannot_be_changes_nothing(String body, String named) {
        patch("{\"concurrency\":1,\"expires\":\"2999-01-01T00:00:00Z\"}").statusCode(200);
        String before = given().get("/subscriptions/{id}", id).asString();
        patch(body).statusCode(400).contentType("application/problem+json").body("detail", containsString(named));
        assertThat(given().get("/subscriptions/{id}", id).asString()).isEqualTo(before);
    }

    @Test
    void a_replay_delivers_again_from_where_it_is_told() {
        Calls.publishNumbers(SOURCE, 3);
        long newest = Calls.newest(SOURCE);
        clockwork.tickUntil(() -> receiver.received().size() == 3);
        List<String> last = receiver.received().stream()
                .filter(post -> !post.text().contains("\"n\":0"))
                .map(Receiver.Received::id)
                .toList();
        for (String start : List.of(Long.toString(newest - 1), "\"" + (newest - 1) + '"')) {
            int before = receiver.received().size();
            replay(start).statusCode(200).body("id", is(id), "position", is((int) newest - 2));
            clockwork.tickUntil(() -> receiver.received().size() == before + 2);
            assertThat(receiver.ids().subList(before, before + 2)).containsExactlyInAnyOrderElementsOf(last);
        }
    }

    @Test
    void a_replay_may_begin_at_the_beginning_at_a_time_or_with_what_comes() {
        post("pause", "").statusCode(200);
        Calls.publishNumbers(SOURCE, 2);
        int newest = (int) Calls.newest(SOURCE);
        String time = given().get("/sources/{source}", SOURCE).path("newestTime");
        replay("\"beginning\"").statusCode(200).body("position", is(0));
        replay('"' + time + '"').statusCode(200).body("position", is(newest));
        replay("\"2000-01-01T00:00:00Z\"").statusCode(200).body("position", is(0));
        replay(Integer.toString(newest + 1)).statusCode(200).body("position", is(newest));
        replay("1").statusCode(200).body("position", is(0), "state", is("paused"));
        replay("\"now\"").statusCode(200).body("position", is(newest));
    }

    @Test
    void a_replay_beyond_the_log_names_the_newest_event() {
        long newest = Calls.newest(SOURCE);
        for (String beyond : List.of(Long.toString(newest + 2), "999999999999999999", "\"999999999999999999\"")) {
            replay(beyond).statusCode(400).body("type", is("urn:bellhop:problem:beyond-the-log"), "newest", is((int)
                    newest));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"startFrom\":null}",
                "{\"startFrom\":0}",
                "{\"startFrom\":-1}",
                "{\"startFrom\":1.5}",
                "{\"startFrom\":true}",
                "{\"startFrom\":\"\"}",
                "{\"startFrom\":\"resume\"}",
                "{\"startFrom\":99999999999999999999999}",
                "{\"startFrom\":1,\"startFrom\":2}",
                "{\"startFrom\":1,\"upTo\":2}"
            })
    void a_replay_without_a_place_to_begin_changes_nothing(String body) {
        String before = given().get("/subscriptions/{id}", id).asString();
        post("replay", body).statusCode(400).body("type", is("urn:bellhop:problem:malformed-body"));
        assertThat(given().get("/subscriptions/{id}", id).asString()).isEqualTo(before);
    }

    @Test
    void a_test_posts_a_sample_and_says_what_came_of_it() {
        long newest = Calls.newest(SOURCE);
        post("pause", "").statusCode(200);
        post("test", "")
                .statusCode(200)
                .body("delivered", is(true), "status", is(204), "millis", greaterThanOrEqualTo(0))
                .body("reason", nullValue());
        assertThat(receiver.received()).singleElement().satisfies(sample -> {
            JsonPath event = JsonPath.from(sample.text());
            assertThat(event.getString("type")).isEqualTo("dev.bellhop.test");
            assertThat(event.getString("source")).isEqualTo("/sources/" + SOURCE);
            assertThat(event.getString("sequence")).isEqualTo("0");
            assertThat(event.getString("data.message")).isNotBlank();
        });
        receiver.answer(any -> "503 Busy");
        post("test", "")
                .statusCode(200)
                .body("delivered", is(false), "status", is(503), "failure", is("answer"), "reason", notNullValue());
        assertThat(Calls.newest(SOURCE)).isEqualTo(newest);
        given().get("/subscriptions/{id}", id).then().body("state", is("paused"), "position", is((int) newest));
        assertThat(attempts().getList("value.outcome")).containsExactly("test", "test", "paused");
        assertThat(attempts().getList("value.status")).containsExactly(503, 204, null);
    }

    @Test
    void a_test_of_a_callback_that_is_not_there_has_no_status() {
        receiver.close();
        post("test", "")
                .statusCode(200)
                .body("delivered", is(false), "status", nullValue(), "failure", is("connection"));
    }

    @Test
    void attempts_are_read_page_by_page_newest_first() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            post("test", "").statusCode(200);
            ids.addFirst(receiver.ids().getLast());
        }
        List<String> read = new ArrayList<>();
        String next = "/subscriptions/" + id + "/attempts?limit=2";
        while (next != null) {
            JsonPath page =
                    Calls.engine().get(next).then().statusCode(200).extract().jsonPath();
            read.addAll(page.getList("value.id"));
            next = page.getString("nextLink");
        }
        assertThat(read).isEqualTo(ids);
        given().get("/subscriptions/{id}/attempts?before=x", id)
                .then()
                .statusCode(400)
                .body("parameter", is("before"));
    }

    @Test
    void every_state_is_told_of_in_bellhops_own_source() {
        long before = Calls.newest("bellhop");
        post("pause", "").statusCode(200);
        post("resume", "").statusCode(200);
        given().delete("/subscriptions/{id}", id).then().statusCode(204);
        clockwork.tickUntil(() -> {
            notices.tick().await().atMost(Duration.ofSeconds(5));
            return Calls.newest("bellhop") >= before + 3;
        });
        JsonPath told = given().queryParam("after", before)
                .get("/sources/bellhop/events")
                .jsonPath()
                .setRootPath("value.findAll { it.subject == '" + id + "' }");
        assertThat(told.getList("type"))
                .containsExactly(
                        "dev.bellhop.subscription.paused",
                        "dev.bellhop.subscription.active",
                        "dev.bellhop.subscription.ended");
        assertThat(told.getList("source")).containsOnly("/sources/bellhop");
        assertThat(told.getList("data.source")).containsOnly(SOURCE);
        assertThat(told.getList("data.callbackHost")).containsOnly("localhost");
        assertThat(told.getList("data.reason")).containsExactly("request", null, "unsubscribed");
    }

    @Test
    void bellhops_own_source_can_be_subscribed_to_and_polled() {
        String other = given().body(receiver.url("/notices"))
                .post("/triggers/bellhop/subscribe")
                .path("id");
        String location = Calls.locationNow("bellhop");
        post("pause", "").statusCode(200);
        clockwork.tickUntil(() -> receiver.received().stream()
                .anyMatch(post ->
                        post.requestLine().contains("/notices") && post.text().contains(id)));
        Calls.engine().get(location).then().statusCode(200).body("subject", is(id));
        given().delete("/subscriptions/{id}", other).then().statusCode(204);
    }

    private ValidatableResponse post(String what, String body) {
        return Calls.sending("application/json", body)
                .post("/subscriptions/" + id + '/' + what)
                .then();
    }

    private ValidatableResponse replay(String startFrom) {
        return post("replay", "{\"startFrom\":" + startFrom + '}');
    }

    private ValidatableResponse patch(String body) {
        return Calls.sending("application/json", body)
                .patch("/subscriptions/" + id)
                .then();
    }

    private JsonPath attempts() {
        return given().get("/subscriptions/{id}/attempts", id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
