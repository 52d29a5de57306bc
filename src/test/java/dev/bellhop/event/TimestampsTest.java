package dev.bellhop.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.testing.SeededRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T10:15:30.123456789Z, 2026-11-20T10:15:30.123456Z",
        "2026-11-20T10:15:30Z, 2026-11-20T10:15:30.000000Z",
        "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999999Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00.000000Z",
    })
    void every_time_is_written_in_utc_with_six_decimals(Instant time, String expected) {
        assertThat(Timestamps.format(time)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "1970-01-01T00:00:00.000001Z, 1",
        "1970-01-01T00:00:00.000000999Z, 0",
        "1969-12-31T23:59:59.999999Z, -1",
        "1969-12-31T23:59:59.999999999Z, -1",
        "2026-11-20T10:15:30.123456Z, 1795169730123456",
    })
    void microseconds_count_from_1970_and_are_cut_off_towards_the_past(Instant time, long micros) {
        assertThat(Timestamps.toMicros(time)).isEqualTo(micros);
        assertThat(Timestamps.fromMicros(micros)).isEqualTo(Timestamps.truncate(time));
    }

    @Test
    void a_time_survives_the_database_and_keeps_its_order() {
        SeededRandom.check(500, random -> {
            Instant time = Instant.ofEpochSecond(
                    random.nextLong(-62_000_000_000L, 253_000_000_000L), random.nextInt(1_000_000_000));
            Instant later = time.plusNanos(random.nextLong(10_000));
            assertThat(Timestamps.fromMicros(Timestamps.toMicros(time))).isEqualTo(Timestamps.truncate(time));
            assertThat(Timestamps.toMicros(later)).isGreaterThanOrEqualTo(Timestamps.toMicros(time));
            assertThat(Timestamps.format(time)).isEqualTo(Timestamps.format(Timestamps.truncate(time)));
        });
    }
}
