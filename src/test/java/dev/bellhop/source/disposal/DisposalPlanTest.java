package dev.bellhop.source.disposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import dev.bellhop.source.disposal.AfterAnnouncing.Patience;
import dev.bellhop.source.disposal.Departure.Outcome;
import dev.bellhop.source.file.FileEvents;
import dev.bellhop.source.file.FileLedger.Entry;
import dev.bellhop.source.file.FileLook;
import dev.bellhop.source.file.FolderIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DisposalPlanTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:15:30.123456Z");
    private static final Entry A = new Entry("a", new FileLook(1, 2), 1, null, "17", null);

    @Test
    void events_are_due_that_all_are_done_with_and_that_are_old_enough() {
        List<Event> page = List.of(at(1, 90), at(2, 60), at(3, 59), at(4, 10));
        assertThat(due(page, OptionalLong.of(9), null)).containsExactly(1L, 2L);
        assertThat(due(page, OptionalLong.of(1), null)).containsExactly(1L);
        assertThat(due(page, OptionalLong.empty(), null)).isEmpty();
        assertThat(due(page, OptionalLong.empty(), Duration.ofSeconds(59))).containsExactly(1L, 2L, 3L);
        assertThat(due(page, OptionalLong.of(2), Duration.ofSeconds(90))).containsExactly(1L, 2L);
    }

    @Test
    void a_clock_that_was_set_back_makes_them_wait() {
        assertThat(due(List.of(at(1, -3600), at(2, 90)), OptionalLong.of(9), Duration.ofSeconds(80)))
                .isEmpty();
    }

    @Test
    void only_what_the_ledger_has_exactly_as_announced_departs() {
        Event event = announcing(7, A);
        assertThat(departures(event, A))
                .containsExactly(new Departure(event.what().id(), 7, A));
        assertThat(departures(event, new Entry("a", new FileLook(1, 3), 1, null)))
                .as("looks otherwise")
                .isEmpty();
        assertThat(departures(event, new Entry("a", new FileLook(1, 2), 2, null)))
                .as("announced again")
                .isEmpty();
        assertThat(departures(event, A.gone(NOW))).as("vanished").isEmpty();
        assertThat(DisposalPlan.departures("other", List.of(event), Map.of("a", A), null))
                .isEmpty();
        assertThat(DisposalPlan.departures("inbox", List.of(event), Map.of(), null))
                .isEmpty();
    }

    @Test
    void what_was_begun_is_known_by_its_mark() {
        Event event = announcing(7, A);
        assertThat(DisposalPlan.departures("inbox", List.of(event), Map.of("a", A.gone(NOW)), NOW))
                .hasSize(1);
        assertThat(DisposalPlan.departures("inbox", List.of(event), Map.of("a", A.gone(NOW.plusSeconds(1))), NOW))
                .isEmpty();
        assertThat(DisposalPlan.departures("inbox", List.of(event), Map.of("a", A), NOW))
                .isEmpty();
    }

    @Test
    void other_events_announce_no_file() {
        Event other = event(1, "com.example.order", "a", "id", NOW);
        assertThat(DisposalPlan.paths(List.of(other, announcing(2, A)))).containsExactly("a");
        assertThat(DisposalPlan.departures("inbox", List.of(other), Map.of("a", A), null))
                .isEmpty();
    }

    @Test
    void what_is_gone_has_no_key_any_more_and_what_stays_is_there() {
        List<Departure> departures = List.of(new Departure("id", 7, A.gone(NOW)));
        assertThat(DisposalPlan.marked(List.of(new Departure("id", 7, A)), NOW)).containsExactly(A.gone(NOW));
        assertThat(afterwards(departures, new Outcome.Gone())).isEqualTo(A.left(NOW));
        assertThat(afterwards(departures, new Outcome.Changed(false))).isEqualTo(A.left(NOW));
        assertThat(afterwards(departures, new Outcome.Changed(true))).isEqualTo(A);
        assertThat(afterwards(departures, new Outcome.Failed("locked"))).isEqualTo(A);
    }

    @Test
    void a_place_is_read_as_it_was_written_and_only_in_its_own_log() {
        Place place = Place.start("k3f9").at(42);
        assertThat(Place.of(place.entry(), "k3f9")).isEqualTo(place);
        Place begun = place.beginning(new Place.Begun(99, NOW, new FolderIdentity(new UUID(1, -2))));
        assertThat(Place.of(begun.entry(), "k3f9")).isEqualTo(begun);
        assertThat(Place.of(begun.entry(), "other")).isEqualTo(Place.start("other"));
        assertThat(Place.of(null, "k3f9")).isEqualTo(Place.start("k3f9"));
        assertThat(place.entry().vanished()).as("never counted as a file").isNotNull();
    }

    @Test
    void a_file_is_tried_a_few_times_and_the_place_stays_before_it_meanwhile() {
        Failures failures = new Failures("inbox");
        List<Departure> page = List.of(new Departure("i", 3, A), new Departure("j", 5, A), new Departure("k", 8, A));
        List<Outcome> outcomes =
                List.of(new Outcome.Gone(), new Outcome.Failed("locked"), new Outcome.Failed("locked"));
        for (int tries = 1; tries < Failures.TRIES_MAX; tries++) {
            assertThat(failures.note(page, outcomes)).hasValue(4);
            assertThat(failures.troubles()).hasSize(2);
            assertThat(failures.isWaiting()).isTrue();
        }
        assertThat(failures.note(page, outcomes)).isEmpty();
        assertThat(failures.troubles()).isEmpty();
        assertThat(failures.isWaiting()).isFalse();
    }

    @Test
    void troubles_are_told_one_by_one_up_to_a_limit() {
        List<Departure> page = LongStream.range(0, 50)
                .mapToObj(position -> new Departure("i", position, A))
                .toList();
        Failures failures = new Failures("inbox");
        assertThat(failures.note(
                        page,
                        page.stream()
                                .map(any -> (Outcome) new Outcome.Failed("locked"))
                                .toList()))
                .isPresent();
        assertThat(failures.troubles()).hasSize(Failures.TROUBLES_MAX + 1).contains("and 30 more");
    }

    private static Entry afterwards(List<Departure> departures, Outcome outcome) {
        return DisposalPlan.afterwards(departures, List.of(outcome), NOW).getFirst();
    }

    private static List<Departure> departures(Event event, Entry entry) {
        return DisposalPlan.departures("inbox", List.of(event), Map.of(entry.path(), entry), null);
    }

    private static List<Long> due(List<Event> page, OptionalLong settled, @Nullable Duration age) {
        return DisposalPlan.due(page, settled, new Patience(Duration.ofMinutes(1), age), NOW).stream()
                .map(Event::position)
                .toList();
    }

    private static Event announcing(long position, Entry entry) {
        String id = FileEvents.id("inbox", entry);
        return event(position, "dev.bellhop.file.created", entry.path(), id, NOW);
    }

    private static Event at(long position, long secondsAgo) {
        return event(position, "t", "a", "id" + position, NOW.minusSeconds(secondsAgo));
    }

    private static Event event(long position, String type, String subject, String id, Instant recorded) {
        CloudEvent what = new CloudEvent(id, "/sources/inbox", type, subject, null, null, Map.of(), null, null);
        return new Event("inbox", position, recorded, what);
    }
}
