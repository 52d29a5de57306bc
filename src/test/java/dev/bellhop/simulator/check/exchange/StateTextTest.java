package dev.bellhop.simulator.check.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateTextTest {

    private static final String CALLED = "https://a.example/poll?x=1";
    private static final Instant NOW = Instant.parse("2026-11-20T10:15:30Z");

    @Test
    void the_state_is_what_the_called_url_does_not_have() {
        StateText state = state("https://a.example/poll?v=2&x=1&triggerState=a%2Fb");
        assertThat(state.value()).isEqualTo("a/b");
        assertThat(state.with("c d")).isEqualTo("https://a.example/poll?v=2&x=1&triggerState=c+d");
    }

    @Test
    void a_location_without_another_parameter_has_none() {
        assertThat(StateText.of(CALLED, answered(CALLED))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "11%2F20%2F2026%2010:15:30%20AM, true, false",
        "20.11.2026%2010:15:30, true, false",
        "2026%2F11%2F20%2010:15, true, false",
        "2026-11-20T10:15:30Z, false, true",
        "2026-11-20T10:15:30.1234567, false, true",
        "2026-11-20T10:15:30.1234567Z, false, false",
        "2026-11-20T10:15:30.123%2B01:00, false, false",
        "1795169730, false, true",
        "1795169730123, false, false",
        "4711, false, false",
        "1000000001, false, false",
        "2026-11-20T10:15:30Z~k3f9~42, false, false",
        "10.0.0.7, false, false",
    })
    void a_time_is_told_from_other_states(String written, boolean cultural, boolean coarse) {
        StateText state = state(CALLED + "&triggerState=" + written);
        assertThat(state.isCultural()).isEqualTo(cultural);
        assertThat(state.isCoarseTime(NOW)).isEqualTo(coarse);
    }

    private static StateText state(String location) {
        return StateText.of(CALLED, answered(location)).orElseThrow();
    }

    private static Exchange answered(String location) {
        Answer answer = new Answer(202, List.of(new Header("Location", location)), new byte[0]);
        return new Exchange(Request.get(CALLED), new Outcome.Answered(answer), Duration.ZERO);
    }
}
