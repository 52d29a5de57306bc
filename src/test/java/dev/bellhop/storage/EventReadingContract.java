package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.event;
import static dev.bellhop.storage.Samples.events;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.Event;
import dev.bellhop.log.LogHead;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What reading and expiring mean. The logs {@code inbox} and {@code other} are open. */
interface EventReadingContract {

    Stores stores();

    @Test
    default void pages_put_together_are_the_log() {
        fill(25);
        List<Event> read = new ArrayList<>();
        for (long from = 1; read.size() < 25; from = read.getLast().position() + 1) {
            List<Event> page = get(stores().events().read("inbox", from, 7));
            assertThat(page).hasSizeBetween(1, 7);
            read.addAll(page);
        }
        assertThat(read).isEqualTo(all("inbox")).hasSize(25);
    }

    @Test
    default void reading_begins_at_the_position_itself() {
        fill(5);
        assertThat(positions(get(stores().events().read("inbox", 3, 2)))).containsExactly(3L, 4L);
        assertThat(positions(get(stores().events().read("inbox", -7, 1)))).containsExactly(1L);
        assertThat(get(stores().events().read("inbox", 6, 10))).isEmpty();
        assertThat(get(stores().events().read("inbox", 1, 0))).isEmpty();
        assertThat(get(stores().events().read("inbox", Long.MAX_VALUE, 10))).isEmpty();
    }

    @Test
    default void an_event_names_its_source() {
        get(stores().events().append("other", events("x", 1)));
        assertThat(all("other")).extracting(Event::source).containsExactly("other");
    }

    @Test
    default void a_time_names_the_newest_event_until_then() {
        Instant first = appendAfter(Duration.ofSeconds(1), "a");
        Instant second = appendAfter(Duration.ofSeconds(10), "b");
        assertThat(at(first.minusNanos(1))).isZero();
        assertThat(at(first)).isEqualTo(1);
        assertThat(at(first.plusNanos(999))).isEqualTo(1);
        assertThat(at(second.minusNanos(1_000))).isEqualTo(1);
        assertThat(at(second)).isEqualTo(2);
        assertThat(at(second.plusSeconds(1_000))).isEqualTo(2);
    }

    @Test
    default void a_time_names_one_event_of_many_recorded_together() {
        fill(3);
        List<Event> all = all("inbox");
        assertThat(all).allSatisfy(event -> assertThat(at(event.recorded())).isEqualTo(event.position()));
    }

    @Test
    default void times_far_away_name_the_ends() {
        assertThat(at(Instant.parse("9999-12-31T23:59:59.999999Z"))).isZero();
        fill(3);
        assertThat(at(Instant.parse("0000-01-01T00:00:00Z"))).isZero();
        assertThat(at(Instant.parse("9999-12-31T23:59:59.999999Z"))).isEqualTo(3);
    }

    @Test
    default void a_time_before_the_oldest_kept_names_the_place_before_it() {
        fill(5);
        expire(3, 10);
        assertThat(at(Instant.EPOCH)).isEqualTo(3);
        expire(5, 10);
        assertThat(at(Instant.EPOCH)).isEqualTo(5);
        assertThat(at(stores().clock().instant().plusSeconds(60))).isEqualTo(5);
    }

    @Test
    default void the_oldest_events_expire_in_batches() {
        fill(10);
        assertThat(expire(5, 3).oldest()).isEqualTo(4);
        assertThat(positions(all("inbox"))).containsExactly(4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(expire(5, 3).oldest()).isEqualTo(6);
        assertThat(expire(5, 3).oldest()).isEqualTo(6);
        assertThat(positions(all("inbox"))).containsExactly(6L, 7L, 8L, 9L, 10L);
    }

    @Test
    default void expiring_answers_the_head_after_it() {
        fill(10);
        LogHead before = head("inbox");
        assertThat(expire(4, 100))
                .isEqualTo(new LogHead("inbox", before.logId(), 5, 10, before.recorded()))
                .isEqualTo(head("inbox"));
    }

    @Test
    default void expiring_what_is_not_there_changes_nothing() {
        fill(3);
        LogHead before = head("inbox");
        assertThat(expire(0, 10)).isEqualTo(before);
        assertThat(expire(-1, 10)).isEqualTo(before);
        assertThat(expire(3, 0)).isEqualTo(before);
        get(stores().events().expire("other", 10, 10));
        assertThat(head("other").oldest()).isEqualTo(1);
    }

    @Test
    default void an_emptied_log_goes_on_where_it_was() {
        fill(3);
        LogHead before = head("inbox");
        assertThat(expire(Long.MAX_VALUE - 1, 1_000))
                .isEqualTo(new LogHead("inbox", before.logId(), 4, 3, before.recorded()));
        assertThat(all("inbox")).isEmpty();
        stores().clock().advance(Duration.ofDays(-1));
        get(stores().events().append("inbox", List.of(event("next"))));
        assertThat(positions(all("inbox"))).containsExactly(4L);
        assertThat(head("inbox").recorded()).isAfter(before.recorded());
    }

    @Test
    default void an_expired_event_may_come_again_as_a_new_one() {
        get(stores().events().append("inbox", List.of(event("a"), event("b"))));
        expire(1, 1);
        get(stores().events().append("inbox", List.of(event("a"), event("b"))));
        assertThat(all("inbox")).extracting(event -> event.what().id()).containsExactly("b", "a");
    }

    @Test
    default void other_logs_stay_as_they_are() {
        fill(3);
        get(stores().events().append("other", events("x", 3)));
        expire(3, 10);
        assertThat(all("other")).hasSize(3);
        assertThat(head("other").oldest()).isEqualTo(1);
    }

    default List<Event> all(String source) {
        return get(stores().events().read(source, 1, 100_000));
    }

    default LogHead head(String source) {
        return get(stores().events().heads(List.of(source))).getFirst();
    }

    private void fill(int count) {
        get(stores().events().append("inbox", events("e", count)));
    }

    private Instant appendAfter(Duration wait, String id) {
        stores().clock().advance(wait);
        return get(stores().events().append("inbox", List.of(event(id)))).head().recorded();
    }

    private long at(Instant time) {
        return get(stores().events().positionAt("inbox", time));
    }

    private LogHead expire(long upTo, int limit) {
        return get(stores().events().expire("inbox", upTo, limit));
    }

    private static List<Long> positions(List<Event> events) {
        return events.stream().map(Event::position).toList();
    }
}
