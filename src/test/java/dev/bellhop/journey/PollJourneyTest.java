package dev.bellhop.journey;

import static dev.bellhop.journey.Calls.drain;
import static dev.bellhop.journey.Calls.engine;
import static dev.bellhop.journey.Calls.locationNow;
import static dev.bellhop.journey.Calls.publishNumbers;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The polling trigger as engines use it: the four rows of the contract, and what Location must be. */
@QuarkusTest
@TestProfile(LocalMode.class)
class PollJourneyTest {

    private static final String STATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{6}Z~[a-z0-9]+~[0-9]+";

    @TestHTTPResource("/triggers/poll")
    URL url;

    @Test
    void without_a_state_the_answer_is_202_with_the_state_of_now() {
        long newest = Calls.newest("poll");
        engine().get(url + "/poll")
                .then()
                .statusCode(202)
                .header("Retry-After", "15")
                .header("Location", matchesPattern("\\Q" + url + "/poll?triggerState=\\E" + STATE))
                .header("Location", endsWith("~" + newest))
                .body(emptyString());
    }

    @Test
    void with_nothing_after_the_state_the_answer_is_202_with_the_same_state() {
        String location = locationNow("poll");
        for (int i = 0; i < 3; i++) {
            engine().get(location)
                    .then()
                    .statusCode(202)
                    .header("Location", location)
                    .header("Retry-After", "15")
                    .body(emptyString());
        }
    }

    @Test
    void with_exactly_one_event_after_the_state_the_engine_is_told_to_wait() {
        String location = locationNow("poll");
        publishNumbers("poll", 1);
        String next = engine().get(location)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Retry-After", "15")
                .header("Bellhop-Events-Expired", nullValue())
                .body("data.n", is(0), "specversion", is("1.0"))
                .extract()
                .header("Location");
        assertThat(next).isNotEqualTo(location);
        engine().get(next).then().statusCode(202).header("Location", next);
    }

    @Test
    void with_more_behind_it_the_engine_is_told_to_come_back_at_once() {
        String location = locationNow("poll");
        publishNumbers("poll", 2);
        String next = engine().get(location)
                .then()
                .statusCode(200)
                .header("Retry-After", "0")
                .body("data.n", is(0))
                .extract()
                .header("Location");
        engine().get(next).then().statusCode(200).header("Retry-After", "15").body("data.n", is(1));
    }

    @Test
    void the_same_state_gets_the_same_answer_byte_for_byte() {
        String location = locationNow("poll");
        publishNumbers("poll", 3);
        Response first = engine().get(location);
        for (int i = 0; i < 5; i++) {
            Response again = engine().get(location);
            assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
            assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        }
    }

    @Test
    void a_batch_is_an_array_of_at_most_max_events() {
        String location = locationNow("poll").replace("/poll?", "/poll-batch?max=2&");
        publishNumbers("poll", 5);
        Response first = engine().get(location);
        first.then().statusCode(200).header("Retry-After", "0").body("data.n", is(List.of(0, 1)));
        assertThat(first.header("Location")).contains("max=2&");
        Response second = engine().get(first.header("Location"));
        second.then().statusCode(200).header("Retry-After", "0").body("data.n", is(List.of(2, 3)));
        Response third = engine().get(second.header("Location"));
        third.then().statusCode(200).header("Retry-After", "15").body("data.n", is(List.of(4)));
        engine().get(third.header("Location")).then().statusCode(202).body(emptyString());
    }

    @Test
    void a_batch_has_a_hundred_events_if_the_caller_does_not_say() {
        String location = locationNow("poll").replace("/poll?", "/poll-batch?");
        publishNumbers("poll", 101);
        engine().get(location).then().statusCode(200).header("Retry-After", "0").body("$", hasSize(100));
    }

