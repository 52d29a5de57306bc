package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads can be asked again for the price of a header; what changes all the time is not kept. */
@QuarkusTest
@TestProfile(LocalMode.class)
class RevalidationJourneyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sources",
                "/sources/inbox",
                "/sources/inbox/schema",
                "/sources/managing/events",
                "/sources/inbox/files",
                "/actions",
                "/subscriptions?source=managing-none",
                "/dead-letters?source=managing"
            })
    void what_is_read_has_a_tag_and_is_not_sent_twice(String path) {
        Response first = given().get(path);
        first.then()
                .statusCode(200)
                .header("ETag", matchesPattern("\"[-_A-Za-z0-9]{22}\""))
                .header("Cache-Control", "private, no-cache");
        given().header("If-None-Match", "\"other\", " + first.header("ETag"))
                .get(path)
                .then()
                .statusCode(304)
                .header("ETag", first.header("ETag"))
                .body(is(""));
        Response other = given().header("If-None-Match", "\"other\"").get(path);
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(given().head(path).header("ETag")).isEqualTo(first.header("ETag"));
    }

    @Test
    void what_has_changed_has_another_tag() {
        String path = "/sources/letters/events?limit=1000";
        String tag = given().get(path).header("ETag");
        Calls.publish("letters", "{\"revalidation\":1}");
        given().header("If-None-Match", tag).get(path).then().statusCode(200).header("ETag", not(tag));
    }

    @Test
    void a_result_can_be_revalidated_and_work_under_way_cannot() {
        String proposal = "{\"speaker\":{\"name\":\"A\",\"email\":\"a@b\"},\"title\":\"T\",\"description\":\"D\"}";
        String url = given().body(proposal).post("/actions/call-for-speakers").header("Location");
        given().get(url)
                .then()
                .statusCode(202)
                .header("Cache-Control", "no-store")
                .header("ETag", nullValue());
        given().get(url.replace("?", "/monitor?"))
                .then()
                .header("Cache-Control", "no-store")
                .header("ETag", nullValue());
        given().body("{\"approved\":false}").post(url.replace("?", "/events/Moderation?"));
        Response done = given().header("Prefer", "wait=30").get(url);
        done.then().statusCode(200).header("Cache-Control", "private, no-cache");
        given().header("If-None-Match", done.header("ETag")).get(url).then().statusCode(304);
    }

    @Test
    void polls_are_not_kept() {
        given().get("/triggers/letters/poll")
                .then()
                .statusCode(202)
                .header("Cache-Control", "no-store")
                .header("ETag", nullValue());
        Calls.publish("letters", "{\"revalidation\":2}");
        given().get("/triggers/letters/poll?startFrom=beginning")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .header("ETag", nullValue());
    }
}
