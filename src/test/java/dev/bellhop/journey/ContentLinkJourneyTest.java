package dev.bellhop.journey;

import static dev.bellhop.journey.ServerMode.keyOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In server mode the link in an event can be followed by whoever was given the event. */
@QuarkusTest
@TestProfile(ServerMode.class)
class ContentLinkJourneyTest {

    private static final String FILE = "2026/a b & ü.txt";

    @Inject
    Clockwork clockwork;

    @ConfigProperty(name = "bellhop.sources.documents.directory")
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("2026"));
        for (String name : List.of(FILE, "other.txt")) {
            if (!Files.exists(folder.resolve(name))) {
                Files.writeString(folder.resolve(name), "content of " + name);
            }
        }
    }

    @Test
    void the_link_of_a_polled_event_needs_no_key() {
        String link = polled(FILE);

        follow(given(), link).statusCode(200).body(is("content of " + FILE));
        follow(given().header("Range", "bytes=0-6"), link).statusCode(206).body(is("content"));
        given().urlEncodingEnabled(false).head(local(link)).then().statusCode(200);
        follow(with("wrong-key-0123456789"), link).statusCode(200);
        follow(with(keyOf("only-act")), link).statusCode(200);
    }

    @Test
    void a_link_is_for_its_file_and_version_alone() {
        String link = polled(FILE);
        String other = polled("other.txt");
        String token = link.substring(link.indexOf("&expires="));

        for (String wrong : List.of(
                other.substring(0, other.indexOf("&expires=")) + token,
                link.replace("version=", "version=1"),
                link.replaceAll("version=[^&]*&", ""),
                link.replace("expires=", "expires=1"),
                link.replaceAll("expires=[^&]*&", ""),
                link + "x",
                link.replaceAll("token=.*", "token="))) {
            follow(given(), wrong).statusCode(404).body("type", is("urn:bellhop:problem:unknown-file"));
        }
        follow(given(), link.replaceAll("&expires=.*", "")).statusCode(401);
        follow(with(keyOf("not-files")), link.replaceAll("&expires=.*", "")).statusCode(403);
    }

    @Test
    void with_the_right_to_files_no_token_matters() {
        follow(with(keyOf("only-files")), polled(FILE) + "x").statusCode(200);
        follow(with(keyOf("only-files")), polled(FILE).replaceAll("&expires=.*", ""))
                .statusCode(200);
    }

    @Test
    void a_link_gives_no_right_to_write() {
        given().urlEncodingEnabled(false)
                .body("x")
                .put(local(polled(FILE)))
                .then()
                .statusCode(401);
    }

    @Test
    void callbacks_pages_and_lists_have_such_links_too() throws IOException {
        String announced = polled(FILE);
        try (Receiver receiver = new Receiver()) {
            with(keyOf("owner"))
                    .contentType("application/json")
                    .body("{\"callbackUrl\":\"" + receiver.url("/") + "\",\"startFrom\":\"beginning\"}")
                    .post("/triggers/documents/subscribe")
                    .then()
                    .statusCode(201);
            clockwork.tickUntil(() -> receiver.received().size() >= 2);
            assertThat(receiver.received())
                    .extracting(request -> JsonPath.from(request.text()).getString("data.contentUrl"))
                    .contains(announced);
        }
        assertThat(with(keyOf("only-poll"))
                        .get("/sources/documents/events")
                        .<List<String>>path("value.data.contentUrl"))
                .contains(announced);
        List<String> listed =
                with(keyOf("only-files")).get("/sources/documents/files").path("value.contentUrl");
        assertThat(listed).contains(announced);
    }

    /** The link in the event of the file. */
    private String polled(String file) {
        clockwork.tickUntil(() -> links(file).size() == 1);
        return links(file).getFirst();
    }

    private static List<String> links(String file) {
        Response polled = with(keyOf("only-poll")).get("/triggers/documents/poll-batch?startFrom=beginning");
        return polled.statusCode() == 202
                ? List.of()
                : polled.jsonPath().param("path", file).getList("findAll { it.data.path == path }.data.contentUrl");
    }

    private static ValidatableResponse follow(RequestSpecification caller, String link) {
        return caller.urlEncodingEnabled(false).get(local(link)).then();
    }

    /** As the proxy before the service rewrites it. */
    private static String local(String link) {
        assertThat(link).startsWith(ServerMode.PUBLIC_URL + "/sources/documents/files/");
        return link.substring(ServerMode.PUBLIC_URL.length());
    }

    private static RequestSpecification with(String key) {
        return given().header("x-api-key", key);
    }
}
