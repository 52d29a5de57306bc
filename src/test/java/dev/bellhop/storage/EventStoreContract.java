package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.event;
import static dev.bellhop.storage.Samples.events;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import dev.bellhop.log.AppendResult.AlreadyKnown;
import dev.bellhop.log.AppendResult.Appended;
import dev.bellhop.log.EventStore.Appending;
import dev.bellhop.log.LogHead;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What appending and opening mean: positions without gaps, duplicates once, times that only grow. */
interface EventStoreContract extends EventReadingContract, EventShapesContract, ConcurrentAppendContract {

    @BeforeEach
    default void openLogs() {
        get(stores().events().open("inbox"));
        get(stores().events().open("other"));
    }

    @Test
    default void a_new_log_is_empty_and_as_old_as_its_opening() {
        LogHead head = get(stores().events().open("new"));
        assertThat(head)
                .isEqualTo(
                        new LogHead("new", head.logId(), 1, 0, stores().clock().instant()));
        assertThat(head.logId()).matches("[a-z0-9]{1,16}");
    }

    @Test
    default void opening_a_log_again_changes_nothing() {
        LogHead after = append("a", "b").head();
        stores().clock().advance(Duration.ofDays(1));
        assertThat(get(stores().events().open("inbox"))).isEqualTo(after);
    }

    @Test
    default void every_log_has_an_id_of_its_own() {
        assertThat(head("inbox").logId()).isNotEqualTo(head("other").logId());
    }

    @Test
    default void heads_are_those_of_the_logs_asked_for() {
        LogHead inbox = append("a").head();
        assertThat(get(stores().events().heads(List.of("inbox", "unknown")))).containsExactly(inbox);
        assertThat(get(stores().events().heads(List.of("other", "inbox"))))
                .containsExactlyInAnyOrder(inbox, head("other"));
        assertThat(get(stores().events().heads(List.of()))).isEmpty();
    }

    @Test
    default void positions_count_from_one_without_gaps() {
        assertThat(positions(append("a", "b", "c"))).containsExactly(1L, 2L, 3L);
        assertThat(positions(append("d"))).containsExactly(4L);
        assertThat(all("inbox")).extracting(Event::position).containsExactly(1L, 2L, 3L, 4L);
        assertThat(ids("inbox")).containsExactly("a", "b", "c", "d");
    }

    @Test
    default void every_source_counts_for_itself() {
        append("a", "b");
        assertThat(positions(get(stores().events().append("other", events("x", 1)))))
                .containsExactly(1L);
        assertThat(ids("other")).containsExactly("x1");
    }

    @Test
    default void the_answer_tells_place_time_and_head() {
        Appending appending = append("a", "b");
        List<Event> kept = all("inbox");
        assertThat(appending.results())
                .containsExactly(
                        new Appended(1, kept.get(0).recorded()),
                        new Appended(2, kept.get(1).recorded()));
        assertThat(appending.head()).isEqualTo(head("inbox"));
        assertThat(appending.head().oldest()).isEqualTo(1);
        assertThat(appending.head().newest()).isEqualTo(2);
        assertThat(appending.head().recorded()).isEqualTo(kept.get(1).recorded());
    }

    @Test
    default void the_same_event_twice_in_a_request_is_one() {
        Appending appending = append("a", "b", "a", "c");
        assertThat(positions(appending)).containsExactly(1L, 2L, 0L, 3L);
        assertThat(appending.results().get(2)).isEqualTo(new AlreadyKnown());
        assertThat(ids("inbox")).containsExactly("a", "b", "c");
    }

    @Test
    default void the_same_event_in_a_later_request_is_a_duplicate() {
        append("a", "b");
        assertThat(positions(append("c", "b", "d"))).containsExactly(3L, 0L, 4L);
        assertThat(ids("inbox")).containsExactly("a", "b", "c", "d");
    }

    @Test
    default void a_request_of_duplicates_alone_changes_nothing() {
        LogHead before = append("a").head();
        stores().clock().advance(Duration.ofHours(1));
        assertThat(append("a")).isEqualTo(new Appending(List.of(new AlreadyKnown()), before));
        assertThat(head("inbox")).isEqualTo(before);
    }

    @Test
    default void the_same_id_from_another_origin_is_another_event() {
        append("a");
        Appending appending = get(stores().events().append("inbox", List.of(event("a", "/elsewhere"), event("a"))));
        assertThat(positions(appending)).containsExactly(2L, 0L);
    }

    @Test
    default void the_same_event_in_another_source_is_no_duplicate() {
        append("a");
        assertThat(positions(get(stores().events().append("other", List.of(event("a"))))))
                .containsExactly(1L);
    }

    @Test
    default void ids_differ_by_every_character() {
        String[] ids = {"a", "A", "a ", " a", "ä", "a\u0308", "a\"", "a\\", "a\\u0061", "a\n", "%61", "💾", "[\"a\"]"};
        assertThat(positions(append(ids))).doesNotContain(0L);
        assertThat(positions(append(ids))).containsOnly(0L);
        assertThat(ids("inbox")).containsExactly(ids);
    }

    @Test
    default void appending_nothing_answers_the_head() {
        LogHead before = append("a").head();
        assertThat(get(stores().events().append("inbox", List.of()))).isEqualTo(new Appending(List.of(), before));
    }

    @Test
    default void times_grow_while_the_clock_stands_still() {
        append("a", "b");
        append("c");
        assertThat(all("inbox")).extracting(Event::recorded).isSorted().doesNotHaveDuplicates();
    }

    @Test
    default void times_grow_while_the_clock_steps_back() {
        Instant before = append("a").head().recorded();
        stores().clock().advance(Duration.ofDays(-400));
        append("b", "c");
        assertThat(all("inbox")).extracting(Event::recorded).isSorted().doesNotHaveDuplicates();
        assertThat(head("inbox").recorded()).isBetween(before, before.plusMillis(1));
    }

    @Test
    default void times_follow_the_clock_when_it_goes_on() {
        append("a", "b", "c");
        stores().clock().advance(Duration.ofSeconds(2));
        append("d");
        assertThat(head("inbox").recorded()).isEqualTo(stores().clock().instant());
    }

    @Test
    default void a_clock_with_nanoseconds_gives_the_times_that_are_read_back() {
        stores().clock().set(Instant.parse("2026-11-20T10:15:31.123456789Z"));
        LogHead opened = get(stores().events().open("precise"));
        assertThat(opened).isEqualTo(head("precise"));
        Appending appending = get(stores().events().append("precise", events("a", 3)));
        assertThat(appending.head()).isEqualTo(head("precise"));
        assertThat(all("precise")).extracting(Event::recorded).isSorted().doesNotHaveDuplicates();
    }

    @Test
    default void a_call_that_nobody_waits_for_does_nothing() {
        var unused = stores().events().append("inbox", events("a", 1));
        var alsoUnused = stores().events().open("never");
        assertThat(all("inbox")).isEmpty();
        assertThat(get(stores().events().heads(List.of("never")))).isEmpty();
    }

    default Appending append(String... ids) {
        List<CloudEvent> events = List.of(ids).stream().map(Samples::event).toList();
        return get(stores().events().append("inbox", events));
    }

    /** Positions of the results, 0 for duplicates. */
    static List<Long> positions(Appending appending) {
        return appending.results().stream()
                .map(result -> result instanceof Appended appended ? appended.position() : 0L)
                .toList();
    }

    default List<String> ids(String source) {
        return all(source).stream().map(event -> event.what().id()).toList();
    }
}
