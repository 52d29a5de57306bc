package dev.bellhop.operation.engine;

import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.store.Step;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What to do when an action comes to a step. */
sealed interface Move {

    /** It was done: answer what it answered. */
    record Answer(@Nullable String result) implements Move {}

    /** It failed for good: fail as it did. */
    record Refuse(OperationError error) implements Move {}

    /** Do the work; the step counts the attempt already. */
    record Attempt(Step step) implements Move {}

    /** There is nothing to do for it until then; the step says so. */
    record Park(Instant until, Step step) implements Move {}

    /**
     * It has just come to its end: keep that, then answer or fail.
     *
     * @param consumed the number of the event that it takes
     */
    record Keep(Step step, @Nullable Long consumed) implements Move {}
}
