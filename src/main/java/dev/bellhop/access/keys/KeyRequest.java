package dev.bellhop.access.keys;

import dev.bellhop.access.Caller;
import dev.bellhop.access.Right;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key that somebody wants.
 *
 * @param sources those it is limited to; empty means all
 * @param expires from when on it is not valid; {@code null} for never
 * @param requestsPerSecond what its holders may make together, 0 for any number; {@code null} for what all may make
 */
public record KeyRequest(
        String name,
        Set<Right> rights,
        Set<String> sources,
        @Nullable Instant expires,
        @Nullable Integer requestsPerSecond) {

    public static final int NAME_LENGTH_MAX = 64;
    public static final int SOURCES_MAX = 100;
    public static final int REQUESTS_PER_SECOND_MAX = 1_000_000;

    /** What a name must be, for people. */
    public static final String NAME_RULE =
            "a name has letters, digits and dashes only, " + NAME_LENGTH_MAX + " at most, and is not local or token";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1," + NAME_LENGTH_MAX + "}");

    public KeyRequest {
        rights = Set.copyOf(rights);
        sources = Set.copyOf(sources);
    }

    /** Whether a key may have this name; it stands in URLs, in lines of the log and in names of configuration. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches() && !Caller.isTaken(text);
    }

    /** The rights that the caller does not have itself, for these sources, so that it cannot give them to others. */
    public Set<Right> rightsBeyond(Caller caller) {
        Set<Right> beyond = new TreeSet<>();
        for (Right right : rights) {
            boolean has = sources.isEmpty()
                    ? caller.may(right)
                    : sources.stream().allMatch(source -> caller.may(right, source));
            if (!has) {
                beyond.add(right);
            }
        }
        return beyond;
    }
}
