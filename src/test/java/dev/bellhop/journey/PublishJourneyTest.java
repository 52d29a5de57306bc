package dev.bellhop.journey;

import static dev.bellhop.journey.Calls.newest;
import static dev.bellhop.journey.Calls.newestEvent;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.URL;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Publishing events in every form that the contract knows, and in those that careless people send. */
@QuarkusTest
@TestProfile(LocalMode.class)
class PublishJourneyTest {

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String MINIMAL = "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/s\",\"type\":\"t\"%s}";

    @TestHTTPResource("/sources/publish/events")
    URL url;

    @Test
    void plain_json_becomes_the_data_of_an_event_of_bellhops_own() {
        long before = newest("publish");
        post("application/json", "{\"a\": 1.10, \"b\":\"ü\"}").body("accepted", is(1), "duplicates", is(0));
        JsonPath event = newestEvent("publish");
        assertThat(event.getLong("sequence")).isEqualTo(before + 1);
        assertThat(event.getString("specversion")).isEqualTo("1.0");
        assertThat(event.getString("source")).isEqualTo("/sources/publish");
        assertThat(event.getString("type")).isEqualTo("dev.bellhop.event.published");
        assertThat(event.getString("datacontenttype")).isEqualTo("application/json");
        assertThat(event.getString("id")).matches("[0-9a-f]{32}");
        assertThat(event.getString("data.b")).isEqualTo("ü");
        assertThat(log()).as("numbers keep their form").contains("\"data\":{\"a\": 1.10, ");
    }

    @Test
    void json_without_a_content_type_or_with_that_of_a_form_is_json_all_the_same() throws IOException {
        String head = "POST /sources/publish/events HTTP/1.1\r\nHost: localhost\r\n";
        assertThat(RawHttp.send(url.getPort(), head + "Content-Length: 7\r\n\r\n{\"x\":1}")
                        .status())
                .isEqualTo(202);
        assertThat(newestEvent("publish").getInt("data.x")).isEqualTo(1);
        post("application/x-www-form-urlencoded", "{\"x\":2}");
        assertThat(newestEvent("publish").getInt("data.x")).isEqualTo(2);
        assertThat(newestEvent("publish").getString("datacontenttype")).isEqualTo("application/json");
    }

    @Test
    void a_structured_event_keeps_all_its_attributes() {
        post(STRUCTURED + "; charset=utf-8", MINIMAL.formatted("keeps", """
                ,"subject":"what","time":"2026-11-20T12:15:30.123456789+02:00","datacontenttype":"text/plain",
                "dataschema":"http://x/y","traceparent":"00-a-b-01","count":42,"flag":true,"none":null,"data":"hi"
                """));
        JsonPath event = newestEvent("publish");
        assertThat(event.getString("id")).isEqualTo("keeps");
        assertThat(event.getString("source")).isEqualTo("/s");
        assertThat(event.getString("type")).isEqualTo("t");
        assertThat(event.getString("subject")).isEqualTo("what");
        assertThat(event.getString("time")).isEqualTo("2026-11-20T10:15:30.123456Z");
        assertThat(event.getString("datacontenttype")).isEqualTo("text/plain");
        assertThat(event.getString("dataschema")).isEqualTo("http://x/y");
        assertThat(event.getString("traceparent")).isEqualTo("00-a-b-01");
        assertThat(event.getInt("count")).isEqualTo(42);
        assertThat(event.getBoolean("flag")).isTrue();
        assertThat(event.getString("data")).isEqualTo("hi");
        assertThat(log()).doesNotContain("\"none\"");
    }

    @Test
    void a_batch_is_taken_as_a_whole_and_its_duplicates_are_counted() {
        String twice = MINIMAL.formatted("twice", "");
        post(BATCH, "[" + MINIMAL.formatted("once", "") + "," + twice + "," + twice + "]")
                .body("accepted", is(2), "duplicates", is(1));
        post(BATCH, "[]").body("accepted", is(0), "duplicates", is(0));
        long before = newest("publish");
        given().contentType(BATCH)
                .body("[" + MINIMAL.formatted("good", "") + ",{\"specversion\":\"1.0\"}]")
                .post("/sources/publish/events")
                .then()
                .statusCode(400);
        assertThat(newest("publish")).isEqualTo(before);
    }

    @Test
    void the_same_id_of_the_same_origin_is_a_duplicate_and_no_new_event() {
        post(STRUCTURED, MINIMAL.formatted("same", "")).body("accepted", is(1));
        long before = newest("publish");
        post(STRUCTURED, MINIMAL.formatted("same", ",\"data\":\"other\"")).body("accepted", is(0), "duplicates", is(1));
        assertThat(newest("publish")).isEqualTo(before);
        post(STRUCTURED, MINIMAL.formatted("same", "").replace("/s", "/other")).body("accepted", is(1));
    }

    @Test
    void binary_mode_takes_attributes_from_headers() {
        given().headers(Map.of(
                        "ce-specversion", "1.0", "ce-id", "binary 1", "ce-source", "/s%20%E2%82%AC", "ce-type", "t"))
                .header("ce-subject", "100%")
                .header("ce-mine", "x+y")
                .contentType("application/json")
                .body("{\"b\":1}")
                .post("/sources/publish/events")
                .then()
                .statusCode(202)
                .body("accepted", is(1));
        JsonPath event = newestEvent("publish");
        assertThat(event.getString("id")).isEqualTo("binary 1");
        assertThat(event.getString("source")).isEqualTo("/s €");
        assertThat(event.getString("subject")).isEqualTo("100%");
        assertThat(event.getString("mine")).isEqualTo("x+y");
        assertThat(event.getInt("data.b")).isEqualTo(1);
    }

