package dev.bellhop.journey;

import static dev.bellhop.journey.ServerMode.keyOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.bellhop.testing.LogEar;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Long work over HTTP: started, asked for, answered; by its key, by its URL, by both. */
@QuarkusTest
@TestProfile(ServerMode.class)
class ActionsJourneyTest {

    private static final String LETTER = "{\"to\":\"Ada\",\"pages\":2}";

    @Test
    void actions_are_listed_with_schemas_from_their_records() {
        act().get("/actions")
                .then()
                .statusCode(200)
                .body("value.name", hasItem("events-publish"))
                .body("value.find { it.name == 'signed-letter' }.title", is("Signed letter"))
                .body("value.find { it.name == 'signed-letter' }.input.required", is(List.of("to", "pages")))
                .body("value.find { it.name == 'signed-letter' }.input.properties.pages.type", is("integer"))
                .body("value.find { it.name == 'events-publish' }.input.required", is(List.of("source")));
    }

    @Test
    void a_start_is_answered_with_where_and_when_to_ask() {
        Response started = start(LETTER);
        started.then()
                .statusCode(202)
                .header("Location", startsWith(ServerMode.PUBLIC_URL + "/operations/"))
                .header("Location", containsString("?token="))
                .header("Operation-Location", matchesPattern(".*/operations/[0-9a-f]{32}/monitor\\?token=.*"))
                .header("Retry-After", matchesPattern("[0-9]+"))
                .body("status", is("pending"));
        String url = url(started);

        given().header("Prefer", "wait=0")
                .get(url)
                .then()
                .statusCode(202)
                .header("Location", started.header("Location"))
                .header("Retry-After", matchesPattern("[0-9]+"));
    }

    @Test
    void the_result_is_there_when_the_work_is_done_and_can_be_read_again() {
        String url = url(start(LETTER));
        sign(url, true).then().statusCode(202);

        for (int i = 0; i < 3; i++) {
            given().header("Prefer", "wait=30")
                    .get(url)
                    .then()
                    .statusCode(200)
                    .body("to", is("Ada"))
                    .body("signedBy", is("Grace"));
        }
        monitor(url).then().body("status", is("Succeeded")).body("result.to", is("Ada"));
    }

    @Test
    void a_failure_is_a_422_and_no_success_of_any_kind() {
        String url = url(start(LETTER));
        sign(url, false);
        given().header("Prefer", "wait=30")
                .get(url)
                .then()
                .statusCode(422)
                .body("type", is("urn:bellhop:problem:operation-failed"))
                .body("code", is("not-signed"))
                .body("error.code", is("not-signed"))
                .body("error.message", is("Grace did not sign"));
        monitor(url).then().statusCode(200).body("status", is("Failed")).body("error.code", is("not-signed"));
    }

    @Test
    void a_cancelled_operation_is_a_410_and_takes_nothing_more() {
        String url = url(start(LETTER));
        given().delete(url).then().statusCode(204);
        given().delete(url).then().statusCode(204);
        given().get(url).then().statusCode(410).body("type", is("urn:bellhop:problem:operation-cancelled"));
        monitor(url).then().body("status", is("Canceled")).body("error.code", is("cancelled"));
        sign(url, true).then().statusCode(409).body("type", is("urn:bellhop:problem:operation-over"));
        given().post(of(url, "cancel")).then().statusCode(409);
    }

    @Test
    void prefer_wait_answers_with_the_result_if_it_is_there_in_time() {
        act().header("Prefer", "respond-async, wait=30")
                .body("{\"source\":\"alpha\",\"type\":\"t\",\"data\":{\"n\":1}}")
                .post("/actions/events-publish")
                .then()
                .statusCode(200)
                .body("duplicate", is(false))
                .header("Location", containsString("/operations/"));
    }

    @Test
    void an_action_can_fail_while_it_is_waited_for() {
        act().header("Prefer", "wait=30")
                .body("{\"source\":\"none\"}")
                .post("/actions/events-publish")
                .then()
                .statusCode(422)
                .body("code", is("unknown-source"));
    }

    @Test
    void input_that_does_not_fit_is_refused_by_the_names_of_the_fields() {
        start("{\"to\":17,\"page\":2}")
                .then()
                .statusCode(400)
                .body("type", is("urn:bellhop:problem:malformed-input"))
                .body("fields.field", is(List.of("page", "to", "pages")))
                .body("detail", containsString("to must be text"));
        start("{\"to\":").then().statusCode(400).body("detail", containsString("not JSON"));
        act().body("{}")
                .post("/actions/none")
                .then()
                .statusCode(404)
                .body("type", is("urn:bellhop:problem:unknown-action"));
    }

    @Test
    void a_repeated_start_is_the_same_operation() {
        String first =
                location(act().header("Idempotency-Key", "k1").body(LETTER).post("/actions/signed-letter"));
        String again = location(act().header("Idempotency-Key", "k1")
                .body("{ \"pages\": 2, \"to\": \"Ada\" }")
                .post("/actions/signed-letter"));
        assertThat(again).isEqualTo(first);

        act().header("Idempotency-Key", "k1")
                .body("{\"to\":\"Bob\",\"pages\":1}")
                .post("/actions/signed-letter")
                .then()
                .statusCode(409)
                .body("type", is("urn:bellhop:problem:idempotency-key-used"));
        assertThat(location(given().header("x-api-key", keyOf("owner"))
                        .header("Idempotency-Key", "k1")
                        .body(LETTER)
                        .post("/actions/signed-letter")))
                .isNotEqualTo(first);
    }

