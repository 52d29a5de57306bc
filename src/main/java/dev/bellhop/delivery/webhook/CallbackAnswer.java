package dev.bellhop.delivery.webhook;

import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.outbound.Failure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the answer of a callback means for the delivery. */
final class CallbackAnswer {

    /** The event itself is unacceptable to the callback; sending it again cannot help. */
    private static final Set<Integer> REFUSALS = Set.of(400, 413, 422);

    /** Whatever is sent meets the same, until somebody mends it: a key that is not known, a workflow that is not there. */
    private static final Set<Integer> DENIALS = Set.of(401, 403, 404);

    private static final int SECONDS_DIGITS_MAX = 9;

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
        String text = retryAfter.strip();
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(
                    text.length() > SECONDS_DIGITS_MAX
                            ? Duration.ofDays(365)
                            : Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                    .toInstant();
            Duration wait = Duration.between(now, until);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
