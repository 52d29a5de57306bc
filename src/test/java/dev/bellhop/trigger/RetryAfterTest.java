package dev.bellhop.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.SampleEvents;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    @ParameterizedTest(name = "idle {0}, at most {1}, quiet for {2}: {3} s")
    @CsvSource({
        "PT15S, PT15S, PT0S, 15",
        "PT15S, PT15S, P1D, 15",
        "PT15S, PT5M, PT0S, 15",
        "PT15S, PT5M, PT150S, 15",
        "PT15S, PT5M, PT151S, 16",
        "PT15S, PT5M, PT10M, 60",
        "PT15S, PT5M, PT50M, 300",
        "PT15S, PT5M, P900D, 300",
        "PT15S, PT5S, P1D, 15",
        "PT15S, PT5M, PT-1H, 15",
        "PT0S, PT0S, PT1H, 0",
        "PT0.2S, PT0.2S, PT0S, 1",
        "PT1.000000001S, PT1S, PT0S, 2",
    })
    void the_wait_grows_while_the_source_is_quiet_and_is_whole_seconds(
            Duration idle, Duration idleMax, Duration quiet, long expected) {
        RetryAfter retryAfter = new RetryAfter(idle, idleMax, Duration.ZERO);
        assertThat(retryAfter.idleSeconds(SampleEvents.TIME, SampleEvents.TIME.plus(quiet)))
                .isEqualTo(expected);
    }

    @Test
    void after_events_the_wait_is_the_plain_one() {
        RetryAfter retryAfter = new RetryAfter(Duration.ofSeconds(15), Duration.ofMinutes(5), Duration.ofMillis(1));
        assertThat(retryAfter.idleSeconds()).isEqualTo(15);
        assertThat(retryAfter.moreSeconds()).isEqualTo(1);
    }

    @Test
    void by_default_it_is_fifteen_seconds_and_none_if_more_is_there() {
        assertThat(RetryAfter.standard().idleSeconds(SampleEvents.TIME, SampleEvents.TIME.plusSeconds(999_999)))
                .isEqualTo(15);
        assertThat(RetryAfter.standard().idleSeconds()).isEqualTo(15);
        assertThat(RetryAfter.standard().moreSeconds()).isZero();
    }
}
