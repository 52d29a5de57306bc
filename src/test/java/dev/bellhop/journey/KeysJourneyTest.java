package dev.bellhop.journey;

import static dev.bellhop.journey.ServerMode.keyOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.bellhop.access.Callers;
import dev.bellhop.access.keys.ApiKeys;
import dev.bellhop.testing.LogEar;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys come and go while Bellhop runs, by the hands of those who may. */
@QuarkusTest
@TestProfile(ServerMode.class)
class KeysJourneyTest {

    /** It writes down everything that it sends and gets. */
    private static final Pattern TEST_CLIENT = Pattern.compile("^[^\\n]*(org\\.apache\\.http|io\\.restassured)\\.");

    @Inject
    ApiKeys keys;

    @ConfigProperty(name = "bellhop.data")
    Path data;

    @Test
    void a_created_key_is_good_for_what_it_was_created_for_until_it_is_revoked() {
        Response created = create("{\"name\":\"life\",\"rights\":[\"poll\"],\"sources\":[\"alpha\"]}");
        created.then()
                .statusCode(201)
                .header("Location", is(ServerMode.PUBLIC_URL + "/keys/life"))
                .header("Cache-Control", "no-store")
                .body("name", is("life"))
                .body("origin", is("created"))
                .body("rights", is(List.of("poll")))
                .body("sources", is(List.of("alpha")))
                .body("expires", nullValue())
                .body("lastUsed", nullValue());
        String key = created.path("key");
        assertThat(key).matches("bh_[0-9a-f]{64}");

        poll(key, "alpha").statusCode(202);
        poll(key, "beta").statusCode(403);
        with(key).body("{}").post("/sources/alpha/events").then().statusCode(403);
        with(key).get("/keys").then().statusCode(403);
        create("{\"name\":\"life\",\"rights\":[\"poll\"]}")
                .then()
                .statusCode(409)
                .body("type", is("urn:bellhop:problem:key-exists"));

        revoke("life").statusCode(204);
        poll(key, "alpha").statusCode(401);
        revoke("life").statusCode(204);
        owner().get("/keys/life").then().statusCode(404).body("type", is("urn:bellhop:problem:unknown-key"));
        create("{\"name\":\"life\",\"rights\":[\"poll\"]}")
                .then()
                .statusCode(201)
                .body("key", not(is(key)));
        poll(key, "alpha").statusCode(401);
        revoke("life").statusCode(204);
    }

    @Test
    void all_keys_are_listed_with_where_they_come_from() {
        String key = create("{\"name\":\"listed\",\"rights\":[\"operate\",\"poll\"],\"sources\":null,"
                        + "\"expires\":\"2999-01-31T01:00:00+01:00\",\"requestsPerSecond\":7}")
                .path("key");
        poll(key, "alpha").statusCode(202);
        keys.tidy().await().atMost(Duration.ofSeconds(10));

        ValidatableResponse listed = owner().get("/keys").then().statusCode(200);
        listed.body("value.name", hasItem("not-poll"))
                .body("value.find { it.name == 'alpha' }.origin", is("configured"))
                .body("value.find { it.name == 'alpha' }.sources", is(List.of("alpha")))
                .body("value.find { it.name == 'alpha' }.rights", hasItem("files"))
                .body("value.find { it.name == 'owner' }.sources", nullValue())
                .body("value.find { it.name == 'listed' }.origin", is("created"))
                .body("value.find { it.name == 'listed' }.rights", is(List.of("poll", "operate")))
                .body("value.find { it.name == 'listed' }.sources", nullValue())
                .body("value.find { it.name == 'listed' }.expires", is("2999-01-31T00:00:00.000000Z"))
                .body("value.find { it.name == 'listed' }.requestsPerSecond", is(7))
                .body("value.findAll { it.key != null || it.hash != null }", empty());
        List<String> names = listed.extract().path("value.name");
        assertThat(names).isSorted();
        Response one = owner().get("/keys/listed");
        assertThat(Instant.parse(one.path("lastUsed"))).isAfterOrEqualTo(Instant.parse(one.path("created")));
        owner().get("/keys/alpha").then().body("origin", is("configured"));
        revoke("listed").statusCode(204);
    }

    @Test
    void a_configured_key_is_a_matter_of_the_configuration() {
        create("{\"name\":\"alpha\",\"rights\":[\"poll\"]}").then().statusCode(409);
        revoke("alpha")
                .statusCode(409)
                .body("type", is("urn:bellhop:problem:key-configured"))
                .body("detail", containsString("bellhop.api-keys.alpha"));
        poll(keyOf("alpha"), "alpha").statusCode(202);
    }

