package dev.bellhop.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScanProgressTest {

    private static final Instant SINCE = Instant.parse("2026-11-25T04:00:00Z");
    private static final long START = Long.MAX_VALUE - 10;

    @Test
    void the_first_scan_is_shown_at_once_and_any_other_only_if_it_is_long() {
        ScanProgress first = new ScanProgress(true, START, SINCE);
        first.add(500);
        assertThat(first.shown(START)).contains(new ScanUnderWay(500, SINCE));

        ScanProgress later = new ScanProgress(false, START, SINCE);
        later.add(500);
        later.add(20);
        assertThat(later.shown(after(ScanProgress.SHORT) - 1)).isEmpty();
        assertThat(later.shown(after(ScanProgress.SHORT))).contains(new ScanUnderWay(520, SINCE));
    }

    @Test
    void it_is_said_every_ten_seconds_with_the_speed_since_the_last_time() {
        ScanProgress progress = new ScanProgress(true, START, SINCE);
        progress.add(120_000);
        assertThat(progress.line(after(ScanProgress.SAID_EVERY) - 1)).isEmpty();
        assertThat(progress.line(after(ScanProgress.SAID_EVERY)))
                .contains("scanning, 120000 files so far, 12000 a second");
        assertThat(progress.line(after(Duration.ofSeconds(19)))).isEmpty();
        progress.add(2_000);
        assertThat(progress.line(after(Duration.ofSeconds(20))))
                .contains("scanning, 122000 files so far, 200 a second");
        assertThat(progress.line(after(Duration.ofSeconds(40))))
                .as("a scan that hangs is said too")
                .contains("scanning, 122000 files so far, 0 a second");
    }

    private static long after(Duration passed) {
        return START + passed.toNanos();
    }
}
