package dev.bellhop.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The one written form of an event: CloudEvents 1.0, JSON format.
 *
 * <p>Polls, callbacks and listings all come from here, so that the same event is the same bytes everywhere.
 */
public final class EventJson {

    static final String SPEC_VERSION = "1.0";

    private static final byte[] NOTHING = {};

    private static final JsonFactory JSON = new JsonFactory();
    private static final int TYPICAL_EVENT_BYTES = 768;

    private EventJson() {}

    /**
     * Writes one event.
     *
     * @param links to its content
     */
    public static byte[] one(Event event, ContentLinks links) {
        return write(TYPICAL_EVENT_BYTES, json -> event(json, event, links));
    }

    /** Writes the events as a JSON array. */
    public static byte[] array(List<Event> events, ContentLinks links) {
        return write(TYPICAL_EVENT_BYTES * (events.size() + 1), json -> {
            json.writeStartArray();
            for (Event event : events) {
                event(json, event, links);
            }
            json.writeEndArray();
        });
    }

    /** A listing of events: {@code {"value":[…],"nextLink":…}}; no {@code nextLink} at the end. */
    public static byte[] page(List<Event> events, ContentLinks links, String nextLink) {
        return write(TYPICAL_EVENT_BYTES * (events.size() + 1), json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("value");
            for (Event event : events) {
                event(json, event, links);
            }
            json.writeEndArray();
            if (!nextLink.isEmpty()) {
                json.writeStringField("nextLink", nextLink);
            }
            json.writeEndObject();
        });
    }

    /**
     * The data alone, as the bytes that its content type speaks of; empty if there is none. What is JSON stays as it is
     * written; a JSON string stands for text of another type (CloudEvents 1.0, JSON format, section 3.1).
     */
    public static byte[] data(Event event, ContentLinks links) {
        CloudEvent what = event.what();
        EventData data = what.data();
        if (data == null) {
            return NOTHING;
        }
        if (data.base64()) {
            return Base64.getDecoder().decode(data.text());
        }
        boolean json = what.dataContentType() == null || EventData.isJson(what.dataContentType());
        String written = withLink(what, data, links);
        return (json ? written : EventAttributes.text(written)).getBytes(StandardCharsets.UTF_8);
    }

    private static void event(JsonGenerator json, Event event, ContentLinks links) throws IOException {
        CloudEvent what = event.what();
        json.writeStartObject();
        json.writeStringField("specversion", SPEC_VERSION);
        json.writeStringField("id", what.id());
        json.writeStringField("source", what.origin());
        json.writeStringField("type", what.type());
        if (what.subject() != null) {
            json.writeStringField("subject", what.subject());
        }
        json.writeStringField("time", Timestamps.format(event.time()));
        json.writeStringField("sequence", Long.toString(event.position()));
        if (what.dataContentType() != null) {
            json.writeStringField("datacontenttype", what.dataContentType());
        }
        for (Map.Entry<String, String> extension : what.extensions().entrySet()) {
            json.writeFieldName(extension.getKey());
            json.writeRawValue(extension.getValue());
        }
        data(json, what, links);
        json.writeEndObject();
    }

    private static void data(JsonGenerator json, CloudEvent what, ContentLinks links) throws IOException {
        EventData data = what.data();
        if (data == null) {
            return;
        }
        if (data.base64()) {
            json.writeStringField("data_base64", data.text());
            return;
        }
        json.writeFieldName("data");
        json.writeRawValue(withLink(what, data, links));
    }

    private static String withLink(CloudEvent what, EventData data, ContentLinks links) {
        return what.contentPath() == null ? data.text() : withContentUrl(data, links.url(what.contentPath()));
    }

    /** Bellhop's own data is a non-empty object, so the link can be put before its last brace. */
    private static String withContentUrl(EventData data, String contentUrl) {
        String object = data.text();
        return object.substring(0, object.length() - 1)
                + ",\"contentUrl\":"
                + EventData.text(contentUrl).text()
                + '}';
    }

    private static byte[] write(int sizeHint, Writing writing) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(sizeHint)) {
            try (JsonGenerator json = JSON.createGenerator(bytes)) {
                writing.to(json);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing JSON into memory cannot fail", e);
        }
    }

    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }
}
