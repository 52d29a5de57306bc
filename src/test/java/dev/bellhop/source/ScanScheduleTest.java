package dev.bellhop.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ScanScheduleTest {

    private static final Duration EVERY = Duration.ofHours(1);
    private static final long GAP = ScanSchedule.GAP_MIN.toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    /** So that the clock passes the largest number in every test. */
    private static final long START = Long.MAX_VALUE - 10;

    private final ScanSchedule schedule = new ScanSchedule(EVERY, START);

    @Test
    void the_first_scan_is_due_at_once_and_the_next_one_after_the_interval() {
        assertThat(schedule.isDue(START)).isTrue();
        scan(START, START + 5, OptionalLong.empty());
        assertThat(schedule.isEarly()).isFalse();
        assertThat(schedule.dueNanos()).isEqualTo(START + EVERY.toNanos() / 10 * 9);
    }

    @Test
    void a_hint_makes_it_due_at_once() {
        scan(START, START + 5, OptionalLong.empty());
        assertThat(schedule.hint()).isTrue();
        assertThat(schedule.hint()).as("many are as good as one").isFalse();
        assertThat(schedule.isEarly()).isTrue();
        assertThat(schedule.isDue(START + 60 * SECOND)).isTrue();
    }

    @Test
    void a_hint_during_a_scan_is_for_the_next_one() {
        schedule.begin(START);
        assertThat(schedule.hint()).isTrue();
        schedule.end(START + 5, OptionalLong.empty());
        assertThat(schedule.dueNanos()).isEqualTo(START + 5 + GAP);
        scan(START + 5 + GAP, START + 10 + GAP, OptionalLong.empty());
        assertThat(schedule.isEarly()).isFalse();
    }

    @Test
    void early_scans_take_at_most_half_of_the_time() {
        scan(START, START + 7 * SECOND, OptionalLong.of(START + 8 * SECOND));
        assertThat(schedule.hint()).isTrue();
        assertThat(schedule.isDue(START + 14 * SECOND - 1)).isFalse();
        assertThat(schedule.isDue(START + 14 * SECOND)).isTrue();
    }

    @Test
    void what_settles_is_looked_at_when_it_has_rested() {
        scan(START, START + 5, OptionalLong.of(START + 2 * SECOND));
        assertThat(schedule.dueNanos()).isEqualTo(START + 2 * SECOND);
        scan(START + 2 * SECOND, START + 2 * SECOND + 5, OptionalLong.of(START + 2 * EVERY.toNanos()));
        assertThat(schedule.isEarly()).as("the interval is shorter").isFalse();
    }

    private void scan(long begun, long ended, OptionalLong nextLook) {
        schedule.begin(begun);
        schedule.end(ended, nextLook);
    }
}
