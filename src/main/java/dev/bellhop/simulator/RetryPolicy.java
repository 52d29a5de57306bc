package dev.bellhop.simulator;

import com.google.errorprone.annotations.Immutable;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The default retry policies: exponential, with chance in every wait (Logic Apps documentation, error and exception
 * handling).
 *
 * @param retries how often a request is sent again at most
 */
@Immutable
public record RetryPolicy(int retries, Duration interval, Duration min, Duration max) {

    static final RetryPolicy LOGIC_APPS =
            new RetryPolicy(4, Duration.ofMillis(7_500), Duration.ofSeconds(5), Duration.ofSeconds(45));
    static final RetryPolicy POWER_AUTOMATE =
            new RetryPolicy(8, Duration.ofSeconds(7), Duration.ofSeconds(5), Duration.ofMinutes(15));

    /**
     * The wait before a retry: by chance between the last and the next power of two times the interval.
     *
     * @param retry 1 for the first one
     */
    public Duration wait(int retry, RandomGenerator random) {
        Duration low = retry == 1 ? min : bounded(interval.multipliedBy(1L << (retry - 2)));
        Duration high = bounded(interval.multipliedBy(1L << (retry - 1)));
        long room = high.minus(low).toMillis();
        return room <= 0 ? high : low.plusMillis(random.nextLong(room + 1));
    }

    /** The wait that a 429 or 503 asks for, if it asks for a longer one. */
    Duration wait(int retry, RandomGenerator random, Outcome outcome, Instant now) {
        Duration own = wait(retry, random);
        return outcome.answered()
                .filter(answer -> answer.status() == 429 || answer.status() == 503)
                .flatMap(answer -> RetryAfter.of(answer).wait(now))
                .filter(asked -> asked.compareTo(own) > 0)
                .orElse(own);
    }

    private Duration bounded(Duration wait) {
        Duration atLeast = wait.compareTo(min) < 0 ? min : wait;
        return atLeast.compareTo(max) > 0 ? max : atLeast;
    }

    /** Whether an action or subscription is tried again: 408, 429, 5xx, and without an answer. */
    static boolean retries(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Unanswered(String reason) -> true;
            case Outcome.Answered(Answer answer) ->
                answer.status() == 408 || answer.status() == 429 || answer.status() >= 500;
        };
    }

    /** Whether a poll is tried again: every 4xx and 5xx, and without an answer. */
    static boolean retriesPoll(Outcome outcome) {
        return outcome.answered().map(answer -> answer.status() >= 400).orElse(true);
    }
}
