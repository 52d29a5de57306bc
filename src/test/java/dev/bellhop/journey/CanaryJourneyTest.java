package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.testing.LogEar;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Secrets with a mark in them go in; then the mark is looked for everywhere, and is found nowhere. */
@QuarkusTest
@TestProfile(LocalMode.class)
class CanaryJourneyTest {

    private static final String MARK = "CanaryThatSingsAloud";
    private static final String SECRET =
            "whsec_" + Base64.getEncoder().encodeToString((MARK + "-and-more").getBytes(StandardCharsets.US_ASCII));

    /** The mark and whatever is needed to make a seed of 32 bytes. */
    private static final String SEED =
            "whsk_" + Base64.getEncoder().encodeToString((MARK + "-in-a-seed--").getBytes(StandardCharsets.US_ASCII));

    @Inject
    Clockwork clockwork;

    @ConfigProperty(name = "bellhop.data")
    Path data;

    private final Queue<String> served = new ConcurrentLinkedQueue<>();
    private final List<LogEar> ears = new ArrayList<>();

    /** At their lowest level; not the client that this test calls with, which says everything. */
    @BeforeEach
    void listen() {
        for (String name : List.of("dev.bellhop", "io", "org.jboss", "org.sqlite", "org.flywaydb", "com", "java")) {
            ears.add(new LogEar(name));
        }
    }

    @AfterEach
    void stop_listening() {
        ears.forEach(LogEar::close);
    }

    @Test
    void a_callback_url_and_a_secret_are_seen_by_nobody_but_the_callback() throws IOException {
        Set<String> hidden = new HashSet<>(Set.of(MARK, SECRET, SECRET.substring("whsec_".length())));
        try (Receiver good = new Receiver();
                Receiver bad = new Receiver();
                Receiver gone = new Receiver();
                Receiver service = new Receiver()) {
            bad.answer(any -> "400 " + MARK);
            gone.answer(any -> "410 Gone");
            for (Receiver receiver : List.of(good, bad, gone)) {
                hidden.add(subscribe(receiver.url("/" + MARK + "?sig=" + MARK)));
            }
            hidden.add(subscribe("http://localhost:9/?sig=" + MARK));
            hidden.add(subscribe("https://" + "no-such-host.invalid/?sig=" + MARK));
            hidden.add(SEED);
            hidden.add(SEED.substring("whsk_".length(), SEED.length() - 2));
            hidden.addAll(rotate(Calls.active("canary")));
            for (String action : List.of("signed-letter", "files-list")) {
                hidden.add(act(action, bad.url("/" + MARK + "?sig=" + MARK)));
            }
            call(service.url("/" + MARK + "?sig=" + MARK));
            assertThat(service.received().getFirst().header("x-key")).hasValue(MARK);
            provokeProblems(bad);
            Calls.publishNumbers("canary", 3);
            clockwork.tickUntil(() -> good.received().size() == 3 && letters() >= 5 && deadResults() > 0);
            assertThat(good.received().getFirst().requestLine()).contains(MARK);
            assertThat(good.received().getFirst().header("x-key")).hasValue(MARK);
            look();
        }
        List<String> logged = ears.stream().flatMap(ear -> ear.heard().stream()).toList();
        for (String secret : hidden) {
            assertThat(served).noneMatch(text -> text.contains(secret));
            assertThat(logged).noneMatch(line -> line.contains(secret));
            assertThat(filesWith(secret)).isEmpty();
        }
        assertThat(logged).as("the ear works").anyMatch(line -> line.contains("delivery attempt failed"));
        assertThat(logged).as("the audit was heard").anyMatch(line -> line.contains("caller=token method=POST"));
    }

    /** Returns the token. */
    private static String subscribe(String callback) {
        String location = given().contentType("application/json")
                .body("{\"callbackUrl\":\"" + callback + "\",\"secret\":\"" + SECRET + "\",\"headers\":{\"x-key\":\""
                        + MARK + "\"}}")
                .post("/triggers/canary/subscribe")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        // A change that the token allows, which must not show it.
        given().post(location.replace("?", "/resume?")).then().statusCode(200);
        return location.substring(location.indexOf("token=") + "token=".length());
    }

    /** A webhook action that waits, or one that is over and whose callback is refused. Returns the token. */
    private String act(String action, String callback) {
        String input = action.equals("files-list") ? "{\"source\":\"inbox\"}" : "{\"to\":\"Ada\",\"pages\":1}";
        String location = given().body(
                        "{\"callbackUrl\":\"" + callback + "\",\"secret\":\"" + SECRET + "\",\"input\":" + input + '}')
                .post("/actions/" + action + "/subscribe")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        keep(given().body("{\"callbackUrl\":\"" + callback + "\",\"secret\":\"" + MARK + "\"}")
                .post("/actions/" + action + "/subscribe"));
        keep(given().body("{\"callbackUrl\":\"" + callback + "\",\"input\":{\"" + MARK.length() + "\":1}}")
                .post("/actions/" + action + "/subscribe"));
        return location.substring(location.indexOf("token=") + "token=".length());
    }

