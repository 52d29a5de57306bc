package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What the actions do that come with Bellhop. */
@QuarkusTest
@TestProfile(LocalMode.class)
class BuiltInActionsJourneyTest {

    @ConfigProperty(name = "bellhop.sources.documents.directory")
    Path folder;

    @Test
    void an_event_is_published_once_by_its_id() {
        String input =
                "{\"source\":\"managing\",\"id\":\"act-1\",\"type\":\"order\",\"subject\":\"17\",\"data\":{\"n\":[1,null]}}";
        act("events-publish", input).statusCode(200).body("id", is("act-1")).body("duplicate", is(false));
        act("events-publish", input).statusCode(200).body("duplicate", is(true));

        given().get("/sources/managing/events?limit=1000")
                .then()
                .statusCode(200)
                .body("value.findAll { it.id == 'act-1' }.data", is(List.of(Map.of("n", Arrays.asList(1, null)))))
                .body("value.find { it.id == 'act-1' }.type", is("order"))
                .body("value.find { it.id == 'act-1' }.subject", is("17"))
                .body("value.find { it.id == 'act-1' }.source", is("/sources/managing"));
    }

    @Test
    void only_sources_of_pushed_events_take_events() {
        act("events-publish", "{\"source\":\"documents\"}").statusCode(422).body("code", is("unknown-source"));
        act("events-publish", "{\"source\":\"managing\",\"id\":\"\"}")
                .statusCode(400)
                .body("detail", containsString("empty"));
    }

    @Test
    void files_are_listed_page_by_page() throws IOException {
        Path own = Files.createDirectories(folder.resolve("act-list"));
        Files.writeString(own.resolve("a.txt"), "12345");
        Files.writeString(own.resolve("b ü.txt"), "");
        String cursor = act("files-list", "{\"source\":\"documents\",\"prefix\":\"act-list/\",\"limit\":1}")
                .statusCode(200)
                .body("files.path", is(List.of("act-list/a.txt")))
                .body("files[0].size", is(5))
                .body("files[0].name", is("a.txt"))
                .extract()
                .path("next");
        assertThat(cursor).isNotNull();
        act("files-list", "{\"source\":\"documents\",\"prefix\":\"act-list/\",\"cursor\":\"" + cursor + "\"}")
                .statusCode(200)
                .body("files.path", is(List.of("act-list/b ü.txt")))
                .body("next", nullValue());
    }

    @Test
    void a_listing_that_cannot_be_is_refused_or_fails() {
        act("files-list", "{\"source\":\"documents\",\"limit\":0}")
                .statusCode(400)
                .body("detail", containsString("1 to 1000"));
        act("files-list", "{\"source\":\"events\"}").statusCode(422).body("code", is("unknown-source"));
        act("files-list", "{\"source\":\"documents\",\"prefix\":\"x\",\"cursor\":\"?\"}")
                .statusCode(422)
                .body("code", is("malformed-cursor"));
    }

    @Test
    void a_file_is_written_read_moved_and_archived() throws IOException {
        Path own = Files.createDirectories(folder.resolve("act-files"));
        act("files-write", "{\"source\":\"documents\",\"path\":\"act-files/a.txt\",\"content\":\"Grüße\"}")
                .statusCode(200)
                .body("size", is(7));
        act("files-move", "{\"source\":\"documents\",\"path\":\"act-files/a.txt\",\"to\":\"act-files/b/c.txt\"}")
                .statusCode(200)
                .body("path", is("act-files/b/c.txt"));
        act("files-read", "{\"source\":\"documents\",\"path\":\"act-files/b/c.txt\"}")
                .statusCode(200)
                .body("content", is("Grüße"))
                .body("contentType", is("text/plain"))
                .body("encoding", is("utf-8"));
        act("files-archive", "{\"source\":\"documents\",\"prefix\":\"act-files/\",\"to\":\"act-files/all.zip\"}")
                .statusCode(200)
                .body("files", is(1))
                .body("skipped", is(List.of()));
        assertThat(own.toFile().list()).containsExactlyInAnyOrder("b", "all.zip");
        try (ZipFile zip = new ZipFile(own.resolve("all.zip").toFile())) {
            assertThat(zip.getEntry("b/c.txt")).isNotNull();
        }
        act("files-read", "{\"source\":\"documents\",\"path\":\"act-files/none\"}")
                .statusCode(422)
                .body("code", is("unknown-file"));
    }

    @Test
    void an_event_is_waited_for_and_answered_as_polls_answer_it() {
        String waiting = given().body("{\"source\":\"managing\",\"filter\":\"type = 'awaited'\"}")
                .post("/actions/events-await")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        given().get(waiting).then().statusCode(202);
        act("events-publish", "{\"source\":\"managing\",\"type\":\"other\"}").statusCode(200);
        act("events-publish", "{\"source\":\"managing\",\"type\":\"awaited\",\"data\":{\"n\":1}}")
                .statusCode(200);
        String awaited = given().header("Prefer", "wait=30")
                .get(waiting)
                .then()
                .statusCode(200)
                .body("type", is("awaited"))
                .body("data.n", is(1))
                .extract()
                .asString();
        List<Map<String, Object>> read =
                given().get("/sources/managing/events?limit=1000").path("value");
        assertThat(read).contains(JsonPath.from(awaited).getMap(""));
    }

    @Test
    void a_service_is_called_within_what_is_allowed() {
        String own = "http://localhost:" + RestAssured.port;
        act("http-call", "{\"method\":\"GET\",\"url\":\"" + own + "/sources/managing\"}")
                .statusCode(200)
                .body("status", is(200))
                .body("body.name", is("managing"))
                .body("encoding", is("json"));
        act("http-call", "{\"method\":\"GET\",\"url\":\"" + own + "/sources/none?x=hush\"}")
                .statusCode(422)
                .body("code", is("http-status"))
                .body("detail", containsString("404"))
                .body("detail", not(containsString("hush")));
        act("http-call", "{\"method\":\"GET\",\"url\":\"http://192.0.2.1/\"}")
                .statusCode(422)
                .body("code", is("not-allowed"));
    }

    @Test
    void every_action_says_what_it_is_for() {
        List<String> descriptions =
                given().get("/actions").path("value.findAll { it.name ==~ /(files|events|http|call)-.*/ }.description");
        assertThat(descriptions).hasSizeGreaterThanOrEqualTo(8).allMatch(text -> text.endsWith("."));
    }

    private static ValidatableResponse act(String action, String input) {
        return given().header("Prefer", "wait=30")
                .body(input.getBytes(StandardCharsets.UTF_8))
                .post("/actions/" + action)
                .then();
    }
}
