package dev.bellhop.event.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the writer of a filter is told: where, what was expected, and how it is right. */
class FilterProblemTest {

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            ``                       ¦ 1  ¦ The filter is empty. Leave it out to get every event
            `  `                     ¦ 1  ¦ The filter is empty
            type =                   ¦ 7  ¦ Expected a value after =, such as 1000, 'text' or data.total, but found the end of the filter. Example: type =
            type = AND               ¦ 8  ¦ but found "AND"
            type 'a'                 ¦ 6  ¦ Expected AND, OR or the end of the filter, but found the text "a"
            type = 'a' 5             ¦ 12 ¦ but found "5"
            type = 'a                ¦ 8  ¦ The text that begins here has no end; close it with '
            type = 'it's'            ¦ 13 ¦ The text that begins here has no end
            type == 'a'              ¦ 6  ¦ Equality is written with one sign
            a = 1 && b = 2           ¦ 7  ¦ Write AND
            a = 1 || b = 2           ¦ 7  ¦ Write OR
            !sampled                 ¦ 1  ¦ Write NOT
            a + 1 > 2                ¦ 3  ¦ Filters compare, they do not calculate
            data.order-no = 1        ¦ 11 ¦ data['order-no']
            source = /shop           ¦ 10 ¦ Texts stand in quotes
            subject.a = 1            ¦ 8  ¦ Only data has parts
            Type = 'a'               ¦ 1  ¦ "Type" is no name of an attribute
            customer_name = 'a'      ¦ 1  ¦ data.customer_name
            data. = 1                ¦ 6  ¦ Expected a name after the point
            data.a[x] = 1            ¦ 8  ¦ Expected a name in quotes or an index from 0 to 9999
            data.a[10000] = 1        ¦ 8  ¦ an index from 0 to 9999
            data.a[0 = 1             ¦ 9  ¦ Expected a closing bracket
            data.a['b' = 1           ¦ 11 ¦ Expected a closing bracket
            a LIKE b                 ¦ 8  ¦ Expected a pattern in quotes after LIKE
            a NOT = 1                ¦ 7  ¦ Expected LIKE or IN after NOT
            a IN 'b'                 ¦ 6  ¦ Expected "("
            a IN ()                  ¦ 7  ¦ Expected a text, a number, TRUE or FALSE in the list
            a IN ('b' 'c')           ¦ 11 ¦ Expected ")"
            a IN (b)                 ¦ 7  ¦ as in IN ('a', 'b')
            EXISTS 'a'               ¦ 8  ¦ EXISTS asks for an attribute or a path
            EXISTS                   ¦ 7  ¦ Expected an attribute or a path after EXISTS
            (a = 1                   ¦ 7  ¦ Expected ")", but found the end
            a = 1)                   ¦ 6  ¦ but found ")"
            'a'                      ¦ 1  ¦ alone is no condition
            5 AND a = 1              ¦ 1  ¦ alone is no condition
            LOWER(a)                 ¦ 1  ¦ alone is no condition
            TRIM(a) = 'b'            ¦ 1  ¦ There are LOWER, UPPER and LENGTH
            LOWER() = 'b'            ¦ 7  ¦ as in LOWER(subject)
            data.a IS NULL           ¦ 8  ¦ EXISTS data.total
            data.a = null            ¦ 10 ¦ null is not known
            a BETWEEN 1 AND 2        ¦ 3  ¦ BETWEEN is not known
            time > 'yesterday'       ¦ 8  ¦ time >= '2026-11-20T10:15:00Z'
            time = '2026-11-20'      ¦ 8  ¦ time LIKE '2026-11-20%'
            5 < time                 ¦ 1  ¦ time is compared with a time
            time IN ('a')            ¦ 10 ¦ time is compared with a time
            a = ü                    ¦ 5  ¦ "ü" has no meaning here
            a = 1 ; b                ¦ 7  ¦ ";" has no meaning here
            """)
    void it_says_where_and_what(String text, int column, String problem) {
        EventFilter.Outcome outcome = EventFilter.parse(text);
        assertThat(outcome).isInstanceOfSatisfying(EventFilter.Invalid.class, invalid -> {
            assertThat(invalid.problem()).contains(problem).startsWith("At column " + column + ": ");
            assertThat(invalid.column()).isEqualTo(column);
        });
    }

    @Test
    void what_is_repeated_of_the_filter_is_short_and_printable() {
        assertThat(problem("a = 1 '" + "x".repeat(500) + "'")).hasSizeLessThan(250);
        assertThat(problem("a = 1 'x\n\u0007\ud800'")).contains("\"x???\"");
    }

    @Test
    void a_filter_has_an_upper_length() {
        assertAtMost(FilterLimits.TEXT_LENGTH_MAX, length -> "subject = '" + "x".repeat(length - 12) + "'", "4096");
        // As it was given it is short enough, but it is kept in its canonical form.
        assertThat(problem("a LIKE '" + "x".repeat(10) + "' AND a = '" + "\\x".repeat(2_030) + "'"))
                .contains("Written with all its spaces");
    }

    @Test
    void nesting_has_an_upper_depth() {
        int max = FilterLimits.DEPTH_MAX;
        assertAtMost(max, depth -> "(".repeat(depth) + "TRUE" + ")".repeat(depth), "nested more than 50");
        assertAtMost(max, depth -> "NOT ".repeat(depth) + "TRUE", "nested more than 50");
        assertAtMost(max, depth -> "LOWER(".repeat(depth) + "id" + ")".repeat(depth) + " = 'a'", "nested more");
    }

    @Test
    void a_filter_has_an_upper_number_of_nodes() {
        // One for the OR, and two for each part: an attribute, and that it holds.
        assertAtMost((FilterLimits.NODES_MAX - 1) / 2, parts -> "a OR ".repeat(parts - 1) + "a", "more than 500");
    }

    @Test
    void a_list_has_an_upper_length() {
        assertAtMost(FilterLimits.IN_LIST_MAX, size -> "a IN (1" + ",1".repeat(size - 1) + ")", "at most 200 values");
    }

    @Test
    void a_pattern_has_an_upper_length() {
        int max = FilterLimits.LIKE_PATTERN_MAX;
        assertAtMost(max, size -> "a LIKE '%" + "\\_".repeat(size) + "%'", "at most 255 characters");
    }

    @Test
    void a_number_has_an_upper_length() {
        assertAtMost(FilterLimits.NUMBER_LENGTH_MAX, size -> "a = -" + "1".repeat(size - 1), "at most 40 characters");
    }

    @Test
    void a_path_has_an_upper_number_of_steps() {
        assertAtMost(FilterLimits.PATH_STEPS_MAX, size -> "data" + ".a".repeat(size) + " = 1", "at most 20 steps");
    }

    @Test
    void an_index_has_an_upper_value() {
        assertAtMost(FilterLimits.PATH_INDEX_MAX, index -> "EXISTS data[" + index + "]", "from 0 to 9999");
    }

    private interface Sized {
        String of(int size);
    }

    private static void assertAtMost(int max, Sized filter, String problem) {
        EventFilter read = FilterSamples.filter(filter.of(max));
        assertThat(FilterSamples.filter(read.toString())).isEqualTo(read);
        assertThat(problem(filter.of(max + 1))).contains(problem);
    }

    private static String problem(String text) {
        EventFilter.Outcome outcome = EventFilter.parse(text);
        assertThat(outcome).isInstanceOf(EventFilter.Invalid.class);
        return ((EventFilter.Invalid) outcome).problem();
    }
}
