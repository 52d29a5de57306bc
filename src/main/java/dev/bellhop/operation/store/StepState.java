package dev.bellhop.operation.store;

import dev.bellhop.operation.OperationError;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a step is. */
public sealed interface StepState {

    /**
     * Not done: a sleep, an awaited event, or work that failed and is to be tried again.
     *
     * @param until when it goes on, or is given up
     */
    record Waiting(Instant until) implements StepState {}

    /**
     * Done for good.
     *
     * @param result JSON; {@code null} for nothing
     */
    record Done(@Nullable String result, Instant at) implements StepState {}

    /** Failed for good. */
    record Failed(OperationError error, Instant at) implements StepState {}
}
