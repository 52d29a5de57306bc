package dev.bellhop.trigger;

import dev.bellhop.event.TriggerState;
import dev.bellhop.event.filter.EventFilter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A poll.
 *
 * @param state where the caller stands; {@code null} at its first poll and after its trigger was edited
 * @param start what a missing state means
 * @param max events in one answer
 * @param hold how long an empty answer may be held back until there is something
 * @param filter which events are wanted; {@code null} for all
 */
public record PollRequest(
        String source,
        @Nullable TriggerState state,
        Start start,
        int max,
        Duration hold,
        @Nullable EventFilter filter) {

    /** All events are wanted. */
    public PollRequest(String source, @Nullable TriggerState state, Start start, int max, Duration hold) {
        this(source, state, start, max, hold, null);
    }

    /** The same poll, which is answered at once. */
    PollRequest withoutHold() {
        return new PollRequest(source, state, start, max, Duration.ZERO, filter);
    }

    /** Where to start without a state. */
    public sealed interface Start {

        /** With what comes from now on. */
        record Now() implements Start {}

        /** With the oldest event kept. */
        record Beginning() implements Start {}

        /** With the events recorded after a time. */
        record After(Instant time) implements Start {}

        /**
         * Where this workflow last acknowledged; from now on if it never did.
         *
         * @param reader names the workflow and its trigger
         */
        record Resume(String reader) implements Start {}
    }
}
