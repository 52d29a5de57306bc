package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.bellhop.testing.SeededRandom;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The main road on PostgreSQL, what only PostgreSQL stumbles over, and what a trusted proxy says. */
@QuarkusTest
@TestProfile(OnPostgres.class)
class PostgresJourneyTest {

    @Inject
    Clockwork clockwork;

    @TestHTTPResource("/")
    URL url;

    @ConfigProperty(name = "bellhop.sources.inbox.directory")
    Path inbox;

    @Test
    void a_file_reaches_a_polling_caller_and_a_callback_alike() throws IOException {
        try (Receiver receiver = new Receiver()) {
            String location = Calls.locationNow("inbox");
            given().body("{\"callbackUrl\":\"" + receiver.url("/") + "\",\"secret\":true}")
                    .post("/triggers/inbox/subscribe");
            Files.writeString(inbox.resolve("a.txt"), "x");
            Files.writeString(inbox.resolve("b.txt"), "y");
            clockwork.tickUntil(() -> receiver.received().size() == 2);
            assertThat(Calls.drain(location)).containsExactlyInAnyOrderElementsOf(receiver.ids());
        }
    }

    @Test
    void duplicates_are_known_and_dead_letters_are_driven_again() {
        String event = "{\"specversion\":\"1.0\",\"id\":\"e1\",\"source\":\"/s\",\"type\":\"t\",\"data\":\"\\u0000\"}";
        try (Receiver receiver = new Receiver()) {
            receiver.answer(any -> receiver.received().isEmpty() ? "400 No" : "200 OK");
            given().body(receiver.url("/"))
                    .post("/triggers/events/subscribe")
                    .then()
                    .statusCode(201);
            for (int accepted : new int[] {1, 0}) {
                Calls.sending("application/cloudevents+json", event)
                        .post("/sources/events/events")
                        .then()
                        .statusCode(202)
                        .body("accepted", is(accepted));
            }
            clockwork.tickUntil(
                    () -> given().get("/dead-letters").<List<?>>path("value").size() == 1);
            given().body("{\"ids\":[\"e1\"]}")
                    .post("/dead-letters/redrive")
                    .then()
                    .body("redriven", is(1));
            clockwork.tickUntil(() -> receiver.received().size() == 2);
            assertThat(receiver.ids()).containsExactly("e1", "e1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/subscriptions?source=%00",
                "/subscriptions?after=%00",
                "/subscriptions/%00",
                "/dead-letters?subscription=%00",
                "/subscriptions?source=%ED%A0%80",
                "/sources/%00",
                "/sources/inbox/files/%00"
            })
    void a_character_that_postgresql_cannot_keep_is_not_found(String path) {
        assertThat(Calls.engine().get(path).statusCode()).isIn(200, 400, 404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/triggers/events/unsubscribe | {\"id\":\"\\u0000\"}",
                "/triggers/events/unsubscribe | {\"callbackUrl\":\"\\u0000\"}",
                "/triggers/events/unsubscribe | {\"id\":\"\\ud800\"}",
                "/dead-letters/redrive | {\"ids\":[\"\\u0000\"]}",
                "/dead-letters/redrive | {\"ids\":[\"\\ud800\"]}",
                "/dead-letters/redrive | {\"subscription\":\"\\u0000\"}"
            })
    void nor_is_it_in_a_body(String path, String body) {
        assertThat(given().body(body).post(path).statusCode()).isIn(200, 204, 400);
    }

    @Test
    void a_workflow_may_have_a_very_long_name() {
        // Random, because PostgreSQL compresses what it puts into an index.
        String name = new Random(7)
                .ints(8_000, 'a', 'z')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        given().header("x-ms-workflow-id", name)
                .get("/triggers/polled/poll?startFrom=resume")
                .then()
                .statusCode(202);
        String id = given().header("x-ms-workflow-id", name)
                .body("http://localhost:9/long")
                .post("/triggers/polled/subscribe")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        given().header("x-ms-workflow-id", name)
                .post("/triggers/polled/unsubscribe")
                .then()
                .statusCode(204);
        given().get("/subscriptions/{id}", id).then().body("state", is("ended"));
    }

    @Test
    void nothing_that_a_caller_sends_is_answered_as_a_defect() {
        SeededRandom.check(1, random -> new Fuzz(random).run(url.getPort(), 1_000));
        given().get("/q/health").then().statusCode(200).body("status", is("UP"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Forwarded: proto=https;host=b.example:8443 | https://b.example:8443",
                "Forwarded: for=1.2.3.4;Proto=\"https\";HOST=\"b.example\", for=9.9.9.9;host=x | https://b.example",
                "X-Forwarded-Host: b.example | http://b.example",
                "X-Forwarded-Proto: https | https://127.0.0.9:1",
                "X-Forwarded-Host: [2001:db8::1]:8443 | http://[2001:db8::1]:8443",
                "X-Forwarded-Prefix: /pre/fix/ | http://127.0.0.9:1/pre/fix",
                "X-Forwarded-Port: 8443 | http://127.0.0.9:1",
                "X-Forwarded-Proto: javascript | http://127.0.0.9:1",
                "X-Forwarded-Host: a b<c> | http://127.0.0.9:1",
                "X-Forwarded-Host: user@b.example | http://127.0.0.9:1",
                "X-Forwarded-Prefix: //evil.example | http://127.0.0.9:1",
                "X-Forwarded-Prefix: /a?b | http://127.0.0.9:1",
                "X-Forwarded-Host: | http://127.0.0.9:1"
            })
    void a_trusted_proxy_says_how_the_caller_reached_it(String header, String base) throws IOException {
        String request = "GET /triggers/polled/poll HTTP/1.1\r\nHost: 127.0.0.9:1\r\n" + header + "\r\n\r\n";
        RawHttp.Answer answer = RawHttp.send(url.getPort(), request);
        assertThat(answer.header("Location")).get().asString().startsWith(base + "/triggers/polled/poll?triggerState=");
    }

    @Test
    void host_and_port_may_be_forwarded_apart() {
        Response answer = given().header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "b.example")
                .header("X-Forwarded-Port", "8443")
                .get("/triggers/polled/poll");
        answer.then().header("Location", containsString("https://b.example:8443/triggers/"));
    }
}
