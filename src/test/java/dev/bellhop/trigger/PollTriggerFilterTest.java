package dev.bellhop.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.TriggerState;
import dev.bellhop.event.filter.EventFilter;
import dev.bellhop.testing.SeededRandom;
import dev.bellhop.trigger.PollAnswer.Events;
import dev.bellhop.trigger.PollAnswer.Nothing;
import dev.bellhop.trigger.PollRequest.Start;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Polls that want only some of the events. */
class PollTriggerFilterTest {

    private final Polls polls = new Polls();

    @Test
    void what_does_not_match_is_passed_over_and_not_read_again() {
        String state = polls.now();
        polls.append("a1", "b1", "a2", "b2");

        Events answer = (Events) poll(state, 100, "id LIKE 'a%'");

        assertThat(Polls.ids(answer)).containsExactly("a1", "a2");
        assertThat(answer.nextState()).as("behind what was passed over").endsWith("~4");
        assertThat(answer.retryAfterSeconds()).isEqualTo(15);
        assertThat(poll(answer.nextState(), 100, "id LIKE 'a%'")).isEqualTo(new Nothing(answer.nextState(), 15));
    }

    @Test
    void with_no_match_the_state_moves_on_all_the_same() {
        String state = polls.now();
        polls.append("b1", "b2");
        Nothing answer = (Nothing) poll(state, 100, "id LIKE 'a%'");
        assertThat(answer.nextState()).endsWith("~2");
        assertThat(answer.retryAfterSeconds()).isEqualTo(15);
        assertThat(poll(state, 100, "id LIKE 'a%'")).as("the same again").isEqualTo(answer);
    }

    @Test
    void a_full_page_is_followed_at_once_and_loses_nothing() {
        String state = polls.now();
        polls.append("a1", "b1", "a2", "b2", "a3");
        Events first = (Events) poll(state, 2, "id LIKE 'a%'");
        assertThat(Polls.ids(first)).containsExactly("a1", "a2");
        assertThat(first.retryAfterSeconds()).isZero();
        Events second = (Events) poll(first.nextState(), 2, "id LIKE 'a%'");
        assertThat(Polls.ids(second)).containsExactly("a3");
        assertThat(second.retryAfterSeconds()).isEqualTo(15);
    }

    @Test
    void what_expired_is_told_also_when_nothing_matches() {
        String state = polls.now();
        polls.append("b1", "b2", "b3");
        polls.expireUpTo(2);
        Nothing answer = (Nothing) poll(state, 100, "id LIKE 'a%'");
        assertThat(answer.expired()).isEqualTo(2);
        assertThat(answer.nextState()).endsWith("~3");
        assertThat(((Nothing) poll(answer.nextState(), 100, "id LIKE 'a%'")).expired())
                .isZero();
        assertThat(polls.trigger.expired()).isEqualTo(2);
        AtomicReference<PollAnswer> held = new AtomicReference<>();
        held(state, "id LIKE 'a%'").subscribe().with(held::set);
        assertThat(held.get()).as("not held back").isEqualTo(answer);
    }

    @Test
    void one_poll_looks_at_a_limited_number_of_events() {
        String state = polls.now();
        append(Sieve.LOOKED_AT_MAX + 10);
        polls.append("a1");

        Nothing first = (Nothing) poll(state, 100, "id = 'a1'");
        assertThat(first.nextState()).endsWith("~" + Sieve.LOOKED_AT_MAX);
        assertThat(first.retryAfterSeconds()).as("more is there").isZero();
        assertThat(Polls.ids(poll(first.nextState(), 100, "id = 'a1'"))).containsExactly("a1");
    }

    @Test
    void a_poll_that_is_held_is_not_answered_with_what_does_not_match() {
        String state = polls.now();
        AtomicReference<PollAnswer> answer = new AtomicReference<>();
        held(state, "id LIKE 'a%'").subscribe().with(answer::set);
        polls.append("a1");
        assertThat(Polls.ids(answer.get())).containsExactly("a1");
    }

    @Test
    void any_walk_with_any_page_meets_exactly_what_matches() {
        SeededRandom.check(50, random -> {
            Polls some = new Polls();
            String state = some.now();
            int count = random.nextInt(0, 60);
            List<String> ids = IntStream.range(0, count)
                    .mapToObj(number -> (random.nextInt(3) == 0 ? "a" : "b") + number)
                    .toList();
            ids.forEach(some::append);
            List<String> met = new ArrayList<>();
            for (int round = 0; round <= count; round++) {
                PollAnswer answer = some.done(request(state, random.nextInt(1, 5), "id LIKE 'a%'", Duration.ZERO));
                if (answer instanceof Events events) {
                    met.addAll(Polls.ids(events));
                    assertThat(events.nextState()).isNotEqualTo(state);
                    state = events.nextState();
                } else {
                    state = ((Nothing) answer).nextState();
                }
            }
            assertThat(met)
                    .isEqualTo(ids.stream().filter(id -> id.startsWith("a")).toList());
        });
    }

    private void append(int count) {
        for (int from = 0; from < count; from += 500) {
            polls.append(IntStream.range(from, Math.min(count, from + 500))
                    .mapToObj(number -> "b" + number)
                    .toArray(String[]::new));
        }
    }

    private PollAnswer poll(String state, int max, String filter) {
        return polls.done(request(state, max, filter, Duration.ZERO));
    }

    private Uni<PollAnswer> held(String state, String filter) {
        return polls.trigger.poll(request(state, 100, filter, Duration.ofSeconds(60)));
    }

    private static PollRequest request(String state, int max, String filter, Duration hold) {
        EventFilter parsed = switch (EventFilter.parse(filter)) {
            case EventFilter.Parsed(EventFilter valid) -> valid;
            case EventFilter.Invalid(String problem, int column) -> throw new AssertionError(problem);
        };
        return new PollRequest("orders", TriggerState.parse(state).orElseThrow(), new Start.Now(), max, hold, parsed);
    }
}
