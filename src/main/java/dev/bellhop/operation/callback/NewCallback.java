package dev.bellhop.operation.callback;

import dev.bellhop.access.CallbackUrl;
import dev.bellhop.access.signing.SigningKeys;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A callback that somebody wants.
 *
 * @param keys sign it; {@code null}: it is not signed
 * @param run of which it is part; {@code null} if the caller did not say
 */
public record NewCallback(
        CallbackUrl url,
        @Nullable SigningKeys keys,
        @Nullable WorkflowRun run,
        Instant at) {}
