package dev.bellhop.operation.callback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The callback of an operation as managers may see it: never its URL.
 *
 * @param host of the URL
 * @param attempts that were made since it was pending, or driven again
 * @param nextAttempt when it is tried next; {@code null} if it is not
 * @param reason why the last attempt failed, or it was given up
 */
public record Callback(
        String operation,
        String host,
        CallbackState state,
        int attempts,
        @Nullable Instant nextAttempt,
        @Nullable String reason) {}
