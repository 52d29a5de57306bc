package dev.bellhop.journey;

import static dev.bellhop.journey.ServerMode.keyOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In server mode every request needs its right, and only the right. */
@QuarkusTest
@TestProfile(ServerMode.class)
class RightsJourneyTest {

    private static final String PROBLEM = "application/problem+json";

    @ParameterizedTest
    @CsvSource({
        "GET, /sources, poll",
        "GET, /sources/alpha, poll",
        "GET, /sources/alpha/schema, poll",
        "GET, /sources/alpha/events, poll",
        "GET, /triggers/alpha/poll, poll",
        "GET, /triggers/alpha/poll-batch, poll",
        "POST, /sources/alpha/events, publish",
        "GET, /sources/inbox/files, files",
        "GET, /sources/inbox/files/none.txt, files",
        "HEAD, /sources/inbox/files/none.txt, files",
        "POST, /triggers/alpha/subscribe, subscribe",
        "POST, /triggers/alpha/unsubscribe, subscribe",
        "DELETE, /subscriptions/none, subscribe",
        "POST, /subscriptions/none/rotate-secret, operate",
        "POST, /subscriptions/none/pause, operate",
        "POST, /subscriptions/none/resume, operate",
        "PATCH, /subscriptions/none, operate",
        "POST, /subscriptions/none/replay, operate",
        "POST, /subscriptions/none/test, operate",
        "GET, /subscriptions/none/attempts, operate",
        "GET, /subscriptions, operate",
        "GET, /subscriptions/none, operate",
        "GET, /dead-letters, operate",
        "GET, /actions, act",
        "POST, /actions/none, act",
        "POST, /actions/none/run, act",
        "POST, /actions/none/subscribe, act",
        "POST, /actions/none/unsubscribe, act",
        "GET, /operations/none, act",
        "GET, /operations/none/monitor, act",
        "DELETE, /operations/none, act",
        "POST, /operations/none/cancel, act",
        "POST, /operations/none/suspend, act",
        "POST, /operations/none/resume, act",
        "POST, /operations/none/events/e, act",
        "POST, /operations/none/rewind, act",
        "POST, /operations/none/restart, act",
        "POST, /runtime/webhooks/durabletask/orchestrators/none, act",
        "POST, /runtime/webhooks/durabletask/orchestrators/none/x, act",
        "GET, /Runtime/webhooks/durabletask/instances/none, act",
        "GET, /runtime/webhooks/durabletask/instances/none?code=wrong, act",
        "DELETE, /runtime/webhooks/durabletask/instances/none, act",
        "POST, /runtime/webhooks/durabletask/instances/none/raiseEvent/e, act",
        "POST, /runtime/webhooks/durabletask/instances/none/terminate, act",
        "POST, /runtime/webhooks/durabletask/instances/none/suspend, act",
        "POST, /runtime/webhooks/durabletask/instances/none/resume, act",
        "POST, /runtime/webhooks/durabletask/instances/none/rewind, act",
        "POST, /runtime/webhooks/durabletask/instances/none/restart, act",
        "GET, /runtime/webhooks/durabletask/instances, operate",
        "DELETE, /runtime/webhooks/durabletask/instances, operate",
        "GET, /operations/none/history, operate",
        "GET, /operations, operate",
        "POST, /operations/none/callback/redrive, operate",
        "POST, /dead-letters/redrive, operate",
        "POST, /dead-letters/discard, operate",
        "GET, /keys, operate",
        "GET, /keys/none, operate",
        "POST, /keys, operate",
        "DELETE, /keys/none, operate",
        "GET, /q/metrics, operate",
        "GET, //q/metrics, operate",
        "GET, /q/./metrics, operate",
        "GET, /%71/metrics, operate",
        "GET, /q/openapi/../metrics, operate"
    })
    void a_request_needs_its_right_and_no_other(String method, String path, String right) {
        refused(method, given(), path, 401);
        refused(method, with("x".repeat(30)), path, 401);
        refused(method, with(""), path, 401);
        Response forbidden = refused(method, with(keyOf("not-" + right)), path, 403);
        if (!method.equals("HEAD")) {
            forbidden.then().body("right", is(right));
        }
        for (String key : List.of("only-" + right, "owner")) {
            assertThat(with(keyOf(key))
                            .urlEncodingEnabled(false)
                            .request(method, path)
                            .statusCode())
                    .as(key)
                    .isIn(200, 202, 204, 400, 404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/openapi", "/q/swagger-ui/", "/q/swagger-ui", "/q", "/q/", "/q/anything"})
    void the_pages_about_the_service_need_any_key(String path) {
        refused("GET", given(), path, 401);
        assertThat(with(keyOf("only-act")).redirects().follow(false).get(path).statusCode())
                .isIn(200, 302, 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/connector/apiDefinition.swagger.json",
                "/connector/apiProperties.json",
                "/connector/icon.png",
                "/connector/workflows/polling.json",
                "/connector.zip"
            })
    void the_connector_needs_any_key(String path) {
        refused("GET", given(), path, 401);
        refused("GET", with("x".repeat(30)), path, 401);
        for (String key : List.of("only-act", "only-publish", "alpha", "owner")) {
            assertThat(with(keyOf(key)).get(path).statusCode()).as(key).isEqualTo(200);
        }
    }

    @Test
    void the_connector_tells_nobody_of_what_its_key_is_not_for() {
        String limited = with(keyOf("alpha"))
                .get("/connector/apiDefinition.swagger.json")
                .then()
                .statusCode(200)
                .body("paths.'/triggers/alpha/poll'", notNullValue())
                .extract()
                .asString();
        assertThat(limited).doesNotContain("beta", "Inbox", "files-list");
        refused("GET", with(keyOf("alpha")), "/connector/workflows/polling.json?source=beta", 404)
                .then()
                .body("known", is(List.of("alpha")));
        refused("GET", with(keyOf("alpha")), "/connector/workflows/async.json", 404)
                .then()
                .body("known", is(List.of()));
        with(keyOf("only-poll"))
                .get("/connector/apiDefinition.swagger.json")
                .then()
                .body("paths.'/triggers/beta/poll'", notNullValue(), "paths.'/actions/files-list'", nullValue());
    }

    @Test
    void sources_that_shall_come_first_do() {
        String definition = with(keyOf("owner"))
                .get("/connector/apiDefinition.swagger.json")
                .asString();
        assertThat(definition.indexOf("/triggers/beta/poll"))
                .isPositive()
                .isLessThan(definition.indexOf("/triggers/alpha/poll"));
    }

    @Test
    void the_connector_asks_for_a_key_at_the_public_address() {
        with(keyOf("owner"))
                .get("/connector/apiDefinition.swagger.json")
                .then()
                .body("host", is("bellhop.example.org"), "basePath", is("/prefix"), "schemes", is(List.of("https")))
                .body("securityDefinitions.api_key.name", is("x-api-key"))
                .body("info.contact.email", is("postmaster@bellhop.example.org"));
        with(keyOf("owner"))
                .get("/connector/apiProperties.json")
                .then()
                .body("properties.connectionParameters.api_key.type", is("securestring"))
                .body("properties.stackOwner", nullValue());
        with(keyOf("owner"))
                .get("/connector/apiProperties.json?for=publishing")
                .then()
                .body("properties.publisher", is("Bellhop"), "properties.stackOwner", is("Bellhop"));
        with(keyOf("owner"))
                .get("/connector/apiProperties.json?auth=oauth")
                .then()
                .statusCode(400);
        with(keyOf("owner"))
                .get("/connector/workflows/polling.json?source=alpha")
                .then()
                .body(
                        "definition.triggers.When_an_event_arrives.inputs.uri",
                        is(ServerMode.PUBLIC_URL + "/triggers/alpha/poll"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/live", "/q/health/ready", "/q/health/started"})
    void health_is_open_because_load_balancers_have_no_key(String path) {
        given().get(path).then().statusCode(200).body("status", is("UP"));
    }

    /** Some routers cut matrix parameters off after the rights were looked at (CVE-2026-39852). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/metrics;a=b",
                "/q;a=b/metrics",
                "/q;/metrics",
                "/q/metrics%3Ba=b",
                "/q%3Ba/metrics",
                "/sources;a=b/alpha",
                "/sources/alpha;a=b/events",
                "/sources/alpha/events;a=b",
                "/subscriptions;a=b",
                "/dead-letters;a"
            })
    void a_matrix_parameter_opens_nothing(String path) {
        for (RequestSpecification caller : List.of(given(), with(keyOf("only-act")))) {
            assertThat(caller.urlEncodingEnabled(false).get(path).statusCode()).isIn(401, 403, 404);
        }
    }

    @Test
    void a_401_says_how_to_come_in() {
        given().get("/sources").then().statusCode(401).header("WWW-Authenticate", notNullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer e30.e30.AAAA", "Bearer", "Basic dXNlcjpwYXNzd29yZA==", "Digest x", "Nonsense"})
    void where_no_tokens_are_taken_the_header_of_others_changes_nothing(String authorization) {
        RequestSpecification other = given().header("Authorization", authorization);
        refused("GET", other, "/sources", 401).then().header("WWW-Authenticate", "ApiKey realm=\"Bellhop\"");
        other.header("x-api-key", keyOf("only-poll")).get("/sources").then().statusCode(200);
        given().header("Authorization", authorization).get("/q/health").then().statusCode(200);
        given().header("Authorization", authorization)
                .delete(subscribe())
                .then()
                .statusCode(204);
    }

    @Test
    void a_key_that_is_limited_to_a_source_reaches_no_other() {
        RequestSpecification limited = with(keyOf("alpha"));
        limited.get("/sources").then().statusCode(200).body("value.name", is(List.of("alpha")));
        for (String path : List.of(
                "/sources/beta",
                "/triggers/beta/poll",
                "/sources/nope",
                "/sources/inbox/files/a",
                "/subscriptions",
                "/dead-letters",
                "/keys",
                "/q/metrics")) {
            refused("GET", with(keyOf("alpha")), path, 403);
        }
        refused("POST", with(keyOf("alpha")), "/sources/beta/events", 403);
        refused("POST", with(keyOf("alpha")), "/triggers/beta/subscribe", 403);
        with(keyOf("alpha")).body("{}").post("/sources/alpha/events").then().statusCode(202);
    }

    @Test
    void a_key_that_is_limited_to_a_source_starts_actions_that_are_about_it_alone() {
        with(keyOf("alpha"))
                .body("{\"source\":\"alpha\"}")
                .post("/actions/events-publish")
                .then()
                .statusCode(202);
        refused("POST", with(keyOf("alpha")).body("{\"source\":\"beta\"}"), "/actions/events-publish", 403);
        refused("POST", with(keyOf("alpha")).body("{\"source\":\"nope\"}"), "/actions/events-publish", 403);
        refused("POST", with(keyOf("alpha")).body("{\"source\":\"beta\"}"), "/actions/events-await", 403);
        for (String action : List.of("files-list", "files-read", "files-write", "files-move", "files-archive")) {
            String input = "{\"source\":\"inbox\""
                    + switch (action) {
                        case "files-list" -> "}";
                        case "files-read" -> ",\"path\":\"a\"}";
                        case "files-write" -> ",\"path\":\"a\",\"content\":\"x\"}";
                        case "files-move" -> ",\"path\":\"a\",\"to\":\"b\"}";
                        default -> ",\"to\":\"b.zip\"}";
                    };
            refused("POST", with(keyOf("alpha")).body(input), "/actions/" + action, 403)
                    .then()
                    .body("right", is("act"));
        }
        // These tell no source, so that nobody with a limited key may start them.
        refused(
                "POST",
                with(keyOf("alpha")).body("{\"method\":\"GET\",\"url\":\"http://localhost:9/\"}"),
                "/actions/http-call",
                403);
        refused("POST", with(keyOf("alpha")).body("{\"to\":\"Ada\",\"pages\":1}"), "/actions/signed-letter", 403);
        // What cannot be started anyway may be told.
        refused("POST", with(keyOf("alpha")).body("{\"source\":17}"), "/actions/events-publish", 400);
        refused("POST", with(keyOf("alpha")).body("{}"), "/actions/none", 404);
        with(keyOf("alpha")).get("/actions").then().statusCode(200);
        refused("GET", with(keyOf("alpha")), "/operations", 403);
    }

    @Test
    void a_key_that_is_limited_to_a_source_ends_no_subscription_of_another() {
        String id = with(keyOf("owner"))
                .body("http://localhost:9/beta")
                .post("/triggers/beta/subscribe")
                .path("id");
        with(keyOf("alpha"))
                .body("{\"id\":\"" + id + "\"}")
                .post("/triggers/alpha/unsubscribe")
                .then()
                .statusCode(204);
        refused("DELETE", with(keyOf("alpha")), "/subscriptions/" + id, 403);
        with(keyOf("owner")).get("/subscriptions/{id}", id).then().body("state", is("active"));
        with(keyOf("owner")).delete("/subscriptions/{id}", id).then().statusCode(204);
    }

    @Test
    void who_has_no_token_of_an_upload_is_not_told_which_sources_there_are() {
        for (String source : List.of("inbox", "alpha", "nope")) {
            String told = refused("PATCH", given(), "/sources/" + source + "/files/a?upload=x&length=3&token=x", 404)
                    .asString();
            assertThat(told).contains("unknown-upload").doesNotContain("known\":", "beta");
        }
    }

    @Test
    void the_token_alone_is_the_right_to_end_a_subscription() {
        for (String key : List.of("", "wrong-key-0123456789", keyOf("only-poll"))) {
            String link = subscribe();
            given().header("x-api-key", key).delete(link).then().statusCode(204);
            given().delete(link).then().statusCode(204);
        }
        String link = subscribe();
        with(keyOf("owner"))
                .delete(link.replaceAll("token=.*", "token=wrong"))
                .then()
                .statusCode(404);
        given().delete(link.replaceAll("\\?.*", "")).then().statusCode(401);
        given().get(link).then().statusCode(200).body("state", is("active"));
        given().delete(link).then().statusCode(204);
    }

    @Test
    void the_token_alone_is_the_right_to_change_the_secret() {
        String link = subscribe();
        String rotate = link.replace("?", "/rotate-secret?");
        given().post(rotate).then().statusCode(200).body("secret", startsWith("whsec_"));
        with(keyOf("owner"))
                .post(rotate.replaceAll("token=.*", "token=wrong"))
                .then()
                .statusCode(404);
        given().post(rotate.replaceAll("\\?.*", "")).then().statusCode(401);
        given().delete(link).then().statusCode(204);
        given().post(rotate).then().statusCode(409).body("type", is("urn:bellhop:problem:subscription-ended"));
    }

    @Test
    void the_token_alone_is_the_right_to_manage_the_subscription() {
        String link = subscribe();
        for (String path : List.of("/pause", "/resume", "/replay", "/test")) {
            String managing = link.replace("?", path + "?");
            given().body("{\"startFrom\":\"now\"}").post(managing).then().statusCode(200);
            refused("POST", given(), managing.replaceAll("\\?.*", ""), 401);
            refused("POST", with(keyOf("owner")), managing.replaceAll("token=.*", "token=wrong"), 404);
        }
        given().get(link.replace("?", "/attempts?")).then().statusCode(200).body("value.outcome", hasItem("test"));
        given().body("{\"ordered\":true}").patch(link).then().statusCode(200).body("ordered", is(true));
        refused("PATCH", given(), link.replaceAll("\\?.*", ""), 401);
        refused("PATCH", with(keyOf("owner")), link.replaceAll("token=.*", "token=wrong"), 404);
        refused("GET", with(keyOf("owner")), link.replaceAll("\\?.*", "/attempts?token=wrong"), 404);
        given().delete(link).then().statusCode(204);
    }

    @Test
    void writing_a_file_needs_the_right_to_publish_beside_the_one_to_files() {
        for (String key : List.of("only-files", "only-publish", "not-files", "not-publish")) {
            refused("PUT", with(keyOf(key)).body("x"), "/sources/inbox/files/right.txt", 403);
        }
        refused("PUT", given().body("x"), "/sources/inbox/files/right.txt", 401);
        with(keyOf("owner"))
                .body("x")
                .put("/sources/inbox/files/right.txt")
                .then()
                .statusCode(201)
                .header("Location", is(ServerMode.PUBLIC_URL + "/sources/inbox/files/right.txt"));
    }

    @Test
    void a_refusal_does_not_tell_what_there_is() {
        String known = given().get("/sources/alpha").asString();
        assertThat(given().get("/sources/nope").asString()).isEqualTo(known);
        assertThat(given().get("/subscriptions/nope").asString()).isEqualTo(known);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:9/",
                "http://10.1.2.3/",
                "http://[::1]:9/",
                "http://example.org/",
                "https://127.0.0.1/",
                "https://169.254.169.254/"
            })
    void only_public_https_and_what_is_allowed_can_be_a_callback(String callback) {
        with(keyOf("owner"))
                .body(callback)
                .post("/triggers/alpha/subscribe")
                .then()
                .statusCode(400)
                .body("type", is("urn:bellhop:problem:callback-refused"));
    }

    /** The link without what the proxy in front adds. */
    private static String subscribe() {
        String location = with(keyOf("only-subscribe"))
                .body("http://localhost:9/alpha")
                .post("/triggers/alpha/subscribe")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        return location.substring(ServerMode.PUBLIC_URL.length());
    }

    private static Response refused(String method, RequestSpecification caller, String path, int status) {
        Response answer =
                caller.urlEncodingEnabled(false).redirects().follow(false).request(method, path);
        answer.then().statusCode(status).contentType(PROBLEM);
        return answer;
    }

    private static RequestSpecification with(String key) {
        return given().header("x-api-key", key);
    }
}
