package dev.bellhop.journey;

import static dev.bellhop.journey.Calls.drain;
import static dev.bellhop.journey.Calls.engine;
import static dev.bellhop.journey.Calls.locationNow;
import static dev.bellhop.journey.Calls.newest;
import static dev.bellhop.journey.Calls.publishNumbers;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.bellhop.log.EventLog;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of trigger state that callers come with, and what a missing one can mean. */
@QuarkusTest
@TestProfile(LocalMode.class)
class StatesJourneyTest {

    @Inject
    EventLog log;

    @Test
    void start_from_beginning_gets_all_that_is_kept() {
        publishNumbers("states", 2);
        List<String> all = given().get("/sources/states/events?limit=1000").path("value.id");
        assertThat(drain("/triggers/states/poll?startFrom=beginning")).isEqualTo(all);
    }

    @Test
    void start_from_a_time_gets_what_was_recorded_after_it() {
        publishNumbers("states", 1);
        String time = given().get("/sources/states").path("newestTime");
        publishNumbers("states", 2);
        assertThat(drain("/triggers/states/poll?startFrom=" + time)).hasSize(2);
        assertThat(drain("/triggers/states/poll?triggerState=" + time)).hasSize(2);
    }

    @Test
    void a_time_may_be_written_as_iso_8601_allows() {
        Instant time = Instant.parse(given().get("/sources/states").path("newestTime"));
        publishNumbers("states", 1);
        String utc = time.atOffset(ZoneOffset.UTC).toLocalDateTime().toString();
        String east = time.atOffset(ZoneOffset.ofHours(2)).toString();
        for (String written :
                List.of(utc + "Z", utc + "0Z", utc, utc + "%2B00:00", utc + "+00:00", utc + "-00:00", east)) {
            assertThat(drain("/triggers/states/poll?triggerState=" + written))
                    .as(written)
                    .hasSize(1);
        }
    }

    @Test
    void a_time_to_come_gets_nothing_until_then() {
        String future = Instant.now().plus(1, ChronoUnit.DAYS).toString();
        engine().get("/triggers/states/poll?triggerState=" + future).then().statusCode(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "0",
                "-1",
                "2026-13-01T00:00:00Z",
                "yesterday",
                "2026-11-20",
                "~~",
                "2026-11-20T10:15:30Z~k3f9",
                "2026-11-20T10:15:30Z~k3f9~",
                "2026-11-20T10:15:30Z~k3f9~-1",
                "2026-11-20T10:15:30Z~k3f9~01",
                "2026-11-20T10:15:30Z~k3f9~99999999999999999999",
                "2026-11-20T10:15:30Z~K3F9~1",
                "%01",
                "%F0%9F%98%80",
                "2026-11-20T10:15:30Z'%20OR%201=1--",
                "+99999-01-01T00:00:00Z"
            })
    void a_malformed_state_is_a_problem_that_says_how_to_start_afresh(String state) {
        for (String path : List.of("/triggers/states/poll", "/triggers/states/poll-batch")) {
            engine().get(path + "?triggerState=" + state)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("type", is("urn:bellhop:problem:malformed-trigger-state"))
                    .body(
                            "detail",
                            allOf(containsString("without triggerState"), containsString("startFrom=beginning")));
        }
    }

    @Test
    void a_state_of_a_megabyte_is_refused_by_its_length_and_not_repeated_at_length() {
        String answer = given().queryParam("triggerState", "9".repeat(10_000))
                .get("/triggers/states/poll")
                .then()
                .statusCode(400)
                .extract()
                .asString();
        assertThat(answer.length()).isLessThan(1_000);
    }

    @Test
    void a_state_of_another_log_goes_on_after_its_time() {
        publishNumbers("states", 1);
        String time = given().get("/sources/states").path("newestTime");
        publishNumbers("states", 2);
        assertThat(drain("/triggers/states/poll?triggerState=" + time + "~zzzzz~123456"))
                .hasSize(2);
        String now = Instant.now().plus(Duration.ofHours(1)).toString();
        engine().get("/triggers/states/poll?triggerState=" + now + "~zzzzz~1")
                .then()
                .statusCode(202);
    }

    @Test
    void a_state_older_than_what_is_kept_continues_at_the_oldest_event_and_says_what_was_missed() {
        String location = locationNow("states");
        publishNumbers("states", 5);
        double missedBefore = missed();
        log.expire("states", newest("states") - 2, 1_000).await().atMost(Duration.ofSeconds(5));
        Response answer = engine().get(location);
        answer.then().statusCode(200).header("Bellhop-Events-Expired", "3").body("data.n", is(3));
        assertThat(drain(answer.header("Location"))).hasSize(1);
        assertThat(missed() - missedBefore).isEqualTo(3);
    }

    @Test
    void a_workflow_resumes_where_it_last_acknowledged() {
        String first = resume("/triggers/states/poll?startFrom=resume", "w1").header("Location");
        publishNumbers("states", 3);
        String second = resume(first, "w1").header("Location");
        resume(second, "w1").then().statusCode(200).body("data.n", is(1));
        // The trigger is saved, so the engine forgets the state; the event that was got last was not acknowledged.
        Response again = resume("/triggers/states/poll?startFrom=resume", "w1");
        again.then().statusCode(200).body("data.n", is(1));
        // Another workflow, or another trigger of the same one, begins for itself.
        resume("/triggers/states/poll?startFrom=resume", "w2").then().statusCode(202);
        engine().header("x-ms-workflow-id", "w1")
                .header("x-ms-workflow-operation-name", "other")
                .get("/triggers/states/poll?startFrom=resume")
                .then()
                .statusCode(202);
    }

    @Test
    void who_wants_to_resume_must_say_who_it_is() {
        given().get("/triggers/states/poll?startFrom=resume")
                .then()
                .statusCode(400)
                .body("parameter", is("startFrom"), "detail", containsString("x-ms-workflow-id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"end", "Beginning", "1", "2026", "2026-11-20T10:15:30Z~k3f9~1"})
    void a_start_that_is_none_is_a_problem(String start) {
        given().queryParam("startFrom", start)
                .get("/triggers/states/poll")
                .then()
                .statusCode(400)
                .body("type", is("urn:bellhop:problem:malformed-parameter"), "parameter", is("startFrom"));
    }

    private static Response resume(String url, String workflow) {
        return engine().header("x-ms-workflow-id", workflow).get(url);
    }

    private static double missed() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("bellhop_polls_events_expired_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
