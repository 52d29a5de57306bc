package dev.bellhop.operation.callback;

import java.time.Instant;

/**
 * What came of an attempt.
 *
 * @param attempts with this one
 */
public record Settled(String operation, long epoch, int attempts, Course course) {

    /** How the callback goes on. */
    public sealed interface Course {

        record Delivered() implements Course {}

        /** Tried again then. */
        record Again(Instant due, String reason) implements Course {}

        /** Given up. */
        record Dead(String reason) implements Course {}
    }
}
