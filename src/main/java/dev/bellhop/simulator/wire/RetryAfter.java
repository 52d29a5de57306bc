package dev.bellhop.simulator.wire;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What a {@code Retry-After} header asks for (RFC 9110, section 10.2.3). */
public sealed interface RetryAfter {

    /** More digits could only be meant to keep the engine away for ever. */
    int DIGITS_MAX = 9;

    /** The answer has none. */
    record Absent() implements RetryAfter {}

    /** Whole seconds: the only form that the engines' documentation shows. */
    record Seconds(long seconds) implements RetryAfter {}

    /** A date; how engines take it is documented nowhere. */
    record Date(Instant time) implements RetryAfter {}

    /** Something else. */
    record Malformed(String text) implements RetryAfter {}

    static RetryAfter of(Answer answer) {
        return answer.retryAfter().map(RetryAfter::parse).orElseGet(Absent::new);
    }

    /** Reads the value of the header. */
    static RetryAfter parse(String text) {
        String value = text.strip();
        if (value.matches("[0-9]{1," + DIGITS_MAX + "}")) {
            return new Seconds(Long.parseLong(value));
        }
        try {
            return new Date(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException neither) {
            return new Malformed(text);
        }
    }

    /** How long to wait by this header; empty if it does not say. */
    default Optional<Duration> wait(Instant now) {
        return switch (this) {
            case Absent() -> Optional.empty();
            case Malformed(String any) -> Optional.empty();
            case Seconds(long seconds) -> Optional.of(Duration.ofSeconds(seconds));
            case Date(Instant time) -> Optional.of(time.isAfter(now) ? Duration.between(now, time) : Duration.ZERO);
        };
    }
}
