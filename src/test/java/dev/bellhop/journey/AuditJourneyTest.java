package dev.bellhop.journey;

import static dev.bellhop.journey.ServerMode.keyOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.testing.LogEar;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every change that succeeded has its line, and nothing else has one. */
@QuarkusTest
@TestProfile(ServerMode.class)
class AuditJourneyTest {

    private LogEar ear;

    @BeforeEach
    void listen() {
        ear = new LogEar("dev.bellhop.audit");
    }

    @AfterEach
    void stop_listening() {
        ear.close();
    }

    @Test
    void a_life_of_a_subscription_is_told_with_who_did_it() {
        String location = owner().body("http://localhost:9/audit")
                .post("/triggers/alpha/subscribe")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        String link = location.substring(ServerMode.PUBLIC_URL.length());
        String id = link.replaceAll("/subscriptions/|\\?.*", "");
        for (String what : List.of("/pause", "/resume", "/rotate-secret", "/replay", "/test")) {
            String body = what.equals("/replay") ? "{\"startFrom\":\"now\"}" : "";
            owner().body(body).post("/subscriptions/" + id + what).then().statusCode(200);
        }
        owner().body("{\"ordered\":true}").patch("/subscriptions/" + id).then().statusCode(200);
        given().post(link.replace("?", "/pause?")).then().statusCode(200);
        given().delete(link).then().statusCode(204);
        owner().body("{\"id\":\"" + id + "\"}").post("/triggers/alpha/unsubscribe");

        String of = " subscription=" + id + " key=- path=- status=";
        lines().containsExactly(
                        "caller=owner method=POST route=/triggers/{source}/subscribe source=alpha" + of + "201",
                        "caller=owner method=POST route=/subscriptions/{id}/pause source=-" + of + "200",
                        "caller=owner method=POST route=/subscriptions/{id}/resume source=-" + of + "200",
                        "caller=owner method=POST route=/subscriptions/{id}/rotate-secret source=-" + of + "200",
                        "caller=owner method=POST route=/subscriptions/{id}/replay source=-" + of + "200",
                        "caller=owner method=POST route=/subscriptions/{id}/test source=-" + of + "200",
                        "caller=owner method=PATCH route=/subscriptions/{id} source=-" + of + "200",
                        "caller=token method=POST route=/subscriptions/{id}/pause source=-" + of + "200",
                        "caller=token method=DELETE route=/subscriptions/{id} source=-" + of + "204",
                        "caller=owner method=POST route=/triggers/{source}/unsubscribe source=alpha subscription=-"
                                + " key=- path=- status=204");
    }

    @Test
    void files_and_dead_letters_are_told_too() {
        owner().body("x").put("/sources/inbox/files/audited 1.txt").then().statusCode(201);
        owner().body("{}").post("/dead-letters/redrive").then().statusCode(200);
        owner().body("{\"source\":\"beta\"}")
                .post("/dead-letters/discard")
                .then()
                .statusCode(200);

        lines().containsExactly(
                        "caller=owner method=PUT route=/sources/{source}/files/{path} source=inbox subscription=-"
                                + " key=- path=audited%201.txt status=201",
                        "caller=owner method=POST route=/dead-letters/redrive source=- subscription=- key=- path=- status=200",
                        "caller=owner method=POST route=/dead-letters/discard source=- subscription=- key=- path=- status=200");
    }

    @Test
    void what_changes_nothing_is_not_told_and_neither_are_events() {
        owner().body("{}").post("/sources/alpha/events").then().statusCode(202);
        owner().get("/triggers/alpha/poll").then().statusCode(202);
        owner().get("/subscriptions").then().statusCode(200);
        owner().options("/triggers/alpha/subscribe").then().statusCode(204);
        owner().post("/subscriptions/none/pause").then().statusCode(404);
        owner().body("{}").post("/triggers/alpha/subscribe").then().statusCode(400);
        given().post("/dead-letters/redrive").then().statusCode(401);

        assertThat(ear.heard()).isEmpty();
    }

    private ListAssert<String> lines() {
        return assertThat(ear.heard().stream()
                .map(line ->
                        line.replaceAll("(?s).*(caller=[^\\n\\[]*).*", "$1").strip())
                .toList());
    }

    private static RequestSpecification owner() {
        return given().header("x-api-key", keyOf("owner"));
    }
}
