package dev.bellhop.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.simulator.check.report.JsonReport;
import dev.bellhop.simulator.check.report.JunitReport;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.HttpWire;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import dev.bellhop.simulator.wire.Wire;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a service answers, the check ends, with a finding for each rule and never with an exception. */
class WildServiceTest {

    private static final int SERVICES = 150;
    /** Fewer, because callbacks are waited for on a real socket. */
    private static final int HOOKS = 30;

    private static final List<Integer> STATUSES =
            List.of(200, 200, 200, 202, 202, 202, 202, 201, 204, 302, 400, 401, 404, 406, 429, 500, 503);

    private static final List<String> LOCATIONS = List.of(
            PollService.POLL + "&triggerState=1",
            PollService.POLL + "&triggerState=2",
            PollService.POLL,
            "",
            "/poll?triggerState=",
            "?a=%zz&=&&",
            "https://[::1",
            "http://user:pass@other.example:99999/ü ?x=|",
            "mailto:nobody@example.org",
            "//other.example/x",
            "https://service.example:8443#fragment",
            "\u0000\uD800",
            PollService.POLL + "&triggerState=" + "😀".repeat(1_000),
            PollService.POLL + "&x&triggerState=" + "😀".repeat(1_000),
            "https://service.example:8443/\uDE00\u0085\u001B[2J\uFFFE");

    private static final List<String> VALUES = List.of("15", "0", "-1", "1.5", "99999999999999999999", "soon", "");

    private static final List<String> BODIES = List.of(
            "",
            " ",
            "{",
            "{\"id\":{\"a\":[]}}",
            "[1,2,[],{}]",
            "null",
            "[\"\\uD800\",\"\\uD800\"]",
            "[\"\\u0001\\uFFFF\", \"" + "😀".repeat(1_000) + "\", \"" + "😀".repeat(1_000) + "\"]",
            "{\"status\":\"FAILED\"}",
            "{\"status\":\"failed\",\"why\":\"" + "😀".repeat(1_000) + "\"}",
            "{\"status\":\"failed\",\"why\":\"x" + "😀".repeat(1_000) + "\"}",
            "[]");

    @ParameterizedTest
    @ValueSource(strings = {"poll", "action"})
    void there_is_a_verdict_in_every_case(String kind) throws Exception {
        Subject subject = kind.equals("poll")
                ? new Subject.Poll(PollService.POLL)
                : new Subject.Action(JobService.START, "{\"file\":\"a.pdf\"}");
        CheckSettings settings = CheckSettings.of(subject).expecting(2).waiting(Duration.ofSeconds(20));
        for (int seed = 0; seed < SERVICES; seed++) {
            Wire service = wild(new SplittableRandom(seed));
            Verdict verdict = Checks.settings(pace -> service, settings);
            assertThat(verdict.findings())
                    .as("seed %d", seed)
                    .hasSize(verdict.isUnreachable() ? 1 : subject.rules().size());
            assertReported(verdict);
        }
    }

    @Test
    void there_is_a_verdict_for_every_webhook_as_well() throws Exception {
        try (HttpWire out = new HttpWire(Duration.ofSeconds(10))) {
            for (int seed = 0; seed < HOOKS; seed++) {
                RandomGenerator random = new SplittableRandom(seed);
                Wire service = wild(random);
                Verdict verdict = Checks.hook(pace -> request -> {
                    callBack(out, random, request);
                    return service.send(request);
                });
                assertThat(verdict.findings()).as("seed %d", seed).isNotEmpty();
                assertReported(verdict);
            }
        }
    }

    /** Whoever subscribes may be called while still waiting for the answer. */
    private static void callBack(Wire out, RandomGenerator random, Request request) throws InterruptedException {
        String sent = request.body() == null ? "" : new String(request.body().bytes(), StandardCharsets.UTF_8);
        if (sent.startsWith("{\"callbackUrl\":\"") && random.nextInt(3) > 0) {
            String url = sent.substring("{\"callbackUrl\":\"".length(), sent.length() - "\"}".length());
            Outcome ignored = out.send(Request.post(
                    random.nextInt(3) > 0 ? url : url.replace("&sig=", "&" + "a".repeat(390) + "=%F0%9F%98%80&sig="),
                    one(random, BODIES)));
        }
    }

    private static void assertReported(Verdict verdict) throws Exception {
        assertThat(JsonReport.of(verdict)).startsWith("{");
        ByteBuffer xml = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(JunitReport.of(verdict)));
        var suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.array(), 0, xml.limit()));
        assertThat(suite.getElementsByTagName("testcase").getLength())
                .isEqualTo(verdict.findings().size());
    }

    private static Wire wild(RandomGenerator random) {
        return request -> {
            if (random.nextInt(20) == 0) {
                return new Outcome.Unanswered("the connection broke");
            }
            List<Header> headers = new ArrayList<>();
            maybe(random, headers, "Location", LOCATIONS);
            maybe(random, headers, "Retry-After", VALUES);
            maybe(random, headers, "Content-Type", List.of("application/json", "text/plain", ""));
            byte[] body = one(random, BODIES).getBytes(StandardCharsets.UTF_8);
            return new Outcome.Answered(new Answer(one(random, STATUSES), headers, body));
        };
    }

    private static void maybe(RandomGenerator random, List<Header> headers, String name, List<String> values) {
        if (random.nextInt(4) > 0) {
            headers.add(new Header(name, one(random, values)));
        }
    }

    private static <T> T one(RandomGenerator random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
