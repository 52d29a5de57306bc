package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without a configured credential nobody needs a key, so that a created one must not seem to protect anything. */
@QuarkusTest
@TestProfile(LocalMode.class)
class LocalKeysJourneyTest {

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"first\",\"rights\":[\"poll\"]}", "", "{"})
    void in_local_mode_no_key_is_created(String body) {
        given().body(body)
                .post("/keys")
                .then()
                .statusCode(409)
                .body("type", is("urn:bellhop:problem:local-mode"))
                .body("detail", containsString("bellhop keys new"));
        given().get("/keys").then().statusCode(200).body("value", empty());
    }

    @Test
    void what_is_not_there_can_be_revoked_in_local_mode_too() {
        given().delete("/keys/first").then().statusCode(204);
    }
}
