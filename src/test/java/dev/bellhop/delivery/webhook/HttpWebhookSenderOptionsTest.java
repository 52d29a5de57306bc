package dev.bellhop.delivery.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.SampleDeliveries;
import dev.bellhop.delivery.attempt.AttemptResult.Accepted;
import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.ContentLinks;
import dev.bellhop.event.Event;
import dev.bellhop.event.EventData;
import dev.bellhop.event.EventJson;
import dev.bellhop.event.SampleEvents;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.testing.FakeReceiver.Received;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is sent when the subscriber wants it in a way of its own. */
class HttpWebhookSenderOptionsTest extends AgainstReceiver {

    private static final ContentLinks LINKS = ContentLinks.under("https://bellhop.example");

    @Test
    void structured_content_is_the_same_bytes_under_their_own_name() {
        Received request = sent(Map.of("content", "structured"), SampleEvents.at(7));
        assertThat(request.headers("content-type")).containsExactly("application/cloudevents+json; charset=utf-8");
        assertThat(request.body()).isEqualTo(text(EventJson.one(SampleEvents.at(7), LINKS)));
        assertThat(request.headerNames()).noneMatch(name -> name.startsWith("ce-"));
    }

    @Test
    void a_batch_is_an_array_even_of_one() {
        Received one = sent(Map.of("batch", 10), SampleEvents.at(7));
        assertThat(one.body()).isEqualTo(text(EventJson.array(List.of(SampleEvents.at(7)), LINKS)));
        assertThat(one.headers("content-type")).containsExactly("application/json; charset=utf-8");

        Received two = sent(Map.of("batch", 10, "content", "structured"), SampleEvents.at(7), SampleEvents.at(8));
        assertThat(two.body()).isEqualTo(text(EventJson.array(List.of(SampleEvents.at(7), SampleEvents.at(8)), LINKS)));
        assertThat(two.headers("content-type")).containsExactly("application/cloudevents-batch+json; charset=utf-8");
    }

    @Test
    void a_batch_has_an_id_that_only_the_same_events_have() {
        Map<String, Object> batch = Map.of("batch", 10);
        String id = id(sent(batch, SampleEvents.at(7), SampleEvents.at(8)));
        assertThat(id).matches("[0-9a-f]{32}");
        assertThat(id(sent(batch, SampleEvents.at(7), SampleEvents.at(8)))).isEqualTo(id);
        assertThat(id(sent(batch, SampleEvents.at(8), SampleEvents.at(7)))).isEqualTo(id);
        assertThat(List.of(
                        id(sent(batch, SampleEvents.at(7))),
                        id(sent(batch, SampleEvents.at(8))),
                        id(sent(batch, SampleEvents.at(7), SampleEvents.at(8), SampleEvents.at(9))),
                        id(sent(batch, at(1, "a", "bc"), at(2, "a", "d"))),
                        id(sent(batch, at(1, "ab", "c"), at(2, "a", "d"))),
                        id(sent(batch, at(1, "a", "b"), at(2, "ca", "d")))))
                .doesNotHaveDuplicates()
                .doesNotContain(id, "e7");
    }

    @Test
    void binary_content_is_the_data_and_its_attributes_are_headers() {
        Map<String, String> extensions = new LinkedHashMap<>();
        extensions.put("region", "\"Zürich \\\"1\\\" 100%\"");
        extensions.put("urgent", "true");
        extensions.put("weight", "-12");
        Event event = event(
                "Ünï 1",
                "2026/11/a b.pdf",
                "application/vnd.orders+json; v=\"1 %\"",
                extensions,
                EventData.json("{\"n\": 1.50}"),
                null);

        Received request = sent(Map.of("content", "binary"), event);

        assertThat(request.body()).isEqualTo("{\"n\": 1.50}");
        assertThat(request.headers("content-type")).containsExactly("application/vnd.orders+json; v=\"1 %\"");
        assertThat(ce(request))
                .containsExactlyInAnyOrder(
                        "ce-specversion: 1.0",
                        "ce-id: %C3%9Cn%C3%AF%201",
                        "ce-source: urn:shop",
                        "ce-type: placed",
                        "ce-subject: 2026/11/a%20b.pdf",
                        "ce-time: 2026-11-20T10:15:30.123456Z",
                        "ce-sequence: 7",
                        "ce-region: Z%C3%BCrich%20%221%22%20100%25",
                        "ce-urgent: true",
                        "ce-weight: -12");
        assertThat(request.headers("webhook-id")).containsExactly("%C3%9Cn%C3%AF%201");
    }

