package dev.bellhop.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.testing.LogEar;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that never ends is not waited for. */
@QuarkusTest
@TestProfile(SlowBodyJourneyTest.Impatient.class)
class SlowBodyJourneyTest {

    /** So impatient that the test need not wait long. */
    public static final class Impatient implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> config = new HashMap<>(new LocalMode().getConfigOverrides());
            config.put("bellhop.limits.body-time", "1s");
            return config;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return new LocalMode().testResources();
        }
    }

    @TestHTTPResource("/")
    URL url;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /sources/fuzz/events|Content-Length: 100\r\n\r\n{\"a\"",
                "POST /sources/fuzz/events|Transfer-Encoding: chunked\r\n\r\n4\r\n{\"a\"\r\n",
                "POST /sources/fuzz/events|Transfer-Encoding: chunked\r\n\r\n",
                "POST /triggers/fuzz/subscribe|Content-Length: 100\r\n\r\n{",
                "POST /dead-letters/redrive|Content-Length: 100\r\n\r\n{",
                "POST /nowhere|Content-Length: 100\r\n\r\n{",
                "DELETE /subscriptions/none|Content-Length: 100\r\n\r\n{"
            })
    void a_body_that_does_not_come_is_a_problem_and_the_connection_ends(String request) throws IOException {
        try (LogEar ear = new LogEar("")) {
            RawHttp.Answer answer = RawHttp.send(
                    url.getPort(),
                    request.replace("|", " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"));

            // What looks at no body need not wait for one.
            if (answer.status() != 404) {
                assertThat(answer.status()).isEqualTo(408);
                assertThat(answer.body()).contains("urn:bellhop:problem:body-too-slow", "bellhop.limits.body-time");
                assertThat(answer.closed()).isTrue();
            }
            assertThat(ear.heard())
                    .noneMatch(line -> line.contains("SEVERE") || line.contains("ERROR") || line.contains("WARN"));
        }
    }

    /** What nobody reads is not waited for longer than what is read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /sources|200",
                "OPTIONS /sources|204",
                "POST /q/health|200",
                "DELETE /sources|405",
                "PUT /sources/fuzz/files/x|404",
                "POST /triggers/nowhere/subscribe|404",
            })
    void the_rest_of_a_body_that_is_answered_already_ends_the_connection(String example) throws IOException {
        String[] parts = example.split("\\|");

        String answer = RawHttp.sendAndAwaitEnd(
                url.getPort(), parts[0] + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");

        assertThat(answer).contains("HTTP/1.1 ");
    }
}
