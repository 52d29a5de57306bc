package dev.bellhop.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:15:30Z");

    @ParameterizedTest
    @CsvSource({
        "logic-apps, 1, 5000, 7500",
        "logic-apps, 2, 7500, 15000",
        "logic-apps, 3, 15000, 30000",
        "logic-apps, 4, 30000, 45000",
        "power-automate, 1, 5000, 7000",
        "power-automate, 2, 7000, 14000",
        "power-automate, 8, 448000, 896000"
    })
    void waits_double_within_bounds_and_are_by_chance_in_between(String engine, int retry, long low, long high) {
        RetryPolicy policy = engine.equals("logic-apps") ? RetryPolicy.LOGIC_APPS : RetryPolicy.POWER_AUTOMATE;
        SplittableRandom random = new SplittableRandom(1);
        List<Long> waits = IntStream.range(0, 500)
                .mapToObj(any -> policy.wait(retry, random).toMillis())
                .toList();
        assertThat(waits).allMatch(wait -> wait >= low && wait <= high);
        assertThat(waits).anyMatch(wait -> wait < low + (high - low) / 10);
        assertThat(waits).anyMatch(wait -> wait > high - (high - low) / 10);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void a_longer_wait_that_the_service_asks_for_is_kept(int status) {
        assertThat(wait(status, "300")).isEqualTo(Duration.ofSeconds(300));
        assertThat(wait(status, "1")).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void other_answers_cannot_ask() {
        assertThat(wait(500, "300")).isLessThan(Duration.ofSeconds(8));
    }

    private static Duration wait(int status, String retryAfter) {
        Outcome outcome =
                new Outcome.Answered(new Answer(status, List.of(new Header("Retry-After", retryAfter)), new byte[0]));
        return RetryPolicy.LOGIC_APPS.wait(1, new SplittableRandom(1), outcome, NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "200, false, false",
        "202, false, false",
        "302, false, false",
        "400, false, true",
        "404, false, true",
        "408, true, true",
        "429, true, true",
        "500, true, true",
        "503, true, true"
    })
    void a_poll_is_tried_again_after_every_error_and_a_call_after_what_may_pass(
            int status, boolean call, boolean poll) {
        Outcome outcome = new Outcome.Answered(new Answer(status, List.of(), new byte[0]));
        assertThat(RetryPolicy.retries(outcome)).isEqualTo(call);
        assertThat(RetryPolicy.retriesPoll(outcome)).isEqualTo(poll);
    }

    @Test
    void no_answer_is_tried_again() {
        assertThat(RetryPolicy.retries(new Outcome.Unanswered("x"))).isTrue();
        assertThat(RetryPolicy.retriesPoll(new Outcome.Unanswered("x"))).isTrue();
    }
}
