package dev.bellhop.api.operations;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code Prefer} (RFC 7240), of which {@code wait} is honoured. */
final class Preference {

    /** Engines give up on a request after two minutes. */
    static final int WAIT_SECONDS_MAX = 100;

    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,9})\"?(?:$|[,;\\s])");

    private Preference() {}

    /** How long the caller wants to wait; what is no such preference is ignored, as the RFC wants it. */
    static Duration wait(@Nullable String header) {
        Matcher matcher = WAIT.matcher(header == null ? "" : header);
        return matcher.find()
                ? Duration.ofSeconds(Math.min(WAIT_SECONDS_MAX, Long.parseLong(matcher.group(1))))
                : Duration.ZERO;
    }
}
