package dev.bellhop.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineTest {

    private static final String URL = "http://service/poll";

    private final Deque<Integer> statuses = new ArrayDeque<>();
    private final List<Request> sent = new ArrayList<>();
    private final Engines engines = new Engines(request -> {
        sent.add(request);
        return new Outcome.Answered(new Answer(statuses.isEmpty() ? 200 : statuses.poll(), List.of(), new byte[0]));
    });

    private static List<String> values(Request request, String name) {
        return request.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .toList();
    }

    @Test
    void it_says_who_it_is_and_accepts_whatever_comes() throws InterruptedException {
        Engine engine = engines.engine(Dialect.POWER_AUTOMATE, Troubles.none(), new Header("x-api-key", "k"));

        assertThat(engine.poll(engine.withKeys(Request.get(URL), URL)).inShort())
                .isEqualTo("200");

        Request request = sent.getFirst();
        assertThat(values(request, "x-api-key")).containsExactly("k");
        assertThat(values(request, "Accept")).isEmpty();
        assertThat(values(request, "x-ms-workflow-id"))
                .containsExactly(engine.workflow().id());
        assertThat(values(request, "x-ms-workflow-operation-name")).containsExactly("When_something_arrives");
        assertThat(values(request, "User-Agent").getFirst())
                .startsWith(
                        "azure-logic-apps/1.0 (workflow " + engine.workflow().id() + "; version ")
                .endsWith(" microsoft-flow/1.0");
    }

    @Test
    void it_gives_up_after_four_retries_with_growing_waits() throws InterruptedException {
        for (int i = 0; i < 9; i++) {
            statuses.add(500);
        }

        assertThat(engines.engine().poll(Request.get(URL)).inShort()).isEqualTo("500");

        assertThat(sent).hasSize(5);
        assertThat(engines.pace.paused())
                .isBetween(Duration.ofMillis(5_000 + 7_500 + 15_000 + 30_000), Duration.ofSeconds(98));
        assertThat(engines.screen.lines())
                .hasSize(4)
                .allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d {2}500; again in .* \\(retry \\d of 4\\)"));
    }

    @Test
    void retries_are_one_run_but_every_request_has_an_id_of_its_own() throws InterruptedException {
        statuses.add(503);
        assertThat(engines.engine().call(Request.post(URL, "{}")).inShort()).isEqualTo("200");

        assertThat(sent).hasSize(2);
        assertThat(values(sent.get(0), "x-ms-action-tracking-id"))
                .isEqualTo(values(sent.get(1), "x-ms-action-tracking-id"));
        assertThat(values(sent.get(0), "x-ms-client-request-id"))
                .isNotEqualTo(values(sent.get(1), "x-ms-client-request-id"));
    }

    @Test
    void a_lost_answer_was_sent_and_is_asked_for_again() throws InterruptedException {
        Engine engine = engines.engine(Dialect.LOGIC_APPS, Troubles.parse(List.of("lost-response=1"), 1));

        assertThat(engine.poll(Request.get(URL)).inShort()).isEqualTo("no answer (trouble: the answer 200 was lost)");

        assertThat(engine.requests()).isEqualTo(5).isEqualTo(sent.size());
    }

    @Test
    void a_duplicated_request_arrives_twice_and_is_the_same() throws InterruptedException {
        Engine engine = engines.engine(Dialect.LOGIC_APPS, Troubles.parse(List.of("duplicate-request=1"), 1));
        statuses.add(202);

        assertThat(engine.poll(Request.get(URL)).inShort()).isEqualTo("202");

        assertThat(sent).hasSize(2);
        assertThat(values(sent.get(0), "x-ms-workflow-run-id")).isEqualTo(values(sent.get(1), "x-ms-workflow-run-id"));
        assertThat(engines.screen.text()).contains("the request arrived twice; the second was answered 200");
    }

    @Test
    void a_key_stays_with_the_service_that_it_was_given_for() {
        Header key = new Header("x-api-key", "k");
        Engine engine = engines.engine(Dialect.LOGIC_APPS, Troubles.none(), key);

        assertThat(engine.withKeys(Request.get("http://SERVICE:80/other"), URL).headers())
                .containsExactly(key);
        assertThat(engines.screen.lines()).isEmpty();
        for (String other : List.of("https://service/poll", "http://service:81/poll", "http://other/poll")) {
            assertThat(engine.withKeys(Request.get(other), URL).headers()).isEmpty();
        }
        assertThat(engines.screen.lines()).hasSize(3).allMatch(line -> line.contains("it is called without the key"));
    }
}
