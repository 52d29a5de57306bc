package dev.bellhop.journey;

import static dev.bellhop.journey.ServerMode.keyOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.testing.LogEar;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use the Durable Functions management API, and with what. */
@QuarkusTest
@TestProfile(ServerMode.class)
class DurableAccessJourneyTest {

    private static final String BASE = "/runtime/webhooks/durabletask";
    private static final String LETTER = "{\"to\":\"Ada\",\"pages\":2}";

    @Test
    void a_key_is_taken_as_code_and_repeated_in_the_links() {
        JsonObject links = start(given(), "?code=" + keyOf("only-act"));
        assertThat(links.getString("statusQueryGetUri"))
                .startsWith(ServerMode.PUBLIC_URL + BASE + "/instances/")
                .endsWith("?code=" + keyOf("only-act"));
        raw().get(path(links, "statusQueryGetUri")).then().statusCode(202);
        raw().post(path(links, "terminatePostUri").replace("{text}", "x"))
                .then()
                .statusCode(202);
        // Some clients have both.
        start(given().header("x-api-key", keyOf("only-act")), "?code=" + keyOf("only-act"));
        start(given(), "?CODE=" + keyOf("only-act"));
    }

    @Test
    void links_that_carry_the_token_need_no_key() {
        JsonObject links = start(given().header("x-api-key", keyOf("only-act")), "?taskHub=h");
        Response status = raw().get(path(links, "statusQueryGetUri"));
        status.then().statusCode(202);
        assertThat(status.header("Location")).isEqualTo(links.getString("statusQueryGetUri"));
        raw().post(path(links, "suspendPostUri").replace("{text}", "x")).then().statusCode(202);
        raw().post(path(links, "resumePostUri").replace("{text}", "x")).then().statusCode(202);
        given().urlEncodingEnabled(false)
                .contentType("application/json")
                .body("{\"signed\":false,\"by\":\"Grace\"}")
                .post(path(links, "sendEventPostUri").replace("{eventName}", "signature"))
                .then()
                .statusCode(202);
        given().header("Prefer", "wait=30")
                .header("x-api-key", keyOf("only-act"))
                .get("/operations/" + links.getString("id"))
                .then()
                .statusCode(422);
        raw().post(path(links, "restartPostUri").replace("/restart?", "/rewind?"))
                .then()
                .statusCode(202);
        JsonObject other =
                new JsonObject(raw().post(path(links, "restartPostUri")).asString());
        raw().get(path(other, "statusQueryGetUri")).then().statusCode(202);
        raw().post(path(other, "terminatePostUri").replace("{text}", "x"))
                .then()
                .statusCode(202);
        raw().delete(path(other, "purgeHistoryDeleteUri")).then().statusCode(200);
    }

    @Test
    void the_code_of_the_status_reads_and_does_nothing_else() {
        JsonObject links = start(given().header("x-api-key", keyOf("only-act")), "");
        String id = links.getString("id");
        String reading = links.getString("statusQueryGetUri").replaceAll(".*code=", "");
        String own = BASE + "/instances/" + id;
        for (String what : List.of("/terminate", "/suspend", "/resume", "/rewind", "/restart", "/raiseEvent/x")) {
            raw().post(own + what + "?code=" + reading).then().statusCode(401);
        }
        raw().delete(own + "?code=" + reading).then().statusCode(401);
        raw().get(own + "?showHistory=true&code=" + reading).then().statusCode(202);

        String operation = "/operations/" + id;
        Response asked = raw().get(operation + "?token=" + reading);
        asked.then().statusCode(202);
        assertThat(asked.header("Location")).endsWith("?token=" + reading);
        assertThat(asked.header("Operation-Location")).endsWith("?token=" + reading);
        raw().get(operation + "/monitor?token=" + reading).then().statusCode(200);
        raw().post(operation + "/cancel?token=" + reading).then().statusCode(404);
        raw().delete(operation + "?token=" + reading).then().statusCode(404);
        raw().post(operation + "/restart?token=" + reading).then().statusCode(404);
    }

