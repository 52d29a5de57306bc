package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.NOW;
import static dev.bellhop.storage.Samples.event;
import static dev.bellhop.storage.Samples.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import dev.bellhop.log.AppendResult.AlreadyKnown;
import dev.bellhop.log.AppendResult.Appended;
import dev.bellhop.log.EventStore.Appending;
import dev.bellhop.log.LogHead;
import dev.bellhop.testing.SeededRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AppendPlanTest {

    private static final LogHead HEAD = new LogHead("inbox", "k3f9", 5, 7, NOW.minusSeconds(60));

    @Test
    void events_follow_the_head() {
        AppendPlan plan = plan(NOW, events("e", 2));
        assertThat(plan.added())
                .containsExactly(
                        new Event("inbox", 8, NOW, event("e1")),
                        new Event("inbox", 9, NOW.plusNanos(1_000), event("e2")));
        assertThat(plan.answers())
                .containsExactly(new Appending(
                        List.of(new Appended(8, NOW), new Appended(9, NOW.plusNanos(1_000))),
                        new LogHead("inbox", "k3f9", 5, 9, NOW.plusNanos(1_000))));
    }

    @Test
    void every_request_has_an_answer_in_its_place_and_the_head_after_all() {
        AppendPlan plan = plan(NOW, events("a", 1), List.of(), events("b", 2));
        assertThat(plan.answers()).extracting(answer -> answer.results().size()).containsExactly(1, 0, 2);
        assertThat(plan.answers()).extracting(answer -> answer.head().newest()).containsOnly(10L);
    }

    @Test
    void a_duplicate_takes_no_position() {
        AppendPlan plan = AppendPlan.of(
                HEAD,
                Set.of(event("old").identity()),
                NOW,
                List.of(List.of(event("new"), event("old"), event("new")), List.of(event("new"), event("last"))));
        assertThat(plan.added()).extracting(added -> added.what().id()).containsExactly("new", "last");
        assertThat(plan.answers().get(0).results()).endsWith(new AlreadyKnown(), new AlreadyKnown());
        assertThat(plan.answers().get(1).results()).startsWith(new AlreadyKnown());
    }

    @Test
    void the_first_of_two_duplicates_counts() {
        CloudEvent first = event("same", "/o", null);
        CloudEvent second = event("same", "/o");
        assertThat(plan(NOW, List.of(first), List.of(second)).added())
                .singleElement()
                .extracting(Event::what)
                .isEqualTo(first);
    }

    @Test
    void nothing_but_duplicates_leaves_the_head() {
        AppendPlan plan = AppendPlan.of(HEAD, Set.of(event("old").identity()), NOW, List.of(List.of(event("old"))));
        assertThat(plan.added()).isEmpty();
        assertThat(plan.answers()).containsExactly(new Appending(List.of(new AlreadyKnown()), HEAD));
    }

    @Test
    void a_clock_that_went_back_is_passed_by_a_microsecond() {
        AppendPlan plan = plan(NOW.minusSeconds(86_400), events("e", 2));
        assertThat(plan.added())
                .extracting(Event::recorded)
                .containsExactly(
                        HEAD.recorded().plusNanos(1_000), HEAD.recorded().plusNanos(2_000));
    }

    @Test
    void a_clock_less_than_a_microsecond_on_is_passed_too() {
        AppendPlan plan = plan(HEAD.recorded().plusNanos(999), events("e", 1));
        assertThat(plan.added())
                .extracting(Event::recorded)
                .containsExactly(HEAD.recorded().plusNanos(1_000));
    }

    @Test
    void whatever_comes_positions_have_no_gap_and_times_grow() {
        SeededRandom.check(50, random -> {
            Instant now = NOW.minusSeconds(60).plusNanos(random.nextInt(10_000) - 5_000);
            List<List<CloudEvent>> requests = IntStream.range(0, 10)
                    .mapToObj(request -> IntStream.range(0, random.nextInt(5))
                            .mapToObj(any -> event("e" + random.nextInt(20)))
                            .toList())
                    .toList();
            AppendPlan plan = AppendPlan.of(HEAD, Set.of(event("e1").identity()), now, requests);
            assertThat(plan.added())
                    .extracting(Event::position)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(8, 7 + plan.added().size())
                                    .boxed()
                                    .toList());
            assertThat(plan.added()).extracting(Event::recorded).isSorted().doesNotHaveDuplicates();
            assertThat(plan.added()).allMatch(added -> added.recorded().isAfter(HEAD.recorded()));
            assertThat(plan.added()).extracting(added -> added.what().id()).doesNotHaveDuplicates();
        });
    }

    @SafeVarargs
    private static AppendPlan plan(Instant now, List<CloudEvent>... requests) {
        return AppendPlan.of(HEAD, Set.of(), now, List.of(requests));
    }
}
