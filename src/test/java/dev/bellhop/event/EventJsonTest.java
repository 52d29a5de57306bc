package dev.bellhop.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares bytes, not trees: the same event must be the same bytes for ever, because signatures cover them. */
class EventJsonTest {

    private static final ContentLinks LINKS = ContentLinks.under("https://bellhop.example/base");
    private static final Instant RECORDED = Instant.parse("2026-11-20T10:15:30.123456Z");

    @Test
    void a_file_event_is_written_as_the_design_shows_it_with_an_absolute_content_url() {
        CloudEvent what = new CloudEvent(
                "1f0c",
                "/sources/inbox",
                "dev.bellhop.file.created",
                "2026/11/ä b.pdf",
                null,
                "application/json",
                Map.of(),
                EventData.json("{\"path\":\"2026/11/ä b.pdf\",\"size\":48213}"),
                "/sources/inbox/files/2026/11/%C3%A4%20b.pdf?version=bc55-0");

        assertThat(text(EventJson.one(new Event("inbox", 42, RECORDED, what), LINKS)))
                .isEqualTo(
                        "{\"specversion\":\"1.0\",\"id\":\"1f0c\",\"source\":\"/sources/inbox\","
                                + "\"type\":\"dev.bellhop.file.created\",\"subject\":\"2026/11/ä b.pdf\","
                                + "\"time\":\"2026-11-20T10:15:30.123456Z\",\"sequence\":\"42\","
                                + "\"datacontenttype\":\"application/json\","
                                + "\"data\":{\"path\":\"2026/11/ä b.pdf\",\"size\":48213,\"contentUrl\":"
                                + "\"https://bellhop.example/base/sources/inbox/files/2026/11/%C3%A4%20b.pdf?version=bc55-0\"}}");
    }

    @Test
    void the_publishers_own_time_is_shown_instead_of_the_time_of_recording() {
        CloudEvent what = what(Instant.parse("2001-02-03T04:05:06Z"), Map.of(), null);
        assertThat(text(EventJson.one(new Event("orders", 1, RECORDED, what), LINKS)))
                .isEqualTo("{\"specversion\":\"1.0\",\"id\":\"a\\\"1\",\"source\":\"urn:shop\",\"type\":\"placed\","
                        + "\"time\":\"2001-02-03T04:05:06.000000Z\",\"sequence\":\"1\"}");
    }

    @Test
    void extensions_keep_their_order_and_their_json_type() {
        Map<String, String> extensions = new LinkedHashMap<>();
        extensions.put("zone", "\"eu\"");
        extensions.put("attempt", "3");
        extensions.put("dry", "true");
        assertThat(text(EventJson.one(new Event("orders", 1, RECORDED, what(null, extensions, null)), LINKS)))
                .endsWith("\"sequence\":\"1\",\"zone\":\"eu\",\"attempt\":3,\"dry\":true}");
    }

    @Test
    void data_is_a_json_value_of_any_kind_or_base64_or_absent() {
        assertThat(written(EventData.json("null"))).endsWith(",\"data\":null}");
        assertThat(written(EventData.json("[1, 2.50]"))).endsWith(",\"data\":[1, 2.50]}");
        assertThat(written(EventData.text("a \"b\""))).endsWith(",\"data\":\"a \\\"b\\\"\"}");
        assertThat(written(EventData.binary(new byte[] {1, 2}))).endsWith(",\"data_base64\":\"AQI=\"}");
        assertThat(written(null)).endsWith("\"sequence\":\"1\"}");
    }

