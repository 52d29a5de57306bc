package dev.bellhop.journey;

import static dev.bellhop.journey.ServerMode.keyOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

/** What a key that is limited to a source can do with operations: with its own what it must, with others nothing. */
@QuarkusTest
@TestProfile(ServerMode.class)
class OwnOperationsJourneyTest {

    private static final String START = "/runtime/webhooks/durabletask/orchestrators/events-publish/";
    private static final String CALLBACK = "http://localhost:9/own";

    @Test
    void it_takes_back_what_it_subscribed() {
        String mine = subscribe("alpha");
        String theirs = subscribe("only-act");

        unsubscribe("alpha", "{\"id\":\"" + theirs + "\"}");
        unsubscribe("alpha", "{\"callbackUrl\":\"" + CALLBACK + "\"}");

        assertThat(status(mine)).isEqualTo(410);
        assertThat(status(theirs)).isEqualTo(202);
        unsubscribe("only-act", "\"" + CALLBACK + "\"");
        assertThat(status(theirs)).isEqualTo(410);
    }

    @Test
    void it_takes_the_id_of_no_instance_of_others() {
        String id = "own-operations";
        publish("only-act", id)
                .post(START + id + "?timeout=30&pollingInterval=1")
                .then()
                .statusCode(200);

        publish("alpha", id)
                .post(START + id)
                .then()
                .statusCode(409)
                .body("ExceptionMessage", containsString("another id"));

        with("only-act").get("/operations/{id}", id).then().statusCode(200);
        publish("only-act", id).post(START + id).then().statusCode(202);
        publish("alpha", id)
                .post(START + "alpha-" + id + "?timeout=30&pollingInterval=1")
                .then()
                .statusCode(200);
        publish("alpha", id).post(START + "alpha-" + id).then().statusCode(202).body("id", is("alpha-" + id));
    }

    private static String subscribe(String key) {
        return with(key)
                .body("{\"callbackUrl\":\"" + CALLBACK
                        + "\",\"input\":{\"source\":\"alpha\",\"filter\":\"type = 'none'\"}}")
                .post("/actions/events-await/subscribe")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void unsubscribe(String key, String body) {
        with(key).body(body).post("/actions/events-await/unsubscribe").then().statusCode(204);
    }

    private static int status(String operation) {
        return with("only-act").get("/operations/{id}", operation).statusCode();
    }

    private static RequestSpecification publish(String key, String id) {
        return with(key).body("{\"source\":\"alpha\",\"id\":\"" + id + "\"}");
    }

    private static RequestSpecification with(String key) {
        return given().header("x-api-key", keyOf(key));
    }
}
