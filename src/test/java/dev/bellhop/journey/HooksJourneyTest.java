package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URL;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscribing and unsubscribing, in all the forms in which engines and people do it. */
@QuarkusTest
@TestProfile(LocalMode.class)
class HooksJourneyTest {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    @TestHTTPResource("/")
    URL url;

    /** A callback that no other test has. */
    private final String callback = "http://localhost:9/hook/" + COUNTER.incrementAndGet();

    @AfterEach
    void leave_nothing_behind() {
        for (String id : Calls.active("hooks")) {
            given().delete("/subscriptions/{id}", id).then().statusCode(204);
        }
    }

    @Test
    void a_subscription_is_created_with_an_absolute_location_that_is_the_right_to_end_it() {
        Response created = subscribe("application/json", "{\"callbackUrl\":\"" + callback + "\"}");
        String id = created.path("id");
        created.then()
                .header("Location", matchesPattern("\\Q" + url + "subscriptions/" + id + "?token=\\E[A-Za-z0-9_-]{43}"))
                .body(
                        "source",
                        is("hooks"),
                        "state",
                        is("active"),
                        "callbackHost",
                        is("localhost"),
                        "secret",
                        nullValue());
        assertThat(created.asString()).doesNotContain("/hook/");
        String location = created.header("Location");
        Calls.engine().get(location).then().statusCode(200).body("id", is(id), "state", is("active"));
        for (int again = 0; again < 3; again++) {
            Calls.engine().delete(location).then().statusCode(204);
        }
        given().get("/subscriptions/{id}", id)
                .then()
                .statusCode(200)
                .body("state", is("ended"), "reason", is("unsubscribed"));
    }

