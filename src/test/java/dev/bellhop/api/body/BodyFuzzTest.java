package dev.bellhop.api.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.bellhop.api.edge.Problem;
import dev.bellhop.subscription.options.WrittenOptions;
import dev.bellhop.testing.Hostile;
import dev.bellhop.testing.SeededIds;
import dev.bellhop.testing.SeededRandom;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No body, and no header that says what it is, does more than get a problem; and none takes long. */
@Timeout(60)
class BodyFuzzTest {

    private static final int RUNS = 1_000;

    private static final List<String> SUBSCRIBING = List.of(
            "\"http://localhost:9/x?sig=a\"",
            "http://localhost:9/x",
            "{\"callbackUrl\":\"https://a.example/x\",\"startFrom\":\"2026-11-20T10:15:30Z\",\"secret\":true}",
            "{\"callbackUrl\":\"https://a.example/x\",\"secret\":\"whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3\"}",
            "{\"id\":\"01a1fc5f4c013bb1ce253c9b763a5018\"}",
            "{\"batch\":{\"max\":10,\"seconds\":3},\"ordered\":false,\"rate\":\"10/s\",\"content\":\"binary\"}",
            "{\"filter\":\"data.total > 100 AND type LIKE 'a%'\",\"headers\":{\"x-key\":\"v\"},\"timeoutSeconds\":5}",
            "{\"retrySeconds\":[1,2,3],\"expires\":\"2027-01-01T00:00:00Z\",\"handshake\":\"cloudevents\"}");

    private static final List<String> EVENTS = List.of(
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"time\":\"2026-11-20T10:15:30Z\","
                    + "\"data\":{\"a\":[1,2.5,null]}}",
            "[{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data_base64\":\"AAEC\"}]",
            "{\"total\":12.5}",
            "text");

    private static final List<String> MEDIA_TYPES = List.of(
            "application/json",
            "application/cloudevents+json; charset=utf-8",
            "application/cloudevents-batch+json",
            "text/plain",
            "application/octet-stream");

    private static final List<String> HEADERS =
            List.of("1.0", "1", "/s", "2026-11-20T10:15:30Z", "a%20b", "application/json");

    private static final List<String> RANGES = List.of("bytes=0-3", "bytes=-5", "bytes=4-", "bytes=0-1,3-4");

    @Test
    void what_subscribes() {
        SeededRandom.check(RUNS, random -> {
            byte[] body = bytes(Hostile.text(random, SUBSCRIBING), random);
            onlyAProblem(() -> {
                SubscribeBody read = SubscribeBody.read(body);
                assertThat(OptionsBody.usable(WrittenOptions.read(read.options()), Instant.EPOCH))
                        .isNotNull();
            });
            onlyAProblem(() ->
                    assertThat(WrittenOptions.read(OptionsBody.patch(body))).isNotNull());
            onlyAProblem(() -> assertThat(SecretWish.Rotation.read(body)).isNotNull());
        });
    }

    @Test
    void what_publishes() {
        SeededRandom.check(RUNS, random -> {
            MultiMap headers = MultiMap.caseInsensitiveMultiMap();
            headers.add(
                    "Content-Type",
                    random.nextInt(4) == 0
                            ? Hostile.text(random, MEDIA_TYPES)
                            : MEDIA_TYPES.get(random.nextInt(MEDIA_TYPES.size())));
            if (random.nextInt(3) == 0) {
                for (String name : List.of("ce-specversion", "ce-id", "ce-source", "ce-type", "ce-time", "ce-x")) {
                    headers.add(name, random.nextBoolean() ? "1.0" : Hostile.text(random, HEADERS));
                }
            }
            byte[] body = bytes(Hostile.text(random, EVENTS), random);
            onlyAProblem(() -> assertThat(new CloudEventReader("fuzz", new SeededIds(1)).read(headers, body))
                    .isNotNull());
        });
    }

    @Test
    void ranges() {
        SeededRandom.check(
                RUNS,
                random -> assertThat(ByteRange.of(Hostile.text(random, RANGES), random.nextLong(20)))
                        .isNotNull());
    }

    private static void onlyAProblem(ThrowingCallable work) {
        Throwable thrown = catchThrowable(work);
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(Problem.Stop.class);
        }
    }

    /** Not always UTF-8. */
    private static byte[] bytes(String text, RandomGenerator random) {
        return text.getBytes(random.nextInt(8) == 0 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
    }
}
