package dev.bellhop.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.log.EventLog;
import dev.bellhop.testing.InMemoryBookmarkStore;
import dev.bellhop.trigger.PollAnswer.Events;
import dev.bellhop.trigger.PollAnswer.Nothing;
import dev.bellhop.trigger.PollRequest.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table of the design, section 3, and where a poll without a state begins. */
class PollTriggerTest {

    private final Polls polls = new Polls();

    @Test
    void without_a_state_the_answer_is_a_state_at_now() {
        polls.append("a", "b");

        Nothing first = (Nothing) polls.start(new Start.Now());

        assertThat(first.nextState())
                .endsWith("~2")
                .contains("~" + polls.log.head("orders").logId() + "~");
        assertThat(first.retryAfterSeconds()).isEqualTo(15);
        assertThat(polls.nothing(first.nextState())).isEqualTo(first);
    }

    @Test
    void with_nothing_after_the_state_the_answer_is_the_same_state() {
        String state = polls.now();
        assertThat(polls.nothing(state)).isEqualTo(new Nothing(state, 15));
        assertThat(polls.nothing(state)).isEqualTo(new Nothing(state, 15));
    }

    @Test
    void a_page_with_nothing_behind_it_is_followed_by_a_pause() {
        String state = polls.now();
        polls.append("a", "b");

        Events answer = polls.events(state);

        assertThat(Polls.ids(answer)).containsExactly("a", "b");
        assertThat(answer.retryAfterSeconds()).isEqualTo(15);
        assertThat(answer.nextState()).endsWith("~2");
        assertThat(answer.expired()).isZero();
        assertThat(polls.nothing(answer.nextState()).nextState()).isEqualTo(answer.nextState());
    }

    @Test
    void a_page_with_more_behind_it_is_followed_at_once() {
        String state = polls.now();
        polls.append("a", "b", "c", "d", "e");

        Events first = (Events) polls.poll(state, 2);
        Events second = (Events) polls.poll(first.nextState(), 2);
        Events third = (Events) polls.poll(second.nextState(), 2);

        assertThat(Polls.ids(first)).containsExactly("a", "b");
        assertThat(Polls.ids(second)).containsExactly("c", "d");
        assertThat(Polls.ids(third)).containsExactly("e");
        assertThat(List.of(first.retryAfterSeconds(), second.retryAfterSeconds(), third.retryAfterSeconds()))
                .containsExactly(0L, 0L, 15L);
    }

    @Test
    void one_event_at_a_time_ends_with_a_pause_after_the_last_one() {
        String state = polls.now();
        polls.append("a", "b");
        Events first = (Events) polls.poll(state, 1);
        Events second = (Events) polls.poll(first.nextState(), 1);
        assertThat(Polls.ids(first)).containsExactly("a");
        assertThat(first.retryAfterSeconds()).isZero();
        assertThat(Polls.ids(second)).containsExactly("b");
        assertThat(second.retryAfterSeconds()).isEqualTo(15);
    }

    @Test
    void the_same_state_has_the_same_answer_as_often_as_it_is_sent() {
        String state = polls.now();
        polls.append("a", "b", "c");
        PollAnswer answer = polls.poll(state, 2);
        assertThat(polls.poll(state, 2)).isEqualTo(answer);
        polls.poll(((Events) answer).nextState(), 2);
        assertThat(polls.poll(state, 2)).isEqualTo(answer);
        polls.append("d");
        assertThat(polls.poll(state, 2)).as("a full page stays as it is").isEqualTo(answer);
    }

    @Test
    void from_the_beginning_everything_that_is_kept_comes() {
        assertThat(polls.start(new Start.Beginning())).isInstanceOf(Nothing.class);
        polls.append("a", "b", "c");
        assertThat(Polls.ids(polls.start(new Start.Beginning()))).containsExactly("a", "b", "c");

        polls.expireUpTo(2);
        Events kept = (Events) polls.start(new Start.Beginning());
        assertThat(Polls.ids(kept)).containsExactly("c");
        assertThat(kept.expired()).as("nobody missed what was never promised").isZero();
    }

    @Test
    void a_state_at_the_beginning_of_an_empty_log_meets_its_first_event() {
        String state = ((Nothing) polls.start(new Start.Beginning())).nextState();
        polls.append("a");
        assertThat(Polls.ids(polls.events(state))).containsExactly("a");
    }

    @Test
    void from_a_time_what_was_recorded_after_it_comes() {
        polls.append("a", "b", "c");
        Instant second = polls.recorded(2);

        assertThat(Polls.ids(polls.start(new Start.After(second)))).containsExactly("c");
        assertThat(Polls.ids(polls.start(new Start.After(second.minusNanos(1_000)))))
                .containsExactly("b", "c");
        assertThat(Polls.ids(polls.start(new Start.After(Instant.EPOCH)))).containsExactly("a", "b", "c");
        assertThat(polls.start(new Start.After(polls.recorded(3)))).isInstanceOf(Nothing.class);
        assertThat(Polls.ids(polls.events(second.toString())))
                .as("a plain time as state")
                .containsExactly("c");
    }