    /** Calls a service with a secret in every place where one may be. */
    private void call(String url) {
        String input = "{\"method\":\"POST\",\"url\":\"" + url + "\",\"headers\":{\"x-key\":\"" + MARK
                + "\"},\"body\":{\"password\":\"" + MARK + "\"}}";
        Response called = given().header("Prefer", "wait=30").body(input).post("/actions/http-call");
        called.then().statusCode(200);
        String location = called.header("Location");
        keep(given().get(location));
        keep(given().get(location.replace("?", "/history?")));
        String id = location.replaceAll(".*/operations/([^?]+)[?].*", "$1");
        keep(given().get("/runtime/webhooks/durabletask/instances/" + id + "?showInput=true&showHistory=true"));
    }

    private static int deadResults() {
        return given().get("/operations?callback=dead&action=files-list").path("value.size()");
    }

    /** To a given key pair, a made secret and a made key pair. Returns what was shown once. */
    private List<String> rotate(List<String> ids) {
        List<String> shown = new ArrayList<>();
        for (String id : ids) {
            for (String body : List.of("{\"secret\":\"" + SEED + "\"}", "{\"secret\":\"ed25519\"}")) {
                keep(given().body(body).post("/subscriptions/{id}/rotate-secret", id));
            }
            shown.add(given().body("{\"secret\":true}")
                    .post("/subscriptions/{id}/rotate-secret", id)
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("secret"));
            for (String body : List.of(
                    "{\"secret\":\"" + SEED + "x\"}",
                    "{\"" + MARK + "\":1}",
                    "{\"overlapHours\":\"" + MARK + "\"}",
                    MARK)) {
                Response refused = given().body(body).post("/subscriptions/{id}/rotate-secret", id);
                refused.then().statusCode(400);
                keep(refused);
            }
        }
        return shown;
    }

    private void provokeProblems(Receiver declining) {
        for (String body : List.of(
                "http://10.0.0.1/?sig=" + MARK,
                "ftp://localhost/" + MARK,
                "http://user:" + MARK + "@localhost/",
                "http://local host/" + MARK,
                "{\"callbackUrl\":\"http://localhost:9/" + MARK + "\"",
                "{\"callbackUrl\":\"http://localhost:9/" + MARK + "\",\"filter\":\"x =\"}",
                "{\"callbackUrl\":\"http://localhost:9/\",\"headers\":{\"x-key\":\"" + MARK + "\u00e4\"}}",
                "{\"callbackUrl\":\"http://localhost:9/\",\"headers\":{\"webhook-id\":\"" + MARK + "\"}}",
                "{\"callbackUrl\":\"http://localhost:9/\",\"rate\":\"" + MARK + "\"}",
                "{\"callbackUrl\":\"http://localhost:9/\",\"secret\":\"" + MARK + "\"}")) {
            Response refused =
                    given().contentType("application/json").body(body).post("/triggers/canary/subscribe");
            refused.then().statusCode(400);
            keep(refused);
        }
        for (String handshake : List.of("cloudevents", "event-grid")) {
            Response declined = given().body("{\"callbackUrl\":\"" + declining.url("/?sig=" + MARK)
                            + "\",\"headers\":{\"x-key\":\"" + MARK + "\"},\"handshake\":\"" + handshake + "\"}")
                    .post("/triggers/canary/subscribe");
            declined.then().statusCode(422);
            keep(declined);
        }
        keep(given().delete("/subscriptions/none?token=" + MARK));
        keep(given().get("/subscriptions/none?token=" + MARK));
        String durable = "/Runtime/webhooks/durabletask/";
        keep(given().get(durable + "instances/none?code=" + MARK));
        keep(given().get(durable + "instances?top=none&code=" + MARK));
        keep(given().body("{}").post(durable + "orchestrators/none?code=" + MARK));
    }

    /** Everything that shows anything of subscriptions and deliveries. */
    private void look() {
        for (String path : List.of(
                "/subscriptions?limit=1000",
                "/dead-letters?limit=1000",
                "/operations?limit=1000",
                "/operations?callback=dead",
                "/sources",
                "/sources/canary/events?limit=1000",
                "/triggers/canary/poll-batch?startFrom=beginning",
                "/q/metrics",
                "/q/health",
                "/q/openapi")) {
            keep(given().get(path));
        }
        List<String> ids =
                given().get("/subscriptions?limit=1000&source=canary").path("value.id");
        ids.forEach(this::manage);
        List<String> operations = given().get("/operations?limit=1000").path("value.id");
        operations.forEach(operation -> keep(given().get("/operations/{id}/history", operation)));
        keep(given().get("/sources/bellhop/events?limit=1000"));
        keep(given().body("{\"subscription\":\"none\"}").post("/dead-letters/discard"));
        keep(given().body("{}").post("/dead-letters/redrive"));
    }

    private void manage(String id) {
        keep(given().get("/subscriptions/{id}", id));
        for (String what : List.of("pause", "resume", "test")) {
            keep(given().post("/subscriptions/{id}/" + what, id));
        }
        keep(given().body("{\"headers\":{\"x-key\":\"" + MARK + "\"}}").patch("/subscriptions/{id}", id));
        keep(given().body("{\"startFrom\":\"" + MARK + "\"}").post("/subscriptions/{id}/replay", id));
        keep(given().get("/subscriptions/{id}/attempts", id));
    }

    private void keep(Response response) {
        served.add(response.getHeaders() + "\n" + response.asString());
    }

    private static int letters() {
        return given().get("/dead-letters?limit=1000").path("value.findAll { it.source == 'canary' }.size()");
    }

    private List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contents(file).contains(text))
                    .toList();
        }
    }

    private static String contents(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
