package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers are told: nothing from elsewhere gets into the pages of this service, or may read its answers. */
@QuarkusTest
@TestProfile(LocalMode.class)
class BrowserJourneyTest {

    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/swagger-ui",
                "/q/swagger-ui/",
                "//q/swagger-ui/index.html",
                "/q/openapi",
                "/q/nothing",
                "/q/health"
            })
    void pages_of_the_service_are_closed_to_others(String path) {
        given().urlEncodingEnabled(false)
                .get(path)
                .then()
                .header("Content-Security-Policy", startsWith("default-src 'self';"))
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .header("X-Content-Type-Options", is("nosniff"))
                .header("X-Frame-Options", is("DENY"))
                .header("Referrer-Policy", is("no-referrer"));
    }

    @Test
    void swagger_ui_loads_nothing_that_the_policy_forbids() {
        String page = given().get("/q/swagger-ui/")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .extract()
                .asString();
        List<String> loaded = LOADED.matcher(page)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(loaded)
                .as("all of its own")
                .isNotEmpty()
                .noneMatch(url -> url.contains("//") || url.contains("data:"));
        assertThat(page).as("the script within the page").contains("SwaggerUIBundle(");
        for (String url : loaded) {
            String path = url.startsWith("/") ? url : "/q/swagger-ui/" + url;
            assertThat(given().get(path).statusCode()).as(path).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sources",
                "/sources/events/events",
                "/triggers/events/poll",
                "/triggers/events/subscribe",
                "/subscriptions/none",
                "/dead-letters/redrive",
                "/q/openapi",
                "/q/metrics",
                "/q/health",
                "/q/swagger-ui/"
            })
    void no_page_from_elsewhere_may_read_answers(String path) {
        for (String method : List.of("OPTIONS", "GET", "POST")) {
            given().header("Origin", "https://evil.example")
                    .header("Access-Control-Request-Method", "POST")
                    .header("Access-Control-Request-Headers", "x-api-key")
                    .request(method, path)
                    .then()
                    .header("Access-Control-Allow-Origin", nullValue())
                    .header("Access-Control-Allow-Headers", nullValue())
                    .header("Access-Control-Allow-Credentials", nullValue());
        }
    }
}