    @Test
    void text_becomes_a_string_and_bytes_become_base64() {
        post("text/plain", "line \"one\"\nline two");
        assertThat(newestEvent("publish").getString("data")).isEqualTo("line \"one\"\nline two");
        byte[] bytes = {0, (byte) 0xff, (byte) 0xfe, 10};
        Calls.sending("application/octet-stream", bytes).post("/sources/publish/events");
        JsonPath event = newestEvent("publish");
        assertThat(Base64.getDecoder().decode(event.getString("data_base64"))).isEqualTo(bytes);
        assertThat(event.getString("datacontenttype")).isEqualTo("application/octet-stream");
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_data() {
        post("application/json; charset=utf-8", "\uFEFF{\"bom\":true}");
        assertThat(newestEvent("publish").getBoolean("data.bom")).isTrue();
    }

    @Test
    void data_is_repeated_as_it_came_whatever_odd_things_it_has_in_it() {
        for (String data :
                new String[] {"\"\\ud800\"", "1e999999999", "{\"a\":1,\"a\":2}", "\"\\u0000\"", "-0.0", "[[]]"}) {
            post("application/json", data);
            assertThat(log()).contains("\"data\":" + data + "}");
        }
    }

    static Stream<Arguments> malformed() {
        String good = MINIMAL.formatted("bad", "%s");
        return Stream.of(
                Arguments.of("application/json", "", "malformed-body"),
                Arguments.of("application/json", "{\"a\":", "malformed-body"),
                Arguments.of("application/json", "{} {}", "malformed-body"),
                Arguments.of("application/json", "{'a':1}", "malformed-body"),
                Arguments.of("application/json", "NaN", "malformed-body"),
                Arguments.of("application/json", "[".repeat(5_000), "malformed-body"),
                Arguments.of("application/json", "9".repeat(5_000), "malformed-body"),
                Arguments.of(STRUCTURED, "[]", "malformed-event"),
                Arguments.of(STRUCTURED, "{}", "malformed-event"),
                Arguments.of(STRUCTURED, good.formatted("").replace("1.0", "0.3"), "malformed-event"),
                Arguments.of(STRUCTURED, good.formatted("").replace("\"bad\"", "\"\""), "malformed-event"),
                Arguments.of(STRUCTURED, good.formatted("").replace("\"bad\"", "5"), "malformed-event"),
                Arguments.of(STRUCTURED, good.formatted("").replace("bad", "\\ud800"), "malformed-event"),
                Arguments.of(STRUCTURED, good.formatted("").replace("bad", "\\u0000"), "malformed-event"),
                Arguments.of(STRUCTURED, good.formatted("").replace("bad", "x".repeat(1_025)), "malformed-event"),
                Arguments.of(STRUCTURED, good.formatted(",\"id\":\"again\""), "malformed-event"),
                Arguments.of(STRUCTURED, good.formatted(",\"ext\":1,\"ext\":2"), "malformed-event"),
                Arguments.of(STRUCTURED, good.formatted(",\"data\":1,\"data_base64\":\"\""), "malformed-event"),
                Arguments.of(STRUCTURED, good.formatted(",\"data_base64\":5"), "malformed-event"),
                Arguments.of(STRUCTURED, good.formatted(",\"data_base64\":\"***\""), "malformed-body"),
                Arguments.of(STRUCTURED, good.formatted(",\"Upper\":1"), "malformed-event"),
                Arguments.of(STRUCTURED, good.formatted(",\"ext\":{}"), "malformed-event"),
                Arguments.of(STRUCTURED, good.formatted(",\"ext\":1.5"), "malformed-event"),
                Arguments.of(STRUCTURED, good.formatted(",\"time\":\"yesterday\""), "malformed-event"),
                Arguments.of(STRUCTURED, good.formatted(",\"time\":\"+99999-01-01T00:00:00Z\""), "malformed-event"),
                Arguments.of(BATCH, "{}", "malformed-event"),
                Arguments.of("application/cloudevents+avro", "x", "malformed-event"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void what_cannot_be_meant_is_a_problem_and_changes_nothing(String contentType, String body, String problem) {
        long before = newest("publish");
        Calls.sending(contentType, body)
                .post("/sources/publish/events")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", is("urn:bellhop:problem:" + problem), "detail", containsString(" "));
        assertThat(newest("publish")).isEqualTo(before);
    }

    @Test
    void bytes_that_are_no_utf8_are_a_problem_where_text_was_announced() {
        for (String contentType : new String[] {"application/json", "text/plain", STRUCTURED}) {
            Calls.sending(contentType, new byte[] {'"', (byte) 0xc3, '"'})
                    .post("/sources/publish/events")
                    .then()
                    .statusCode(400)
                    .body("detail", containsString("UTF-8"));
        }
    }

    @Test
    void a_folder_takes_no_events() {
        given().contentType("application/json")
                .body("{}")
                .post("/sources/inbox/events")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", is("urn:bellhop:problem:wrong-kind-of-source"));
    }

    private static ValidatableResponse post(String contentType, String body) {
        return Calls.sending(contentType, body)
                .post("/sources/publish/events")
                .then()
                .statusCode(202)
                .contentType("application/json");
    }

    private static String log() {
        return given().queryParam("after", newest("publish") - 1)
                .get("/sources/publish/events")
                .asString();
    }
}
