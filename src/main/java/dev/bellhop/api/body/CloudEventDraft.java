package dev.bellhop.api.body;

import dev.bellhop.api.edge.Problem;
import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.EventData;
import dev.bellhop.event.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the attributes of a CloudEvent and checks them against CloudEvents 1.0. */
public final class CloudEventDraft {

    /** Bytes of an attribute that identifies an event; databases index it. */
    public static final int IDENTITY_BYTES_MAX = 1_024;
    /** Bytes of any other attribute. */
    public static final int ATTRIBUTE_BYTES_MAX = 4_096;

    public static final int EXTENSIONS_MAX = 50;
    private static final int YEAR_MAX = 9_999;

    private static final Set<String> CORE =
            Set.of("specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema");

    private final Map<String, String> core = new HashMap<>();
    private final Map<String, String> extensions = new LinkedHashMap<>();
    private @Nullable EventData data;

    /** An attribute that is text. */
    void text(String name, String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c == 0x7f) || !isWellFormed(value)) {
            throw Problem.malformedEvent("The attribute '" + name + "' has control characters or broken text.")
                    .stop();
        }
        if (!CORE.contains(name) || name.equals("dataschema")) {
            extension(name, EventData.text(value).text());
            return;
        }
        boolean identifies = name.equals("id") || name.equals("source");
        int max = identifies ? IDENTITY_BYTES_MAX : ATTRIBUTE_BYTES_MAX;
        limit(name, value, max);
        refuseTwice(name, core.put(name, value));
    }

    /** An extension attribute, as the JSON it is written with. */
    void extension(String name, String json) {
        if (CORE.contains(name) && !name.equals("dataschema")) {
            throw Problem.malformedEvent("The attribute '" + name + "' must be text.")
                    .stop();
        }
        if (name.isEmpty() || !name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
            throw Problem.malformedEvent("'" + name.substring(0, Math.min(100, name.length()))
                            + "' is no name for an attribute: only a-z and 0-9 are allowed.")
                    .stop();
        }
        limit(name, json, ATTRIBUTE_BYTES_MAX);
        // The sequence is Bellhop's own: the position in the log.
        if (!name.equals("sequence")) {
            refuseTwice(name, extensions.put(name, json));
        }
        if (extensions.size() > EXTENSIONS_MAX) {
            throw Problem.malformedEvent("An event may have " + EXTENSIONS_MAX + " extension attributes at the most.")
                    .stop();
        }
    }

    void data(EventData value) {
        if (data != null) {
            throw Problem.malformedEvent("An event has either data or data_base64, once.")
                    .stop();
        }
        data = value;
    }

    CloudEvent finish() {
        if (!"1.0".equals(core.get("specversion"))) {
            throw Problem.malformedEvent("The attribute 'specversion' must be \"1.0\".")
                    .stop();
        }
        return new CloudEvent(
                required("id"),
                required("source"),
                required("type"),
                core.get("subject"),
                time(),
                core.get("datacontenttype"),
                extensions,
                data,
                null);
    }

    private String required(String name) {
        String value = core.get(name);
        if (value == null || value.isEmpty()) {
            throw Problem.malformedEvent("The attribute '" + name + "' is missing.")
                    .stop();
        }
        return value;
    }

    private @Nullable Instant time() {
        String time = core.get("time");
        if (time == null) {
            return null;
        }
        try {
            Instant instant = OffsetDateTime.parse(time).toInstant();
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            if (year < 0 || year > YEAR_MAX) {
                throw new DateTimeException("RFC 3339 has years of four digits only");
            }
            // What the databases can keep, in microseconds.
            return Timestamps.fromMicros(Timestamps.toMicros(instant));
        } catch (DateTimeException | ArithmeticException e) {
            throw Problem.malformedEvent("The attribute 'time' must be an RFC 3339 time.")
                    .stop();
        }
    }

    /** Which of two values is meant nobody can know. */
    private static void refuseTwice(String name, @Nullable String before) {
        if (before != null) {
            throw Problem.malformedEvent("The attribute '" + name + "' is there twice.")
                    .stop();
        }
    }

    private static void limit(String name, String value, int max) {
        if (value.getBytes(StandardCharsets.UTF_8).length > max) {
            throw Problem.malformedEvent("The attribute '" + name + "' has more than " + max + " bytes.")
                    .stop();
        }
    }

    private static boolean isWellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
