package dev.bellhop.app.command;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as people write them: {@code 500ms}, {@code 15s}, {@code 5m}, {@code 2h}, {@code 30d}. */
public final class Durations {

    private static final Pattern WRITTEN = Pattern.compile("(-?[0-9]{1,9})(ms|s|m|h|d)");

    private Durations() {}

    /** The duration; an exception that says what to write if it is none. */
    public static Duration parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new TypeConversionException("'" + text + "' is no duration; write for example 500ms, 15s, 5m or 2h");
        }
        long number = Long.parseLong(written.group(1));
        return switch (written.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
