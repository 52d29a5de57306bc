package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

/** The example of the documentation, as it is walked through there. */
@QuarkusTest
@TestProfile(LocalMode.class)
class CallForSpeakersJourneyTest {

    private static final String PROPOSAL = """
            {"speaker":{"name":"Ada","email":"ada@example.com"},"title":"Engines","description":"How they count"}""";

    @Test
    void a_talk_that_all_stages_approve_is_accepted() {
        String url = submit();
        stage(url, "Moderation", true);
        stage(url, "Shortlisting", true);
        stage(url, "Selection", true);
        given().header("Prefer", "wait=30")
                .get(url)
                .then()
                .statusCode(200)
                .body("approved", is(true))
                .body("stage", is("Selection"))
                .body("title", is("Engines"));
    }

    @Test
    void the_first_rejection_ends_the_review_with_a_result() {
        String url = submit();
        stage(url, "Moderation", true);
        stage(url, "Shortlisting", false);
        given().header("Prefer", "wait=30")
                .get(url)
                .then()
                .statusCode(200)
                .body("approved", is(false))
                .body("stage", is("Shortlisting"))
                .body("comment", is("because"));
    }

    @Test
    void a_word_that_comes_before_its_stage_is_kept() {
        String url = submit();
        tell(url, "Selection", true);
        tell(url, "Shortlisting", true);
        tell(url, "Moderation", true);
        given().header("Prefer", "wait=30").get(url).then().statusCode(200).body("approved", is(true));
    }

    @Test
    void a_proposal_without_what_it_needs_is_refused_field_by_field() {
        given().body("{\"speaker\":{\"name\":\"Ada\"},\"title\":\"Engines\"}")
                .post("/actions/call-for-speakers")
                .then()
                .statusCode(400)
                .body("fields.field", contains("speaker.email", "description"));
    }

    private static String submit() {
        Response started = given().body(PROPOSAL).post("/actions/call-for-speakers");
        started.then().statusCode(202);
        return started.header("Location");
    }

    private static void stage(String url, String stage, boolean approved) {
        await().untilAsserted(() -> given().get(url).then().statusCode(202).body("customStatus", is(stage)));
        tell(url, stage, approved);
    }

    private static void tell(String url, String stage, boolean approved) {
        given().body("{\"approved\":" + approved + ",\"comment\":\"because\"}")
                .post(url.replace("?", "/events/" + stage + "?"))
                .then()
                .statusCode(202)
                .body("error", nullValue());
    }
}
