package dev.bellhop.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.SampleEvents;
import dev.bellhop.source.file.FileLedger.Entry;
import dev.bellhop.source.file.FolderSettings.OnChange;
import dev.bellhop.source.file.Readiness.Candidate;
import dev.bellhop.source.file.Readiness.Followed;
import dev.bellhop.source.file.Readiness.Known;
import dev.bellhop.source.file.Readiness.Policy;
import dev.bellhop.source.file.Readiness.Ready;
import dev.bellhop.source.file.Readiness.Settling;
import dev.bellhop.source.file.Readiness.Verdict;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessTest {

    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final long NOW = 1_000_000_000_000L;
    private static final FileLook LOOK = new FileLook(10, 77);
    private static final FileLook OTHER = new FileLook(11, 77);

    @Test
    void a_file_that_was_announced_as_it_looks_is_known() {
        assertThat(verdict(entry(LOOK, 3), null, NOW)).isEqualTo(new Known());
        assertThat(verdict(entry(LOOK, 3), new Candidate(LOOK, 0), NOW)).isEqualTo(new Known());
    }

    @Test
    void another_look_is_worth_it_when_the_first_file_has_rested() {
        long late = Long.MAX_VALUE - 5;
        Duration again = Duration.ofMinutes(1);
        assertThat(Readiness.nextLook(List.of(), late, SETTLE, again)).isEmpty();
        assertThat(Readiness.nextLook(
                        List.of(new Candidate(LOOK, late + 900), new Candidate(LOOK, late - 100)), late, SETTLE, again))
                .hasValue(late - 100 + SETTLE.toNanos());
        assertThat(Readiness.nextLook(List.of(new Candidate(LOOK, late)), late, Duration.ZERO, again))
                .as("met by this scan")
                .hasValue(late);
        assertThat(Readiness.nextLook(List.of(new Candidate(LOOK, late - 100)), late, Duration.ZERO, again))
                .as("has rested, and waits for something else")
                .hasValue(late + again.toNanos());
    }

    @Test
    void a_file_seen_for_the_first_time_waits_however_old_it_says_it_is() {
        assertThat(verdict(null, null, NOW)).isEqualTo(new Settling(new Candidate(LOOK, NOW)));
        assertThat(Readiness.of(
                        new ObservedFile("a", LOOK, null),
                        null,
                        null,
                        NOW,
                        new Policy(Duration.ZERO, OnChange.ANY, false)))
                .as("even without a settle time it must look the same twice")
                .isInstanceOf(Settling.class);
    }

    @Test
    void a_file_that_looks_different_begins_to_wait_anew() {
        assertThat(verdict(null, new Candidate(OTHER, 0), NOW)).isEqualTo(new Settling(new Candidate(LOOK, NOW)));
        assertThat(verdict(null, new Candidate(new FileLook(10, 76), 0), NOW))
                .as("an older time is a different look too")
                .isEqualTo(new Settling(new Candidate(LOOK, NOW)));
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1999999999, false", "2000000000, true", "2000000001, true"})
    void a_file_is_whole_when_it_has_rested_for_the_settle_time(long restedNanos, boolean ready) {
        Candidate candidate = new Candidate(LOOK, NOW - restedNanos);
        assertThat(verdict(null, candidate, NOW))
                .isEqualTo(ready ? new Ready(entry(LOOK, 1), false) : new Settling(candidate));
    }

    @Test
    void the_monotonic_clock_may_overflow() {
        Candidate candidate = new Candidate(LOOK, Long.MAX_VALUE - 10);
        assertThat(verdict(null, candidate, Long.MAX_VALUE - 10 + SETTLE.toNanos()))
                .isInstanceOf(Ready.class);
        assertThat(verdict(null, candidate, Long.MIN_VALUE)).isInstanceOf(Settling.class);
    }

    @Test
    void a_file_that_looks_different_than_announced_is_a_change() {
        assertThat(verdict(entry(OTHER, 3), new Candidate(LOOK, 0), NOW)).isEqualTo(new Ready(entry(LOOK, 4), true));
    }

    @Test
    void a_file_that_had_vanished_is_a_new_one_even_if_it_looks_the_same() {
        Entry vanished = new Entry("a", LOOK, 3, SampleEvents.TIME);
        assertThat(verdict(vanished, null, NOW)).isInstanceOf(Settling.class);
        assertThat(verdict(vanished, new Candidate(LOOK, 0), NOW)).isEqualTo(new Ready(entry(LOOK, 4), false));
    }

    @Test
    void a_change_that_is_ignored_is_followed_at_once() {
        assertThat(verdict(entry(OTHER, 3), null, NOW, OnChange.IGNORE)).isEqualTo(new Followed(entry(LOOK, 3)));
        assertThat(verdict(entry(LOOK, 3), null, NOW, OnChange.IGNORE)).isEqualTo(new Known());
        Entry vanished = new Entry("a", OTHER, 3, SampleEvents.TIME);
        assertThat(verdict(vanished, new Candidate(LOOK, 0), NOW, OnChange.IGNORE))
                .isEqualTo(new Ready(entry(LOOK, 4), false));
    }

    @Test
    void the_same_bytes_are_no_change_and_keep_their_generation() {
        Ready ready = new Ready(entry(LOOK, 4), true);
        assertThat(Readiness.of(ready, entry(OTHER, 3).holding("same"), "same"))
                .isEqualTo(new Followed(entry(LOOK, 3).holding("same")));
        assertThat(Readiness.of(ready, entry(OTHER, 3).holding("other"), "same"))
                .isEqualTo(new Ready(entry(LOOK, 4).holding("same"), true));
        assertThat(Readiness.of(ready, entry(OTHER, 3), "same"))
                .as("announced by a version that knew no hashes")
                .isEqualTo(new Ready(entry(LOOK, 4).holding("same"), true));
        assertThat(Readiness.of(
                        new Ready(entry(LOOK, 4), false),
                        new Entry("a", LOOK, 3, SampleEvents.TIME).holding("same"),
                        "same"))
                .as("deleted and created again")
                .isEqualTo(new Ready(entry(LOOK, 4).holding("same"), false));
    }

    @Test
    void a_key_is_noted_when_it_is_not_known_and_once_a_start_when_it_is_another() {
        Entry noted = entry(LOOK, 3).looking(LOOK, "17");
        assertThat(keyed("17", entry(LOOK, 3), false)).isEqualTo(new Followed(noted));
        assertThat(keyed("17", noted, true)).isEqualTo(new Known());
        assertThat(keyed(null, noted, true)).isEqualTo(new Known());
        assertThat(keyed("18", noted, false)).isEqualTo(new Known());
        assertThat(keyed("18", noted, true)).isEqualTo(new Followed(noted.looking(LOOK, "18")));
    }

    private static Verdict keyed(@Nullable String key, Entry entry, boolean firstScan) {
        return Readiness.of(
                new ObservedFile("a", LOOK, key), entry, null, NOW, new Policy(SETTLE, OnChange.ANY, firstScan));
    }

    @Test
    void a_file_is_the_same_by_its_key_and_its_look_together() {
        Entry before = new Entry("b", LOOK, 3, SampleEvents.TIME, "17", null);
        assertThat(Readiness.isSameFile(entry(LOOK, 1).looking(LOOK, "17"), before))
                .isTrue();
        assertThat(Readiness.isSameFile(entry(LOOK, 1).looking(OTHER, "17"), before))
                .as("the key was used again")
                .isFalse();
        assertThat(Readiness.isSameFile(entry(LOOK, 1).looking(LOOK, "18"), before))
                .isFalse();
        assertThat(Readiness.isSameFile(entry(LOOK, 1), before.looking(LOOK, null)))
                .isFalse();
        assertThat(Readiness.isSameFile(before, before))
                .as("created again at its path")
                .isFalse();
        assertThat(Readiness.isSameFile(entry(LOOK, 1).looking(LOOK, "17").holding("x"), before.holding("y")))
                .isFalse();
    }

    private static Verdict verdict(@Nullable Entry entry, @Nullable Candidate candidate, long now) {
        return verdict(entry, candidate, now, OnChange.ANY);
    }

    private static Verdict verdict(@Nullable Entry entry, @Nullable Candidate candidate, long now, OnChange onChange) {
        return Readiness.of(
                new ObservedFile("a", LOOK, null), entry, candidate, now, new Policy(SETTLE, onChange, false));
    }

    private static Entry entry(FileLook look, long generation) {
        return new Entry("a", look, generation, null);
    }
}
