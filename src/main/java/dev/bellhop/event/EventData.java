package dev.bellhop.event;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Base64;
import java.util.Locale;

/**
 * The payload of an event in the form in which the CloudEvents JSON format writes it.
 *
 * @param text a JSON value, or base64 text
 * @param base64 whether {@code text} is base64 and belongs into {@code data_base64}
 */
public record EventData(String text, boolean base64) {

    /** A JSON value, written as it stands. */
    public static EventData json(String json) {
        return new EventData(json, false);
    }

    /** Text of another kind, written as a JSON string. */
    public static EventData text(String text) {
        return new EventData('"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"', false);
    }

    /** Bytes that are neither JSON nor text. */
    public static EventData binary(byte[] bytes) {
        return new EventData(Base64.getEncoder().encodeToString(bytes), true);
    }

    /** Whether data of this content type, whatever its parameters, is JSON. */
    public static boolean isJson(String contentType) {
        String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return mediaType.equals("application/json") || mediaType.equals("text/json") || mediaType.endsWith("+json");
    }
}