    @Test
    void an_array_and_a_page_hold_the_same_bytes_as_the_single_events() {
        List<Event> events = List.of(SampleEvents.at(1), SampleEvents.at(2));
        String first = text(EventJson.one(events.get(0), LINKS));
        String second = text(EventJson.one(events.get(1), LINKS));

        assertThat(text(EventJson.array(events, LINKS))).isEqualTo("[" + first + "," + second + "]");
        assertThat(text(EventJson.array(List.of(), LINKS))).isEqualTo("[]");
        assertThat(text(EventJson.page(events, LINKS, "https://b.example/next?after=2&limit=2")))
                .isEqualTo("{\"value\":[" + first + "," + second
                        + "],\"nextLink\":\"https://b.example/next?after=2&limit=2\"}");
        assertThat(text(EventJson.page(List.of(), LINKS, ""))).isEqualTo("{\"value\":[]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none | {\"a\": 1.50}  | {\"a\": 1.50}",
                "none | \"text\"        | \"text\"",
                "application/json; charset=utf-8 | \"text\" | \"text\"",
                "application/vnd.x+json | null | null",
                "text/plain | \"a \\\"b\\\" \\u00e4\" | a \"b\" ä",
                "TEXT/JSON | \"x\" | \"x\"",
                "application/xml | \"<a/>\" | <a/>",
                "application/xml | {\"a\":1} | {\"a\":1}",
            })
    void data_by_itself_is_what_its_type_speaks_of(@Nullable String type, String json, String expected) {
        CloudEvent what =
                new CloudEvent("a", "urn:shop", "placed", null, null, type, Map.of(), EventData.json(json), null);
        assertThat(text(EventJson.data(new Event("orders", 1, RECORDED, what), LINKS)))
                .isEqualTo(expected);
    }

    @Test
    void data_by_itself_may_be_bytes_nothing_or_a_file_with_its_url() {
        byte[] bytes = {0, (byte) 0xff, '"', 10};
        assertThat(EventJson.data(
                        new Event("orders", 1, RECORDED, what(null, Map.of(), EventData.binary(bytes))), LINKS))
                .isEqualTo(bytes);
        assertThat(EventJson.data(new Event("orders", 1, RECORDED, what(null, Map.of(), null)), LINKS))
                .isEmpty();
        CloudEvent file = new CloudEvent(
                "1", "urn:x", "file", null, null, "application/json", Map.of(), EventData.json("{\"size\":1}"), "/f");
        assertThat(text(EventJson.data(new Event("inbox", 1, RECORDED, file), LINKS)))
                .isEqualTo("{\"size\":1,\"contentUrl\":\"https://bellhop.example/base/f\"}");
    }

    @Test
    void attributes_by_themselves_are_plain_text() {
        Map<String, String> extensions = new LinkedHashMap<>();
        extensions.put("zone", "\"\\\"eu\\\" \\u20ac\"");
        extensions.put("attempt", "3");
        extensions.put("dry", "true");
        Event event = new Event("orders", 9, RECORDED, what(null, extensions, EventData.json("1")));

        assertThat(EventAttributes.of(event))
                .containsExactly(
                        Map.entry("specversion", "1.0"),
                        Map.entry("id", "a\"1"),
                        Map.entry("source", "urn:shop"),
                        Map.entry("type", "placed"),
                        Map.entry("time", "2026-11-20T10:15:30.123456Z"),
                        Map.entry("sequence", "9"),
                        Map.entry("zone", "\"eu\" €"),
                        Map.entry("attempt", "3"),
                        Map.entry("dry", "true"));
        assertThat(EventAttributes.extension(event.what(), "zone")).contains("\"eu\" €");
        assertThat(EventAttributes.extension(event.what(), "zones")).isEmpty();
    }

    @Test
    void an_event_larger_than_the_guess_of_its_size_is_written_whole() {
        String big = "{\"text\":\"" + "x".repeat(100_000) + "\"}";
        assertThat(written(EventData.json(big))).endsWith(",\"data\":" + big + "}");
    }

    private static String written(@Nullable EventData data) {
        return text(EventJson.one(new Event("orders", 1, RECORDED, what(null, Map.of(), data)), LINKS));
    }

    private static CloudEvent what(@Nullable Instant time, Map<String, String> extensions, @Nullable EventData data) {
        return new CloudEvent("a\"1", "urn:shop", "placed", null, time, null, extensions, data, null);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