    @Test
    void an_engine_that_tries_again_starts_nothing_twice() {
        String first = location(engine("a").body(LETTER).post("/actions/signed-letter"));
        assertThat(location(engine("a").body(LETTER).post("/actions/signed-letter")))
                .isEqualTo(first);
        assertThat(location(engine("b").body(LETTER).post("/actions/signed-letter")))
                .isNotEqualTo(first);
        // The iterations of a loop may share their headers.
        assertThat(location(engine("a").body("{\"to\":\"Bob\",\"pages\":1}").post("/actions/signed-letter")))
                .isNotEqualTo(first);
    }

    @Test
    void the_status_is_for_the_token_the_key_or_both_and_a_wrong_token_finds_nothing() {
        String url = url(start(LETTER));
        String bare = url.substring(0, url.indexOf('?'));
        given().get(url).then().statusCode(202);
        act().get(bare).then().statusCode(202);
        act().get(url).then().statusCode(202);
        given().get(bare).then().statusCode(401);
        given().get(bare + "?token=wrong").then().statusCode(404);
        act().get(bare + "?token=wrong")
                .then()
                .statusCode(404)
                .body("type", is("urn:bellhop:problem:unknown-operation"));
        given().header("x-api-key", keyOf("not-act")).get(bare).then().statusCode(403);
        given().header("x-api-key", keyOf("not-act"))
                .body(LETTER)
                .post("/actions/signed-letter")
                .then()
                .statusCode(403);
        act().get("/operations/none").then().statusCode(404);
    }

    @Test
    void an_operation_is_held_and_goes_on() {
        String url = url(start(LETTER));
        given().post(of(url, "suspend")).then().statusCode(200).body("status", is("suspended"));
        sign(url, true);
        given().header("Prefer", "wait=1").get(url).then().statusCode(202).body("status", is("suspended"));
        given().post(of(url, "resume")).then().statusCode(200);
        given().header("Prefer", "wait=30").get(url).then().statusCode(200);
    }

    @Test
    void operators_see_all_with_their_history_and_without_their_data() {
        String url = url(start(LETTER));
        sign(url, true);
        given().header("Prefer", "wait=30").get(url).then().statusCode(200);
        String id = url.replaceAll(".*/operations/([^?]*).*", "$1");

        operate()
                .get("/operations?status=succeeded&action=signed-letter&limit=1")
                .then()
                .statusCode(200)
                .body("value[0].status", is("succeeded"))
                .body("value[0].caller", is("key:only-act"))
                .body("value[0].input", nullValue())
                .body("nextLink", containsString("status=succeeded&action=signed-letter&before="));
        operate()
                .get("/operations/" + id + "/history")
                .then()
                .statusCode(200)
                .body("steps.name", is(List.of("await signature", "send")))
                .body("steps.state", is(List.of("done", "done")))
                .body("events[0].consumedBy", is("await signature"))
                .body("toString()", not(containsString("Grace")));
        operate().get("/operations?status=done").then().statusCode(400).body("detail", containsString("succeeded"));
        act().get("/operations").then().statusCode(403);
    }

    @Test
    void every_change_is_audited_without_the_token() {
        try (LogEar ear = new LogEar("dev.bellhop.audit")) {
            Response started = start(LETTER);
            String id = started.jsonPath().getString("id");
            sign(url(started), true);
            assertThat(ear.heard())
                    .anyMatch(line ->
                            line.contains("caller=only-act") && line.contains("action=signed-letter operation=" + id))
                    .anyMatch(line -> line.contains("caller=token") && line.contains("event=signature"))
                    .noneMatch(line -> line.contains("token="));
        }
    }

    /** The status URL is good before the start is answered: two steps of one caller, and many callers at once. */
    @Test
    void of_a_thousand_starts_none_is_unknown_when_it_is_asked_for_at_once() throws Exception {
        Set<String> urls = ConcurrentHashMap.newKeySet();
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = IntStream.range(0, 1_000)
                    .<Future<?>>mapToObj(i -> callers.submit(() -> {
                        String url = url(start("{\"to\":\"n" + i + "\",\"pages\":1}"));
                        assertThat(given().get(url).statusCode()).isEqualTo(202);
                        urls.add(url);
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(urls).hasSize(1_000);
    }

    private static RequestSpecification act() {
        return given().header("x-api-key", keyOf("only-act"));
    }

    private static RequestSpecification operate() {
        return given().header("x-api-key", keyOf("only-operate"));
    }

    private static RequestSpecification engine(String tracking) {
        return act().header("x-ms-workflow-run-id", "run")
                .header("x-ms-workflow-operation-name", "Send_letter")
                .header("x-ms-action-tracking-id", tracking);
    }

    private static Response start(String input) {
        return act().body(input).post("/actions/signed-letter");
    }

    private static Response sign(String url, boolean signed) {
        return given().contentType("application/json")
                .body("{\"signed\":" + signed + ",\"by\":\"Grace\"}")
                .post(of(url, "events/signature"));
    }

    private static Response monitor(String url) {
        return given().get(of(url, "monitor"));
    }

    private static String location(Response response) {
        response.then().statusCode(202);
        return response.header("Location");
    }

    /** The location, at the address where the test reaches the application. */
    private static String url(Response response) {
        return location(response).substring(ServerMode.PUBLIC_URL.length());
    }

    private static String of(String url, String what) {
        return url.replace("?", "/" + what + "?");
    }
}
