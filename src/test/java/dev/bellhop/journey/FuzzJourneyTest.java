package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;

import dev.bellhop.testing.SeededRandom;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import org.junit.jupiter.api.Test;

/** Whatever callers send, nothing fails inside, and the service goes on. */
@QuarkusTest
@TestProfile(LocalMode.class)
class FuzzJourneyTest {

    private static final int REQUESTS = 1_000;

    @TestHTTPResource("/")
    URL url;

    @Test
    void nothing_that_a_caller_sends_is_answered_as_a_defect() {
        SeededRandom.check(1, random -> new Fuzz(random).run(url.getPort(), REQUESTS));
        given().get("/q/health").then().statusCode(200).body("status", is("UP"));
    }
}
