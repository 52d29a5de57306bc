package dev.bellhop.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The two expressions of the workflow language that calls of this kind are written with. */
public final class Expressions {

    /** Seven digits after the second, as the engine writes them. */
    private static final DateTimeFormatter UTC_NOW = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Expressions() {}

    /** Puts the callback URL where {@code @listCallbackUrl()} or {@code @{listCallbackUrl()}} stands. */
    public static String withCallback(String text, String callbackUrl) {
        return text.replace("@{listCallbackUrl()}", callbackUrl).replace("@listCallbackUrl()", callbackUrl);
    }

    /** Puts the engine's time, right or wrong, where {@code @{utcNow()}} stands. */
    public static String withTime(String text, Instant now) {
        return text.contains("utcNow()")
                ? text.replace("@{utcNow()}", UTC_NOW.format(now)).replace("@utcNow()", UTC_NOW.format(now))
                : text;
    }
}
