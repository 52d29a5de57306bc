package dev.bellhop.simulator.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollPlannerTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:15:30Z");
    private static final String START = "http://h/poll?x=1";
    private static final String POLLED = "http://h/poll?x=1&triggerState=a";
    private static final String NEXT = "http://h/poll?x=1&triggerState=b";

    private final PollPlanner planner = new PollPlanner(START, Duration.ofSeconds(60));

    private PollPlanner.Step after(int status, @Nullable String location, @Nullable String retryAfter) {
        List<Header> headers = new ArrayList<>();
        if (location != null) {
            headers.add(new Header("Location", location));
        }
        if (retryAfter != null) {
            headers.add(new Header("Retry-After", retryAfter));
        }
        return planner.after(POLLED, new Outcome.Answered(new Answer(status, headers, new byte[0])), NOW);
    }

    /** The table of the documentation, at a recurrence of a minute. */
    @ParameterizedTest
    @CsvSource({
        "200, , true, 60",
        "200, 10, true, 10",
        "200, 0, true, 0",
        "200, 300, true, 300",
        "202, , false, 60",
        "202, 10, false, 60",
        "202, 0, false, 60",
        "202, 300, false, 300",
        "202, 'Fri, 20 Nov 2026 10:20:30 GMT', false, 300",
        "200, soon, true, 60"
    })
    void only_a_200_fires_and_only_a_200_can_be_followed_sooner_than_the_recurrence(
            int status, @Nullable String retryAfter, boolean fires, long seconds) {
        PollPlanner.Step step = after(status, NEXT, retryAfter);
        assertThat(step.fires()).isEqualTo(fires);
        assertThat(step.pause()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(step.next()).isEqualTo(NEXT);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202})
    void without_location_the_next_poll_has_no_state(int status) {
        PollPlanner.Step step = after(status, null, "15");
        assertThat(step.next()).isEqualTo(START);
        assertThat(step.remarks()).containsExactly("Location is missing: the next poll has no state");
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 302, 307, 400, 401, 404, 429, 500, 503})
    void anything_else_changes_nothing(int status) {
        PollPlanner.Step step = after(status, NEXT, "1");
        assertThat(step.fires()).isFalse();
        assertThat(step.next()).isEqualTo(POLLED);
        assertThat(step.pause()).isEqualTo(Duration.ofSeconds(60));
        assertThat(step.remarks()).hasSize(1);
    }

    @Test
    void a_location_that_is_not_encoded_is_followed_all_the_same_and_an_empty_one_is_none() {
        PollPlanner.Step step = after(202, "http://h/poll?triggerState=11/20/2026 10:15:30 AM", "15");
        assertThat(step.next()).isEqualTo("http://h/poll?triggerState=11/20/2026%2010:15:30%20AM");
        assertThat(step.remarks())
                .containsExactly("Location is not encoded: an engine may call something else, or nothing");
        assertThat(after(202, " ", "15").next()).isEqualTo(START);
        assertThat(after(202, " ", "15").remarks()).contains("Location is empty");
    }

    @Test
    void no_answer_changes_nothing() {
        PollPlanner.Step step = planner.after(POLLED, new Outcome.Unanswered("x"), NOW);
        assertThat(step).isEqualTo(new PollPlanner.Step(false, POLLED, Duration.ofSeconds(60), List.of()));
    }

    @Test
    void what_is_odd_is_remarked_on() {
        assertThat(after(200, POLLED, "15").remarks())
                .containsExactly("a 200 that leaves the state as it was fires again for ever");
        assertThat(after(202, POLLED, "15").remarks()).isEmpty();
        assertThat(after(202, "/poll?s=1", "15").remarks())
                .containsExactly("Location is not absolute: what engines make of it is documented nowhere");
        assertThat(after(202, "/poll?s=1", "15").next()).isEqualTo("http://h/poll?s=1");
        assertThat(after(202, NEXT, null).remarks()).containsExactly("Retry-After is missing");
        assertThat(after(202, NEXT, "1.5").remarks()).containsExactly("Retry-After is not whole seconds: 1.5");
        assertThat(after(302, NEXT, "1").remarks().getFirst()).contains("follow no redirect");
    }
}
