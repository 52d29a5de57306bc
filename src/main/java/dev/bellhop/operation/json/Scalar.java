package dev.bellhop.operation.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A value that has no parts.
 *
 * @param type of JSON Schema
 * @param format of JSON Schema; empty for none
 * @param must what is said of a value that does not fit
 */
record Scalar(
        String type,
        String format,
        String must,
        Predicate<JsonNode> fits,
        Function<JsonNode, Object> reading,
        Function<Object, JsonNode> writing)
        implements Shape {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final Scalar TEXT = new Scalar(
            "string",
            "",
            "must be text",
            JsonNode::isTextual,
            JsonNode::textValue,
            value -> JSON.textNode((String) value));
    private static final Scalar TRUTH = new Scalar(
            "boolean",
            "",
            "must be true or false",
            JsonNode::isBoolean,
            JsonNode::booleanValue,
            value -> JSON.booleanNode((Boolean) value));
    private static final Scalar INT = new Scalar(
            "integer",
            "int32",
            "must be a whole number of at most 32 bits",
            node -> node.isIntegralNumber() && node.canConvertToInt(),
            JsonNode::intValue,
            value -> JSON.numberNode((Integer) value));
    private static final Scalar LONG = new Scalar(
            "integer",
            "int64",
            "must be a whole number of at most 64 bits",
            node -> node.isIntegralNumber() && node.canConvertToLong(),
            JsonNode::longValue,
            value -> JSON.numberNode((Long) value));
    private static final Scalar DOUBLE = new Scalar(
            "number",
            "double",
            "must be a number",
            node -> node.isNumber() && Double.isFinite(node.doubleValue()),
            JsonNode::doubleValue,
            value -> JSON.numberNode((Double) value));
    private static final Scalar TIME = new Scalar(
            "string",
            "date-time",
            "must be a time such as 2026-11-20T10:15:30Z",
            JsonNode::isTextual,
            node -> Instant.parse(node.textValue()),
            value -> JSON.textNode(value.toString()));
    private static final Scalar DURATION = new Scalar(
            "string",
            "duration",
            "must be an ISO duration such as PT1H30M",
            JsonNode::isTextual,
            node -> Duration.parse(node.textValue()),
            value -> JSON.textNode(value.toString()));

    private static final Map<Class<?>, Scalar> ALL = Map.ofEntries(
            Map.entry(String.class, TEXT),
            Map.entry(boolean.class, TRUTH),
            Map.entry(Boolean.class, TRUTH),
            Map.entry(int.class, INT),
            Map.entry(Integer.class, INT),
            Map.entry(long.class, LONG),
            Map.entry(Long.class, LONG),
            Map.entry(double.class, DOUBLE),
            Map.entry(Double.class, DOUBLE),
            Map.entry(Instant.class, TIME),
            Map.entry(Duration.class, DURATION));

    static @Nullable Scalar of(Class<?> type) {
        return ALL.get(type);
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = JSON.objectNode().put("type", type);
        return format.isEmpty() ? schema : schema.put("format", format);
    }

    @Override
    public @Nullable Object read(JsonNode node, String path, List<FieldProblem> problems) {
        if (!fits.test(node)) {
            return Shape.unfit(path, must, problems);
        }
        try {
            return reading.apply(node);
        } catch (DateTimeException notATime) {
            return Shape.unfit(path, must, problems);
        }
    }

    @Override
    public JsonNode write(Object value) {
        return writing.apply(value);
    }
}
