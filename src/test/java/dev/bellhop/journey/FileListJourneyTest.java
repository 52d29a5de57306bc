package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Listing the files of a folder, page by page. */
@QuarkusTest
@TestProfile(LocalMode.class)
class FileListJourneyTest {

    @Inject
    Clockwork clockwork;

    @ConfigProperty(name = "bellhop.sources.documents.directory")
    Path folder;

    @Test
    void next_links_lead_through_all_files_and_repeat_every_parameter() throws IOException {
        for (String path : List.of("list-all/b/2.txt", "list-all/a.txt", "list-all/ü & c.txt", "list-all/.hidden")) {
            write(path, "x");
        }
        List<String> paths = new ArrayList<>();
        String link = "/sources/documents/files?prefix=list-all%2F&limit=1&mine=a%20b";
        while (link != null) {
            JsonPath page =
                    Calls.engine().get(link).then().statusCode(200).extract().jsonPath();
            paths.addAll(page.getList("value.path"));
            link = page.getString("nextLink");
            if (link != null) {
                assertThat(link).startsWith("http://").contains("prefix=list-all%2F", "limit=1", "mine=a%20b");
            }
        }

        assertThat(paths).containsExactly("list-all/a.txt", "list-all/b/2.txt", "list-all/ü & c.txt");
    }

    @Test
    void an_entry_is_the_data_of_the_event_of_the_file() throws IOException {
        write("list-one/ä b#%.pdf", "12345");
        JsonPath listed = given().queryParam("prefix", "list-one/")
                .get("/sources/documents/files")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("nextLink", nullValue())
                .extract()
                .jsonPath();
        String ofFile = "value.find { it.data.path == 'list-one/ä b#%.pdf' }.data";
        clockwork.tickUntil(() -> log().get(ofFile) != null);

        Map<String, Object> announced = log().getMap(ofFile);

        assertThat(listed.getMap("value[0]")).isEqualTo(announced);
        Calls.engine()
                .get(listed.getString("value[0].contentUrl"))
                .then()
                .statusCode(200)
                .body(is("12345"));
    }

    @Test
    void an_unknown_prefix_has_no_files() {
        for (String prefix : List.of("list-none/", "../", "/etc/", "..", "list-none/../")) {
            given().queryParam("prefix", prefix)
                    .get("/sources/documents/files")
                    .then()
                    .statusCode(200)
                    .body("value", is(empty()), "nextLink", nullValue());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cursor, *, ''",
        "cursor, a b, ''",
        "cursor, YQ, list-",
        "limit, 0, ''",
        "limit, 1001, ''",
        "limit, many, ''"
    })
    void a_parameter_that_cannot_be_used_is_a_problem(String name, String value, String prefix) {
        given().queryParam(name, value)
                .queryParam("prefix", prefix)
                .get("/sources/documents/files")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", is("urn:bellhop:problem:malformed-parameter"), "parameter", is(name));
    }

    @Test
    void a_slash_at_the_end_and_a_head_are_fine_and_a_post_is_not() throws IOException {
        write("list-odd/a.txt", "x");
        given().get("/sources/documents/files/?prefix=list-odd/")
                .then()
                .statusCode(200)
                .body("value.path", contains("list-odd/a.txt"));
        given().head("/sources/documents/files").then().statusCode(200);
        given().post("/sources/documents/files").then().statusCode(405);
    }

    private static JsonPath log() {
        return given().get("/sources/documents/events?limit=1000").jsonPath();
    }

    private void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
