package dev.bellhop.journey;

import static dev.bellhop.journey.ServerMode.keyOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** In server mode a caller that asks too often is told when to come back, and nobody else is. */
@QuarkusTest
@TestProfile(ThrottleJourneyTest.Slow.class)
class ThrottleJourneyTest {

    /** More than come through, even if every request took half a second. */
    private static final int REQUESTS = 100;

    /** So slow that the test need not be fast. */
    public static final class Slow implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> config = new HashMap<>(new ServerMode().getConfigOverrides());
            config.put("bellhop.limits.keyless-requests-per-second", "1");
            config.put("bellhop.api-keys.only-poll.requests-per-second", "1");
            return config;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return new ServerMode().testResources();
        }
    }

    @TestHTTPResource("/")
    URL url;

    @Test
    void a_key_that_is_used_too_often_is_told_when_to_come_back() {
        refusal(() -> poll("only-poll"))
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", "1")
                .body(
                        "type",
                        is("urn:bellhop:problem:too-many-requests"),
                        "detail",
                        containsString("bellhop.limits.requests-per-second"));
        assertThat(poll("owner").statusCode()).isEqualTo(202);
    }

    @Test
    void a_created_key_has_a_rate_of_its_own_too() {
        for (String rate : List.of(",\"requestsPerSecond\":1", "")) {
            String key = given().header("x-api-key", keyOf("owner"))
                    .body("{\"name\":\"created\",\"rights\":[\"poll\"]" + rate + "}")
                    .post("/keys")
                    .path("key");
            Response last = refusal(() -> given().header("x-api-key", key).get("/triggers/alpha/poll"));
            assertThat(last.statusCode()).as(rate).isEqualTo(rate.isEmpty() ? 202 : 429);
            given().header("x-api-key", keyOf("owner"))
                    .delete("/keys/created")
                    .then()
                    .statusCode(204);
        }
    }

    @Test
    void who_tries_keys_is_slowed_down_but_not_who_has_one() {
        assertThat(refusal(() -> poll("guess")).statusCode()).isEqualTo(429);
        assertThat(poll("owner").statusCode()).isEqualTo(202);
    }

    @Test
    void a_token_where_none_is_of_use_makes_nobody_faster() {
        for (String path : List.of(
                "/sources?token=x",
                "/triggers/alpha/poll?token=x",
                "/subscriptions?token=x",
                "/q/metrics?token=x",
                "/runtime/webhooks/durabletask/instances/none?code=x",
                "/runtime/webhooks/durabletask/instances/none?token=x")) {
            assertThat(refusal(() -> given().get(path)).statusCode()).as(path).isEqualTo(429);
        }
    }

    @Test
    void health_is_always_told() {
        for (int i = 0; i < REQUESTS; i++) {
            given().get("/q/health/live").then().statusCode(200);
        }
    }

    @Test
    void the_url_of_a_subscription_is_not_held_up_by_guesses_from_the_same_address() {
        String location = given().header("x-api-key", keyOf("owner"))
                .body("http://localhost:9/throttled")
                .post("/triggers/alpha/subscribe")
                .header("Location");
        assertThat(refusal(() -> poll("guess")).statusCode()).isEqualTo(429);
        given().delete(location.substring(ServerMode.PUBLIC_URL.length()))
                .then()
                .statusCode(204);
    }

    @Test
    void the_links_of_an_instance_are_not_held_up_either() {
        String base = "/runtime/webhooks/durabletask";
        String status = given().header("x-api-key", keyOf("owner"))
                .body("{\"to\":\"Ada\",\"pages\":1}")
                .post(base + "/orchestrators/signed-letter")
                .path("statusQueryGetUri");
        assertThat(refusal(() -> given().get(base + "/instances?code=guess")).statusCode())
                .isEqualTo(429);
        for (int i = 0; i < 20; i++) {
            given().get(status.substring(ServerMode.PUBLIC_URL.length())).then().statusCode(202);
        }
        assertThat(given().get(base + "/instances?code=" + keyOf("owner")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_query_that_is_none_is_the_mistake_of_the_caller() throws IOException {
        for (String path : List.of("/sources?token=%", "/Runtime/webhooks/durabletask/instances?code=%")) {
            String request =
                    "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nx-api-key: " + keyOf("owner") + "\r\n\r\n";
            assertThat(RawHttp.send(url.getPort(), request).status()).as(path).isBetween(400, 499);
        }
    }

    private static Response refusal(Supplier<Response> request) {
        Response answer = request.get();
        for (int i = 0; i < REQUESTS && answer.statusCode() != 429; i++) {
            answer = request.get();
        }
        return answer;
    }

    private static Response poll(String key) {
        return given().header("x-api-key", keyOf(key)).get("/triggers/alpha/poll");
    }
}
