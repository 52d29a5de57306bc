package dev.bellhop.journey;

import static dev.bellhop.journey.ServerMode.PUBLIC_URL;
import static dev.bellhop.journey.ServerMode.keyOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Every absolute URL begins as configured, whatever a caller claims; a proxy in front takes the prefix away again. */
@QuarkusTest
@TestProfile(ServerMode.class)
class PublicUrlJourneyTest {

    @Inject
    Clockwork clockwork;

    @TestHTTPResource("/")
    URL url;

    @ConfigProperty(name = "bellhop.sources.inbox.directory")
    Path inbox;

    @Test
    void a_location_is_followed_through_the_proxy() {
        String location = owner().get("/triggers/alpha/poll").header("Location");
        assertThat(location).startsWith(PUBLIC_URL + "/triggers/alpha/poll?triggerState=");
        owner().contentType("application/json")
                .body("{\"n\":1}")
                .post("/sources/alpha/events")
                .then()
                .statusCode(202);
        Response event = throughProxy(location);
        event.then().statusCode(200);
        assertThat(event.header("Location")).startsWith(PUBLIC_URL + "/triggers/alpha/poll?triggerState=");
        throughProxy(event.header("Location")).then().statusCode(202);
    }

    @Test
    void the_link_of_a_page_is_followed_through_the_proxy() {
        for (int i = 0; i < 2; i++) {
            owner().contentType("application/json").body("1").post("/sources/beta/events");
        }
        String next = owner().get("/sources/beta/events?limit=1").path("nextLink");
        assertThat(next).startsWith(PUBLIC_URL + "/sources/beta/events?");
        throughProxy(next).then().statusCode(200);
    }

    @Test
    void links_in_events_and_in_callbacks_begin_the_same_way() throws IOException {
        try (Receiver receiver = new Receiver()) {
            String ends = owner().body(receiver.url("/"))
                    .post("/triggers/inbox/subscribe")
                    .header("Location");
            assertThat(ends).startsWith(PUBLIC_URL + "/subscriptions/");
            Files.writeString(inbox.resolve("linked.txt"), "content");
            clockwork.tickUntil(() -> !receiver.received().isEmpty());
            String contentUrl =
                    JsonPath.from(receiver.received().getFirst().text()).get("data.contentUrl");
            assertThat(contentUrl).startsWith(PUBLIC_URL + "/sources/inbox/files/linked.txt?version=");
            assertThat(throughProxy(contentUrl).asString()).isEqualTo("content");
        }
    }

    @Test
    void what_the_caller_says_about_hosts_changes_nothing() throws IOException {
        String request = "GET /triggers/alpha/poll HTTP/1.1\r\nHost: evil.example\r\nx-api-key: " + keyOf("owner")
                + "\r\nForwarded: host=evil.example;proto=http\r\nX-Forwarded-Host: evil.example\r\n"
                + "X-Forwarded-Proto: http\r\nX-Forwarded-Prefix: /evil\r\n\r\n";
        RawHttp.Answer answer = RawHttp.send(url.getPort(), request);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location").orElseThrow()).startsWith(PUBLIC_URL + "/triggers/alpha/poll?");
    }

    @Test
    void a_page_from_elsewhere_may_do_what_its_key_allows() {
        owner().header("Origin", "https://portal.example")
                .body("{}")
                .post("/sources/alpha/events")
                .then()
                .statusCode(202);
    }

    private static Response throughProxy(String location) {
        assertThat(location).startsWith(PUBLIC_URL);
        return owner().urlEncodingEnabled(false).get(location.substring(PUBLIC_URL.length()));
    }

    private static RequestSpecification owner() {
        return given().header("x-api-key", keyOf("owner"));
    }
}
