package dev.bellhop.delivery.webhook;

import dev.bellhop.delivery.attempt.Attempt;
import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.ContentLinks;
import dev.bellhop.event.Event;
import dev.bellhop.event.EventAttributes;
import dev.bellhop.event.EventData;
import dev.bellhop.event.EventJson;
import dev.bellhop.subscription.options.ContentMode;
import dev.bellhop.subscription.options.SubscriptionOptions;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt says, before it is signed and sent.
 *
 * @param id the same in all attempts to deliver the same
 * @param headers that belong to the content
 */
record CallbackMessage(String id, Map<String, String> headers, byte[] body) {

    private static final String PLAIN = "application/json; charset=utf-8";
    private static final String STRUCTURED = "application/cloudevents+json; charset=utf-8";
    private static final String BATCH = "application/cloudevents-batch+json; charset=utf-8";

    static CallbackMessage of(Attempt attempt, ContentLinks links) {
        SubscriptionOptions options = attempt.target().options();
        if (options.batch() != null) {
            return new CallbackMessage(
                    batchId(attempt.events()),
                    Map.of("Content-Type", options.content() == ContentMode.STRUCTURED ? BATCH : PLAIN),
                    EventJson.array(attempt.events(), links));
        }
        Event event = attempt.first();
        String id = HeaderText.of(event.what().id());
        return switch (options.content()) {
            case PLAIN -> new CallbackMessage(id, Map.of("Content-Type", PLAIN), EventJson.one(event, links));
            case STRUCTURED -> new CallbackMessage(id, Map.of("Content-Type", STRUCTURED), EventJson.one(event, links));
            case BINARY -> new CallbackMessage(id, binary(event), EventJson.data(event, links));
        };
    }

    /** Another set of events is another message, in whatever order they come. */
    private static String batchId(List<Event> events) {
        return Fingerprint.of(events.stream()
                .sorted(Comparator.comparingLong(Event::position))
                .map(Event::what)
                .flatMap(what -> Stream.of(what.origin(), what.id()))
                .toList());
    }

    /** CloudEvents 1.0, HTTP protocol binding, section 3.1. */
    private static Map<String, String> binary(Event event) {
        Map<String, String> headers = new LinkedHashMap<>();
        String contentType = contentType(event.what());
        if (contentType != null) {
            headers.put("Content-Type", HeaderText.mediaType(contentType));
        }
        EventAttributes.of(event).forEach((name, value) -> headers.put("ce-" + name, HeaderText.of(value)));
        return headers;
    }

    /** Data without a type is JSON (CloudEvents 1.0, section 3.1.1), unless it is bytes. */
    private static @Nullable String contentType(CloudEvent what) {
        EventData data = what.data();
        if (what.dataContentType() != null || data == null) {
            return what.dataContentType();
        }
        return data.base64() ? "application/octet-stream" : "application/json";
    }
}
