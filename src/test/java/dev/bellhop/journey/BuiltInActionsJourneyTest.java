package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

    private static ValidatableResponse act(String action, String input) {
        return given().header("Prefer", "wait=30")
                .body(input.getBytes(StandardCharsets.UTF_8))
                .post("/actions/" + action)
                .then();
    }
}
