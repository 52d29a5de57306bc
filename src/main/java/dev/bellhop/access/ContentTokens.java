package dev.bellhop.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that alone give the right to read one version of one file, for some days.
 *
 * <p>Whoever gets an event can read what it is about, and a workflow needs no second credential for it. The end of a
 * token is the end of a day (UTC), so that an event has the same link, and its callback the same bytes, for a day.
 */
public final class ContentTokens {

    private final Vault vault;
    private final InstantSource clock;
    private final Duration age;

    /**
     * Makes them.
     *
     * @param age how long a token is good at least; zero for links without one
     */
    public ContentTokens(Vault vault, InstantSource clock, Duration age) {
        this.vault = vault;
        this.clock = clock;
        this.age = age;
    }

    /** What a token is worth. */
    public enum Worth {
        RIGHT,
        /** It was right once. */
        EXPIRED,
        WRONG
    }

    /**
     * Adds what alone gives the right to read.
     *
     * @param path encoded, with the version as its only query parameter
     */
    public String signed(String path) {
        if (age.isZero()) {
            return path;
        }
        Instant until = clock.instant().truncatedTo(ChronoUnit.DAYS).plus(age).plus(1, ChronoUnit.DAYS);
        String expires = Long.toString(until.getEpochSecond());
        return path + "&expires=" + expires + "&token="
                + vault.token(thing(path, expires)).reveal();
    }

    /** Judges the token that came with a path, see {@link #signed}. */
    public Worth check(String path, @Nullable String expires, String token) {
        if (expires == null || !expires.matches("[0-9]{1,12}") || !vault.isToken(thing(path, expires), token)) {
            return Worth.WRONG;
        }
        return clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(expires))) ? Worth.RIGHT : Worth.EXPIRED;
    }

    private static String thing(String path, String expires) {
        return "content" + path + '&' + expires;
    }
}
