package dev.bellhop.operation.action.http;

import dev.bellhop.operation.OperationError;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what follows a request, from what came of it; pure. */
final class CallPlanner {

    /** As in the polling of Durable Functions. */
    static final Duration POLL_DEFAULT = Duration.ofSeconds(30);
    /** Nobody meant to be asked as often as a machine can. */
    static final Duration WAIT_MIN = Duration.ofSeconds(1);

    static final Duration WAIT_MAX = Duration.ofDays(1);
    /** The wait before the first repetition; each is twice as long as the one before. */
    static final Duration RETRY_FIRST = Duration.ofSeconds(5);

    static final Duration RETRY_LONGEST = Duration.ofMinutes(5);
    /** Requests of one operation: each has two steps, and an operation has 10,000. */
    static final int REQUESTS_MAX = 4_800;
    /** After so many it is asked less often, so that those that are left last for the time that an operation has. */
    static final int REQUESTS_OFTEN_MAX = 1_000;

    static final Duration WAIT_SELDOM = Duration.ofMinutes(12);

    private static final Set<Integer> PASSING = Set.of(408, 429);

    private CallPlanner() {}

    /** What follows. */
    sealed interface Next {

        /** The same request again, after a wait. */
        record Again(Duration after) implements Next {}

        /** The result is asked for, after a wait. */
        record Poll(String url, Duration after) implements Next {}

        record Answer() implements Next {}

        record Fail(OperationError error) implements Next {}
    }

    /** Whether the status is one that may pass by itself. */
    static boolean mayPass(int status) {
        return PASSING.contains(status) || status >= 500;
    }

    /** Whether it is one of those that the caller takes for a failure: {@code 4xx}, or {@code 404}. */
    static boolean fails(int status, List<String> failOn) {
        return failOn.contains(Integer.toString(status)) || failOn.contains(status / 100 + "xx");
    }

    /**
     * Decides.
     *
     * @param requests that were made by now, this one included
     * @param attempts of this very request, this one included
     */
    static Next after(CallTry made, int requests, int attempts, int retries, List<String> failOn) {
        Duration floor = requests < REQUESTS_OFTEN_MAX ? WAIT_MIN : WAIT_SELDOM;
        if (made.again() && attempts <= retries && requests < REQUESTS_MAX) {
            Duration own = RETRY_FIRST.multipliedBy(1L << Math.min(attempts - 1, 10));
            Duration wait = longer(shorter(own, RETRY_LONGEST), asked(made, Duration.ZERO));
            return new Next.Again(longer(floor, wait));
        }
        if (made.failure() != null) {
            return new Next.Fail(
                    new OperationError(Objects.requireNonNull(made.failureCode()), made.failure() + tried(attempts)));
        }
        if (made.next() != null) {
            return requests >= REQUESTS_MAX
                    ? new Next.Fail(new OperationError(
                            "still-accepted", "The other side was asked " + requests + " times and was never done"))
                    : new Next.Poll(made.next(), longer(floor, asked(made, POLL_DEFAULT)));
        }
        return fails(made.status(), failOn)
                ? new Next.Fail(new OperationError("http-status", status(made.status()) + tried(attempts)))
                : new Next.Answer();
    }

    private static String status(int status) {
        return "The other side answered " + status
                + (status / 100 == 3 ? ", a redirect, which is never followed: call the address that it leads to" : "");
    }

    private static String tried(int attempts) {
        return attempts > 1 ? " (after " + attempts + " attempts)" : "";
    }

    private static Duration asked(CallTry made, Duration otherwise) {
        @Nullable Long seconds = made.retryAfterSeconds();
        return seconds == null ? otherwise : shorter(Duration.ofSeconds(seconds), WAIT_MAX);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
