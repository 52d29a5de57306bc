package dev.bellhop.delivery.webhook;

import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.outbound.Failure;
import dev.bellhop.outbound.RetryAfterText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the answer of a callback means for the delivery. */
final class CallbackAnswer {

    /** The event itself is unacceptable to the callback; sending it again cannot help. */
    private static final Set<Integer> REFUSALS = Set.of(400, 413, 422);

    /** Whatever is sent meets the same, until somebody mends it: a key that is not known, a workflow that is not there. */
    private static final Set<Integer> DENIALS = Set.of(401, 403, 404);

    private CallbackAnswer() {}

    /**
     * Judges an answer: any 2xx is success; 410 ends the subscription (Standard Webhooks 1.0); redirects are failures,
     * because following one would post to an address that was never checked; {@code Retry-After} counts on 429 and 503
     * (RFC 9110, section 10.2.3).
     */
    static AttemptResult of(int status, @Nullable String retryAfter, Instant now) {
        if (status >= 200 && status < 300) {
            return new AttemptResult.Accepted(status);
        }
        if (status == 410) {
            return new AttemptResult.Gone();
        }
        Failure failure = Failure.answered(status);
        if (REFUSALS.contains(status)) {
            return new AttemptResult.Refused(failure);
        }
        if (DENIALS.contains(status)) {
            return new AttemptResult.Denied(failure);
        }
        boolean obey = status == 429 || status == 503;
        return new AttemptResult.TryAgain(
                failure, obey && retryAfter != null ? wait(retryAfter, now).orElse(null) : null);
    }

    /** Seconds or an HTTP date; anything else is as good as absent. */
    static Optional<Duration> wait(String retryAfter, Instant now) {
        return RetryAfterText.read(retryAfter, now);
    }
}
