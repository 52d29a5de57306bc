package dev.bellhop.journey;

import static dev.bellhop.journey.ServerMode.PER_CALLER_MAX;
import static dev.bellhop.journey.ServerMode.keyOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.stringContainsInOrder;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whose subscriptions are, and how many one caller may have. */
@QuarkusTest
@TestProfile(ServerMode.class)
class OwnersJourneyTest {

    @Test
    void a_caller_has_so_many_subscriptions_and_is_told_what_to_do() {
        try (Receiver receiver = new Receiver()) {
            List<Response> made = new ArrayList<>(IntStream.range(0, PER_CALLER_MAX)
                    .mapToObj(n -> subscribe(n % 2 == 0 ? "alpha" : "beta", "collector", receiver.url("/" + n), ""))
                    .toList());
            assertThat(made).allSatisfy(answer -> answer.then().statusCode(201).body("owner", is("collector")));

            // Not even asked: whoever is full must not make Bellhop call out.
            subscribe("alpha", "collector", receiver.url("/more"), ",\"handshake\":\"cloudevents\"")
                    .then()
                    .statusCode(409)
                    .contentType("application/problem+json")
                    .body(
                            "type",
                            is("urn:bellhop:problem:too-many-subscriptions"),
                            "detail",
                            stringContainsInOrder(
                                    "collector has " + PER_CALLER_MAX,
                                    "bellhop.subscriptions.per-caller-max",
                                    "unsub"));
            assertThat(receiver.received()).isEmpty();

            String again =
                    subscribe("alpha", "collector", receiver.url("/0"), "").path("id");
            assertThat(again).isEqualTo(made.getFirst().path("id"));
            Response others = subscribe("alpha", "only-subscribe", receiver.url("/other"), "");
            others.then().statusCode(201).body("owner", is("only-subscribe"));
            made.add(others);

            delete(made.removeFirst());
            Response room = subscribe("beta", "collector", receiver.url("/more"), "");
            room.then().statusCode(201);
            made.add(room);
            made.forEach(OwnersJourneyTest::delete);
        }
    }

    private static Response subscribe(String source, String caller, String url, String more) {
        return Calls.sending("application/json", "{\"callbackUrl\":\"" + url + "\"" + more + "}")
                .header("x-api-key", keyOf(caller))
                .post("/triggers/{source}/subscribe", source);
    }

    private static void delete(Response made) {
        String path = made.header("Location").substring(ServerMode.PUBLIC_URL.length());
        Calls.engine().delete(path).then().statusCode(204);
    }
}
