package dev.bellhop.delivery.pump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.testing.SeededRandom;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {

    private static final double MIDDLE = 0.5;
    private static final RetrySchedule SCHEDULE = new RetrySchedule(
            List.of(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMinutes(1)), 0.2, Duration.ofHours(1));

    @Test
    void every_failure_waits_longer_until_there_were_enough() {
        assertThat(SCHEDULE.delayAfter(1, null, MIDDLE)).contains(Duration.ofSeconds(2));
        assertThat(SCHEDULE.delayAfter(2, null, MIDDLE)).contains(Duration.ofSeconds(10));
        assertThat(SCHEDULE.delayAfter(3, null, MIDDLE)).contains(Duration.ofMinutes(1));
        assertThat(SCHEDULE.delayAfter(4, null, MIDDLE)).isEmpty();
        assertThat(SCHEDULE.delayAfter(Integer.MAX_VALUE, null, MIDDLE)).isEmpty();
        assertThat(SCHEDULE.delayAfter(4, Duration.ofSeconds(1), MIDDLE)).isEmpty();
    }

    @Test
    void without_delays_nothing_is_tried_again() {
        assertThat(new RetrySchedule(List.of(), 0.2, Duration.ZERO).delayAfter(1, null, MIDDLE))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 1600", "0.25, 1800", "0.5, 2000", "0.75, 2200"})
    void waits_are_spread_up_and_down(double chance, long expectedMillis) {
        assertThat(SCHEDULE.delayAfter(1, null, chance)).contains(Duration.ofMillis(expectedMillis));
    }

    @Test
    void no_wait_leaves_its_share_whatever_the_chance() {
        SeededRandom.check(200, random -> {
            Duration delay = SCHEDULE.delayAfter(2, null, random.nextDouble()).orElseThrow();
            assertThat(delay).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
        });
    }

    @ParameterizedTest(name = "asked for {0}: {1}")
    @CsvSource({
        ", PT2S",
        "PT0S, PT2S",
        "PT1S, PT2S",
        "PT30S, PT30S",
        "PT1H, PT1H",
        "P365D, PT1H",
    })
    void a_callback_may_ask_for_a_longer_wait_within_a_limit(@Nullable Duration asked, Duration expected) {
        assertThat(SCHEDULE.delayAfter(1, asked, MIDDLE)).contains(expected);
    }
}
