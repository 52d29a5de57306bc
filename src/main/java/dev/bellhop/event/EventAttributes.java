package dev.bellhop.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The attributes of an event as plain text (CloudEvents 1.0, section 3.1), for where there is no JSON around them. */
public final class EventAttributes {

    private static final JsonFactory JSON = new JsonFactory();

    private EventAttributes() {}

    /** All but {@code datacontenttype}, which belongs to the data; in the order of {@link EventJson}. */
    public static Map<String, String> of(Event event) {
        CloudEvent what = event.what();
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", EventJson.SPEC_VERSION);
        attributes.put("id", what.id());
        attributes.put("source", what.origin());
        attributes.put("type", what.type());
        if (what.subject() != null) {
            attributes.put("subject", what.subject());
        }
        attributes.put("time", Timestamps.format(event.time()));
        attributes.put("sequence", Long.toString(event.position()));
        what.extensions().forEach((name, json) -> attributes.put(name, text(json)));
        return attributes;
    }

    /** An extension attribute; empty if the event has none of this name. */
    public static Optional<String> extension(CloudEvent what, String name) {
        return Optional.ofNullable(what.extensions().get(name)).map(EventAttributes::text);
    }

    /** A JSON string without its quotes and escapes; any other JSON value as it is written. */
    static String text(String json) {
        if (!json.startsWith("\"")) {
            return json;
        }
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            return parser.getText();
        } catch (IOException e) {
            throw new UncheckedIOException("It was written as JSON", e);
        }
    }
}
