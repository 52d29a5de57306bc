package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused as a subscription: callbacks that may not be posted to, bodies that cannot be meant, foreign pages. */
@QuarkusTest
@TestProfile(LocalMode.class)
class RefusedHooksJourneyTest {

    private static final String CALLBACK = "http://localhost:9/refused";

    @TestHTTPResource("/")
    URL url;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://localhost/x",
                "//localhost/x",
                "localhost/x",
                "javascript:alert(1)",
                "file:///etc/passwd",
                "http:///x",
                "http://user:word@localhost/",
                "http://localhost/#x",
                "http://localhost:0/",
                "http://localhost:99999/",
                "http://10.0.0.1/",
                "http://169.254.169.254/latest/",
                "https://192.168.1.1/",
                "http://example.org/",
                "http://0x7f000001/",
                "http://2130706433/",
                "http://127.1/",
                "http://[::ffff:10.0.0.1]/",
                "http://[::]/",
                "http://localhost.example.org/",
                "http://local host/",
                "http://localhost/\\",
                "https://127.0.0.01/",
                "nonsense"
            })
    void a_callback_that_may_not_be_posted_to_is_refused(String refused) {
        Calls.sending("application/json", "{\"callbackUrl\":\"" + refused.replace("\\", "\\\\") + "\"}")
                .post("/triggers/hooks/subscribe")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", is("urn:bellhop:problem:callback-refused"), "detail", not(containsString(refused)));
        assertThat(Calls.active("hooks")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"callbackUrl\":\"%s\",\"filter\":\"type =\"} | malformed-filter",
                "{\"callbackUrl\":\"%s\",\"batch\":1001} | malformed-body",
                "{\"callbackUrl\":\"%s\",\"ordered\":1} | malformed-body",
                "{\"callbackUrl\":\"%s\",\"ordered\":true,\"concurrency\":2} | malformed-body",
                "{\"callbackUrl\":\"%s\",\"batch\":2,\"content\":\"binary\"} | malformed-body",
                "{\"callbackUrl\":\"%s\",\"expires\":\"2020-01-01T00:00:00Z\"} | malformed-body",
                "{\"callbackUrl\":\"%s\",\"headers\":{\"host\":\"x\"}} | malformed-body",
                "{\"callbackUrl\":\"%s\",\"handshake\":\"event-grid\",\"handshake\":\"none\"} | malformed-body",
                "{\"callbackUrl\":\"%s\",\"surprise\":true} | malformed-body",
                "{\"callbackUrl\":\"%s\",\"callbackUrl\":\"http://localhost:9/b\"} | malformed-body",
                "{\"callbackUrl\":\"%s\",\"secret\":\"short\"} | malformed-body",
                "{\"callbackUrl\":\"%s\",\"secret\":false} | malformed-body",
                "{\"callbackUrl\":\"%s\",\"secret\":\"ED25519\"} | malformed-body",
                "{\"callbackUrl\":\"%s\",\"secret\":\"whsk_AAAA\"} | malformed-body",
                "{\"callbackUrl\":\"%s\",\"startFrom\":\"resume\"} | malformed-parameter",
                "{\"callbackUrl\":\"%s\",\"startFrom\":\"bogus\"} | malformed-parameter",
                "{\"callbackUrl\":\"%s\" | malformed-body",
                "{\"callbackUrl\":[\"%s\"]} | malformed-body",
                "{\"callbackUrl\":\"%s\"} x | malformed-body",
                "{} | malformed-body",
                "`` | malformed-body",
                "null | callback-refused",
                "[\"%s\"] | callback-refused"
            })
    void a_body_that_cannot_be_meant_is_a_problem_and_nothing_is_subscribed(String body, String problem) {
        Calls.sending("application/json", body.formatted(CALLBACK))
                .post("/triggers/hooks/subscribe")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", is("urn:bellhop:problem:" + problem));
        assertThat(Calls.active("hooks")).isEmpty();
    }

    @Test
    void a_page_from_elsewhere_in_a_browser_here_may_not_subscribe() {
        for (String origin : List.of("https://evil.example", "null", "http://localhost:1", "http://evil.localhost")) {
            given().header("Origin", origin)
                    .body(CALLBACK)
                    .post("/triggers/hooks/subscribe")
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("type", is("urn:bellhop:problem:foreign-page"));
        }
        assertThat(Calls.active("hooks")).isEmpty();
        String location = given().header("Origin", "http://" + url.getAuthority())
                .body(CALLBACK)
                .post("/triggers/hooks/subscribe")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        given().urlEncodingEnabled(false).delete(location).then().statusCode(204);
    }
}
