package dev.bellhop.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.SampleEvents;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogHeadTest {

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "1, 5, 0", "11, 0, 10", "11, 9, 1", "11, 10, 0", "11, 11, 0", "11, 99, 0"})
    void it_knows_how_many_events_after_a_position_are_gone(long oldest, long position, long gone) {
        LogHead head = new LogHead("orders", "k3f9", oldest, 20, SampleEvents.TIME);
        assertThat(head.expiredAfter(position)).isEqualTo(gone);
    }
}
