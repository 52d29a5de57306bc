package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What sources there are, what their data looks like, and what is in their logs. */
@QuarkusTest
@TestProfile(LocalMode.class)
class SourcesJourneyTest {

    private static final String PROBLEM = "application/problem+json";

    @Test
    void the_list_has_every_source_with_its_kind_and_counts() {
        given().get("/sources")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("value.name", hasItems("inbox", "documents", "events", "odd ünï"))
                .body("value.find { it.name == 'inbox' }.kind", is("directory"))
                .body("value.find { it.name == 'inbox' }.files.total", notNullValue())
                .body("value.find { it.name == 'publish' }.kind", is("events"))
                .body("value.newest", everyItem(notNullValue()))
                .body("value.oldest", everyItem(notNullValue()));
    }

    @Test
    void bellhops_own_source_is_always_there_and_takes_nothing_from_others() {
        given().get("/sources/bellhop")
                .then()
                .statusCode(200)
                .body("name", is("bellhop"), "kind", is("events"), "title", is("Bellhop"));
        given().get("/sources").then().body("value.name", hasItem("bellhop"));
        given().get("/sources/bellhop/schema").then().body("properties.state.enum", hasItems("paused", "ended"));
        given().contentType("application/json")
                .body("{}")
                .post("/sources/bellhop/events")
                .then()
                .statusCode(409)
                .contentType(PROBLEM)
                .body("type", is("urn:bellhop:problem:wrong-kind-of-source"));
    }

    @Test
    void one_source_says_who_it_is_and_where_its_log_ends() {
        long before = Calls.newest("events");
        Calls.publish("events", "{}");
        given().get("/sources/events")
                .then()
                .statusCode(200)
                .body("name", is("events"), "kind", is("events"), "title", is("Events"))
                .body("description", is("Anything that happens"))
                .body("newest", is((int) before + 1), "oldest", is(1), "events", is((int) before + 1))
                .body("newestTime", endsWith("Z"));
    }

    @Test
    void a_source_with_an_odd_name_works_like_any_other() {
        Calls.publish("odd ünï", "1");
        Calls.publish("odd ünï", "2");
        String first = given().queryParam("after", Calls.newest("odd ünï") - 2)
                .queryParam("limit", 1)
                .get("/sources/{source}/events", "odd ünï")
                .then()
                .statusCode(200)
                .body("value[0].source", is("/sources/odd%20%C3%BCn%C3%AF"))
                .extract()
                .path("nextLink");
        Calls.engine().get(first).then().statusCode(200).body("value", hasSize(1), "value[0].data", is(2));
    }

    @Test
    void the_schema_describes_the_data_of_files_and_allows_anything_else() {
        given().get("/sources/inbox/schema")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("type", is("object"), "properties.contentUrl.format", is("uri"))
                .body("required", hasItems("path", "name", "size", "contentType", "lastModified", "etag"));
        given().get("/sources/events/schema").then().statusCode(200).body("type", nullValue());
    }

    @Test
    void the_log_is_read_page_by_page_in_order() {
        long before = Calls.newest("events");
        Calls.publishNumbers("events", 5);
        String page = "/sources/events/events?limit=2&after=" + before;
        List<String> positions = new ArrayList<>();
        while (page != null) {
            Response answer = Calls.engine().get(page);
            answer.then().statusCode(200).contentType("application/json");
            positions.addAll(answer.jsonPath().getList("value.sequence"));
            page = answer.path("nextLink");
        }
        assertThat(positions)
                .containsExactlyElementsOf(LongStream.rangeClosed(before + 1, before + 5)
                        .mapToObj(Long::toString)
                        .toList());
    }

    @Test
    void behind_the_end_the_log_is_empty() {
        given().queryParam("after", "999999999999999999")
                .get("/sources/events/events")
                .then()
                .statusCode(200)
                .body("value", hasSize(0), "$", not(hasItem("nextLink")));
    }

    @ParameterizedTest
    @CsvSource({
        "after, -1",
        "after, x",
        "after, 1.5",
        "after, 9999999999999999999",
        "limit, 0",
        "limit, 1001",
        "limit, x",
        "limit, ' '",
        "limit, 99999999999"
    })
    void a_parameter_that_is_no_number_is_a_problem_that_names_it(String name, String value) {
        given().queryParam(name, value)
                .get("/sources/events/events")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("type", is("urn:bellhop:problem:malformed-parameter"), "parameter", is(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sources/nope", "/sources/nope/schema", "/sources/nope/events", "/sources/nope/files/a.txt",
                "/triggers/nope/poll", "/triggers/nope/poll-batch", "/sources/Events", "/sources/%65vents%20"
            })
    void an_unknown_source_is_a_problem_that_lists_the_known_ones(String path) {
        Calls.engine()
                .get(path)
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("type", is("urn:bellhop:problem:unknown-source"), "known", hasItems("inbox", "events"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sources/nope/events", "/triggers/nope/subscribe", "/triggers/nope/unsubscribe"})
    void an_unknown_source_takes_nothing(String path) {
        given().body("http://localhost:9/")
                .post(path)
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("known", hasItem("events"));
    }

    @Test
    void a_slash_more_or_a_slash_less_changes_nothing() {
        for (String path : List.of("/sources/events/", "//sources/events", "/sources//events")) {
            Calls.engine().get(path).then().statusCode(200).body("name", is("events"));
        }
        given().get("/sources?x=1")
                .then()
                .statusCode(200)
                .body("value.findAll { it.name == 'events' }.kind", contains("events"));
    }
}
