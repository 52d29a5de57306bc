package dev.bellhop.delivery.pump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import dev.bellhop.event.EventData;
import dev.bellhop.event.SampleEvents;
import dev.bellhop.log.EventLog;
import dev.bellhop.log.HeldBackEventStore;
import dev.bellhop.testing.InMemoryEventStore;
import dev.bellhop.testing.SeededIds;
import dev.bellhop.testing.SettableTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventPagesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HeldBackEventStore store =
            new HeldBackEventStore(new InMemoryEventStore(new SettableTime(), new SeededIds(1)));
    private final EventLog log = new EventLog(store);
    private final EventPages pages = new EventPages(log, Runnable::run);

    @BeforeEach
    void open() {
        log.open(List.of("orders", "large")).await().atMost(PATIENCE);
    }

    @Test
    void a_thousand_readers_at_one_place_read_the_log_once() {
        append("orders", SampleEvents.many("e", 5));
        store.hold();
        AtomicInteger got = new AtomicInteger();
        for (int i = 0; i < 1_000; i++) {
            pages.load("orders", 1).subscribe().with(page -> got.addAndGet(page.size()));
        }
        store.letGo();
        assertThat(got).hasValue(5_000);
        assertThat(store.reads()).isEqualTo(1);
        assertThat(positions(pages.ready("orders", 2, 3))).containsExactly(2L, 3L, 4L);
        assertThat(store.reads()).isEqualTo(1);
    }

    @Test
    void what_failed_is_read_again_by_the_next() {
        append("orders", SampleEvents.many("e", 2));
        store.failFor("orders");
        List<Throwable> failures = new ArrayList<>();
        pages.load("orders", 1).subscribe().with(page -> {}, failures::add);
        store.failFor("");
        assertThat(failures).hasSize(1);
        assertThat(load("orders", 1)).hasSize(2);
    }

    @Test
    void a_gap_ends_what_is_ready() {
        append("orders", SampleEvents.many("e", 40));
        load("orders", 1);
        load("orders", 30);
        assertThat(positions(pages.ready("orders", 1, 100))).doesNotContain(30L).startsWith(1L, 2L);
        assertThat(pages.ready("orders", 29, 5)).isEmpty();
        assertThat(pages.ready("nobody", 1, 5)).isEmpty();
    }

    @Test
    void memory_is_bounded_by_bytes_and_what_was_not_read_for_longest_goes_first() {
        int size = 1 << 20;
        append("large", large(40, size));
        for (long position = 1; position <= 40; position++) {
            load("large", position);
        }
        int kept = 0;
        for (long position = 1; position <= 40; position++) {
            kept += pages.ready("large", position, 1).size();
        }
        assertThat(kept * (long) size).isBetween(EventPages.BYTES_MAX / 2, EventPages.BYTES_MAX);
        assertThat(pages.ready("large", 1, 1)).isEmpty();
        assertThat(pages.ready("large", 40, 1)).hasSize(1);
    }

    @Test
    void pages_of_large_events_are_short_and_those_of_small_ones_long() {
        append("large", large(40, 1 << 20));
        append("orders", SampleEvents.many("e", 2_000));
        load("large", 1);
        load("orders", 1);
        assertThat(load("large", 9)).hasSizeLessThanOrEqualTo(8);
        assertThat(load("orders", 9)).hasSizeGreaterThan(100);
    }

    @Test
    void events_are_found_one_by_one_and_those_that_are_no_more_are_left_out() {
        append("orders", SampleEvents.many("e", 30));
        log.expire("orders", 3, 100).await().atMost(PATIENCE);
        EventPages.Found found =
                pages.find("orders", List.of(2L, 4L, 29L, 31L)).await().atMost(PATIENCE);
        assertThat(positions(found.events())).containsExactly(4L, 29L);
        assertThat(found.looked()).isEqualTo(4);
    }

    private List<Event> load(String source, long from) {
        return pages.load(source, from).await().atMost(PATIENCE);
    }

    private void append(String source, List<CloudEvent> events) {
        log.append(source, events).await().atMost(PATIENCE);
    }

    private static List<Long> positions(List<Event> events) {
        return events.stream().map(Event::position).toList();
    }

    private static List<CloudEvent> large(int count, int size) {
        String text = "x".repeat(size);
        List<CloudEvent> events = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            events.add(new CloudEvent(
                    "l" + i, "/sources/large", "big", null, null, null, Map.of(), EventData.text(text), null));
        }
        return events;
    }
}
