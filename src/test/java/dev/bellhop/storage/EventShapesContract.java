package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.NOW;
import static dev.bellhop.storage.Samples.event;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.ContentLinks;
import dev.bellhop.event.Event;
import dev.bellhop.event.EventData;
import dev.bellhop.event.EventJson;
import dev.bellhop.testing.SeededRandom;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever an event looks like, it comes back the same. The log {@code inbox} is open. */
interface EventShapesContract {

    String ODD = "Grüße, 日本, \u202eعربى, 👩‍👩‍👧 \"quoted\" \\ 'single' $1 ? ; -- /* \t\r\n\u0001\u007f\u2028 \uFFFD";

    Stores stores();

    @Test
    default void an_event_with_nothing_but_what_it_must_have() {
        assertKept(event("id", "origin", null));
    }

    @Test
    default void an_event_with_everything() {
        assertKept(new CloudEvent(
                "id",
                "/sources/inbox",
                "dev.bellhop.file.created",
                "2026/11/a.pdf",
                NOW,
                "application/json",
                Map.of("traceparent", "\"00-ab-cd-01\""),
                EventData.json("{\"path\":\"2026/11/a.pdf\"}"),
                "/sources/inbox/files/2026/11/a.pdf?version=1-2"));
    }

    @Test
    default void odd_characters_in_every_text() {
        assertKept(new CloudEvent(
                ODD, ODD, ODD, ODD, null, ODD, Map.of("odd", '"' + "\uD83D\uDE00" + '"'), EventData.text(ODD), ODD));
    }

    @Test
    default void texts_that_look_like_something_else() {
        for (String text : List.of(
                "2026-11-20",
                "10:15:30",
                "2026-11-20T10:15:30Z",
                "7d4ad8f4-0a3c-4ef0-8a5e-0d7cbd9d3f55",
                "0042",
                "1e5",
                "true",
                "null",
                "NULL",
                "{}",
                "[]",
                " ",
                "")) {
            assertKept(new CloudEvent(text, text, text, text, null, text, Map.of(), EventData.text(text), text));
        }
    }

    @Test
    default void every_kind_of_data() {
        assertKept(event("1", "/", EventData.json("null")));
        assertKept(
                event("2", "/", EventData.json("{ \"b\" : [1.00, 1e400, 12345678901234567890] , \"a\":{}, \"a\":1 }")));
        assertKept(event("3", "/", EventData.json("\"\\u0000 and \\ud800\"")));
        assertKept(event("4", "/", EventData.text("")));
        assertKept(event("5", "/", EventData.text("<a>\n&amp; \u0000 </a>")));
        assertKept(event("6", "/", EventData.binary(new byte[0])));
        assertKept(event("7", "/", EventData.binary(everyByte())));
    }

    @Test
    default void extensions_in_their_order() {
        Map<String, String> extensions = new LinkedHashMap<>();
        extensions.put("zulu", "1");
        extensions.put("alpha", "true");
        extensions.put("mike", "\"a \\\"b\\\" \\\\ 💾\"");
        CloudEvent what = new CloudEvent("id", "/", "type", null, null, null, extensions, null, null);
        Event kept = assertKept(what);
        assertThat(kept.what().extensions().keySet()).containsExactly("zulu", "alpha", "mike");
    }

    @Test
    default void times_of_every_age() {
        for (String time : List.of(
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999Z",
                "0000-01-01T00:00:00Z",
                "2038-01-19T03:14:08Z",
                "9999-12-31T23:59:59.999999Z")) {
            assertKept(new CloudEvent(time, "/", "t", null, Instant.parse(time), null, Map.of(), null, null));
        }
    }

    @Test
    default void a_payload_of_900_kilobytes() {
        String text = "0123456789 äöü 💾 ".repeat(43_000);
        assertThat(text.getBytes(StandardCharsets.UTF_8).length).isGreaterThan(900_000);
        assertKept(event("text", "/", EventData.text(text)));
        assertKept(event("bytes", "/", EventData.binary(new byte[900_000])));
    }

    @Test
    default void an_identity_as_long_as_it_may_be() {
        SeededRandom.check(1, random -> {
            // Random letters, because what repeats itself is packed and never too long for an index.
            String letters =
                    random.ints(2_048, '!', '~').mapToObj(Character::toString).collect(Collectors.joining());
            assertKept(event(letters.substring(0, 1_024), letters.substring(1_024), null));
        });
    }

    @Test
    default void a_thousand_events_in_one_request() {
        List<CloudEvent> events = IntStream.range(0, 1_000)
                .mapToObj(number -> event("id" + number, "/", number % 3 == 0 ? null : EventData.text(ODD + number)))
                .toList();
        get(stores().events().append("inbox", events));
        List<Event> read = get(stores().events().read("inbox", 1, 1_000));
        assertThat(read).extracting(Event::what).isEqualTo(events);
    }

    private Event assertKept(CloudEvent what) {
        long position =
                get(stores().events().append("inbox", List.of(what))).head().newest();
        @Nullable
        Event kept = get(stores().events().read("inbox", position, 1)).stream()
                .findFirst()
                .orElse(null);
        assertThat(kept).isNotNull();
        assertThat(kept.what()).isEqualTo(what);
        Event written = new Event("inbox", position, kept.recorded(), what);
        assertThat(EventJson.one(kept, ContentLinks.under("https://bellhop.test")))
                .isEqualTo(EventJson.one(written, ContentLinks.under("https://bellhop.test")));
        return kept;
    }

    private static byte[] everyByte() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
