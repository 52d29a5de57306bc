package dev.bellhop.delivery.history;

import dev.bellhop.delivery.attempt.Attempt;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.event.Event;
import dev.bellhop.event.Timestamps;
import dev.bellhop.outbound.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that is over, or a change of the subscription's state between attempts, which has no events. Never a URL, a header or a body: whoever may read this need not be who may post.
 *
 * @param subscription its id
 * @param at when it began
 * @param events how many were in it, at least one; 0 for a change of state
 * @param firstEvent id of the first of them
 * @param number 1 for the first attempt
 * @param millis how long it took
 * @param status of the answer; 0 if there was none
 * @param failure the {@linkplain Failure.Kind#word() kind of failure}; {@code null} if the callback has it
 * @param reason why it failed, fit for people, without secrets
 */
public record AttemptRecord(
        String subscription,
        Instant at,
        int events,
        String firstEvent,
        long firstPosition,
        long lastPosition,
        int number,
        long millis,
        int status,
        @Nullable String failure,
        @Nullable String reason,
        Outcome outcome) {

    /** What it means for the events. */
    public enum Outcome {
        /** The callback has them. */
        DELIVERED("delivered"),
        /** They will be tried again. */
        RETRYING("retrying"),
        /** They were given up. */
        DEAD("dead"),
        /** The callback took nothing at all from Bellhop; they wait until it does. */
        DENIED("denied"),
        /** The subscription ended. */
        GONE("gone"),
        /** Nothing: somebody asked for a sample. */
        TEST("test"),
        /** No attempt: the subscription became active. */
        ACTIVE("active"),
        /** No attempt: the subscription's target is failing from now on. */
        FAILING("failing"),
        /** No attempt: the subscription was paused. */
        PAUSED("paused"),
        /** No attempt: the subscription ended. */
        ENDED("ended");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * The record of a change of state.
     *
     * @param reason {@code null} if there is nothing to say
     */
    public static AttemptRecord state(String subscription, Instant at, Outcome state, @Nullable String reason) {
        return new AttemptRecord(subscription, Timestamps.truncate(at), 0, "", 0, 0, 0, 0, 0, null, reason, state);
    }

    /** The record of an attempt. */
    public static AttemptRecord of(Attempt attempt, AttemptResult result, Instant at, Duration took, Outcome outcome) {
        List<Event> events = attempt.events();
        @Nullable Failure failure = result instanceof AttemptResult.Failed failed ? failed.failure() : null;
        return new AttemptRecord(
                attempt.target().id(),
                Timestamps.truncate(at),
                events.size(),
                attempt.first().what().id(),
                attempt.first().position(),
                events.getLast().position(),
                attempt.number(),
                took.toMillis(),
                result instanceof AttemptResult.Accepted(int status) ? status : failure == null ? 0 : failure.status(),
                failure == null ? null : failure.kind().word(),
                failure == null ? null : failure.reason(),
                outcome);
    }
}
