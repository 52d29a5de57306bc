package dev.bellhop.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.testing.InMemoryBookmarkStore;
import dev.bellhop.testing.SeededRandom;
import dev.bellhop.testing.SettableTime;
import dev.bellhop.trigger.PollAnswer.Events;
import dev.bellhop.trigger.PollAnswer.Nothing;
import dev.bellhop.trigger.PollRequest.Start;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** States that outlived their events or their log: nothing is passed over in silence. */
class PollTriggerHistoryTest {

    private final SettableTime time = new SettableTime();
    private final Polls polls = new Polls(time, 1, new InMemoryBookmarkStore());

    @Test
    void a_state_older_than_retention_goes_on_at_the_oldest_event_and_says_how_many_were_missed() {
        String state = polls.now();
        polls.append("a", "b", "c", "d");
        String second = ((Events) polls.poll(state, 2)).nextState();
        polls.expireUpTo(3);

        assertThat(Polls.ids(polls.events(state))).containsExactly("d");
        assertThat(polls.events(state).expired()).isEqualTo(3);
        assertThat(polls.events(second).expired()).isEqualTo(1);
        assertThat(polls.trigger.expired()).isEqualTo(3 + 3 + 1);
    }

    @Test
    void if_nothing_is_kept_what_was_missed_is_said_with_the_next_event() {
        String state = polls.now();
        polls.append("a", "b");
        polls.expireUpTo(2);
        assertThat(polls.nothing(state).nextState()).isEqualTo(state);
        polls.append("c");

        Events answer = polls.events(state);
        assertThat(Polls.ids(answer)).containsExactly("c");
        assertThat(answer.expired()).isEqualTo(2);
    }

    @Test
    void a_state_whose_own_event_has_just_expired_misses_nothing() {
        String state = polls.now();
        polls.append("a", "b", "c");
        String afterB = ((Events) polls.poll(state, 2)).nextState();
        polls.expireUpTo(2);
        assertThat(polls.events(afterB).expired()).isZero();
        assertThat(Polls.ids(polls.events(afterB))).containsExactly("c");
    }

    @Test
    void a_state_of_another_log_goes_on_after_its_time() {
        polls.append("a", "b");
        String state = polls.now();
        Polls emptied = new Polls(time, 2, new InMemoryBookmarkStore());
        assertThat(emptied.nothing(state).nextState()).as("nothing there yet").isEqualTo(state);
        time.advance(Duration.ofMinutes(1));
        emptied.append("c");

        Events answer = emptied.events(state);
        assertThat(Polls.ids(answer)).containsExactly("c");
        assertThat(answer.nextState()).contains("~" + emptied.log.head("orders").logId() + "~1");
        assertThat(answer.expired()).isZero();
    }

    @Test
    void a_state_of_another_log_does_not_repeat_what_was_recorded_before_its_time() {
        Polls other = new Polls(time, 2, new InMemoryBookmarkStore());
        other.append("old");
        polls.append("a");
        String state = polls.now();
        time.advance(Duration.ofSeconds(1));
        other.append("new");
        assertThat(Polls.ids(other.events(state))).containsExactly("new");
    }

    @Test
    void a_position_that_a_restored_log_has_reached_again_is_known_for_another_one() {
        // given a reader at position 3, and a backup that was made after position 1
        Polls restored = new Polls(new SettableTime(), 1, new InMemoryBookmarkStore());
        polls.append("a", "b", "c");
        restored.append("a");
        String state = polls.events("2000-01-01T00:00:00Z").nextState();
        assertThat(restored.nothing(state).nextState()).as("position 3 of 1").isEqualTo(state);
        restored.time.advance(Duration.ofMinutes(1));
        // when the restored log grows to, and beyond, that position with another history
        restored.append("x");
        assertThat(Polls.ids(restored.events(state))).as("position 3 of 2").containsExactly("x");
        restored.append("y");
        assertThat(Polls.ids(restored.events(state))).as("position 3 of 3").containsExactly("x", "y");
        restored.append("z");
        assertThat(Polls.ids(restored.events(state))).as("position 3 of 4").containsExactly("x", "y", "z");
        Events first = (Events) restored.poll(state, 2);
        assertThat(first.nextState()).as("the same position, yet another state").isNotEqualTo(state);
        assertThat(Polls.ids(restored.events(first.nextState()))).containsExactly("z");
    }

    @Test
    void a_clock_that_steps_back_hides_no_event() {
        String state = polls.now();
        polls.append("a");
        String afterA = polls.events(state).nextState();
        time.advance(Duration.ofHours(-2));
        String now = polls.now();
        polls.append("b");

        assertThat(Polls.ids(polls.events(afterA))).containsExactly("b");
        assertThat(Polls.ids(polls.events(now))).containsExactly("b");
        assertThat(polls.nothing(polls.now()).retryAfterSeconds()).isEqualTo(15);
    }

    @Test
    void pages_put_together_are_the_log() {
        SeededRandom.check(100, this::readWhileItGrowsAndExpires);
    }

    private void readWhileItGrowsAndExpires(RandomGenerator random) {
        Polls walk = new Polls(new SettableTime(), 1, new InMemoryBookmarkStore());
        Reader reader = new Reader(walk, ((Nothing) walk.start(new Start.Now())).nextState());
        for (int step = 0; step < 60; step++) {
            switch (random.nextInt(7)) {
                case 0, 1 -> walk.append("e" + step);
                case 2 -> walk.append("e" + step + "a", "e" + step + "b", "e" + step + "c");
                case 3 ->
                    walk.expireUpTo(random.nextLong(walk.log.head("orders").newest() + 1));
                case 4 -> walk.time.advance(Duration.ofSeconds(random.nextLong(-30, 60)));
                default -> reader.poll(1 + random.nextInt(4));
            }
        }
        while (reader.poll(3)) {
            assertThat(reader.position)
                    .isLessThanOrEqualTo(walk.log.head("orders").newest());
        }
        assertThat(reader.position).isEqualTo(walk.log.head("orders").newest() - reader.unreported());
    }

    /** Keeps nothing but the state, like an engine, and checks every answer. */
    private static final class Reader {

        private final Polls polls;
        private String state;
        private long position;

        Reader(Polls polls, String state) {
            this.polls = polls;
            this.state = state;
        }

        /** Whether something came. */
        boolean poll(int max) {
            PollAnswer answer = polls.poll(state, max);
            assertThat(polls.poll(state, max)).as("a repetition").isEqualTo(answer);
            if (answer instanceof Nothing nothing) {
                assertThat(nothing.nextState()).isEqualTo(state);
                assertThat(position).isEqualTo(polls.log.head("orders").newest() - unreported());
                return false;
            }
            Events events = (Events) answer;
            assertThat(events.events()).isNotEmpty().hasSizeLessThanOrEqualTo(max);
            assertThat(events.nextState()).isNotEqualTo(state);
            long expected = position + events.expired();
            List<Long> positions = new ArrayList<>();
            for (int i = 1; i <= events.events().size(); i++) {
                positions.add(expected + i);
            }
            assertThat(events.events()).extracting(event -> event.position()).isEqualTo(positions);
            position = positions.getLast();
            boolean more = position < polls.log.head("orders").newest();
            assertThat(events.retryAfterSeconds()).isEqualTo(more ? 0 : 15);
            state = events.nextState();
            return true;
        }

        /** Events after the reader's place if none of them is kept: they are told with the next event. */
        long unreported() {
            long newest = polls.log.head("orders").newest();
            return polls.log.head("orders").oldest() > newest ? newest - position : 0;
        }
    }
}
