package dev.bellhop.journey;

import static dev.bellhop.journey.ServerMode.keyOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.bellhop.testing.LogEar;
import dev.bellhop.testing.TestIssuer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who shows a bearer token of the issuer may do what its roles allow, and everything else is refused with a reason. */
@QuarkusTest
@TestProfile(OidcMode.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TokensJourneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String POLL = "/triggers/alpha/poll";
    private static final List<String> HEALTH = List.of("/q/health", "/q/health/ready");

    TestIssuer issuer;

    @BeforeEach
    void reach_the_issuer() throws IOException {
        issuer.failKeys(false);
    }

    @Test
    @Order(1)
    void while_the_issuer_is_away_keys_work_and_tokens_are_told_to_come_back() throws IOException {
        // given that Bellhop started without its issuer
        String token = issuer.token("bellhop.poll");
        for (int i = 0; i < 3; i++) {
            refused(503, "issuer-unavailable", bearer(token).get(POLL)).body("detail", containsString("issuer"));
            assertThat(Integer.parseInt(bearer(token).get(POLL).header("Retry-After")))
                    .isBetween(1, 6);
        }
        with(keyOf("only-poll")).get(POLL).then().statusCode(202);
        bearer(token).header("x-api-key", keyOf("only-poll")).get(POLL).then().statusCode(202);
        String link = subscribe();
        bearer(token).delete(link).then().statusCode(204);
        HEALTH.forEach(path -> bearer(token).get(path).then().statusCode(200));
        // when it has a discovery document, but no keys yet
        issuer.failKeys(true);
        issuer.start();
        refused(503, "issuer-unavailable", bearer(token).get(POLL));
        // then it works as soon as it has them, without a restart
        issuer.failKeys(false);
        await().atMost(PATIENCE)
                .untilAsserted(() -> bearer(token).get(POLL).then().statusCode(202));
    }

    @ParameterizedTest
    @ValueSource(strings = {"poll", "publish", "files", "subscribe", "operate"})
    void a_role_of_bellhop_gives_its_right_and_no_other(String right) {
        Map<String, Integer> wanted =
                new HashMap<>(Map.of("poll", 403, "publish", 403, "files", 403, "subscribe", 403, "operate", 403));
        wanted.put(right, 200);
        RequestSpecification caller = bearer(issuer.token("bellhop." + right, "bellhop.nothing", "unknown"));
        assertThat(Map.of(
                                "poll", caller.get("/sources"),
                                "publish", caller.body("{}").post("/sources/alpha/events"),
                                "files", caller.get("/sources/inbox/files"),
                                "subscribe", caller.body("{}").post("/triggers/alpha/unsubscribe"),
                                "operate", caller.get("/q/metrics"))
                        .entrySet())
                .allSatisfy(answer -> assertThat(
                                answer.getValue().statusCode() < 300
                                        ? 200
                                        : answer.getValue().statusCode())
                        .as(answer.getKey())
                        .isEqualTo(wanted.get(answer.getKey())));
    }

    @Test
    void a_configured_role_gives_its_rights_for_its_sources() {
        RequestSpecification reader = bearer(issuer.token("reader"));
        reader.get(POLL).then().statusCode(202);
        refused(403, "forbidden", reader.body("{}").post("/sources/alpha/events"))
                .body("right", is("publish"));
        RequestSpecification team = bearer(issuer.token("Alpha Team"));
        team.get("/sources").then().statusCode(200).body("value.name", is(List.of("alpha")));
        team.body("{}").post("/sources/alpha/events").then().statusCode(202);
        refused(403, "forbidden", team.get("/triggers/beta/poll"));
        refused(403, "forbidden", team.get("/subscriptions"));
        // Roles add up, and none limits another.
        RequestSpecification both = bearer(issuer.token("Alpha Team", "reader"));
        both.get("/triggers/beta/poll").then().statusCode(202);
        refused(403, "forbidden", both.body("{}").post("/sources/beta/events"));
    }

    @Test
    void a_token_without_a_role_is_known_and_may_nothing() {
        refused(403, "forbidden", bearer(issuer.token()).get(POLL));
        refused(403, "forbidden", bearer(issuer.token(absent("roles"))).get(POLL));
        bearer(issuer.token()).get("/q/openapi").then().statusCode(200);
        refused(401, "unauthorized", given().get("/q/openapi"));
    }

    @Test
    void without_a_credential_both_ways_in_are_named() {
        for (String header : List.of("", "Bearer", "Bearer  ", "Basic dXNlcjpwYXNzd29yZA==", "Nonsense")) {
            refused(401, "unauthorized", given().header("Authorization", header).get(POLL))
                    .header("WWW-Authenticate", "ApiKey realm=\"Bellhop\", Bearer realm=\"Bellhop\"");
        }
    }

    @Test
    void a_bad_token_is_refused_with_the_reason() {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> good = claims(Map.of());
        refused("it has expired (exp)", issuer.token(poll("exp", now - 120)));
        refused("it does not say when it expires (exp)", issuer.token(poll("exp", null)));
        refused("its claims are malformed, or contradict", issuer.token(poll("iat", now + 700)));
        refused("it is not valid yet (nbf)", issuer.token(poll("nbf", now + 300)));
        refused("its audience (aud) is not in", issuer.token(poll("aud", "api://other")));
        refused("its audience (aud) is not in", issuer.token(poll("aud", null)));
        refused("it is of another issuer (iss)", issuer.token(poll("iss", "https://sts.windows.net/tenant/")));
        refused("it is of another issuer (iss)", issuer.token(poll("iss", null)));
        refused("its signature is wrong", issuer.token("bellhop.poll").replaceAll("\\.[^.]*$", ".AAAA"));
        refused("it is not a signed JWT", issuer.withoutSignature(good, ""));
        refused("its signature algorithm is not accepted", issuer.withoutSignature(good, "AAAA"));
        refused("its signature algorithm is not accepted", issuer.signedWithPublicKey(good));
        refused("a key that the issuer does not publish", issuer.signed("of-somebody-else", good));
        for (String garbage : List.of("garbage", "a.b", "...", "e30.e30.", "a.b.c.d.e", "{}", "Bearer x", "a.b.ü")) {
            refused("it is not a signed JWT", garbage);
        }
        List<String> parts = List.of("a", "e30", "W10", "Nw", "bnVsbA", "ImEi", "e30x", "_-", "x".repeat(5_000));
        for (String head : parts) {
            for (String body : parts) {
                refused("", head + '.' + body + ".AAAA");
            }
        }
        refused("it names nobody", issuer.token(new HashMap<>() {
            {
                putAll(poll("sub", null));
                put("azp", null);
            }
        }));
    }

    @Test
    void clocks_may_differ_a_little_and_audiences_be_many() {
        long now = Instant.now().getEpochSecond();
        for (String token : List.of(
                issuer.token(poll("exp", now - 20)),
                issuer.token(poll("nbf", now + 20)),
                issuer.token(poll("aud", List.of("x", TestIssuer.AUDIENCE))),
                issuer.token(poll("aud", "something-else")))) {
            bearer(token).get(POLL).then().statusCode(202);
        }
        given().header("Authorization", "bearer " + issuer.token("bellhop.poll"))
                .get(POLL)
                .then()
                .statusCode(202);
    }

    @Test
    void new_keys_are_fetched_when_the_issuer_rotates_them() {
        String token = issuer.signed("second", claims(Map.of()));
        refused("a key that the issuer does not publish", token);
        issuer.publish("second");
        await().atMost(PATIENCE)
                .untilAsserted(() -> bearer(token).get(POLL).then().statusCode(202));
        bearer(issuer.token("bellhop.poll")).get(POLL).then().statusCode(202);
    }

    @Test
    void while_the_issuer_is_away_known_keys_go_on_and_new_ones_are_told_to_come_back() throws IOException {
        String token = issuer.signed("third", claims(Map.of()));
        issuer.publish("third");
        issuer.stop();
        // Twice: only the first one makes Bellhop ask.
        for (int i = 0; i < 2; i++) {
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            refused(503, "issuer-unavailable", bearer(token).get(POLL)));
            bearer(issuer.token("bellhop.poll")).get(POLL).then().statusCode(202);
        }
        issuer.start();
        await().atMost(PATIENCE)
                .untilAsserted(() -> bearer(token).get(POLL).then().statusCode(202));
    }

    @Test
    void a_good_key_suffices_and_a_bad_one_spoils_no_token() {
        String good = issuer.token("bellhop.poll");
        String bad = issuer.token(poll("aud", "other"));
        bearer(bad).header("x-api-key", keyOf("only-poll")).get(POLL).then().statusCode(202);
        bearer(good)
                .header("x-api-key", "wrong-key-0123456789")
                .get(POLL)
                .then()
                .statusCode(202);
        // The key is what counts, not what is better.
        refused(
                403,
                "forbidden",
                bearer(good).header("x-api-key", keyOf("not-poll")).get(POLL));
        refused(
                401,
                "invalid-token",
                bearer(bad).header("x-api-key", "wrong-key-0123456789").get(POLL));
    }

    @Test
    void nothing_in_the_header_spoils_the_url_of_a_subscription_or_health() {
        String bad = issuer.token(poll("aud", "other"));
        for (String header : List.of("Bearer " + bad, "Bearer garbage", "Basic dXNlcjpwYXNzd29yZA==", "Nonsense")) {
            String link = subscribe();
            given().header("Authorization", header).get(link).then().statusCode(200);
            given().header("Authorization", header).delete(link).then().statusCode(204);
            HEALTH.forEach(path ->
                    given().header("Authorization", header).get(path).then().statusCode(200));
        }
        String link = subscribe().replaceAll("token=.*", "token=wrong");
        refused(
                404,
                "unknown-subscription",
                bearer(issuer.token("bellhop.operate")).get(link));
    }

    @Test
    void bodies_arrive_whole_while_a_token_is_checked() {
        String large = "{\"text\":\"" + "x".repeat(500_000) + "\"}";
        RequestSpecification caller = bearer(issuer.token("bellhop.publish"));
        caller.body(large).post("/sources/alpha/events").then().statusCode(202);
        refused(
                413,
                "body-too-large",
                bearer(issuer.token("bellhop.publish"))
                        .body("x".repeat(1_100_000))
                        .post("/sources/alpha/events"));
        bearer(issuer.token("bellhop.publish", "bellhop.files"))
                .body(large)
                .put("/sources/inbox/files/by-token.json")
                .then()
                .statusCode(201);
    }

    @Test
    void requests_on_one_connection_share_no_token() throws IOException {
        String poll = "GET " + POLL + " HTTP/1.1\r\nHost: localhost\r\n";
        String token = "Authorization: Bearer " + issuer.token("bellhop.poll") + "\r\n";
        String all = poll + "\r\n" + poll + token + "\r\n" + poll + "\r\n" + poll + token + "\r\n" + poll
                + "Connection: close\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(all.getBytes(StandardCharsets.UTF_8));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(Stream.of(answers.split("(?=HTTP/1\\.1 )")).map(answer -> answer.substring(9, 12)))
                    .containsExactly("401", "202", "401", "202", "401");
        }
    }

    @Test
    void a_change_is_in_the_audit_with_the_name_of_the_holder() {
        List<String> lines = new ArrayList<>();
        try (LogEar ear = new LogEar("dev.bellhop.audit")) {
            for (Map<String, Object> who : List.of(
                    Map.<String, Object>of("preferred_username", "ann@example.org"),
                    Map.<String, Object>of("azp", "an app\ncaller=owner"))) {
                Map<String, Object> claims = new HashMap<>(who);
                claims.put("roles", List.of("bellhop.subscribe"));
                bearer(issuer.token(claims))
                        .body("http://localhost:9/audit")
                        .post("/triggers/alpha/unsubscribe")
                        .then()
                        .statusCode(204);
            }
            lines.addAll(ear.heard());
        }
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).contains("caller=bearer:ann@example.org/4f1c method=POST");
        assertThat(lines.getLast()).contains("caller=bearer:an%20app%0Acaller%3Downer/4f1c method=POST");
    }

    @Test
    void the_holder_of_a_token_named_like_a_key_is_another_owner() {
        Map<String, Object> claims = Map.of("sub", "owner", "azp", "owner", "roles", List.of("bellhop.subscribe"));
        bearer(issuer.token(claims))
                .body("http://localhost:9/named-like-a-key")
                .post("/triggers/alpha/subscribe")
                .then()
                .statusCode(201)
                .body("owner", is("bearer:owner"));
    }

    @Test
    void no_token_is_ever_logged_or_repeated() {
        List<String> seen = new ArrayList<>();
        List<String> tokens = List.of(
                issuer.token("bellhop.poll"),
                issuer.token(poll("exp", 1)),
                issuer.signed("fourth", claims(Map.of())),
                issuer.withoutSignature(claims(Map.of()), "AAAA"),
                "canary-token");
        try (LogEar ear = new LogEar("dev.bellhop")) {
            tokens.forEach(token -> seen.add(bearer(token).get(POLL).asString()));
            seen.addAll(ear.heard());
        }
        seen.add(with(keyOf("owner")).get("/q/metrics").asString());
        assertThat(tokens)
                .allSatisfy(token -> assertThat(seen)
                        .noneMatch(text ->
                                text.contains(token.substring(token.lastIndexOf('.') + 1)) && !token.endsWith("."))
                        .noneMatch(text -> text.contains(token.split("\\.")[token.split("\\.").length > 1 ? 1 : 0])));
    }

    private static Map<String, Object> absent(String claim) {
        Map<String, Object> claims = new HashMap<>();
        claims.put(claim, null);
        return claims;
    }

    /** Claims that allow to poll, but for one. */
    private static Map<String, Object> poll(String claim, Object value) {
        Map<String, Object> claims = absent(claim);
        claims.put(claim, value);
        claims.put("roles", List.of("bellhop.poll"));
        return claims;
    }

    private Map<String, Object> claims(Map<String, Object> others) {
        Map<String, Object> claims = issuer.claims(others);
        claims.put("roles", List.of("bellhop.poll"));
        return claims;
    }

    private void refused(String reason, String token) {
        refused(401, "invalid-token", bearer(token).get(POLL))
                .body("detail", containsString(reason), "error", is("invalid_token"))
                .header(
                        "WWW-Authenticate",
                        containsString("Bearer realm=\"Bellhop\", error=\"invalid_token\", error_des"));
    }

    private static ValidatableResponse refused(int status, String type, Response answer) {
        return answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", is("urn:bellhop:problem:" + type));
    }

    private static String subscribe() {
        return with(keyOf("only-subscribe"))
                .body("http://localhost:9/alpha")
                .post("/triggers/alpha/subscribe")
                .then()
                .statusCode(201)
                .extract()
                .header("Location")
                .substring(ServerMode.PUBLIC_URL.length());
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private static RequestSpecification with(String key) {
        return given().header("x-api-key", key);
    }
}
