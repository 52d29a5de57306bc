package dev.bellhop.delivery.history;

import dev.bellhop.delivery.attempt.Attempt;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.attempt.Failure;
import dev.bellhop.event.Event;
import dev.bellhop.event.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that is over. Never a URL, a header or a body: whoever may read this need not be who may post.
 *
 * @param subscription its id
 * @param at when it began
 * @param events how many were in it, at least one
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
        TEST("test");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
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
