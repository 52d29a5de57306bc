package dev.bellhop.operation.store;

import dev.bellhop.operation.OperationError;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run keeps, all of it or nothing.
 *
 * @param steps that changed
 * @param consumed the numbers of events, and the step that took each
 * @param customStatus JSON; {@code null} leaves it as it is
 * @param at when
 */
public record Checkpoint(
        Claim claim,
        List<Step> steps,
        Map<Long, String> consumed,
        @Nullable String customStatus,
        Course course,
        Instant at) {

    /** How the operation goes on. */
    public sealed interface Course {

        /** The run goes on. */
        record Going() implements Course {}

        /**
         * Put away until a time, or until an event comes that the run has not seen.
         *
         * @param until {@code null}: only an event, a cancellation or the deadline changes anything
         * @param eventsSeen see {@link Claimed}
         */
        record Parked(@Nullable Instant until, long eventsSeen) implements Course {}

        /** Given back, to be gone on with by whoever claims it next, or once it is resumed. */
        record GivenBack() implements Course {}

        record Succeeded(@Nullable String output) implements Course {}

        record Failed(OperationError error) implements Course {}
    }

    /** What became of a checkpoint. */
    public enum Saved {
        /** All is kept. */
        KEPT,
        /** Steps are kept, but the operation was suspended meanwhile: it neither goes on nor ends. */
        SUSPENDED,
        /** Nothing is kept: the operation is over, or somebody else's. */
        LOST
    }
}