    @Test
    void a_wrong_token_ends_nothing() {
        String location = subscribe("text/plain", callback).header("Location");
        String wrong = location.substring(0, location.length() - 1) + (location.endsWith("A") ? 'B' : 'A');
        for (String attempt : List.of(wrong, location.replaceAll("token=.*", "token="), wrong + "%01")) {
            Calls.engine()
                    .delete(attempt)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("type", is("urn:bellhop:problem:unknown-subscription"));
        }
        assertThat(Calls.active("hooks")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/json | {\"callbackUrl\":\"%s\"}",
                "application/json | {\"callbackUrl\":\"%s\",\"startFrom\":null,\"secret\":null}",
                "application/json | \"%s\"",
                "application/json | \"\\\"%s\\\"\"",
                "text/plain | %s",
                "text/plain; charset=utf-8 | ` %s `",
                "application/x-www-form-urlencoded | {\"callbackUrl\":\"%s\"}",
                "application/octet-stream | \uFEFF{\"callbackUrl\":\"%s\"}",
                "odd | %s"
            })
    void every_form_of_the_body_names_the_same_callback(String contentType, String body) {
        String id = subscribe("text/plain", callback).path("id");
        assertThat(subscribe(contentType, body.formatted(callback)).<String>path("id"))
                .isEqualTo(id);
        assertThat(Calls.active("hooks")).containsExactly(id);
        Calls.sending(contentType, body.formatted(callback))
                .post("/triggers/hooks/unsubscribe")
                .then()
                .statusCode(204);
        assertThat(Calls.active("hooks")).isEmpty();
    }

    @Test
    void the_same_workflow_keeps_its_subscription_when_it_comes_with_a_new_callback() {
        String id = ofWorkflow("w", "When_a_file_arrives")
                .body(callback)
                .post("/triggers/hooks/subscribe")
                .path("id");
        String renewed = ofWorkflow("w", "When_a_file_arrives")
                .body(callback + "/new")
                .post("/triggers/hooks/subscribe")
                .path("id");
        assertThat(renewed).isEqualTo(id);
        String other = ofWorkflow("w", "Other_trigger")
                .body(callback + "/other")
                .post("/triggers/hooks/subscribe")
                .path("id");
        assertThat(other).isNotEqualTo(id);
        // The engine takes the old callback back after it has subscribed the new one: that must not end the new one.
        ofWorkflow("w", "When_a_file_arrives")
                .body(callback)
                .post("/triggers/hooks/unsubscribe")
                .then()
                .statusCode(204);
        assertThat(Calls.active("hooks")).containsExactlyInAnyOrder(id, other);
        ofWorkflow("w", "When_a_file_arrives")
                .post("/triggers/hooks/unsubscribe")
                .then()
                .statusCode(204);
        assertThat(Calls.active("hooks")).containsExactly(other);
    }

    @Test
    void unsubscribing_by_id_ends_that_one_and_only_in_its_own_source() {
        String id = subscribe("text/plain", callback).path("id");
        given().body("{\"id\":\"" + id + "\"}")
                .post("/triggers/events/unsubscribe")
                .then()
                .statusCode(204);
        assertThat(Calls.active("hooks")).containsExactly(id);
        given().body("{\"id\":\"" + id + "\"}")
                .post("/triggers/hooks/unsubscribe")
                .then()
                .statusCode(204);
        assertThat(Calls.active("hooks")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "http://localhost:9/never",
                "{\"id\":\"none\"}",
                "\"nothing\"",
                "not a url",
                "[1]",
                "{\"id\":\"\\ud800\"}"
            })
    void unsubscribing_what_is_not_there_is_no_error(String body) {
        String id = subscribe("text/plain", callback).path("id");
        Calls.sending("application/json", body)
                .post("/triggers/hooks/unsubscribe")
                .then()
                .statusCode(204);
        assertThat(Calls.active("hooks")).containsExactly(id);
    }

    @Test
    void after_unsubscribing_the_same_callback_begins_anew() {
        String id = subscribe("text/plain", callback).path("id");
        given().body(callback).post("/triggers/hooks/unsubscribe").then().statusCode(204);
        Calls.publish("hooks", "{}");
        Response anew = subscribe("text/plain", callback);
        assertThat(anew.<String>path("id")).isNotEqualTo(id);
        anew.then().body("position", is((int) Calls.newest("hooks")));
    }

    @Test
    void a_key_pair_is_made_here_and_its_public_key_is_always_shown() {
        Response created =
                subscribe("application/json", "{\"callbackUrl\":\"" + callback + "\",\"secret\":\"ed25519\"}");
        String publicKey = created.path("publicKey");
        created.then().body("signed", is(true), "secret", nullValue());
        assertThat(publicKey).matches("whpk_[A-Za-z0-9+/]{43}=");
        given().get("/subscriptions/{id}", created.<String>path("id"))
                .then()
                .body("publicKey", is(publicKey), "secret", nullValue());
        given().get("/subscriptions?source=hooks").then().body("value.publicKey", hasItem(publicKey));
    }

    @Test
    void a_key_pair_can_be_given_and_its_private_key_is_never_shown() {
        String pair = "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";
        Response created =
                subscribe("text/plain", "{\"callbackUrl\":\"" + callback + "\",\"secret\":\"" + pair + "\"}");
        created.then().body("publicKey", is("whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4="));
        assertThat(created.asString()).doesNotContain("whsk_", pair.substring(5, 40));
    }

    @Test
    void a_secret_is_rotated_to_one_of_the_same_kind_unless_another_is_asked_for() {
        String id = subscribe("text/plain", callback).path("id");
        String first = rotate(id, "").path("secret");
        assertThat(first).startsWith("whsec_");
        assertThat(rotate(id, "{}").<String>path("secret")).startsWith("whsec_").isNotEqualTo(first);
        String pair =
                rotate(id, "{\"secret\":\"ed25519\",\"overlapHours\":168}").path("publicKey");
        Response another = rotate(id, "{\"overlapHours\":0,\"secret\":null}");
        another.then().body("secret", nullValue(), "publicKey", not(pair));
        Response given = rotate(id, "{\"secret\":\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"}");
        given.then().body("secret", nullValue(), "publicKey", nullValue(), "signed", is(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"overlapHours\":169}",
                "{\"overlapHours\":-1}",
                "{\"overlapHours\":1.5}",
                "{\"overlapHours\":\"24\"}",
                "{\"overlapHours\":1,\"overlapHours\":2}",
                "{\"secret\":true,\"secret\":true}",
                "{\"secret\":false}",
                "{\"secret\":\"short\"}",
                "{\"secret\":{}}",
                "{\"surprise\":1}",
                "true",
                "[]",
                "{"
            })
    void a_rotation_that_cannot_be_meant_changes_nothing(String body) {
        String id = subscribe("text/plain", callback).path("id");
        given().body(body)
                .post("/subscriptions/{id}/rotate-secret", id)
                .then()
                .statusCode(400)
                .body("type", is("urn:bellhop:problem:malformed-body"));
        given().get("/subscriptions/{id}", id).then().body("signed", is(false));
    }

    @Test
    void what_has_ended_or_never_was_has_no_secret_to_rotate() {
        String id = subscribe("text/plain", callback).path("id");
        given().delete("/subscriptions/{id}", id).then().statusCode(204);
        given().post("/subscriptions/{id}/rotate-secret", id)
                .then()
                .statusCode(409)
                .body("type", is("urn:bellhop:problem:subscription-ended"));
        given().post("/subscriptions/none/rotate-secret").then().statusCode(404);
    }

    private static Response rotate(String id, String body) {
        return given().body(body)
                .post("/subscriptions/{id}/rotate-secret", id)
                .then()
                .statusCode(200)
                .body("id", is(id))
                .extract()
                .response();
    }

    @Test
    void the_list_shows_subscriptions_page_by_page_without_their_callbacks() {
        for (int i = 0; i < 3; i++) {
            subscribe("text/plain", callback + "?sig=verysecret" + i);
        }
        Response page = given().get("/subscriptions?source=hooks&limit=2");
        page.then().statusCode(200).body("value.source", hasItem("hooks"), "value[0].callbackHost", is("localhost"));
        String next = page.path("nextLink");
        Calls.engine()
                .get(next)
                .then()
                .statusCode(200)
                .body("value.id", not(hasItem(page.<String>path("value[0].id"))));
        assertThat(given().get("/subscriptions?limit=1000").asString()).doesNotContain("verysecret", "token");
        given().get("/subscriptions/none")
                .then()
                .statusCode(404)
                .body(
                        "type",
                        is("urn:bellhop:problem:unknown-subscription"),
                        "detail",
                        allOf(not(containsString("none"))));
    }

    private static Response subscribe(String contentType, String body) {
        return Calls.sending(contentType, body)
                .post("/triggers/hooks/subscribe")
                .then()
                .statusCode(201)
                .contentType("application/json")
                .extract()
                .response();
    }

    private static RequestSpecification ofWorkflow(String id, String operation) {
        return given().header("x-ms-workflow-id", id).header("x-ms-workflow-operation-name", operation);
    }
}
