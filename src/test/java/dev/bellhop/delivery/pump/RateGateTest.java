package dev.bellhop.delivery.pump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.SampleEvents;
import dev.bellhop.subscription.options.Rate;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Tokens come with time, however often and whenever somebody looks. */
class RateGateTest {

    private static final Rate TEN = new Rate(10, Rate.SECOND);

    private final RateGate gate = new RateGate();
    private Instant now = SampleEvents.TIME;

    @Test
    void looking_at_it_often_takes_no_tokens_away() {
        spend();
        for (int i = 0; i < 2_000; i++) {
            now = now.plusNanos(500_000);
            gate.open(TEN, now);
        }
        assertThat(gate.open(TEN, now)).as("after a second").isBetween(9, 10);
    }

    @Test
    void a_clock_set_back_stops_nothing() {
        spend();
        now = now.minusSeconds(3_600);
        gate.open(TEN, now);
        now = now.plusSeconds(1);
        assertThat(gate.open(TEN, now)).isEqualTo(10);
    }

    private void spend() {
        while (gate.open(TEN, now) > 0) {
            gate.pass();
        }
    }
}
