package dev.bellhop.operation.store;

import java.time.Instant;

/**
 * One step of an operation.
 *
 * @param name unique within the operation
 * @param attempts that were made of it; 0 for what is no work
 * @param began when the action first came to it
 */
public record Step(String name, Kind kind, int attempts, Instant began, StepState state) {

    /** What a step is for. */
    public enum Kind {
        WORK,
        SLEEP,
        EVENT
    }

    public Step with(StepState newState) {
        return new Step(name, kind, attempts, began, newState);
    }
}
