package dev.bellhop.operation.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values made of others, other than records: lists, maps, constants of an enum, and any JSON at all. */
final class Containers {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Containers() {}

    /** A list; it holds no null. */
    record Sequence(Shape element) implements Shape {

        @Override
        public ObjectNode schema() {
            ObjectNode schema = JSON.objectNode().put("type", "array");
            schema.set("items", element.schema());
            return schema;
        }

        @Override
        public @Nullable Object read(JsonNode node, String path, List<FieldProblem> problems) {
            if (!node.isArray()) {
                return Shape.unfit(path, "must be a list", problems);
            }
            int before = problems.size();
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < node.size(); i++) {
                Object value = part(element, node.get(i), path + '[' + i + ']', problems);
                if (value != null) {
                    values.add(value);
                }
            }
            return problems.size() > before ? null : Collections.unmodifiableList(values);
        }

        @Override
        public JsonNode write(Object value) {
            ArrayNode array = JSON.arrayNode();
            ((Collection<?>) value).forEach(one -> array.add(element.write(one)));
            return array;
        }
    }

    /** A map from text; it holds no null. */
    record Mapping(Shape value) implements Shape {

        @Override
        public ObjectNode schema() {
            ObjectNode schema = JSON.objectNode().put("type", "object");
            schema.set("additionalProperties", value.schema());
            return schema;
        }

        @Override
        public @Nullable Object read(JsonNode node, String path, List<FieldProblem> problems) {
            if (!node.isObject()) {
                return Shape.unfit(path, "must be an object", problems);
            }
            int before = problems.size();
            Map<String, Object> values = new LinkedHashMap<>();
            node.properties().forEach(member -> {
                Object one = part(value, member.getValue(), Structure.inside(path, member.getKey()), problems);
                if (one != null) {
                    values.put(member.getKey(), one);
                }
            });
            return problems.size() > before ? null : Collections.unmodifiableMap(values);
        }

        @Override
        public JsonNode write(Object map) {
            ObjectNode object = JSON.objectNode();
            ((Map<?, ?>) map).forEach((key, one) -> object.set((String) key, value.write(one)));
            return object;
        }
    }

    /** A constant of an enum, by its name. */
    record Choice(Class<?> type) implements Shape {

        @Override
        public ObjectNode schema() {
            ObjectNode schema = JSON.objectNode().put("type", "string");
            ArrayNode names = schema.putArray("enum");
            constants().forEach(constant -> names.add(constant.name()));
            return schema;
        }

        @Override
        public @Nullable Object read(JsonNode node, String path, List<FieldProblem> problems) {
            return constants()
                    .filter(constant -> constant.name().equals(node.textValue()))
                    .<@Nullable Object>map(constant -> constant)
                    .findFirst()
                    .orElseGet(() -> Shape.unfit(
                            path,
                            "must be one of " + constants().map(Enum::name).collect(Collectors.joining(", ")),
                            problems));
        }

        @Override
        public JsonNode write(Object value) {
            return JSON.textNode(((Enum<?>) value).name());
        }

        private Stream<Enum<?>> constants() {
            return Stream.of(type.getEnumConstants()).map(constant -> (Enum<?>) constant);
        }
    }

    /** Whatever JSON there is: maps, lists, text, numbers and truth values. */
    record Anything() implements Shape {

        @Override
        public ObjectNode schema() {
            return JSON.objectNode();
        }

        @Override
        public @Nullable Object read(JsonNode node, String path, List<FieldProblem> problems) {
            return plain(node);
        }

        /** Lists and maps may hold null here, since JSON of others does. */
        private static @Nullable Object plain(JsonNode node) {
            return switch (node.getNodeType()) {
                case OBJECT -> {
                    Map<String, @Nullable Object> members = new LinkedHashMap<>();
                    node.properties().forEach(member -> members.put(member.getKey(), plain(member.getValue())));
                    yield Collections.unmodifiableMap(members);
                }
                case ARRAY -> {
                    List<@Nullable Object> elements = new ArrayList<>();
                    node.forEach(element -> elements.add(plain(element)));
                    yield Collections.unmodifiableList(elements);
                }
                case NUMBER -> node.numberValue();
                case BOOLEAN -> node.booleanValue();
                case STRING -> node.textValue();
                default -> null;
            };
        }

        @Override
        public JsonNode write(Object value) {
            return switch (value) {
                case Map<?, ?> map -> {
                    ObjectNode object = JSON.objectNode();
                    map.forEach(
                            (key, one) -> object.set(String.valueOf(key), one == null ? JSON.nullNode() : write(one)));
                    yield object;
                }
                case Collection<?> list -> {
                    ArrayNode array = JSON.arrayNode();
                    list.forEach(one -> array.add(one == null ? JSON.nullNode() : write(one)));
                    yield array;
                }
                case java.math.BigInteger number -> JSON.numberNode(number);
                case java.math.BigDecimal number -> JSON.numberNode(number);
                default -> Shapes.of(value.getClass()).write(value);
            };
        }
    }

    /** A part that must be there. */
    static @Nullable Object part(Shape shape, JsonNode node, String path, List<FieldProblem> problems) {
        return node.isNull() ? Shape.unfit(path, "must not be null", problems) : shape.read(node, path, problems);
    }
}
