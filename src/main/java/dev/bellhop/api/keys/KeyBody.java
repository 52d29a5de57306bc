package dev.bellhop.api.keys;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import dev.bellhop.access.Right;
import dev.bellhop.access.keys.KeyRequest;
import dev.bellhop.api.body.JsonText;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.event.TriggerState;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request for a key. What would give more than somebody may have meant must be said. */
final class KeyBody {

    private static final String EXAMPLE = "{\"name\":\"shop\",\"rights\":[\"publish\"],\"sources\":[\"orders\"]}";

    private final Instant now;

    private @Nullable String name;
    private @Nullable Set<String> rights;
    private Set<String> sources = Set.of();
    private @Nullable Instant expires;
    private @Nullable Integer requestsPerSecond;

    private KeyBody(Instant now) {
        this.now = now;
    }

    static KeyRequest read(byte[] body, Instant now) {
        return JsonText.parse(JsonText.decode(body).strip(), json -> new KeyBody(now).object(json));
    }

    private KeyRequest object(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw wrong("An object is expected, such as " + EXAMPLE + '.');
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String property = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_NULL) {
                property(property, json);
            }
        }
        if (name == null || rights == null) {
            throw wrong("The properties 'name' and 'rights' are needed, such as in " + EXAMPLE + '.');
        }
        return new KeyRequest(name, known(rights), sources, expires, requestsPerSecond);
    }

    private void property(String property, JsonParser json) throws IOException {
        switch (property) {
            case "name" -> name = name(JsonText.text(property, json));
            case "rights" -> rights = texts(property, Right.values().length, "name at least one right", json);
            case "sources" -> sources = texts(property, KeyRequest.SOURCES_MAX, "leave it out to mean all", json);
            case "expires" -> expires = time(JsonText.text(property, json));
            case "requestsPerSecond" -> requestsPerSecond = rate(json);
            default ->
                throw wrong("The property '" + property.substring(0, Math.min(100, property.length()))
                        + "' is not known; there are name, rights, sources, expires and requestsPerSecond.");
        }
    }

    private static String name(String text) {
        if (!KeyRequest.isName(text)) {
            throw wrong("The property 'name' cannot be used: " + KeyRequest.NAME_RULE + '.');
        }
        return text;
    }

    private static Set<Right> known(Set<String> texts) {
        return texts.stream()
                .map(text -> Right.of(text)
                        .orElseThrow(() -> wrong("The property 'rights' names one that there is not; there are "
                                + Arrays.stream(Right.values()).map(Right::text).collect(Collectors.joining(", "))
                                + '.')))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Instant time(String text) {
        Instant time = TriggerState.parse(text)
                .filter(TriggerState.Since.class::isInstance)
                .map(TriggerState::time)
                .orElseThrow(
                        () -> wrong("The property 'expires' must be an RFC 3339 time, such as 2027-01-31T00:00:00Z."));
        if (!time.isAfter(now)) {
            throw wrong("The property 'expires' must be a time to come.");
        }
        return time;
    }

    private static int rate(JsonParser json) throws IOException {
        boolean whole = json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getNumberType() == NumberType.INT;
        int rate = whole ? json.getIntValue() : -1;
        if (rate < 0 || rate > KeyRequest.REQUESTS_PER_SECOND_MAX) {
            throw wrong("The property 'requestsPerSecond' must be a whole number from 1 to "
                    + KeyRequest.REQUESTS_PER_SECOND_MAX + ", or 0 for any number.");
        }
        return rate;
    }

    private static Set<String> texts(String property, int max, String ifEmpty, JsonParser json) throws IOException {
        Set<String> texts = new LinkedHashSet<>();
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw wrong("The property '" + property + "' must be an array of texts.");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(JsonText.text(property, json));
            if (texts.size() > max) {
                throw wrong("The property '" + property + "' may name " + max + " at most.");
            }
        }
        if (texts.isEmpty()) {
            throw wrong("The property '" + property + "' is empty; " + ifEmpty + '.');
        }
        return texts;
    }

    private static Problem.Stop wrong(String detail) {
        return Problem.malformedBody(detail).stop();
    }
}
