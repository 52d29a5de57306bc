package dev.bellhop.delivery.attempt;

import dev.bellhop.outbound.Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one attempt ended. */
public sealed interface AttemptResult {

    /** The callback has it. */
    record Accepted(int status) implements AttemptResult {}

    /** The callback does not have it. */
    sealed interface Failed extends AttemptResult {
        Failure failure();
    }

    /**
     * It may succeed later.
     *
     * @param retryAfter the least wait the callback asked for; {@code null} if it did not
     */
    record TryAgain(Failure failure, @Nullable Duration retryAfter) implements Failed {}

    /** The callback is not there, or not for us (401, 403, 404): whatever is sent would meet the same. */
    record Denied(Failure failure) implements Failed {}

    /** The callback will never take this event; others may pass. */
    record Refused(Failure failure) implements Failed {}

    /** The callback wants nothing any more. */
    record Gone(Failure failure) implements Failed {
        public Gone() {
            this(Failure.answered(410));
        }
    }
}
