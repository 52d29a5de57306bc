package dev.bellhop.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.bellhop.simulator.wire.HttpWire;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Takes bodies apart into the items that start runs. */
public final class Items {

    /** Strict: one value, and nothing after it. */
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(HttpWire.BODY_BYTES_MAX)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int LABEL_MAX = 60;
    private static final int DIGEST_SHOWN = 16;

    private Items() {}

    /** The whole body as one item. */
    public static Item whole(byte[] body) {
        return whole(body, "");
    }

    /**
     * The whole body as one item.
     *
     * @param place what tells bodies apart that have no id and look alike, such as the state that they were given for
     */
    public static Item whole(byte[] body, String place) {
        return json(body).map(json -> item(json, place)).orElseGet(() -> {
            String text = new String(body, StandardCharsets.UTF_8);
            return new Item(digest(place + text), text.isEmpty() ? "an empty body" : shortened(text));
        });
    }

    /**
     * The items of the array at a JSON pointer, as {@code splitOn} makes a run of each.
     *
     * @param place as for {@link #whole(byte[], String)}
     * @return empty if there is no array
     */
    public static Optional<List<Item>> split(byte[] body, String pointer, String place) {
        return json(body)
                .map(json -> json.at(JsonPointer.compile(pointer)))
                .filter(JsonNode::isArray)
                .map(array -> IntStream.range(0, array.size())
                        .mapToObj(index -> item(array.get(index), place.isEmpty() ? "" : place + '#' + index))
                        .toList());
    }

    public static Optional<List<Item>> split(byte[] body, String pointer) {
        return split(body, pointer, "");
    }

    /** The body as JSON; empty if it is none. */
    public static Optional<JsonNode> json(byte[] body) {
        return json(new String(body, StandardCharsets.UTF_8));
    }

    /** The same for text. */
    public static Optional<JsonNode> json(String body) {
        try {
            return Optional.ofNullable(JSON.readTree(body)).filter(json -> !json.isMissingNode());
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /** The elements of an array as text, or the body as one; a blank body has none. */
    public static List<String> texts(String body) {
        if (body.isBlank()) {
            return List.of();
        }
        return json(body)
                .filter(JsonNode::isArray)
                .map(array -> StreamSupport.stream(array.spliterator(), false)
                        .map(JsonNode::toString)
                        .toList())
                .orElseGet(() -> List.of(body));
    }

    /** The text as a JSON string. */
    public static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    private static Item item(JsonNode json, String place) {
        String text = json.toString();
        JsonNode own = json.path("id");
        String id = own.isTextual() || own.isNumber() ? own.asText() : "";
        String label = Stream.of("type", "subject")
                .map(name -> json.path(name).asText(""))
                .filter(part -> !part.isEmpty())
                .reduce((type, subject) -> type + " " + subject)
                .orElse(text);
        return new Item(id.isEmpty() ? digest(place + text) : id, shortened(label));
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LABEL_MAX ? line : line.substring(0, LABEL_MAX - 1) + "…";
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGEST_SHOWN);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }
}
