package dev.bellhop.journey;

import static io.restassured.RestAssured.given;

import dev.bellhop.simulator.Engines;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The calls that most journeys begin with. */
final class Calls {

    private Calls() {}

    /** URLs are used as they are, as engines do. */
    static RequestSpecification engine() {
        return given().urlEncodingEnabled(false).redirects().follow(false);
    }

    /** A request with this very body and content type: REST-assured would add a charset. */
    static RequestSpecification sending(String contentType, byte[] body) {
        EncoderConfig asItIs = EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false);
        String mediaType = contentType.split(";")[0];
        return given().config(
                        RestAssured.config().encoderConfig(asItIs.encodeContentTypeAs(mediaType, ContentType.BINARY)))
                .contentType(contentType)
                .body(body);
    }

    static RequestSpecification sending(String contentType, String body) {
        return sending(contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Publishes JSON data. */
    static void publish(String source, String json) {
        given().contentType("application/json")
                .body(json)
                .post("/sources/{source}/events", source)
                .then()
                .statusCode(202);
    }

    /** Publishes so many events with the data {@code {"n":0}}, {@code {"n":1}} and so on. */
    static void publishNumbers(String source, int count) {
        for (int n = 0; n < count; n++) {
            publish(source, "{\"n\":" + n + '}');
        }
    }

    static long newest(String source) {
        return given().get("/sources/{source}", source).jsonPath().getLong("newest");
    }

    /** The newest event as the log shows it. */
    static JsonPath newestEvent(String source) {
        return given().queryParam("after", newest(source) - 1)
                .get("/sources/{source}/events", source)
                .jsonPath()
                .setRootPath("value[0]");
    }

    /** The state of somebody who has got everything so far: the Location of a first poll. */
    static String locationNow(String source) {
        return given().get("/triggers/{source}/poll", source)
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
    }

    /** Polls as an engine does until nothing is left; returns the ids. */
    static List<String> drain(String url) {
        return Engines.drain(url.startsWith("/") ? RestAssured.baseURI + ':' + RestAssured.port + url : url)
                .ids();
    }

    /** The ids of the active subscriptions of a source. */
    static List<String> active(String source) {
        return given().queryParam("source", source)
                .queryParam("limit", 1_000)
                .get("/subscriptions")
                .path("value.findAll { it.state == 'active' }.id");
    }
}
