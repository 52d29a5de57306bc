package dev.bellhop.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:15:30Z");

    @ParameterizedTest
    @CsvSource({"0, 0", "15, 15", "' 60 ', 60", "999999999, 999999999"})
    void whole_seconds_are_what_they_say(String text, long seconds) {
        assertThat(RetryAfter.parse(text)).isEqualTo(new RetryAfter.Seconds(seconds));
        assertThat(RetryAfter.parse(text).wait(NOW)).hasValue(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "1.5", "-1", "15s", "+3", "1e3", "9999999999", "0x10"})
    void anything_else_asks_for_nothing(String text) {
        assertThat(RetryAfter.parse(text)).isEqualTo(new RetryAfter.Malformed(text));
        assertThat(RetryAfter.parse(text).wait(NOW)).isEmpty();
    }

    @Test
    void a_date_is_as_far_away_as_the_engines_clock_says() {
        RetryAfter date = RetryAfter.parse("Fri, 20 Nov 2026 10:16:00 GMT");
        assertThat(date.wait(NOW)).hasValue(Duration.ofSeconds(30));
        assertThat(date.wait(NOW.plusSeconds(3600))).hasValue(Duration.ZERO);
    }

    @Test
    void an_answer_without_the_header_does_not_say() {
        assertThat(RetryAfter.of(new Answer(202, List.of(), new byte[0]))).isEqualTo(new RetryAfter.Absent());
        assertThat(RetryAfter.of(new Answer(202, List.of(new Header("retry-after", "7")), new byte[0])))
                .isEqualTo(new RetryAfter.Seconds(7));
    }
}
