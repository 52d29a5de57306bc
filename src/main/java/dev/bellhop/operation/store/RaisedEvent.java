package dev.bellhop.operation.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that somebody raised for an operation.
 *
 * @param no grows from event to event of the operation, from 1
 * @param payload JSON
 * @param consumedBy the step that took it; {@code null} while none did
 */
public record RaisedEvent(
        long no,
        String name,
        String payload,
        Instant received,
        @Nullable String consumedBy) {}
