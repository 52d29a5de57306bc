package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.bellhop.testing.TestBlobServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From a blob to its event and its content, and what is seen when the storage refuses. */
@QuarkusTest
@TestProfile(BlobMode.class)
class BlobJourneyTest {

    @Inject
    Clockwork clockwork;

    TestBlobServer server;

    @Test
    void a_blob_is_announced_and_read_and_a_storage_that_refuses_is_a_trouble() {
        server.put("in/a b.txt", "0123456789");
        server.put("empty", "");
        clockwork.tickUntil(() -> given().get("/sources/remote").jsonPath().getLong("newest") == 2);
        JsonPath event = given().queryParam("startFrom", "beginning")
                .get("/triggers/remote/poll-batch")
                .jsonPath();
        String url = event.getString("find { it.subject == 'in/a b.txt' }.data.contentUrl");
        String etag = event.getString("find { it.subject == 'in/a b.txt' }.data.etag");
        given().urlEncodingEnabled(false)
                .get(url)
                .then()
                .statusCode(200)
                .header("Content-Length", "10")
                .header("ETag", etag)
                .body(is("0123456789"));
        given().urlEncodingEnabled(false)
                .header("Range", "bytes=3-5")
                .get(url)
                .then()
                .statusCode(206)
                .header("Content-Range", "bytes 3-5/10")
                .body(is("345"));
        given().get("/sources/remote/files/empty").then().statusCode(200).header("Content-Length", "0");
        given().get("/sources/remote/files/nope").then().statusCode(404);
        given().get("/sources/remote/files")
                .then()
                .statusCode(200)
                .body("value.path", is(List.of("empty", "in/a b.txt")));
        given().body("x")
                .put("/sources/remote/files/new")
                .then()
                .statusCode(409)
                .body("type", is("urn:bellhop:problem:folder-read-only"));

        server.put("in", "named like the folder");
        given().get("/sources/remote/files").then().body("value.path", is(List.of("empty", "in")));
        server.put("in/a b.txt", "9876543210");
        given().urlEncodingEnabled(false).get(url).then().statusCode(412);

        server.answer(403, "AuthenticationFailed");
        given().urlEncodingEnabled(false).get(url).then().statusCode(403).body(not(containsString("canary")));
        clockwork.tickUntil(
                () -> given().get("/sources/remote").body().asString().contains("refuses the credential"));
        given().get("/sources/remote").then().body(not(containsString("canary")));
        given().get("/sources").then().body(not(containsString("canary")));
        given().urlEncodingEnabled(false)
                .get(url)
                .then()
                .statusCode(503)
                .header("Retry-After", "15")
                .body("type", is("urn:bellhop:problem:folder-unavailable"));
        given().get("/triggers/inbox/poll").then().statusCode(202);
    }
}
