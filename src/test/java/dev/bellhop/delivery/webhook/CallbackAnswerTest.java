package dev.bellhop.delivery.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.attempt.AttemptResult.Accepted;
import dev.bellhop.delivery.attempt.AttemptResult.Denied;
import dev.bellhop.delivery.attempt.AttemptResult.Gone;
import dev.bellhop.delivery.attempt.AttemptResult.Refused;
import dev.bellhop.delivery.attempt.AttemptResult.TryAgain;
import dev.bellhop.outbound.Failure;
import dev.bellhop.testing.Hostile;
import dev.bellhop.testing.SeededRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackAnswerTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:15:30.500Z");

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 206, 299})
    void every_2xx_is_success(int status) {
        assertThat(answer(status, null)).isEqualTo(new Accepted(status));
        assertThat(answer(status, "60")).isEqualTo(new Accepted(status));
    }

    @Test
    void gone_is_gone() {
        assertThat(answer(410, "60")).isEqualTo(new Gone());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void an_event_that_can_never_be_taken_is_refused(int status) {
        assertThat(answer(status, null)).isEqualTo(new Refused(Failure.answered(status)));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void what_is_not_there_or_not_for_us_is_denied(int status) {
        assertThat(answer(status, "60")).isEqualTo(new Denied(Failure.answered(status)));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                100, 101, 199, 300, 301, 302, 303, 307, 308, 402, 405, 408, 409, 415, 429, 500, 502, 503, 504, 599, 600,
                999
            })
    void everything_else_may_get_better(int status) {
        assertThat(answer(status, null)).isEqualTo(new TryAgain(Failure.answered(status), null));
    }

    @Test
    void a_wait_counts_where_the_standard_defines_it() {
        assertThat(answer(429, "60")).isEqualTo(new TryAgain(Failure.answered(429), Duration.ofSeconds(60)));
        assertThat(answer(503, "60")).isEqualTo(new TryAgain(Failure.answered(503), Duration.ofSeconds(60)));
        assertThat(answer(500, "60")).isEqualTo(new TryAgain(Failure.answered(500), null));
        assertThat(answer(302, "60")).isEqualTo(new TryAgain(Failure.answered(302), null));
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "1, PT1S",
        "' 120 ', PT120S",
        "007, PT7S",
        "999999999, PT999999999S",
        "1000000000, P365D",
        "99999999999999999999999999, P365D",
        "'Fri, 20 Nov 2026 10:16:30 GMT', PT59.5S",
        "'Fri, 20 Nov 2026 10:15:30 GMT', PT0S",
        "'Sun, 06 Nov 1994 08:49:37 GMT', PT0S",
    })
    void a_wait_is_seconds_or_a_date(String retryAfter, Duration expected) {
        assertThat(CallbackAnswer.wait(retryAfter, NOW)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "+1",
                "1.5",
                "1e3",
                "0x10",
                "\u0661",
                "soon",
                "2026-11-20T10:16:30Z",
                "Mon, 20 Nov 2026 10:16:30 GMT",
                "Fri, 31 Feb 2026 10:16:30 GMT",
                "60, 120",
                "\u0000"
            })
    void any_other_wait_is_as_good_as_none(String retryAfter) {
        assertThat(CallbackAnswer.wait(retryAfter, NOW)).isEmpty();
        assertThat(answer(503, retryAfter)).isEqualTo(new TryAgain(Failure.answered(503), null));
    }

    private static AttemptResult answer(int status, @Nullable String retryAfter) {
        return CallbackAnswer.of(status, retryAfter, NOW);
    }

    /** A receiver may say anything. */
    @Test
    @Timeout(60)
    void no_wait_is_negative_or_makes_anything_throw() {
        List<String> samples = List.of("120", "Fri, 20 Nov 2026 10:15:30 GMT", "Friday, 20-Nov-26 10:15:30 GMT", "1.5");
        SeededRandom.check(5_000, random -> {
            String text = Hostile.text(random, samples);
            assertThat(CallbackAnswer.wait(text, Instant.parse("2026-11-20T10:00:00Z"))
                            .orElse(Duration.ZERO))
                    .as(text)
                    .isGreaterThanOrEqualTo(Duration.ZERO);
            assertThat(CallbackAnswer.of(503, text, Instant.EPOCH)).isNotNull();
        });
    }
}
