package dev.bellhop.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.SampleEvents;
import dev.bellhop.log.EventLog;
import dev.bellhop.trigger.PollAnswer.Nothing;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code wait=}: an empty poll is held open until there is something. */
class PollTriggerHoldTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Polls polls = new Polls();
    private final List<PollAnswer> answers = new ArrayList<>();

    @Test
    void an_event_answers_a_poll_that_is_held() {
        hold(polls.now());
        assertThat(answers).isEmpty();
        polls.append("a");
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(Polls.ids(answer)).containsExactly("a"));
        polls.append("b");
        assertThat(answers).hasSize(1);
    }

    @Test
    void what_is_there_already_is_answered_at_once() {
        String state = polls.now();
        polls.append("a");
        hold(state);
        assertThat(answers).hasSize(1);
    }

    @Test
    void when_the_time_is_over_the_answer_is_the_same_state() {
        String state = polls.now();
        PollAnswer answer = polls.held(state, Duration.ofMillis(20)).await().atMost(PATIENCE);
        assertThat(answer).isEqualTo(new Nothing(state, 15));
    }

    @Test
    void more_polls_than_may_wait_are_answered_at_once() {
        String state = polls.now();
        for (int i = 0; i < Polls.WAITING_MAX; i++) {
            hold(state);
        }
        assertThat(answers).isEmpty();
        hold(state);
        assertThat(answers).containsExactly(new Nothing(state, 15));
    }

    @Test
    void a_place_is_free_again_after_an_answer_a_timeout_and_a_disconnect() {
        for (int i = 0; i < 3 * Polls.WAITING_MAX; i++) {
            polls.held(polls.now(), Duration.ofMillis(1)).await().atMost(PATIENCE);
            hold(polls.now()).cancel();
            hold(polls.now());
            polls.append("e" + i);
        }
        answers.clear();
        for (int i = 0; i < Polls.WAITING_MAX; i++) {
            hold(polls.now());
        }
        assertThat(answers).as("all places are free").isEmpty();
        hold(polls.now());
        assertThat(answers).as("and no more than that").hasSize(1);
    }

    @Test
    void a_state_of_the_future_is_not_answered_with_an_event_of_the_present() {
        hold("2099-01-01T00:00:00Z");
        polls.append("a");
        assertThat(answers).containsExactly(new Nothing("2099-01-01T00:00:00.000000Z", 15));
    }

    @Test
    void an_event_that_comes_while_the_log_is_read_is_not_slept_through() {
        // given a process that does not know yet that another one expired everything
        String state = polls.now();
        polls.append("a", "b");
        EventLog elsewhere = new EventLog(polls.store);
        elsewhere.open(List.of("orders")).await().atMost(PATIENCE);
        elsewhere.expire("orders", 2, 100).await().atMost(PATIENCE);
        // when an event arrives between its reading nothing and its beginning to wait
        polls.store.hold();
        hold(state);
        polls.store.goOn();
        polls.log.append("orders", List.of(SampleEvents.what("c"))).await().atMost(PATIENCE);
        polls.store.letGo();
        // then
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(Polls.ids(answer)).containsExactly("c"));
    }

    private Cancellable hold(String state) {
        return polls.held(state, LONG).subscribe().with(answers::add);
    }
}
