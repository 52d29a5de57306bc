package dev.bellhop.simulation;

import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.outbound.Failure;
import java.time.Duration;

/**
 * What a receiver does with an attempt.
 *
 * @param taken whether it keeps the event
 * @param after when the sender hears of it
 * @param result what the sender hears, as the sender over HTTP words it
 */
record Reply(boolean taken, Duration after, AttemptResult result) {

    static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final Duration SOON = Duration.ofMillis(20);

    static Reply accepted() {
        return accepted(SOON);
    }

    static Reply accepted(Duration after) {
        return new Reply(true, after, new AttemptResult.Accepted(200));
    }

    static Reply failed(int status) {
        return new Reply(false, SOON, new AttemptResult.TryAgain(Failure.answered(status), null));
    }

    static Reply denied(int status) {
        return new Reply(false, SOON, new AttemptResult.Denied(Failure.answered(status)));
    }

    static Reply busy(int status, Duration retryAfter) {
        return new Reply(false, SOON, new AttemptResult.TryAgain(Failure.answered(status), retryAfter));
    }

    static Reply refused() {
        return new Reply(false, SOON, new AttemptResult.Refused(Failure.answered(400)));
    }

    static Reply gone() {
        return new Reply(false, SOON, new AttemptResult.Gone());
    }

    /** In a word, for reports. */
    String word() {
        return switch (result) {
            case AttemptResult.Accepted accepted -> "taken";
            case AttemptResult.TryAgain again -> taken ? "taken, unanswered" : "failed";
            case AttemptResult.Refused refused -> "refused";
            case AttemptResult.Denied denied -> "denied";
            case AttemptResult.Gone gone -> "gone";
        };
    }

    /** No answer until the sender's patience ends. */
    static Reply silence(boolean taken) {
        return new Reply(
                taken,
                TIMEOUT,
                new AttemptResult.TryAgain(Failure.without(Failure.Kind.TIMEOUT, "no answer within 15s"), null));
    }

    static Reply reset(boolean taken) {
        return new Reply(
                taken,
                SOON,
                new AttemptResult.TryAgain(Failure.without(Failure.Kind.CONNECTION, "the connection was reset"), null));
    }
}