    @Test
    void nobody_gives_a_right_that_it_does_not_have() {
        Response operator = create("{\"name\":\"operator\",\"rights\":[\"operate\",\"poll\"]}");
        String key = operator.path("key");

        with(key)
                .body("{\"name\":\"more\",\"rights\":[\"poll\",\"files\",\"publish\"]}")
                .post("/keys")
                .then()
                .statusCode(403)
                .body("type", is("urn:bellhop:problem:beyond-own-rights"))
                .body("rights", is(List.of("publish", "files")));
        with(key)
                .body("{\"name\":\"more\",\"rights\":[\"poll\",\"operate\"]}")
                .post("/keys")
                .then()
                .statusCode(201);
        revoke("more").statusCode(204);
        // Operating one source is not operating.
        with(keyOf("alpha"))
                .body("{\"name\":\"less\",\"rights\":[\"poll\"],\"sources\":[\"alpha\"]}")
                .post("/keys")
                .then()
                .statusCode(403);
        with(keyOf("alpha")).delete("/keys/operator").then().statusCode(403);
        revoke("operator").statusCode(204);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ``                                                        | The body is empty
                    []                                                        | An object is expected, such as {"name"
                    {}                                                        | The properties 'name' and 'rights' are needed
                    {"name":"wrong"}                                          | The properties 'name' and 'rights' are needed
                    {"rights":["poll"]}                                       | The properties 'name' and 'rights' are needed
                    {"name":"a b","rights":["poll"]}                          | a name has letters, digits and dashes only
                    {"name":7,"rights":["poll"]}                              | The property 'name' must be text.
                    {"name":"wrong","rights":"poll"}                          | The property 'rights' must be an array
                    {"name":"wrong","rights":[]}                              | The property 'rights' is empty; name at least
                    {"name":"wrong","rights":["fly"]}                         | there are poll, subscribe, publish
                    {"name":"wrong","rights":["poll"],"sources":[]}           | leave it out to mean all
                    {"name":"wrong","rights":["poll"],"sources":["gamma"]}    | The property 'sources' names 'gamma', which there is not; there are alpha
                    {"name":"wrong","rights":["poll"],"sources":[7]}          | The property 'sources' must be text.
                    {"name":"wrong","rights":["poll"],"expires":"soon"}       | must be an RFC 3339 time
                    {"name":"wrong","rights":["poll"],"expires":"2020-01-01T00:00:00Z"} | must be a time to come
                    {"name":"wrong","rights":["poll"],"requestsPerSecond":-1} | must be a whole number from 1 to 1000000
                    {"name":"wrong","rights":["poll"],"requestsPerSecond":1000001} | must be a whole number from 1 to 1000000
                    {"name":"wrong","rights":["poll"],"requestsPerSecond":1.5} | must be a whole number from 1 to 1000000
                    {"name":"wrong","rights":["poll"],"hash":"x"}             | there are name, rights, sources, expires and
                    """)
    void a_wish_that_cannot_be_fulfilled_is_told_what_is_wrong(String body, String said) {
        create(body == null ? "" : body)
                .then()
                .statusCode(400)
                .body("type", is("urn:bellhop:problem:malformed-body"))
                .body("detail", containsString(said));
        owner().get("/keys/wrong").then().statusCode(404);
    }

    @Test
    void the_audit_names_the_key() {
        try (LogEar ear = new LogEar("dev.bellhop.audit")) {
            create("{\"name\":\"audited\",\"rights\":[\"poll\"]}").then().statusCode(201);
            revoke("audited").statusCode(204);
            revoke("alpha").statusCode(409);

            assertThat(ear.heard())
                    .extracting(line -> line.replaceAll("(?s).*(caller=\\S+ method=.* status=\\d+).*", "$1"))
                    .containsExactly(
                            "caller=owner method=POST route=/keys source=- subscription=- key=audited path=- status=201",
                            "caller=owner method=DELETE route=/keys/{name} source=- subscription=- key=audited path=-"
                                    + " status=204");
        }
    }

    @Test
    void a_key_is_seen_by_nobody_but_who_created_it() {
        try (LogEar ear = new LogEar("")) {
            String key = create("{\"name\":\"hidden\",\"rights\":[\"poll\",\"operate\"]}")
                    .path("key");
            String random = key.substring("bh_".length());
            String hash = HexFormat.of().formatHex(Callers.sha256(key));
            poll(key, "alpha").statusCode(202);
            keys.tidy().await().atMost(Duration.ofSeconds(10));
            String served = with(key).get("/keys").asString()
                    + with(key).get("/keys/hidden").asString()
                    + create("{\"name\":\"hidden\",\"rights\":[\"poll\"]}").asString()
                    + with(key).get("/q/metrics").asString()
                    + with(key).get("/q/openapi").asString();
            revoke("hidden").statusCode(204);
            served += with(key).get("/keys").asString();

            assertThat(served).contains("hidden").doesNotContain(random, hash);
            assertThat(filesWith(random)).isEmpty();
            assertThat(filesWith(hash)).as("the search works").isNotEmpty();
            assertThat(ear.heard())
                    .filteredOn(line -> !TEST_CLIENT.matcher(line).find())
                    .anyMatch(line -> line.contains("key=hidden"))
                    .noneMatch(line -> line.contains(random))
                    .noneMatch(line -> line.contains(hash));
        }
    }

    private List<Path> filesWith(String text) {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contents(file).contains(text))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String contents(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Response create(String body) {
        return owner().body(body).post("/keys");
    }

    private static ValidatableResponse revoke(String name) {
        return owner().delete("/keys/{name}", name).then();
    }

    private static ValidatableResponse poll(String key, String source) {
        return with(key).get("/triggers/{source}/poll", source).then();
    }

    private static RequestSpecification owner() {
        return with(keyOf("owner"));
    }

    private static RequestSpecification with(String key) {
        return given().header("x-api-key", key);
    }
}
