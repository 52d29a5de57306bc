package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every URL: methods, media types, limits, and problems that give nothing away. */
@QuarkusTest
@TestProfile(LocalMode.class)
class HttpJourneyTest {

    private static final String PROBLEM = "application/problem+json";

    @TestHTTPResource("/")
    URL url;

    @Test
    void options_and_405_name_the_methods_of_that_url_and_of_no_other() {
        documented().forEach((path, methods) -> {
            String allow =
                    given().options(path).then().statusCode(204).extract().header("Allow");
            assertThat(new TreeSet<>(List.of(allow.split(", ")))).as(path).isEqualTo(methods);
            // Clients of Durable Functions know a wrong method as a 404.
            boolean durable = path.startsWith("/runtime/webhooks/durabletask/");
            for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW")) {
                if (durable && !methods.contains(method)) {
                    given().request(method, path).then().statusCode(404);
                } else if (!methods.contains(method)) {
                    given().request(method, path)
                            .then()
                            .statusCode(405)
                            .contentType(PROBLEM)
                            .header("Allow", allow)
                            .body(
                                    "type",
                                    is("urn:bellhop:problem:method-not-allowed"),
                                    "detail",
                                    containsString(method));
                }
            }
        });
    }

    /** Every path with its methods, as OpenAPI has them: the table behind the Allow header must say the same. */
    private static Map<String, TreeSet<String>> documented() {
        Map<String, Map<String, Object>> paths =
                given().queryParam("format", "JSON").get("/q/openapi").path("paths");
        Map<String, TreeSet<String>> documented = new TreeMap<>();
        paths.forEach((path, operations) -> {
            TreeSet<String> methods = new TreeSet<>(List.of("OPTIONS"));
            operations.keySet().stream()
                    .filter(List.of("get", "post", "put", "patch", "delete")::contains)
                    .forEach(name -> methods.add(name.toUpperCase(Locale.ROOT)));
            if (methods.contains("GET")) {
                methods.add("HEAD");
            }
            documented.put(path.replace("{path}", "a/b.txt").replaceAll("\\{[a-z]+}", "x"), methods);
        });
        assertThat(documented).isNotEmpty();
        return documented;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/nothing", "/sources/events/nothing", "/triggers", "/q", "/q/dev-ui", "/subscriptions/a/b"
            })
    void a_url_with_nothing_behind_it_is_a_problem_for_every_method(String path) {
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
            given().request(method, path)
                    .then()
                    .statusCode(404)
                    .contentType(PROBLEM)
                    .body(
                            "type",
                            is("urn:bellhop:problem:not-found"),
                            "title",
                            not(blankOrNullString()),
                            "status",
                            is(404));
        }
        given().head(path).then().statusCode(404);
    }

    @Test
    void a_head_answers_like_a_get_without_the_body() {
        given().head("/sources")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body(equalTo(""));
        given().head("/triggers/events/poll").then().statusCode(202).header("Retry-After", "15");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/csv", ";;;", "application/json;q=0", "*/*;q=0.0", "image/png, text/html;level=1", "-"})
    void an_odd_accept_is_never_told_406(String accept) {
        given().header("Accept", accept).get("/sources").then().statusCode(200).contentType("application/json");
        given().header("Accept", accept).get("/triggers/events/poll").then().statusCode(202);
        given().header("Accept", accept)
                .get("/sources/nope")
                .then()
                .statusCode(404)
                .contentType(PROBLEM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"odd", ";;;", "application/json; charset", "text/", "/", "a/b/c", "application/json, text/plain"
            })
    void an_odd_content_type_is_never_told_415(String contentType) throws IOException {
        for (String path : List.of("/sources/events/events", "/triggers/events/unsubscribe", "/dead-letters/redrive")) {
            RawHttp.Answer answer =
                    RawHttp.send(url.getPort(), post(path, "Content-Type: " + contentType + "\r\n", "{}"));
            assertThat(answer.status()).as(path + " " + answer.body()).isIn(200, 202, 204);
        }
    }

    @Test
    void a_body_over_the_limit_is_a_problem_and_the_connection_ends() throws IOException {
        String body = "x".repeat(1_048_577);
        RawHttp.Answer announced = RawHttp.send(url.getPort(), post("/sources/events/events", "", body));
        String chunks = "Transfer-Encoding: chunked\r\n\r\n100001\r\n" + body + "\r\n0\r\n\r\n";
        RawHttp.Answer chunked =
                RawHttp.send(url.getPort(), "POST /sources/events/events HTTP/1.1\r\nHost: localhost\r\n" + chunks);
        for (RawHttp.Answer answer : List.of(announced, chunked)) {
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.header("Content-Type")).contains(PROBLEM);
            assertThat(answer.body())
                    .contains("urn:bellhop:problem:body-too-large", "1048576", "quarkus.http.limits.max-body-size");
            assertThat(answer.closed()).as("closed").isTrue();
        }
    }

    @Test
    void a_body_of_just_the_limit_is_taken_whether_its_length_was_announced_or_not() throws IOException {
        String body = '"' + "x".repeat(1_048_574) + '"';
        assertThat(RawHttp.send(url.getPort(), post("/sources/odd%20%C3%BCn%C3%AF/events", "", body))
                        .status())
                .isEqualTo(202);
        String chunks = "Transfer-Encoding: chunked\r\n\r\n100000\r\n" + body + "\r\n0\r\n\r\n";
        RawHttp.Answer chunked = RawHttp.send(
                url.getPort(), "POST /sources/odd%20%C3%BCn%C3%AF/events HTTP/1.1\r\nHost: localhost\r\n" + chunks);
        assertThat(chunked.status()).as(chunked.body()).isEqualTo(202);
    }

    @Test
    void a_large_body_to_nowhere_is_not_read() throws IOException {
        String head = "POST /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\n";
        assertThat(RawHttp.send(url.getPort(), head).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: a b\r\n", "Host: \"><script>\r\n"})
    void a_host_that_cannot_be_meant_is_a_client_error(String host) throws IOException {
        RawHttp.Answer answer = RawHttp.send(url.getPort(), "GET /triggers/events/poll HTTP/1.1\r\n" + host + "\r\n");
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).contains(PROBLEM);
        assertThat(answer.body()).doesNotContain("Stack", "Exception", "script");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sources", "/q/metrics", "/q/openapi", "/nothing", "/triggers/events/poll"})
    void a_page_whose_name_was_made_to_lead_here_gets_nothing(String path) throws IOException {
        String forwarded = "X-Forwarded-Host: localhost\r\nForwarded: host=localhost\r\n";
        RawHttp.Answer answer = RawHttp.send(
                url.getPort(), "GET " + path + " HTTP/1.1\r\nHost: evil.example:8080\r\n" + forwarded + "\r\n");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("urn:bellhop:problem:foreign-host", "evil.example", "bellhop.public-url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1:8080", "127.3.2.1", "[::1]:8080"})
    void this_machine_has_several_names(String host) throws IOException {
        RawHttp.Answer answer = RawHttp.send(url.getPort(), "GET /sources HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sources/%zz", "/triggers/events/poll?triggerState=%", "/triggers/events/poll?a=<b>"})
    void a_url_that_is_none_is_a_client_error(String target) throws IOException {
        RawHttp.Answer answer = RawHttp.send(url.getPort(), "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    }

    @Test
    void options_of_the_server_as_a_whole_are_a_problem_without_a_stack_trace() throws IOException {
        RawHttp.Answer answer = RawHttp.send(url.getPort(), "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).contains(PROBLEM);
    }

    private static String post(String path, String headers, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
    }
}