    @Test
    void from_a_time_to_come_nothing_comes_before_it() {
        Instant later = polls.time.instant().plusSeconds(60);
        String state = ((Nothing) polls.start(new Start.After(later))).nextState();
        polls.append("early");
        assertThat(polls.nothing(state).nextState()).isEqualTo(state);

        polls.time.set(later.plusSeconds(1));
        polls.append("late");
        assertThat(Polls.ids(polls.events(state))).containsExactly("late");
    }

    @Test
    void an_edited_trigger_goes_on_where_its_workflow_last_acknowledged() {
        Start resume = new Start.Resume("flow/When_something_arrives");
        String state = ((Nothing) polls.start(resume)).nextState();
        polls.append("a", "b");
        Events first = (Events) polls.done(Polls.request(state, resume, 1, Duration.ZERO));
        // acknowledged by asking on
        polls.done(Polls.request(first.nextState(), resume, 1, Duration.ZERO));

        assertThat(Polls.ids(polls.start(resume))).containsExactly("b");
        assertThat(polls.trigger()
                        .poll(Polls.request(null, resume, 100, Duration.ZERO))
                        .await()
                        .atMost(Duration.ofSeconds(5)))
                .as("after a restart too")
                .isInstanceOfSatisfying(
                        Events.class, answer -> assertThat(Polls.ids(answer)).containsExactly("b"));
        assertThat(polls.start(new Start.Resume("flow/Other"))).isInstanceOf(Nothing.class);
    }

    @Test
    void a_late_repetition_of_an_older_poll_takes_no_acknowledgement_back() {
        Start resume = new Start.Resume("flow/t");
        String first = ((Nothing) polls.start(resume)).nextState();
        polls.append("a", "b");
        String second = polls.events(first).nextState();
        polls.done(Polls.request(second, resume, 100, Duration.ZERO));
        polls.done(Polls.request(first, resume, 100, Duration.ZERO));

        assertThat(polls.start(resume)).isEqualTo(new Nothing(second, 15));
    }

    @Test
    void a_quiet_source_is_asked_less_often_and_one_that_wakes_up_at_once_as_before() {
        String state = polls.now();
        polls.time.advance(Duration.ofMinutes(5));
        assertThat(polls.nothing(state).retryAfterSeconds()).isEqualTo(30);
        polls.time.advance(Duration.ofDays(1));
        assertThat(polls.nothing(state).retryAfterSeconds()).isEqualTo(60);
        polls.append("a");
        Events woken = polls.events(state);
        assertThat(woken.retryAfterSeconds()).isEqualTo(15);
        assertThat(polls.nothing(woken.nextState()).retryAfterSeconds()).isEqualTo(15);
    }

    @Test
    void an_idle_poll_reads_no_database() {
        polls.append("a", "b");
        String now = polls.now();
        String read = polls.events("2000-01-01T00:00:00Z").nextState();
        polls.expireUpTo(2);
        int before = polls.store.reads();
        for (String state :
                List.of(now, read, "2099-01-01T00:00:00Z", "2000-01-01T00:00:00Z", now.replace("~2", "~1"))) {
            assertThat(polls.nothing(state).nextState()).startsWith(state.substring(0, 19));
        }
        polls.start(new Start.Now());
        polls.start(new Start.Beginning());
        assertThat(polls.store.reads()).isEqualTo(before);
    }

    @Test
    void a_source_without_tuning_is_a_fault_of_the_wiring() {
        PollTrigger bare =
                new PollTrigger(polls.log, new InMemoryBookmarkStore(), Map.of(), polls.time, Polls.WAITING_MAX);
        assertThatThrownBy(() -> bare.poll(Polls.request(null, new Start.Now(), 1, Duration.ZERO))
                        .await()
                        .atMost(Duration.ofSeconds(5)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("orders");
    }

    @Test
    void what_another_process_appended_and_this_one_does_not_know_yet_comes_later_but_is_not_passed_over() {
        String state = polls.now();
        EventLog elsewhere = new EventLog(polls.store);
        elsewhere.open(List.of("orders")).await().atMost(Duration.ofSeconds(5));
        elsewhere
                .append("orders", List.of(dev.bellhop.event.SampleEvents.what("a")))
                .await()
                .atMost(Duration.ofSeconds(5));
        assertThat(polls.nothing(state).nextState()).isEqualTo(state);
        assertThat(polls.now()).endsWith("~0");

        polls.log.refresh().await().atMost(Duration.ofSeconds(5));
        assertThat(Polls.ids(polls.events(state))).containsExactly("a");
    }
}
