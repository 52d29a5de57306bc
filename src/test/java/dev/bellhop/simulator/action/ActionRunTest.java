package dev.bellhop.simulator.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.simulator.Dialect;
import dev.bellhop.simulator.Engine;
import dev.bellhop.simulator.Engines;
import dev.bellhop.simulator.Troubles;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionRunTest {

    private static final String START = "http://job/start";
    private static final String STATUS = "http://job/status/1?token=t";

    private final Deque<Outcome> answers = new ArrayDeque<>();
    private final List<Request> sent = new ArrayList<>();
    private final Engines engines = new Engines(request -> {
        sent.add(request);
        return answers.size() > 1 ? answers.poll() : answers.element();
    });

    private static Outcome answer(int status, String body, String... headers) {
        List<Header> all = new ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(new Header(headers[i], headers[i + 1]));
        }
        return new Outcome.Answered(new Answer(status, all, body.getBytes(StandardCharsets.UTF_8)));
    }

    private ActionResult run(boolean repeatKeys) {
        Engine engine = engines.engine(Dialect.LOGIC_APPS, Troubles.none(), new Header("x-api-key", "k"));
        Request start = Request.post(START, "{}").with(engine.keys());
        return new ActionRun(engine, new ActionSettings(start, repeatKeys, Duration.ofMinutes(10))).run();
    }

    private boolean hasKey(int request) {
        return sent.get(request).headers().contains(new Header("x-api-key", "k"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void it_asks_at_location_after_retry_after_until_there_is_a_result(boolean repeatKeys) {
        answers.add(answer(202, "{\"id\":\"1\"}", "Location", STATUS, "Retry-After", "20"));
        answers.add(answer(202, "{\"done\":1}", "Location", STATUS + "&n=2", "Retry-After", "30"));
        answers.add(answer(200, "{\"result\":42}"));

        ActionResult result = run(repeatKeys);

        assertThat(result)
                .isInstanceOfSatisfying(
                        ActionResult.Succeeded.class,
                        succeeded -> assertThat(succeeded.answer().text()).isEqualTo("{\"result\":42}"));
        assertThat(sent).extracting(Request::url).containsExactly(START, STATUS, STATUS + "&n=2");
        assertThat(sent).extracting(Request::method).containsExactly("POST", "GET", "GET");
        assertThat(engines.pace.paused()).isEqualTo(Duration.ofSeconds(50));
        assertThat(hasKey(0)).isTrue();
        assertThat(hasKey(1)).isEqualTo(repeatKeys);
        assertThat(hasKey(2)).isEqualTo(repeatKeys);
    }

    @Test
    void a_status_without_location_is_asked_again_where_it_was() {
        answers.add(answer(202, "", "Location", STATUS, "Retry-After", "1"));
        answers.add(answer(202, "", "Retry-After", "1"));
        answers.add(answer(200, ""));

        assertThat(run(true)).isInstanceOf(ActionResult.Succeeded.class);
        assertThat(sent).extracting(Request::url).containsExactly(START, STATUS, STATUS);
    }

    @Test
    void a_202_without_location_is_a_step_that_succeeds_with_nothing_done() {
        answers.add(answer(202, "", "Retry-After", "1"));

        assertThat(run(true)).isInstanceOf(ActionResult.Succeeded.class);
        assertThat(sent).hasSize(1);
        assertThat(engines.screen.text()).contains("a 202 without Location");
    }

    @Test
    void without_retry_after_it_asks_again_after_a_second() {
        answers.add(answer(202, "", "Location", STATUS));
        answers.add(answer(200, ""));

        assertThat(run(true)).isInstanceOf(ActionResult.Succeeded.class);
        assertThat(engines.pace.paused()).isEqualTo(Duration.ofSeconds(1));
        assertThat(engines.screen.text()).contains("Retry-After is missing");
    }

    @ParameterizedTest
    @CsvSource({"302, 1", "303, 1", "400, 1", "404, 1", "410, 1", "422, 1", "500, 5"})
    void anything_else_fails_the_step(int status, int requests) {
        answers.add(answer(202, "", "Location", STATUS, "Retry-After", "1"));
        answers.add(answer(status, "{\"detail\":\"why\"}"));

        assertThat(run(true)).isInstanceOf(ActionResult.Failed.class);
        assertThat(sent).hasSize(1 + requests);
        assertThat(engines.screen.text()).contains(status + "  failed: {\"detail\":\"why\"}");
    }

    @Test
    void nobody_there_fails_the_step() {
        answers.add(new Outcome.Unanswered("nothing listens there"));
        assertThat(run(true)).isEqualTo(new ActionResult.Failed(new Outcome.Unanswered("nothing listens there")));
    }

    @Test
    void a_synchronous_answer_is_the_result() {
        answers.add(answer(201, "made"));
        assertThat(run(true)).isInstanceOf(ActionResult.Succeeded.class);
        assertThat(sent).hasSize(1);
    }

    @Test
    void it_gives_up_when_the_time_is_over() {
        answers.add(answer(202, "", "Location", STATUS, "Retry-After", "60"));

        assertThat(run(true)).isEqualTo(new ActionResult.TimedOut());
        assertThat(engines.pace.paused()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void it_stops_when_it_is_interrupted() {
        answers.add(answer(202, "", "Location", STATUS, "Retry-After", "60"));
        Thread.currentThread().interrupt();

        assertThat(run(true)).isEqualTo(new ActionResult.Stopped());
    }
}