    @Test
    void a_token_is_good_for_its_own_instance_alone() {
        JsonObject one = start(given().header("x-api-key", keyOf("only-act")), "");
        JsonObject two = start(given().header("x-api-key", keyOf("only-act")), "");
        String code = one.getString("purgeHistoryDeleteUri").replaceAll(".*code=", "");
        String other = BASE + "/instances/" + two.getString("id");
        raw().get(other + "?code=" + code).then().statusCode(401);
        raw().post(other + "/terminate?code=" + code).then().statusCode(401);
        raw().get(BASE + "/instances?code=" + code).then().statusCode(401);
        raw().post(BASE + "/orchestrators/signed-letter?code=" + code).then().statusCode(401);
        raw().post(BASE + "/orchestrators/signed-letter/" + one.getString("id") + "?code=" + code)
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actions",
                "/operations/none",
                "/sources",
                "/runtime/webhooks/durabletask/../../../actions",
                "/runtime/webhooks",
                "/q/metrics"
            })
    void a_code_opens_nothing_else(String path) {
        assertThat(raw().get(path + "?code=" + keyOf("owner")).statusCode()).isIn(401, 404);
    }

    @Test
    void lists_and_purges_need_the_right_to_operate() {
        String list = BASE + "/instances?code=";
        raw().get(list + keyOf("only-operate")).then().statusCode(200);
        raw().get(list + keyOf("only-act")).then().statusCode(403);
        raw().delete(list + keyOf("only-act") + "&createdTimeFrom=2000-01-01")
                .then()
                .statusCode(403);
        raw().get(list + "wrong-code-0123456789").then().statusCode(401);
        raw().get(BASE + "/instances/none?code=" + keyOf("alpha")).then().statusCode(403);
    }

    @Test
    void neither_keys_nor_tokens_show_in_the_log() {
        try (LogEar ear = new LogEar("dev.bellhop");
                LogEar io = new LogEar("io")) {
            JsonObject links = start(given().header("x-api-key", keyOf("only-act")), "");
            String token = links.getString("purgeHistoryDeleteUri").replaceAll(".*code=", "");
            start(given(), "?code=" + keyOf("only-act"));
            raw().post(path(links, "terminatePostUri").replace("{text}", "x"))
                    .then()
                    .statusCode(202);
            raw().get(BASE + "/instances?code=wrong-code-0123456789").then().statusCode(401);
            assertThat(ear.heard())
                    .anyMatch(line -> line.contains("caller=only-act")
                            && line.contains("action=signed-letter operation=" + links.getString("id")))
                    .anyMatch(line -> line.contains("caller=token") && line.contains("/terminate"));
            assertThat(List.of(ear, io))
                    .flatMap(LogEar::heard)
                    .noneMatch(line ->
                            line.contains(token) || line.contains(keyOf("only-act")) || line.contains("wrong-code"));
        }
    }

    @Test
    void a_start_that_is_repeated_by_its_engine_is_the_same_instance() {
        RequestSpecification engine = given().header("x-ms-workflow-run-id", "durable")
                .header("x-ms-workflow-operation-name", "Start")
                .header("x-ms-action-tracking-id", "1");
        String query = "/mine-17?code=" + keyOf("only-act");
        JsonObject first = start(engine, query);
        assertThat(start(engine, query)).isEqualTo(first);
        given().urlEncodingEnabled(false)
                .body(LETTER)
                .post(BASE + "/orchestrators/signed-letter" + query)
                .then()
                .statusCode(409);
    }

    private static JsonObject start(RequestSpecification caller, String query) {
        return new JsonObject(caller.urlEncodingEnabled(false)
                .body(LETTER)
                .post(BASE + "/orchestrators/signed-letter" + query)
                .then()
                .statusCode(202)
                .extract()
                .asString());
    }

    private static RequestSpecification raw() {
        return Calls.engine();
    }

    /** The link, at the address where the test reaches the application. */
    private static String path(JsonObject links, String link) {
        assertThat(links.getString(link)).startsWith(ServerMode.PUBLIC_URL);
        return links.getString(link).substring(ServerMode.PUBLIC_URL.length());
    }
}
