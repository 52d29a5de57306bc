package dev.bellhop.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one attempt ended. */
public sealed interface AttemptResult {

    /** The callback has it. */
    record Accepted(int status) implements AttemptResult {}

    /**
     * It may succeed later.
     *
     * @param retryAfter the least wait the callback asked for; {@code null} if it did not
     */
    record TryAgain(String reason, @Nullable Duration retryAfter) implements AttemptResult {}

    /** The callback will never take this event; others may pass. */
    record Refused(String reason) implements AttemptResult {}

    /** The callback wants nothing any more. */
    record Gone() implements AttemptResult {}
}
