package dev.bellhop.event.filter;

import static dev.bellhop.event.filter.FilterSamples.filter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import dev.bellhop.event.EventData;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a filter says about an event. Beside "yes" and "no" there is "cannot be decided", which NOT does not change. */
class EventFilterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Attributes
                "id = 'o-1'",
                "source = \"/shop\"",
                "type = 'order.placed' AND subject = 'orders/4711'",
                "datacontenttype != 'text/plain'",
                "specversion = '1.0'",
                "region = 'eu_west'",
                "5g = 'yes'",
                "hop = 2",
                "hop = '2'",
                "ttl = 10",
                "ttl = '10'",
                "hop < ttl",
                "sampled",
                "sampled = TRUE",
                "sampled = 'true'",
                "sequence > 9 AND sequence <= '42'",
                "subject > 'orders/4' AND subject < 'orders/5'",
                // Times are instants
                "time = '2026-11-20T11:15:30.500+01:00'",
                "time > '2026-11-20T10:15:30Z'",
                "time < '2026-11-20T10:15:31Z'",
                "'2026-11-20T10:15:30Z' < time",
                "time IN ('2026-11-20T10:15:30.5Z')",
                "time LIKE '2026-11-20T%'",
                "time > data.lastModified",
                "data.lastModified >= '2026-11-20T10:15:30.000Z'",
                "data.lastModified < '2026-11-20T10:15:30.5Z'",
                // Data
                "data.no = 4711",
                "data.total > 1250.499 AND data.total <= 1250.5 AND data.total = +1250.500",
                "data.total > -3",
                "data.big = 12345678901234567890 AND data.big > data.total",
                "data.tiny = 0.001",
                "data.huge > data.big",
                "data.huge LIKE '1E+%'",
                "data.zip = 1234 AND data.zip = '01234' AND data.zip != '1234'",
                "data.code = '12e7' AND data.code > '12'",
                "data.urgent",
                "data.urgent = 'true' AND 'TRUE' = data.urgent AND data.urgent != 'TRUE'",
                "data.urgent = true and data.urgent <> false and data.urgent = 1",
                "data.customer.vip",
                "data.customer.name = 'Ada O\\'Neil' AND data.customer.name = 'Ada O''Neil'",
                "data['customer'][\"name\"] = \"Ada O'Neil\"",
                "data.items[0].sku = 'A-1' AND data.items[1].count >= 3",
                "data['odd name'] = 'x' AND data['it''s'] = 1 AND data['back\\\\slash'] = 2 AND data.größe = 3",
                "data.in.like = 7",
                "data.empty = '' AND LENGTH(data.empty) = 0",
                "data.twice.new = 2 AND NOT EXISTS data.twice.old",
                // Functions
                "LOWER(data.customer.name) = 'ada o\\'neil'",
                "upper(region) = 'EU_WEST' and length(id) = 3 and Length(data.smile) = 3",
                "LENGTH(UPPER(region)) > 6",
                // LIKE, IN, EXISTS
                "subject LIKE 'orders/%' AND subject NOT LIKE 'orders' AND data.smile LIKE 'a_b'",
                "region LIKE 'eu\\_west' AND region LIKE '%\\_%' AND id NOT LIKE '%\\_%'",
                "data.no LIKE '47__' AND sampled LIKE 'tr%'",
                "region IN ('us', \"eu_west\") AND region NOT IN ('us')",
                "data.no IN (1, '4711') AND data.no NOT IN (1, 2) AND sampled IN (TRUE)",
                "EXISTS id AND EXISTS (subject) AND EXISTS data AND EXISTS data.items[1] AND EXISTS data.customer",
                "NOT EXISTS dataschema AND NOT EXISTS data.note AND NOT EXISTS data.items[2]",
                "NOT EXISTS data.customer.name.first",
                // Logic
                "TRUE",
                "NOT FALSE",
                "NOT NOT TRUE",
                "FALSE XOR TRUE XOR FALSE",
                "TRUE OR FALSE AND FALSE",
                "(TRUE XOR TRUE) OR TRUE",
                "TRUE XOR TRUE OR TRUE",
                "NOT data.no = 1 AND TRUE",
                "NOT (data.no = 1 AND sampled)",
                "(data.no) = 4711",
                "((data.no)) IN (4711) AND ((data.urgent))",
                "tRuE aNd NoT fAlSe",
                "\t\r\n TRUE ",
                // What is missing does not stop what is there
                "missing = 1 OR data.no = 4711",
                "data.no = 4711 OR missing = 1",
            })
    void it_matches(String text) {
        assertThat(filter(text).matches(FilterSamples.order())).isTrue();
        assertThat(filter("NOT (" + text + ")").matches(FilterSamples.order())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type = 'Order.placed'",
                "type != 'order.placed'",
                "subject LIKE 'order'",
                "region NOT LIKE 'eu%'",
                "data.no IN (1, 2)",
                "data.no NOT IN (4711)",
                "EXISTS missing",
                "EXISTS data.customer[0]",
                "EXISTS data.items.sku",
                "TRUE AND FALSE",
                "TRUE XOR TRUE",
                "FALSE",
                "data.customer.name = 5",
                "missing = 1 AND FALSE",
                "sampled = FALSE",
            })
    void it_does_not_match(String text) {
        assertThat(filter(text).matches(FilterSamples.order())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "missing = 1",
                "missing != 1",
                "missing = missing",
                "missing LIKE '%'",
                "missing NOT IN ('a')",
                "missing",
                "data.note = ''",
                "data.note != 'x'",
                "data.customer = 'x'",
                "data.items > 1",
                "LENGTH(data.items) = 2",
                "LOWER(missing) = 'x'",
                "data.customer.name = 5",
                "data.customer.name > 5",
                "data.urgent > 'a'",
                "subject",
                "data.code > 5",
                "time > data.no",
                "time = subject",
                "missing = 1 OR FALSE",
                "missing = 1 AND TRUE",
                "missing = 1 XOR TRUE",
                "data.no IN (1, 'x')",
            })
    void what_cannot_be_decided_does_not_match_nor_does_its_opposite(String text) {
        assertThat(filter(text).matches(FilterSamples.order())).isFalse();
        assertThat(filter("NOT (" + text + ")").matches(FilterSamples.order())).isFalse();
    }

    @Test
    void data_that_is_text_is_compared_as_a_whole() {
        Event event = FilterSamples.event(EventData.text("door 3 opened"));
        assertThat(filter("data = 'door 3 opened' AND data LIKE 'door%' AND LENGTH(data) = 13")
                        .matches(event))
                .isTrue();
        assertThat(filter("EXISTS data.door").matches(event)).isFalse();
    }

    @Test
    void data_that_is_an_array_or_a_number_can_be_asked() {
        assertThat(filter("data[1] = 'b'").matches(FilterSamples.event(EventData.json("[\"a\",\"b\"]"))))
                .isTrue();
        assertThat(filter("data >= 7").matches(FilterSamples.event(EventData.json("7"))))
                .isTrue();
    }

    @Test
    void of_bytes_only_their_presence_is_known() {
        Event event = FilterSamples.event(EventData.binary(new byte[] {1, 2}));
        assertThat(filter("EXISTS data AND NOT EXISTS data.a").matches(event)).isTrue();
        assertThat(filter("data = 'AQI='").matches(event)).isFalse();
        assertThat(filter("data != 'AQI='").matches(event)).isFalse();
    }

    @Test
    void no_data_and_null_are_both_absent() {
        assertThat(filter("NOT EXISTS data").matches(FilterSamples.event(null))).isTrue();
        assertThat(filter("NOT EXISTS data").matches(FilterSamples.event(EventData.json("null"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"no\":1,", "[1", "nonsense", "{\"no\":01}"})
    void damaged_data_never_throws(String json) {
        Event event = FilterSamples.event(new EventData(json, false));
        assertThat(filter("data.no >= 0 OR data[0] = 1 OR data = 'x'").matches(event))
                .isFalse();
    }

    @Test
    void an_event_without_a_time_has_that_of_its_recording() {
        CloudEvent what = new CloudEvent("1", "/a", "t", null, null, null, Map.of(), null, null);
        Event event = new Event("s", 1, Instant.parse("2026-11-20T10:00:00Z"), what);
        assertThat(filter("time = '2026-11-20T10:00:00Z'").matches(event)).isTrue();
        assertThat(filter("NOT EXISTS subject AND NOT EXISTS datacontenttype").matches(event))
                .isTrue();
    }

    @Test
    void filters_that_are_written_differently_can_be_equal() {
        EventFilter one = filter("type='a'and(data['total']<>0100)");
        assertThat(one)
                .isEqualTo(filter("type = \"a\" AND data.total != +100"))
                .hasSameHashCodeAs(filter("type = 'a' AND data.total != 100"))
                .hasToString("type = 'a' AND data.total != 100")
                .isNotEqualTo(filter("type = 'a'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = 1 OR b = 2 AND NOT c = 3",
                "(a = 1 OR b = 2) AND c = 3",
                "(a = 1 AND b = 2) AND c = 3",
                "NOT (a = 1 AND b = 2)",
                "a NOT LIKE 'x\\_\\\\%'",
                "a NOT IN ('it\\'s', 1, 2.50, TRUE)",
                "EXISTS data.a[0]['odd name'].b",
                "LENGTH(LOWER(data)) >= -5",
            })
    void the_canonical_text_is_this(String text) {
        assertThat(filter(text)).hasToString(text);
    }
}
