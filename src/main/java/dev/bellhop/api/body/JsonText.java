package dev.bellhop.api.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.bellhop.api.edge.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON of callers strictly: UTF-8, one value, no surprises; what is wrong is said with its place. */
public final class JsonText {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** What some editors and shells begin a file with; it is no part of the text. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private JsonText() {}

    /** The body as text; a problem if it is not UTF-8. */
    public static String decode(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Problem.malformedBody("The body is not UTF-8 text.").stop();
        }
    }

    /** Parses the text as exactly one JSON value; a problem if it is none. */
    public static <T> T parse(String text, Reading<T> reading) {
        try (JsonParser json = FACTORY.createParser(text)) {
            if (json.nextToken() == null) {
                throw Problem.malformedBody("The body is empty, and JSON was expected.")
                        .stop();
            }
            T value = reading.from(json);
            if (json.nextToken() != null) {
                throw Problem.malformedBody("The body goes on after its JSON value.")
                        .stop();
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw Problem.malformedBody("The body goes beyond what is read: "
                            + StreamReadConstraints.DEFAULT_MAX_DEPTH + " levels, names of "
                            + StreamReadConstraints.DEFAULT_MAX_NAME_LEN + " characters and numbers of "
                            + StreamReadConstraints.DEFAULT_MAX_NUM_LEN + " digits.")
                    .stop();
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw Problem.malformedBody("The body is not JSON"
                            + (at == null
                                    ? "."
                                    : ": see line " + at.getLineNr() + ", column " + at.getColumnNr() + "."))
                    .stop();
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory cannot fail", e);
        }
    }

    /** The text that is the value of a property; databases cannot keep a NUL. */
    public static String text(String property, JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw Problem.malformedBody("The property '" + property + "' must be text.")
                    .stop();
        }
        String text = json.getText();
        if (text.indexOf('\0') >= 0) {
            throw Problem.malformedBody("The property '" + property + "' has a NUL character in it.")
                    .stop();
        }
        return text;
    }

    /**
     * The value of a property in Java: a map, a list, text, a truth value, {@code null}; a number is an {@link Integer}
     * if it is one, else a {@link Double}, since nothing here takes it but to refuse it.
     */
    static @Nullable Object value(String property, JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    if (members.containsKey(name)) {
                        throw Problem.malformedBody("The property '" + property + "' names something twice.")
                                .stop();
                    }
                    members.put(name, value(property, json));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(property, json));
                }
                yield elements;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> text(property, json);
        };
    }

    private static Object number(JsonParser json) throws IOException {
        boolean isInt = json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getNumberType() == NumberType.INT;
        return isInt ? (Object) json.getIntValue() : (Object) json.getDoubleValue();
    }

    public interface Reading<T> {
        T from(JsonParser json) throws IOException;
    }
}
