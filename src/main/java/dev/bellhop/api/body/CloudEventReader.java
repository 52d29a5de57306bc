package dev.bellhop.api.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.EventData;
import dev.bellhop.event.Ids;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is published: CloudEvents 1.0 over HTTP in structured, batch or binary mode, or anything else, which then
 * becomes the data of an event of Bellhop's own.
 */
public final class CloudEventReader {

    static final String PUBLISHED = "dev.bellhop.event.published";

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String BINARY_PREFIX = "ce-";

    private final String origin;
    private final Ids ids;

    public CloudEventReader(String source, Ids ids) {
        this.origin = "/sources/" + Urls.encode(source);
        this.ids = ids;
    }

    public List<CloudEvent> read(MultiMap headers, byte[] body) {
        String contentType = headers.get("Content-Type");
        String mediaType =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (mediaType.equals(BATCH)) {
            String text = JsonText.decode(body);
            return JsonText.parse(text, json -> batch(json, text));
        }
        if (mediaType.equals(STRUCTURED)) {
            String text = JsonText.decode(body);
            return List.of(JsonText.<CloudEvent>parse(text, json -> structured(json, text)));
        }
        if (mediaType.startsWith("application/cloudevents")) {
            throw Problem.malformedEvent("CloudEvents are taken in JSON only: " + STRUCTURED + " or " + BATCH + ".")
                    .stop();
        }
        if (headers.contains(BINARY_PREFIX + "specversion")) {
            return List.of(binary(headers, contentType, mediaType, body));
        }
        return List.of(plain(contentType, mediaType, body));
    }

    private CloudEvent plain(@Nullable String contentType, String mediaType, byte[] body) {
        if (body.length == 0) {
            throw Problem.malformedBody("The body is empty; send the data of the event.")
                    .stop();
        }
        // Without a content type JSON is meant: engines and scripts often send none.
        boolean json = mediaType.isEmpty()
                || EventData.isJson(mediaType)
                || mediaType.equals("application/x-www-form-urlencoded");
        EventData data = data(json ? "application/json" : mediaType, body);
        String type = json || contentType == null ? "application/json" : contentType;
        return new CloudEvent(ids.next(), origin, PUBLISHED, null, null, type, Map.of(), data, null);
    }

    private CloudEvent binary(MultiMap headers, @Nullable String contentType, String mediaType, byte[] body) {
        CloudEventDraft draft = new CloudEventDraft();
        headers.forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith(BINARY_PREFIX)) {
                draft.text(name.substring(BINARY_PREFIX.length()), decoded(header.getValue()));
            }
        });
        if (contentType != null) {
            draft.text("datacontenttype", contentType);
        }
        if (body.length > 0) {
            draft.data(data(mediaType.isEmpty() ? "application/json" : mediaType, body));
        }
        return draft.finish();
    }

    private List<CloudEvent> batch(JsonParser json, String text) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw Problem.malformedEvent("A batch must be a JSON array of CloudEvents.")
                    .stop();
        }
        List<CloudEvent> events = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            events.add(structured(json, text));
        }
        return events;
    }

    private CloudEvent structured(JsonParser json, String text) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw Problem.malformedEvent("A CloudEvent must be a JSON object.").stop();
        }
        CloudEventDraft draft = new CloudEventDraft();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "data" -> draft.data(EventData.json(slice(json, text)));
                case "data_base64" -> draft.data(base64(json));
                default -> attribute(draft, name, value, json);
            }
        }
        return draft.finish();
    }

    private static void attribute(CloudEventDraft draft, String name, JsonToken value, JsonParser json)
            throws IOException {
        switch (value) {
            case VALUE_STRING -> draft.text(name, json.getText());
            case VALUE_NUMBER_INT, VALUE_TRUE, VALUE_FALSE -> draft.extension(name, json.getText());
            case VALUE_NULL -> {
                // A null attribute is an absent one (CloudEvents JSON format, section 2.2).
            }
            default ->
                throw Problem.malformedEvent(
                                "The attribute '" + name + "' must be text, a whole number or a truth value.")
                        .stop();
        }
    }

    private static EventData base64(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw Problem.malformedEvent("data_base64 must be text.").stop();
        }
        return EventData.binary(json.getBinaryValue());
    }

    /** The value as it was written: rewriting it could change numbers and break odd escapes. */
    private static String slice(JsonParser json, String text) throws IOException {
        int start = (int) json.currentTokenLocation().getCharOffset();
        json.skipChildren();
        json.finishToken();
        return text.substring(start, (int) json.currentLocation().getCharOffset());
    }

    private static EventData data(String mediaType, byte[] body) {
        if (EventData.isJson(mediaType)) {
            String text = JsonText.decode(body);
            return JsonText.parse(text, json -> {
                json.skipChildren();
                return EventData.json(text.strip());
            });
        }
        return mediaType.startsWith("text/") ? EventData.text(JsonText.decode(body)) : EventData.binary(body);
    }

    /** Header values are percent-encoded (CloudEvents HTTP binding, section 3.1.3.2); a plus is a plus. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return value;
        }
    }
}
