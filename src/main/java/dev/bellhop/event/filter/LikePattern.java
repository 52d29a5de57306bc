package dev.bellhop.event.filter;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A LIKE pattern: {@code %} stands for any characters, {@code _} for one, a backslash takes the meaning from either.
 *
 * <p>All ways to match are followed at once, as the bits of a few words: bit {@code i} says that the text so far can be
 * what the first {@code i} characters of the pattern stand for. So the work is one step a character, whatever the
 * pattern; backtracking could take hours for a pattern that was made for that.
 */
final class LikePattern {

    private static final int ANY_TEXT = -1;
    private static final int ANY_CHARACTER = -2;

    private final String text;

    /** Characters of the pattern, without the {@code %}; this bit says that all are matched. */
    private final int length;

    /** Bit {@code i}: a {@code %} stands before character {@code i}, so that any character may be passed over here. */
    private final long[] passes;

    /** By character: at which places of the pattern it may stand. */
    private final Map<Integer, long[]> places = new HashMap<>();

    /** The same for a character that is not in the pattern. */
    private final long[] others;

    private LikePattern(String text, int length) {
        this.text = text;
        this.length = length;
        this.passes = new long[length / Long.SIZE + 1];
        this.others = passes.clone();
    }

    /** {@code null} if it is longer than {@link FilterLimits#LIKE_PATTERN_MAX}. */
    static @Nullable LikePattern of(String pattern) {
        int[] tokens = tokens(pattern);
        int length =
                (int) Arrays.stream(tokens).filter(token -> token != ANY_TEXT).count();
        if (length > FilterLimits.LIKE_PATTERN_MAX) {
            return null;
        }
        LikePattern made = new LikePattern(canonical(tokens), length);
        made.fill(tokens);
        return made;
    }

    private static int[] tokens(String pattern) {
        int[] tokens = new int[pattern.length()];
        int count = 0;
        int at = 0;
        while (at < pattern.length()) {
            int character = pattern.codePointAt(at);
            at += Character.charCount(character);
            if (character == '\\' && at < pattern.length() && "%_\\".indexOf(pattern.charAt(at)) >= 0) {
                tokens[count++] = pattern.charAt(at++);
            } else if (character != '%') {
                tokens[count++] = character == '_' ? ANY_CHARACTER : character;
            } else if (count == 0 || tokens[count - 1] != ANY_TEXT) {
                tokens[count++] = ANY_TEXT;
            }
        }
        return Arrays.copyOf(tokens, count);
    }

    private static String canonical(int[] tokens) {
        StringBuilder text = new StringBuilder();
        for (int token : tokens) {
            switch (token) {
                case ANY_TEXT -> text.append('%');
                case ANY_CHARACTER -> text.append('_');
                case '%', '_', '\\' -> text.append('\\').appendCodePoint(token);
                default -> text.appendCodePoint(token);
            }
        }
        return text.toString();
    }

    private void fill(int[] tokens) {
        int place = 0;
        for (int token : tokens) {
            switch (token) {
                case ANY_TEXT -> set(passes, place);
                case ANY_CHARACTER -> set(others, place++);
                default -> set(places.computeIfAbsent(token, any -> new long[passes.length]), place++);
            }
        }
        for (long[] mine : places.values()) {
            for (int word = 0; word < mine.length; word++) {
                mine[word] |= others[word];
            }
        }
    }

    boolean matches(String value) {
        long[] reached = new long[passes.length];
        set(reached, 0);
        int at = 0;
        while (at < value.length()) {
            int character = value.codePointAt(at);
            at += Character.charCount(character);
            if (!advance(reached, places.getOrDefault(character, others))) {
                return false;
            }
            if (isSet(passes, length) && isSet(reached, length)) {
                return true;
            }
        }
        return isSet(reached, length);
    }

    /** Whether anything is left that can match. */
    private boolean advance(long[] reached, long[] fitting) {
        long carried = 0;
        long alive = 0;
        for (int word = 0; word < reached.length; word++) {
            long fits = reached[word] & fitting[word];
            reached[word] = (fits << 1) | carried | (reached[word] & passes[word]);
            carried = fits >>> (Long.SIZE - 1);
            alive |= reached[word];
        }
        return alive != 0;
    }

    private static void set(long[] bits, int bit) {
        bits[bit / Long.SIZE] |= 1L << bit;
    }

    private static boolean isSet(long[] bits, int bit) {
        return (bits[bit / Long.SIZE] & (1L << bit)) != 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LikePattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The pattern with nothing escaped that need not be, and nothing left unescaped that may be. */
    @Override
    public String toString() {
        return text;
    }
}
