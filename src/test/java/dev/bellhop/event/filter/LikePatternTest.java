package dev.bellhop.event.filter;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.testing.SeededRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikePatternTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            abc,           abc,            true
            abc,           ab,             false
            ab,            abc,            false
            ``,            ``,             true
            ``,            a,              false
            %,             ``,             true
            %%,            x,              true
            _,             ``,             false
            _,             😀,             true
            a%b%c,         azzzbzzzc,      true
            a%b%c,         acb,            false
            %.pdf,         a.pdf,          true
            %.pdf,         a.pdf.txt,      false
            %.pdf,         a.pdf.pdf,      true
            .%.%.,         .ab.cde.,       true
            a_b_c,         azbzc,          true
            a_b_c,         abc,            false
            a\\_b,         a_b,            true
            a\\_b,         azb,            false
            100\\%,        100%,           true
            100\\%,        1000,           false
            a\\b,          a\\b,           true
            a\\\\b,        a\\b,           true
            a\\\\%,        a\\bc,          true
            a\\,           a\\,            true
            .*,            ab,             false
            %é_,           caféx,          true
            """)
    void it_matches_as_sql_does(String pattern, String text, boolean matches) {
        assertThat(LikePattern.of(pattern)).isNotNull();
        assertThat(requireNonNull(LikePattern.of(pattern)).matches(text)).isEqualTo(matches);
    }

    @Test
    void it_agrees_with_a_slow_and_simple_matcher() {
        SeededRandom.check(20_000, random -> {
            String pattern = word(random, "ab%%__\\😀", 9);
            String text = word(random, "aab_%\\😀", 9);
            assertThat(requireNonNull(LikePattern.of(pattern)).matches(text))
                    .as("%s LIKE %s", text, pattern)
                    .isEqualTo(slow(codes(text), 0, codes(pattern), 0));
        });
    }

    @Test
    void it_agrees_where_the_pattern_takes_several_words() {
        SeededRandom.check(2_000, random -> {
            String pattern = word(random, "ab%_", 20) + "ab_".repeat(random.nextInt(60)) + word(random, "ab%_", 20);
            String text = pattern.replace("%", word(random, "ab", 3)).replace('_', random.nextBoolean() ? 'a' : 'b');
            assertThat(requireNonNull(LikePattern.of(pattern)).matches(text)).isTrue();
            String changed = text + (random.nextBoolean() ? "c" : "");
            assertThat(requireNonNull(LikePattern.of(pattern)).matches(changed))
                    .as("%s LIKE %s", changed, pattern)
                    .isEqualTo(table(codes(changed), codes(pattern)));
        });
    }

    @Test
    void a_pattern_made_to_be_slow_is_not() {
        // With backtracking this would take longer than the universe has existed.
        String pattern = "%a".repeat(200) + "b";
        assertThat(requireNonNull(LikePattern.of(pattern)).matches("a".repeat(FilterLimits.VALUE_LENGTH_MAX)))
                .isFalse();
    }

    /** By the definition: an escaped character stands for itself, % for none or one more, _ for one. */
    private static boolean slow(int[] text, int at, int[] pattern, int next) {
        if (next == pattern.length) {
            return at == text.length;
        }
        if (pattern[next] == '%') {
            return slow(text, at, pattern, next + 1) || at < text.length && slow(text, at + 1, pattern, next);
        }
        boolean escaped = pattern[next] == '\\'
                && next + 1 < pattern.length
                && (pattern[next + 1] == '%' || pattern[next + 1] == '_' || pattern[next + 1] == '\\');
        int wanted = escaped ? pattern[next + 1] : pattern[next];
        boolean fits = at < text.length && (wanted == text[at] || wanted == '_' && !escaped);
        return fits && slow(text, at + 1, pattern, next + (escaped ? 2 : 1));
    }

    /** The same for patterns without escapes, in a table, since the slow one would take too long here. */
    private static boolean table(int[] text, int[] pattern) {
        boolean[][] matches = new boolean[text.length + 1][pattern.length + 1];
        for (int at = text.length; at >= 0; at--) {
            for (int next = pattern.length; next >= 0; next--) {
                boolean more = at < text.length;
                if (next == pattern.length) {
                    matches[at][next] = !more;
                } else if (pattern[next] == '%') {
                    matches[at][next] = matches[at][next + 1] || more && matches[at + 1][next];
                } else {
                    boolean fits = more && (pattern[next] == '_' || pattern[next] == text[at]);
                    matches[at][next] = fits && matches[at + 1][next + 1];
                }
            }
        }
        return matches[0][0];
    }

    private static int[] codes(String text) {
        return text.codePoints().toArray();
    }

    private static String word(RandomGenerator random, String letters, int length) {
        int[] codes = codes(letters);
        StringBuilder word = new StringBuilder();
        random.ints(random.nextInt(length + 1), 0, codes.length).forEach(each -> word.appendCodePoint(codes[each]));
        return word.toString();
    }
}
