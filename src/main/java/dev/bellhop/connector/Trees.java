package dev.bellhop.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/** JSON for people: members in the order in which they were put, so that the same tree is always the same bytes. */
public final class Trees {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final ObjectWriter WRITER = MAPPER.writer(printer());

    private Trees() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    public static ArrayNode texts(String... texts) {
        return texts(List.of(texts));
    }

    public static ArrayNode texts(Collection<String> texts) {
        ArrayNode array = array();
        texts.forEach(array::add);
        return array;
    }

    public static ArrayNode array(JsonNode... elements) {
        return array().addAll(List.of(elements));
    }

    /** A copy in which every text is another one; names stay. */
    public static ObjectNode texts(ObjectNode tree, UnaryOperator<String> change) {
        ObjectNode copy = object();
        tree.properties().forEach(member -> copy.set(member.getKey(), changed(member.getValue(), change)));
        return copy;
    }

    private static JsonNode changed(JsonNode node, UnaryOperator<String> change) {
        if (node.isTextual()) {
            return TextNode.valueOf(change.apply(node.asText()));
        }
        if (node instanceof ObjectNode inner) {
            return texts(inner, change);
        }
        if (node.isArray()) {
            ArrayNode copy = array();
            node.forEach(element -> copy.add(changed(element, change)));
            return copy;
        }
        return node;
    }

    /** Reads what Bellhop itself wrote. */
    public static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This is no JSON: " + json, e);
        }
    }

    /** Indented with four spaces, as certification wants it, with a line feed at the end. */
    public static byte[] bytes(JsonNode tree) {
        try {
            return (WRITER.writeValueAsString(tree) + '\n').getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Writing a tree into memory cannot fail", e);
        }
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter lines = new DefaultIndenter("    ", "\n");
        return new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(lines)
                .withArrayIndenter(lines);
    }
}
