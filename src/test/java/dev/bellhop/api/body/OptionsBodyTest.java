package dev.bellhop.api.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.bellhop.api.edge.Problem;
import dev.bellhop.subscription.options.Batching;
import dev.bellhop.subscription.options.ContentMode;
import dev.bellhop.subscription.options.Handshake;
import dev.bellhop.subscription.options.Rate;
import dev.bellhop.subscription.options.SubscriptionOptions;
import dev.bellhop.subscription.options.WrittenOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsBodyTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:15:30Z");

    @Test
    void every_option_there_is_can_be_written_in_a_body() {
        Map<String, String> written = Map.ofEntries(
                entry("filter", "\"type = 'a'\""),
                entry("batch", "{\"max\":5,\"seconds\":2}"),
                entry("ordered", "true"),
                entry("concurrency", "1"),
                entry("rate", "{\"perMinute\":6}"),
                entry("content", "\"structured\""),
                entry("headers", "{\"x-key\":\"hush\"}"),
                entry("timeoutSeconds", "7"),
                entry("retrySeconds", "[1,60]"),
                entry("expires", "\"2026-11-20T10:15:31+00:00\""),
                entry("handshake", "\"cloudevents\""));
        assertThat(written).containsOnlyKeys(WrittenOptions.PROPERTIES);

        SubscriptionOptions options = read(written.entrySet().stream()
                .map(option -> '"' + option.getKey() + "\":" + option.getValue())
                .collect(Collectors.joining(",", "{", "}")));

        assertThat(options.filter()).hasToString("type = 'a'");
        assertThat(options.batch()).isEqualTo(new Batching(5, Duration.ofSeconds(2)));
        assertThat(options.ordered()).isTrue();
        assertThat(options.concurrency()).isEqualTo(1);
        assertThat(options.rate()).isEqualTo(new Rate(6, Rate.MINUTE));
        assertThat(options.content()).isEqualTo(ContentMode.STRUCTURED);
        assertThat(options.headers().values().get("x-key").reveal()).isEqualTo("hush");
        assertThat(options.timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(options.retries()).containsExactly(Duration.ofSeconds(1), Duration.ofMinutes(1));
        assertThat(options.expires()).isEqualTo(NOW.plusSeconds(1));
        assertThat(options.handshake()).isEqualTo(Handshake.CLOUDEVENTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "  ", "{}", "{\"filter\":null,\"batch\":false,\"ordered\":false,\"content\":\"plain\"}"})
    void what_is_not_said_is_as_usual(String body) {
        assertThat(read(body)).isEqualTo(SubscriptionOptions.DEFAULT);
    }

    @Test
    void a_change_keeps_what_it_does_not_name_and_takes_away_what_it_says_is_null() {
        SubscriptionOptions before = read("{\"batch\":10,\"timeoutSeconds\":7,\"retrySeconds\":[5]}");
        Map<String, Object> patch = bytes("{\"batch\":null,\"ordered\":true}");
        assertThat(patch).containsOnlyKeys("batch", "ordered").containsEntry("batch", null);

        SubscriptionOptions after = OptionsBody.usable(WrittenOptions.patched(before, patch), NOW);

        assertThat(after).isEqualTo(read("{\"ordered\":true,\"timeoutSeconds\":7,\"retrySeconds\":[5]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | an object of options",
                "true | an object of options",
                "\"x\" | an object of options",
                "{\"surprise\":1} | 'surprise' is not known; there are batch, concurrency, content",
                "{\"Filter\":null} | 'Filter' is not known",
                "{\"callbackUrl\":\"http://localhost/\"} | 'callbackUrl' is not known",
                "{\"batch\":10,\"batch\":10} | 'batch' is there twice",
                "{\"batch\":null,\"batch\":10} | 'batch' is there twice",
                "{\"batch\":{\"max\":1,\"max\":1}} | 'batch' names something twice",
                "{\"headers\":{\"a\":\"1\",\"a\":\"1\"}} | 'headers' names something twice",
                "{\"headers\":{\"a\":null}} | 'headers' must be an object",
                "{\"headers\":{\"a\":[\"1\"]}} | 'headers' must be an object",
                "{\"batch\":10.0} | 'batch' must be a number of events from 1 to 1000",
                "{\"batch\":1e2} | 'batch' must be a number of events",
                "{\"batch\":99999999999} | 'batch' must be a number of events",
                "{\"batch\":99999999999999999999999999} | 'batch' must be a number of events",
                "{\"batch\":\"10\"} | 'batch' must be a number of events",
                "{\"retrySeconds\":[1,2.5]} | 'retrySeconds' must be an array",
                "{\"retrySeconds\":[null]} | 'retrySeconds' must be an array",
                "{\"timeoutSeconds\":61} | 'timeoutSeconds' must be a whole number from 1 to 60",
                "{\"ordered\":\"true\"} | 'ordered' must be true or false",
                "{\"filter\":1.5} | 'filter' must be text",
                "{\"filter\":\"type = '\\u0000'\"} | 'filter' has a NUL character",
                "{\"headers\":{\"a\":\"\\u0000\"}} | 'headers' has a NUL character",
                "{\"filter\":\"type = '\\ud800'\"} | 'filter' has half a character",
                "{\"expires\":\"2026-11-20T10:15:30Z\"} | 'expires' must be a time to come",
                "{\"expires\":\"2001-01-01T00:00:00+14:00\"} | 'expires' must be a time to come",
                "{\"expires\":\"tomorrow\"} | 'expires' must be a time with its zone",
                "{\"handshake\":\"yes\"} | 'handshake' must be one of none, cloudevents, event-grid",
                "{\"batch\":10 | is not JSON",
                "{\"batch\":10} {} | goes on after its JSON value",
            })
    void what_cannot_be_meant_is_refused_with_what_could_be(String body, String said) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(Problem.Stop.class).hasMessageContaining(said);
    }

    @Test
    void a_filter_that_is_none_is_refused_with_its_place() {
        assertThatThrownBy(() -> read("{\"filter\":\"data.a =\"}"))
                .isInstanceOf(Problem.Stop.class)
                .hasMessageStartingWith("At column 9: ");
    }

    @Test
    void a_long_name_is_not_repeated_at_any_length() {
        assertThatThrownBy(() -> read("{\"" + "x".repeat(1_000) + "\":1}"))
                .hasMessageContaining("x".repeat(100) + "'")
                .hasMessageNotContaining("x".repeat(101));
    }

    @Test
    void a_subscribe_body_holds_options_beside_what_is_its_own() {
        SubscribeBody body = SubscribeBody.read(
                "{\"secret\":true,\"batch\":2,\"callbackUrl\":\"http://x/\",\"startFrom\":\"now\",\"id\":null,\"retrySeconds\":[]}"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(body)
                .isEqualTo(new SubscribeBody(
                        "http://x/", null, "now", null, true, Map.of("batch", 2, "retrySeconds", List.of())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"secret\":true,\"secret\":\"x\"}", "{\"callbackUrl\":null,\"callbackUrl\":\"http://x/\"}"})
    void what_a_subscribe_body_says_twice_is_refused(String body) {
        assertThatThrownBy(() -> SubscribeBody.read(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Problem.Stop.class)
                .hasMessageContaining("is there twice");
    }

    private static SubscriptionOptions read(String body) {
        return OptionsBody.usable(WrittenOptions.read(bytes(body)), NOW);
    }

    private static Map<String, Object> bytes(String body) {
        return OptionsBody.patch(body.getBytes(StandardCharsets.UTF_8));
    }
}
