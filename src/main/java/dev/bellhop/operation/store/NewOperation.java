package dev.bellhop.operation.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operation to be started.
 *
 * @param key of two starts with the same one only the first starts anything; {@code null}: every start is a new one
 * @param input JSON
 */
public record NewOperation(
        String id,
        String action,
        String caller,
        @Nullable String key,
        String input,
        Instant created,
        Instant deadline) {}
