package dev.bellhop.event.filter;

import dev.bellhop.event.Timestamps;
import dev.bellhop.event.filter.Condition.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What stands on one side of a comparison. The readings below are the casts of CESQL; {@code null} means impossible. */
sealed interface Value {

    /** Written with a length limit by whoever makes it, see {@link FilterLimits#VALUE_LENGTH_MAX}. */
    record Text(String text) implements Value {}

    record Number(BigDecimal number) implements Value {}

    record Truth(boolean truth) implements Value {}

    record Moment(Instant instant) implements Value {}

    /** What has no value to compare. */
    enum Nothing implements Value {
        /** Not there, or JSON {@code null}. */
        ABSENT,
        /** There, but an object, an array, bytes, or too long. */
        OPAQUE
    }

    static @Nullable String asText(Value value) {
        return switch (value) {
            case Text(String text) -> text;
            // Not the plain form: that of 1e999999999 has a thousand million digits.
            case Number(BigDecimal number) -> number.toString();
            case Truth(boolean truth) -> Boolean.toString(truth);
            case Moment(Instant instant) -> Timestamps.format(instant);
            case Nothing nothing -> null;
        };
    }

    static @Nullable BigDecimal asNumber(Value value) {
        return switch (value) {
            case Text(String text) -> isNumber(text) ? new BigDecimal(text) : null;
            case Number(BigDecimal number) -> number;
            case Truth(boolean truth) -> truth ? BigDecimal.ONE : BigDecimal.ZERO;
            case Moment moment -> null;
            case Nothing nothing -> null;
        };
    }

    static Verdict asVerdict(Value value) {
        return switch (value) {
            case Text(String text) -> truth(text);
            case Number(BigDecimal number) -> Verdict.of(number.signum() != 0);
            case Truth(boolean truth) -> Verdict.of(truth);
            case Moment moment -> Verdict.UNDECIDED;
            case Nothing nothing -> Verdict.UNDECIDED;
        };
    }

    static @Nullable Instant asInstant(Value value) {
        return switch (value) {
            case Text(String text) -> instant(text);
            case Moment(Instant instant) -> instant;
            case Number number -> null;
            case Truth truth -> null;
            case Nothing nothing -> null;
        };
    }

    private static Verdict truth(String text) {
        if (text.length() > "false".length()) {
            return Verdict.UNDECIDED;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Verdict.YES;
            case "false" -> Verdict.NO;
            default -> Verdict.UNDECIDED;
        };
    }

    /** An RFC 3339 time: date, time and offset. Most texts are none, so they are told apart before anything throws. */
    private static @Nullable Instant instant(String text) {
        boolean likely = text.length() >= "2026-11-20T10:15Z".length()
                && text.length() <= FilterLimits.NUMBER_LENGTH_MAX
                && text.charAt(4) == '-'
                && text.charAt(10) == 'T';
        if (!likely) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException noTime) {
            return null;
        }
    }

    /** Digits with an optional sign and fraction. No exponents: codes such as 12e7 are no numbers. */
    private static boolean isNumber(String text) {
        if (text.length() > FilterLimits.NUMBER_LENGTH_MAX) {
            return false;
        }
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        int point = text.indexOf('.');
        return point < 0
                ? isDigits(text, start, text.length())
                : isDigits(text, start, point) && isDigits(text, point + 1, text.length());
    }

    private static boolean isDigits(String text, int from, int to) {
        return from < to && text.substring(from, to).chars().allMatch(each -> each >= '0' && each <= '9');
    }
}
