package dev.bellhop.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.event.Event;
import dev.bellhop.event.SampleEvents;
import dev.bellhop.log.AppendResult.AlreadyKnown;
import dev.bellhop.log.AppendResult.Appended;
import dev.bellhop.testing.InMemoryEventStore;
import dev.bellhop.testing.SeededIds;
import dev.bellhop.testing.SettableTime;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventLogTest {

    private final SettableTime time = new SettableTime();
    private final HeldBackEventStore store = new HeldBackEventStore(new InMemoryEventStore(time, new SeededIds(1)));
    private final EventLog log = new EventLog(store);
    /** The log as another process sees it, over the same database. */
    private final EventLog elsewhere = new EventLog(store);

    @BeforeEach
    void open() {
        done(log.open(List.of("orders", "files")));
        done(elsewhere.open(List.of("orders", "files")));
    }

    @Test
    void an_empty_log_has_a_head_that_names_it() {
        assertThat(log.head("orders")).satisfies(head -> {
            assertThat(head.newest()).isZero();
            assertThat(head.oldest()).isEqualTo(1);
            assertThat(head.recorded()).isEqualTo(time.instant());
            assertThat(head.logId()).isNotEqualTo(log.head("files").logId());
        });
        done(log.open(List.of()));
    }

    @Test
    void a_log_that_was_never_opened_cannot_be_used() {
        assertThatThrownBy(() -> log.head("other")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> done(log.awaitAfter("other", 0))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void appending_moves_the_head_and_answers_for_every_event() {
        List<AppendResult> first = done(log.append("orders", SampleEvents.many("a", 2)));
        List<AppendResult> again = done(log.append("orders", SampleEvents.many("a", 3)));

        assertThat(first).hasOnlyElementsOfType(Appended.class);
        assertThat(again).element(0).isInstanceOf(AlreadyKnown.class);
        assertThat(again)
                .element(2)
                .isInstanceOfSatisfying(
                        Appended.class, added -> assertThat(added.position()).isEqualTo(3));
        assertThat(log.head("orders").newest()).isEqualTo(3);
        assertThat(log.head("files").newest()).isZero();
        assertThat(done(log.read("orders", 2, 10))).extracting(Event::position).containsExactly(2L, 3L);
    }

    @Test
    void a_head_never_goes_back_when_answers_overtake_each_other() {
        store.hold();
        begin(log.append("orders", SampleEvents.many("a", 1)));
        store.goOn();
        done(log.append("orders", SampleEvents.many("b", 1)));
        LogHead after = log.head("orders");

        store.letGo();

        assertThat(log.head("orders")).isEqualTo(after);
        assertThat(after.newest()).isEqualTo(2);
    }

    @Test
    void expiry_and_growth_that_overtake_each_other_are_both_known_in_the_end() {
        done(log.append("orders", SampleEvents.many("a", 3)));
        store.hold();
        begin(log.expire("orders", 2, 100).replaceWithVoid());
        store.goOn();
        done(log.append("orders", SampleEvents.many("b", 1)));
        store.letGo();

        assertThat(log.head("orders").oldest()).isEqualTo(3);
        assertThat(log.head("orders").newest()).isEqualTo(4);
    }

    @Test
    void what_another_process_appended_is_seen_after_a_refresh() {
        done(elsewhere.append("orders", SampleEvents.many("a", 2)));
        assertThat(log.head("orders").newest()).isZero();

        done(log.refresh());
        assertThat(log.head("orders")).isEqualTo(elsewhere.head("orders"));
    }

    @Test
    void a_reader_that_waits_is_woken_by_the_event_it_waits_for() {
        List<LogHead> woken = new ArrayList<>();
        begin(log.awaitAfter("orders", 1).invoke(woken::add).replaceWithVoid());

        done(log.append("files", SampleEvents.many("f", 5)));
        done(log.append("orders", SampleEvents.many("a", 1)));
        assertThat(woken).isEmpty();
        done(log.append("orders", SampleEvents.many("b", 1)));

        assertThat(woken).extracting(LogHead::newest).containsExactly(2L);
        done(log.append("orders", SampleEvents.many("c", 1)));
        assertThat(woken).hasSize(1);
    }

    @Test
    void a_reader_that_waits_for_what_is_there_does_not_wait() {
        done(log.append("orders", SampleEvents.many("a", 1)));
        assertThat(done(log.awaitAfter("orders", 0)).newest()).isEqualTo(1);
    }

    @Test
    void a_reader_is_woken_by_an_event_of_another_process_at_the_refresh() {
        List<LogHead> woken = new ArrayList<>();
        begin(log.awaitAfter("orders", 0).invoke(woken::add).replaceWithVoid());
        done(elsewhere.append("orders", SampleEvents.many("a", 1)));

        done(log.refresh());
        assertThat(woken).hasSize(1);
    }

    @Test
    void a_reader_that_gave_up_is_not_woken_and_the_others_are() {
        List<String> woken = new ArrayList<>();
        Cancellable impatient = log.awaitAfter("orders", 0).subscribe().with(head -> woken.add("impatient"));
        log.awaitAfter("orders", 0).subscribe().with(head -> woken.add("patient"));
        impatient.cancel();
        done(log.append("orders", SampleEvents.many("a", 1)));

        assertThat(woken).containsExactly("patient");
    }

    @Test
    void listeners_hear_of_growth_and_only_of_growth() {
        List<String> heard = new ArrayList<>();
        log.onGrowth(heard::add);
        done(log.append("orders", SampleEvents.many("a", 1)));
        done(log.append("orders", SampleEvents.many("a", 1)));
        done(log.append("orders", List.of()));
        done(log.refresh());
        done(log.expire("orders", 1, 10));
        done(log.append("files", SampleEvents.many("f", 3)));

        assertThat(heard).containsExactly("orders", "files");
    }

    @Test
    void a_listener_that_fails_spoils_neither_the_append_nor_the_other_listeners() {
        List<String> heard = new ArrayList<>();
        log.onGrowth(source -> {
            throw new IllegalStateException("shutting down");
        });
        log.onGrowth(heard::add);

        assertThat(done(log.append("orders", SampleEvents.many("a", 1)))).hasSize(1);
        assertThat(heard).containsExactly("orders");
    }

    @Test
    void a_position_of_a_time_comes_from_memory_unless_it_is_in_the_past() {
        done(log.append("orders", SampleEvents.many("a", 1)));
        time.advance(Duration.ofMinutes(1));
        done(log.append("orders", SampleEvents.many("b", 1)));

        int before = store.reads();
        assertThat(done(log.positionAt("orders", time.instant()))).isEqualTo(2);
        assertThat(done(log.positionAt("orders", time.instant().plusSeconds(60))))
                .isEqualTo(2);
        assertThat(done(log.positionAt("files", time.instant()))).isZero();
        assertThat(done(log.positionAt("files", time.instant().minusSeconds(3600))))
                .isZero();
        assertThat(store.reads()).isEqualTo(before);
        assertThat(done(log.positionAt("orders", time.instant().minusNanos(1_000))))
                .isEqualTo(1);
        assertThat(done(log.positionAt("orders", time.instant().minusSeconds(61))))
                .isZero();
        assertThat(store.reads()).isEqualTo(before + 2);
    }

    private static <T> T done(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(5));
    }

    private static void begin(Uni<?> work) {
        work.subscribe().with(done -> {});
    }
}
