package dev.bellhop.connector.swagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellhop.connector.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * JSON Schema (2020-12) as a schema of Swagger 2.0: without type lists, {@code oneOf}, {@code anyOf}, {@code const},
 * conditions and references, and only with the formats that engines know. What cannot be said is left out, so that
 * whatever fits the first fits the second.
 */
final class SwaggerSchema {

    private static final Set<String> FORMATS = Set.of(
            "int32",
            "int64",
            "float",
            "double",
            "byte",
            "binary",
            "date",
            "date-time",
            "password",
            "email",
            "uri",
            "uuid");
    private static final List<String> AS_THEY_ARE = List.of(
            "pattern", "maxItems", "minItems", "maxLength", "minLength", "uniqueItems", "multipleOf", "default");
    /** Nobody picks a value from so deep. */
    private static final int DEPTH_MAX = 20;

    private final JsonNode root;
    private final Set<String> open = new HashSet<>();

    private SwaggerSchema(JsonNode root) {
        this.root = root;
    }

    /** Never empty, since certification refuses that. */
    static ObjectNode of(JsonNode schema) {
        return new SwaggerSchema(schema).convert(schema, 0);
    }

    private ObjectNode convert(JsonNode schema, int depth) {
        ObjectNode swagger = Trees.object();
        if (schema.isObject() && depth < DEPTH_MAX) {
            if (schema.has("$ref")) {
                return referenced(schema.get("$ref").asText(), depth);
            }
            text(schema, "title", "x-ms-summary", swagger);
            text(schema, "description", "description", swagger);
            type(schema, swagger);
            alternatives(schema, swagger, depth);
            values(schema, swagger);
            members(schema, swagger, depth);
        }
        return swagger.isEmpty() ? swagger.put("description", "Any JSON value.") : swagger;
    }

    /** Written out in its place; one that leads back to itself is anything. */
    private ObjectNode referenced(String reference, int depth) {
        if (!reference.startsWith("#") || !open.add(reference)) {
            return convert(Trees.object(), depth);
        }
        try {
            return convert(reference.equals("#") ? root : root.at(reference.substring(1)), depth + 1);
        } finally {
            open.remove(reference);
        }
    }

    private static void text(JsonNode schema, String from, String to, ObjectNode swagger) {
        if (schema.path(from).isTextual() && !schema.get(from).asText().isBlank()) {
            swagger.set(to, schema.get(from));
        }
    }

    private static void type(JsonNode schema, ObjectNode swagger) {
        List<String> types = new ArrayList<>();
        JsonNode written = schema.path("type");
        if (written.isArray()) {
            written.forEach(type -> types.add(type.asText()));
        } else if (written.isTextual()) {
            types.add(written.asText());
        }
        if (types.remove("null")) {
            swagger.put("x-nullable", true);
        }
        if (types.size() == 1) {
            swagger.put("type", types.getFirst());
        }
        String format = schema.path("format").asText();
        if (FORMATS.contains(format)) {
            swagger.put("format", format);
        }
    }

    /** Of several, one alone beside null can be said. */
    private void alternatives(JsonNode schema, ObjectNode swagger, int depth) {
        for (String word : List.of("oneOf", "anyOf")) {
            List<JsonNode> others = new ArrayList<>();
            schema.path(word).forEach(others::add);
            int before = others.size();
            others.removeIf(other -> other.path("type").asText().equals("null"));
            if (others.size() == 1) {
                ObjectNode only = convert(others.getFirst(), depth + 1);
                only.properties().forEach(member -> swagger.putIfAbsent(member.getKey(), member.getValue()));
            }
            if (others.size() < before) {
                swagger.put("x-nullable", true);
            }
        }
        if (schema.path("allOf").isArray() && !schema.get("allOf").isEmpty()) {
            ArrayNode all = swagger.putArray("allOf");
            schema.get("allOf").forEach(one -> all.add(convert(one, depth + 1)));
        }
    }

    private static void values(JsonNode schema, ObjectNode swagger) {
        if (schema.has("const")) {
            swagger.putArray("enum").add(schema.get("const"));
        } else if (schema.path("enum").isArray() && !schema.get("enum").isEmpty()) {
            swagger.set("enum", schema.get("enum"));
        }
        for (String word : AS_THEY_ARE) {
            if (schema.has(word) && !schema.get(word).isNull()) {
                swagger.set(word, schema.get(word));
            }
        }
        bound(schema, "minimum", "exclusiveMinimum", swagger);
        bound(schema, "maximum", "exclusiveMaximum", swagger);
    }

    /** What was a number of its own is a word about the other one in Swagger. */
    private static void bound(JsonNode schema, String inclusive, String exclusive, ObjectNode swagger) {
        if (schema.path(exclusive).isNumber()) {
            swagger.set(inclusive, schema.get(exclusive));
            swagger.put(exclusive, true);
        } else if (schema.path(inclusive).isNumber()) {
            swagger.set(inclusive, schema.get(inclusive));
        }
    }

    private void members(JsonNode schema, ObjectNode swagger, int depth) {
        if (schema.path("items").isObject()) {
            swagger.set("items", convert(schema.get("items"), depth + 1));
        } else if (swagger.path("type").asText().equals("array")) {
            swagger.set("items", convert(Trees.object(), depth + 1));
        }
        JsonNode properties = schema.path("properties");
        if (properties.isObject() && !properties.isEmpty()) {
            ObjectNode converted = swagger.putObject("properties");
            properties.properties().forEach(property -> {
                ObjectNode one = convert(property.getValue(), depth + 1);
                one.putIfAbsent("x-ms-summary", one.textNode(Wording.spaced(property.getKey())));
                one.putIfAbsent(
                        "description",
                        one.textNode(Wording.sentence(one.get("x-ms-summary").asText())));
                converted.set(property.getKey(), one);
            });
            ArrayNode required = Trees.array();
            schema.path("required").forEach(name -> {
                if (converted.has(name.asText())) {
                    required.add(name);
                }
            });
            if (!required.isEmpty()) {
                swagger.set("required", required);
            }
        }
        // That nothing else may be there is not repeated: the next version of an answer may have more.
        if (schema.path("additionalProperties").isObject()
                && !schema.get("additionalProperties").isEmpty()) {
            swagger.set("additionalProperties", convert(schema.get("additionalProperties"), depth + 1));
        }
    }
}
