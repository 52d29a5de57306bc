package dev.bellhop.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemsTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void an_event_is_known_by_its_id() {
        assertThat(Items.whole(bytes("{\"id\":\"7\",\"type\":\"t\",\"subject\":\"s\"}")))
                .isEqualTo(new Item("7", "t s"));
        assertThat(Items.whole(bytes("{\"id\":7}")).id()).isEqualTo("7");
    }

    @Test
    void anything_else_is_known_by_its_bytes() {
        Item one = Items.whole(bytes("{\"n\":1}"));
        assertThat(one.label()).isEqualTo("{\"n\":1}");
        assertThat(Items.whole(bytes("{\"n\":1}"))).isEqualTo(one);
        assertThat(Items.whole(bytes("{\"n\":2}")).id()).isNotEqualTo(one.id());
        assertThat(Items.whole(bytes("plain\ntext")).label()).isEqualTo("plain text");
        assertThat(Items.whole(new byte[0]).label()).isEqualTo("an empty body");
        assertThat(Items.whole(bytes("{\"id\":{\"a\":1}}")).id()).hasSize(16);
        assertThat(Items.whole(bytes("x".repeat(200))).label()).hasSize(60).endsWith("…");
    }

    @Test
    void only_a_text_or_a_number_is_an_id() {
        for (String id : List.of("null", "true", "{}", "[]")) {
            assertThat(Items.whole(bytes("{\"id\":" + id + ",\"n\":1}")).id())
                    .isNotEqualTo(
                            Items.whole(bytes("{\"id\":" + id + ",\"n\":2}")).id());
        }
    }

    @Test
    void what_has_no_id_is_told_apart_by_its_place() {
        assertThat(Items.whole(new byte[0], "state 1")).isNotEqualTo(Items.whole(new byte[0], "state 2"));
        assertThat(Items.whole(bytes("{\"n\":1}"), "1")).isNotEqualTo(Items.whole(bytes("{\"n\":1}"), "2"));
        assertThat(Items.whole(bytes("{\"id\":1}"), "1")).isEqualTo(Items.whole(bytes("{\"id\":1}"), "2"));
        assertThat(Items.split(bytes("[{},{}]"), "", "1").orElseThrow()).doesNotHaveDuplicates();
        assertThat(Items.split(bytes("[{},{}]"), "", "1")).isEqualTo(Items.split(bytes("[{},{}]"), "", "1"));
    }

    @Test
    void a_body_as_large_as_a_message_may_be_is_json() {
        assertThat(Items.json('"' + "x".repeat(30_000_000) + '"')).isPresent();
        assertThat(Items.json("{} {}")).isEmpty();
    }

    @Test
    void an_array_is_split_wherever_it_stands() {
        assertThat(Items.split(bytes("[{\"id\":1},{\"id\":2}]"), ""))
                .hasValueSatisfying(
                        items -> assertThat(items).extracting(Item::id).containsExactly("1", "2"));
        assertThat(Items.split(bytes("{\"value\":[1,2,3]}"), "/value"))
                .hasValueSatisfying(items -> assertThat(items).hasSize(3));
        assertThat(Items.split(bytes("[]"), "")).hasValue(List.of());
    }

    @ParameterizedTest
    @CsvSource({"{}, ''", "'{\"value\":1}', /value", "[], /value", "text, ''", "'', ''"})
    void what_is_no_array_cannot_be_split(String body, String pointer) {
        assertThat(Items.split(bytes(body), pointer)).isEmpty();
    }

    @Test
    void a_text_becomes_a_json_string() {
        assertThat(Items.quoted("a\"b\\\n")).isEqualTo("\"a\\\"b\\\\\\n\"");
    }

    @Test
    void the_ledger_counts_what_came_came_again_and_did_not_come() {
        Ledger ledger = new Ledger();
        assertThat(ledger.enter(new Item("a", ""))).isTrue();
        assertThat(ledger.enter(new Item("b", ""))).isTrue();
        assertThat(ledger.enter(new Item("a", "another label"))).isFalse();
        assertThat(ledger.fired()).isEqualTo(3);
        assertThat(ledger.distinct()).isEqualTo(2);
        assertThat(ledger.repeated()).isEqualTo(1);
        assertThat(ledger.missing(OptionalLong.of(5))).hasValue(3);
        assertThat(ledger.missing(OptionalLong.of(1))).hasValue(0);
        assertThat(ledger.missing(OptionalLong.empty())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "7500, 7.5 s",
        "5004, 5 s",
        "60000, 60 s",
        "119999, 120 s",
        "900000, 15 min",
        "7200000, 2 h",
        "432000000, 5 days"
    })
    void a_span_is_short(long millis, String text) {
        assertThat(Spans.text(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void expressions_become_the_engines_time_and_callback() {
        assertThat(Expressions.withTime("http://h/?since=@{utcNow()}", Instant.parse("2026-11-20T10:15:30.5Z")))
                .isEqualTo("http://h/?since=2026-11-20T10:15:30.5000000Z");
        assertThat(Expressions.withCallback("{\"a\":\"@{listCallbackUrl()}\"}", "http://c?x=1&y=%2F"))
                .isEqualTo("{\"a\":\"http://c?x=1&y=%2F\"}");
        assertThat(Expressions.withCallback("@listCallbackUrl()", "http://c")).isEqualTo("http://c");
    }
}