    @Test
    void a_file_has_its_url_in_binary_content_too() {
        Event event =
                event("f", null, "application/json", Map.of(), EventData.json("{\"size\":1}"), "/sources/inbox/x");
        assertThat(sent(Map.of("content", "binary"), event).body())
                .isEqualTo("{\"size\":1,\"contentUrl\":\"https://bellhop.example/sources/inbox/x\"}");
    }

    @Test
    void text_is_sent_as_it_is_and_bytes_as_they_are() {
        Map<String, Object> binary = Map.of("content", "binary");
        Received text = sent(binary, event("t", null, "text/plain", Map.of(), EventData.text("a \"b\" ä"), null));
        assertThat(text.body()).isEqualTo("a \"b\" ä");
        assertThat(text.headers("content-type")).containsExactly("text/plain");
        Received bytes = sent(
                binary,
                event("b", null, null, Map.of(), EventData.binary("raw".getBytes(StandardCharsets.UTF_8)), null));
        assertThat(bytes.body()).isEqualTo("raw");
        assertThat(bytes.headers("content-type")).containsExactly("application/octet-stream");
        Received untyped = sent(binary, event("j", null, null, Map.of(), EventData.text("x"), null));
        assertThat(untyped.body()).isEqualTo("\"x\"");
        assertThat(untyped.headers("content-type")).containsExactly("application/json");
    }

    @Test
    void without_data_the_body_is_empty() {
        Received request = sent(Map.of("content", "binary"), event("n", null, null, Map.of(), null, null));
        assertThat(request.body()).isEmpty();
        assertThat(request.headers("content-length")).containsExactly("0");
        assertThat(request.headers("content-type")).isEmpty();
        assertThat(request.headers("ce-id")).containsExactly("n");
    }

    @Test
    void a_signature_covers_the_body_that_is_sent_whatever_its_form() {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        Subscription signed = SampleDeliveries.subscription(receiver.url("/"), secret)
                .with(subscription("/", Map.of("content", "binary")).options());
        assertThat(send(signed, sender(TIMEOUT))).isEqualTo(new Accepted(200));
        Received request = receiver.take();
        assertThat(request.body()).isEqualTo("{\"no\":\"e7\"}");
        assertThat(request.headers("webhook-signature")).containsExactly(HttpWebhookSenderTest.signature(request));
    }

    @Test
    void headers_that_the_subscriber_wants_are_on_every_post() {
        Received request =
                sent(Map.of("headers", Map.of("X-Key", "hush 1", "Authorization", "Bearer hush")), SampleEvents.at(7));
        assertThat(request.headerLines()).contains("X-Key: hush 1", "Authorization: Bearer hush");
        assertThat(request.headers("content-type")).hasSize(1);
    }

    @Test
    void every_attempt_names_the_trace_of_its_event() {
        HttpWebhookSender sender = sender(TIMEOUT);
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(send(subscription("/"), sender)).isEqualTo(new Accepted(200));
        }
        String first = receiver.take().headers("traceparent").getFirst();
        String second = receiver.take().headers("traceparent").getFirst();
        assertThat(first).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01").isNotEqualTo(second);
        assertThat(first.substring(0, 36)).isEqualTo(second.substring(0, 36));
    }

    @Test
    void who_agreed_to_a_handshake_is_told_again_who_sends() {
        assertThat(sent(Map.of("handshake", "cloudevents"), SampleEvents.at(7)).headers("webhook-request-origin"))
                .containsExactly("bellhop.example");
        assertThat(sent(Map.of("handshake", "event-grid"), SampleEvents.at(7)).headers("webhook-request-origin"))
                .isEmpty();
    }

    private Received sent(Map<String, Object> options, Event... events) {
        assertThat(send(subscription("/", options), sender(TIMEOUT), events)).isEqualTo(new Accepted(200));
        return receiver.take();
    }

    private static String id(Received request) {
        return request.headers("webhook-id").getFirst();
    }

    private static List<String> ce(Received request) {
        return request.headerLines().stream()
                .filter(line -> line.startsWith("ce-"))
                .toList();
    }

    private static Event at(long position, String origin, String id) {
        return new Event(
                "orders",
                position,
                SampleEvents.TIME,
                new CloudEvent(id, origin, "placed", null, null, null, Map.of(), null, null));
    }

    private static Event event(
            String id,
            @Nullable String subject,
            @Nullable String contentType,
            Map<String, String> extensions,
            @Nullable EventData data,
            @Nullable String contentPath) {
        return new Event(
                "orders",
                7,
                SampleEvents.TIME,
                new CloudEvent(id, "urn:shop", "placed", subject, null, contentType, extensions, data, contentPath));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
