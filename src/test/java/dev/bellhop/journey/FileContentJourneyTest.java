package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a content, and conditions on it (RFC 9110, sections 13 and 14). */
@QuarkusTest
@TestProfile(LocalMode.class)
class FileContentJourneyTest {

    private static final String CONTENT = "0123456789";

    @ConfigProperty(name = "bellhop.sources.documents.directory")
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("plain.txt"), CONTENT);
    }

    @Test
    void a_head_tells_the_size_and_that_ranges_are_taken() {
        given().header("Range", "bytes=0-1")
                .head("/sources/documents/files/plain.txt")
                .then()
                .statusCode(200)
                .header("Content-Length", "10")
                .header("Accept-Ranges", "bytes")
                .header("ETag", notNullValue())
                .body(emptyString());
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3, 206, 0123, bytes 0-3/10", "bytes=4-, 206, 456789, bytes 4-9/10", "bytes=-3, 206, 789, bytes 7-9/10",
        "bytes=9-99, 206, 9, bytes 9-9/10", "bytes=-99, 206, 0123456789, bytes 0-9/10",
                "bytes=0-0, 206, 0, bytes 0-0/10",
        "'bytes=0-1,3-4', 200, 0123456789,", "bytes=3-1, 200, 0123456789,", "lines=1-2, 200, 0123456789,",
        "bytes=, 200, 0123456789,", "bytes=-, 200, 0123456789,", "bytes=a-b, 200, 0123456789,"
    })
    void a_range_gets_a_part_and_an_odd_one_gets_everything(
            String range, int status, String body, String contentRange) {
        given().header("Range", range)
                .get("/sources/documents/files/plain.txt")
                .then()
                .statusCode(status)
                .header("Content-Range", contentRange)
                .header("Content-Length", Integer.toString(body.length()))
                .body(is(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0"})
    void a_range_that_the_file_does_not_have_is_a_problem_that_tells_its_size(String range) {
        given().header("Range", range)
                .get("/sources/documents/files/plain.txt")
                .then()
                .statusCode(416)
                .contentType("application/problem+json")
                .header("Content-Range", "bytes */10")
                .body("type", is("urn:bellhop:problem:range-not-satisfiable"));
    }

    @Test
    void conditions_decide_whether_the_content_is_sent() {
        String path = "/sources/documents/files/plain.txt";
        String etag = given().get(path).header("ETag");
        for (String match : List.of(etag, "*", "\"x\", " + etag, "W/" + etag)) {
            given().header("If-None-Match", match)
                    .get(path)
                    .then()
                    .statusCode(304)
                    .header("ETag", etag)
                    .body(emptyString());
        }
        given().header("If-None-Match", "\"x\"").get(path).then().statusCode(200);
        given().header("If-Match", etag).get(path).then().statusCode(200);
        given().header("If-Match", "\"x\"").get(path).then().statusCode(412).contentType("application/problem+json");
        given().header("If-Range", etag)
                .header("Range", "bytes=0-1")
                .get(path)
                .then()
                .statusCode(206);
        given().header("If-Range", "\"x\"")
                .header("Range", "bytes=0-1")
                .get(path)
                .then()
                .statusCode(200)
                .body(is(CONTENT));
        given().queryParam("version", "1").get(path).then().statusCode(412);
        given().queryParam("version", etag.replace("\"", "")).get(path).then().statusCode(200);
    }
}
