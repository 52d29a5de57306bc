package dev.bellhop.connector.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellhop.connector.ActionModel;
import dev.bellhop.connector.SourceModel;
import dev.bellhop.connector.SourceModel.Kind;
import dev.bellhop.connector.Trees;
import java.util.List;

/** Something to begin with: what an action needs, with values that fit its schema. */
public final class SampleInput {

    private static final int DEPTH_MAX = 8;

    private SampleInput() {}

    /** The members that the input must have; one called source is a source of this Bellhop. */
    public static ObjectNode of(ActionModel action, List<SourceModel> sources) {
        JsonNode schema = Trees.parse(action.input());
        Kind kind = action.name().startsWith("events-") ? Kind.EVENTS : Kind.FILES;
        String source = sources.stream()
                .filter(one -> one.kind() == kind)
                .findFirst()
                .map(SourceModel::name)
                .orElse("inbox");
        return value(schema, source, 0) instanceof ObjectNode object ? object : Trees.object();
    }

    private static JsonNode value(JsonNode schema, String source, int depth) {
        if (schema.path("enum").size() > 0) {
            return schema.get("enum").get(0);
        }
        return switch (schema.path("type").asText()) {
            case "integer", "number" -> Trees.object().numberNode(1);
            case "boolean" -> Trees.object().booleanNode(true);
            case "array" -> Trees.array();
            case "string" -> Trees.object().textNode(text(schema));
            default -> object(schema, source, depth);
        };
    }

    private static String text(JsonNode schema) {
        return switch (schema.path("format").asText()) {
            case "date-time" -> "2026-11-20T10:15:30Z";
            case "duration" -> "PT1H";
            default -> "text";
        };
    }

    private static ObjectNode object(JsonNode schema, String source, int depth) {
        ObjectNode object = Trees.object();
        if (depth < DEPTH_MAX) {
            for (JsonNode name : schema.path("required")) {
                boolean isSource = depth == 0 && name.asText().equals("source");
                object.set(
                        name.asText(),
                        isSource
                                ? object.textNode(source)
                                : value(schema.path("properties").path(name.asText()), source, depth + 1));
            }
        }
        return object;
    }
}