    @Test
    void following_location_meets_every_event_once_and_in_order() {
        String location = locationNow("poll");
        long before = Calls.newest("poll");
        publishNumbers("poll", 20);
        List<String> log =
                given().queryParam("after", before).get("/sources/poll/events").path("value.id");
        assertThat(drain(location)).isEqualTo(log).hasSize(20).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"max, 0", "max, 1001", "max, -5", "max, many", "wait, 101", "wait, -1", "wait, 1.5"})
    void a_number_out_of_bounds_is_a_problem(String name, String value) {
        given().queryParam(name, value)
                .get("/triggers/poll/poll-batch")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", is("urn:bellhop:problem:malformed-parameter"), "parameter", is(name));
    }

    @ParameterizedTest
    @CsvSource({
        "a=1&b=%2F%20%C3%BC&b=2, a=1&b=%2F%20%C3%BC&b=2&",
        "a=&x=y, a=&x=y&",
        "triggerState=&x=y, x=y&",
        "x=y&triggerState, x=y&",
        "%74riggerState=&x=y, x=y&",
        "startFrom=now&x=y, startFrom=now&x=y&"
    })
    void parameters_are_repeated_as_they_were_written_but_for_the_state(String query, String repeated) {
        String location = engine().get(url + "/poll?" + query)
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        assertThat(location).matches("\\Q" + url + "/poll?" + repeated + "triggerState=\\E" + STATE);
        publishNumbers("poll", 1);
        String next = engine().get(location).then().statusCode(200).extract().header("Location");
        assertThat(next).matches("\\Q" + url + "/poll?" + repeated + "triggerState=\\E" + STATE);
    }

    @Test
    void a_state_written_in_an_odd_way_does_not_lead_in_a_circle() {
        String location = locationNow("poll").replace("triggerState", "%74riggerState");
        publishNumbers("poll", 2);
        assertThat(drain(location)).hasSize(2);
    }

    @Test
    void a_location_never_has_2000_characters() {
        String room = "x".repeat(2_000 - locationNow("poll").length() - "a=&".length() - 1);
        assertThat(given().queryParam("a", room)
                        .get(url + "/poll")
                        .then()
                        .statusCode(202)
                        .extract()
                        .header("Location"))
                .hasSize(1_999);
        given().queryParam("a", room + 'x')
                .get(url + "/poll")
                .then()
                .statusCode(400)
                .body("detail", containsString("shorten"));
    }

    @Test
    void location_is_absolute_and_begins_as_the_caller_reached_the_service() throws IOException {
        String request = "GET /triggers/poll/poll HTTP/1.1\r\nHost: 127.0.0.9:8443\r\n"
                + "X-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\n\r\n";
        RawHttp.Answer answer = RawHttp.send(url.getPort(), request);
        assertThat(answer.header("Location"))
                .get()
                .asString()
                .startsWith("http://127.0.0.9:8443/triggers/poll/poll?triggerState=");
    }

    @Test
    void a_poll_that_waits_is_answered_when_an_event_comes() {
        String location = locationNow("poll") + "&wait=60";
        CompletableFuture<Response> waiting = CompletableFuture.supplyAsync(() -> engine().get(location));
        Response other = engine().get(locationNow("poll"));
        other.then().statusCode(202);
        assertThat(waiting).isNotDone();
        publishNumbers("poll", 1);
        await().atMost(Duration.ofSeconds(10)).until(waiting::isDone);
        waiting.join().then().statusCode(200).body("data.n", is(0));
        assertThat(waiting.join().header("Location")).contains("wait=60&triggerState=");
    }

    @Test
    void a_poll_that_waited_in_vain_is_answered_like_any_other() {
        String location = locationNow("poll").replace("?", "?wait=1&");
        long begun = System.nanoTime();
        engine().get(location)
                .then()
                .statusCode(202)
                .header("Location", location)
                .header("Retry-After", "15");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(950));
    }

    @Test
    void a_filter_that_is_none_is_refused_with_its_place() {
        given().queryParam("filter", "type =")
                .get("/triggers/poll/poll")
                .then()
                .statusCode(400)
                .body("type", is("urn:bellhop:problem:malformed-filter"), "column", is("7"))
                .body("detail", containsString("Expected a value after ="));
    }

    @Test
    void only_events_that_match_are_answered_and_the_filter_goes_on_with_the_state() {
        String filter = "data.n > 2 AND subject LIKE 'sift%'";
        String begin = given().queryParam("filter", filter)
                .get("/triggers/poll/poll-batch")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        for (int n = 1; n <= 4; n++) {
            given().contentType("application/cloudevents+json")
                    .body("{\"specversion\":\"1.0\",\"id\":\"sift-" + n
                            + "\",\"source\":\"/t\",\"type\":\"t\",\"subject\":\"sift\",\"data\":{\"n\":" + n + "}}")
                    .post("/sources/poll/events")
                    .then()
                    .statusCode(202);
        }
        String next = given().urlEncodingEnabled(false)
                .get(begin)
                .then()
                .statusCode(200)
                .body("id", is(List.of("sift-3", "sift-4")))
                .extract()
                .header("Location");
        given().urlEncodingEnabled(false).get(next).then().statusCode(202).header("Location", next);
    }
}
