package dev.bellhop.event.filter;

import static dev.bellhop.event.filter.FilterSamples.filter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.Event;
import dev.bellhop.event.EventData;
import org.junit.jupiter.api.Test;

class DataPathsTest {

    @Test
    void a_text_that_is_too_long_exists_and_that_is_all() {
        assertThat(filter("LENGTH(data.a) > 5").matches(text(FilterLimits.VALUE_LENGTH_MAX)))
                .isTrue();
        Event tooLong = text(FilterLimits.VALUE_LENGTH_MAX + 1);
        assertThat(filter("EXISTS data.a").matches(tooLong)).isTrue();
        assertThat(filter("data.a != 'b' OR data.a LIKE '%' OR LENGTH(data.a) > 5")
                        .matches(tooLong))
                .isFalse();
    }

    @Test
    void a_number_that_is_too_long_exists_and_that_is_all() {
        assertThat(filter("data.a > 1").matches(number("1".repeat(FilterLimits.DATA_NUMBER_LENGTH_MAX))))
                .isTrue();
        Event tooLong = number("1".repeat(FilterLimits.DATA_NUMBER_LENGTH_MAX + 1));
        assertThat(filter("EXISTS data.a").matches(tooLong)).isTrue();
        assertThat(filter("data.a != 1").matches(tooLong)).isFalse();
        assertThat(filter("data.a != 1").matches(number("1e99999999999"))).isFalse();
    }

    @Test
    void data_is_not_read_for_a_filter_that_does_not_ask_for_it() {
        // Were it read, this would take the memory of the tests.
        Event event = FilterSamples.event(new EventData("[".repeat(10_000_000), false));
        assertThat(filter("id = 'o-1'").matches(event)).isTrue();
        assertThat(filter("id = 'o-1' OR data.a = 1").matches(event)).isTrue();
    }

    @Test
    void data_that_is_nested_deeper_than_json_may_be_matches_nothing() {
        Event event =
                FilterSamples.event(new EventData("{\"b\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}", false));
        assertThat(filter("data.a = 1 OR data.b[0] = 1").matches(event)).isFalse();
    }

    @Test
    void of_a_name_that_is_there_twice_the_last_one_counts() {
        Event event =
                FilterSamples.event(EventData.json("{\"a\":{\"x\":1,\"y\":1},\"a\":{\"x\":2},\"b\":1,\"b\":null}"));
        assertThat(filter("data.a.x = 2 AND NOT EXISTS data.a.y AND NOT EXISTS data.b")
                        .matches(event))
                .isTrue();
    }

    @Test
    void paths_that_begin_alike_are_found_together() {
        Event event = FilterSamples.event(EventData.json("{\"a\":[[1,2],{\"0\":3}],\"0\":4}"));
        assertThat(filter("data.a[0][1] = 2 AND data.a[1].0 = 3 AND data.0 = 4 AND EXISTS data.a AND EXISTS data")
                        .matches(event))
                .isTrue();
        assertThat(filter("EXISTS data[0]").matches(event)).isFalse();
    }

    private static Event text(int length) {
        return FilterSamples.event(EventData.json("{\"a\":\"" + "b".repeat(length) + "\"}"));
    }

    private static Event number(String digits) {
        return FilterSamples.event(EventData.json("{\"a\":" + digits + "}"));
    }
}
