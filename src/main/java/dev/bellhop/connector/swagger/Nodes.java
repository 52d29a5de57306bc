package dev.bellhop.connector.swagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.bellhop.connector.Trees;
import java.util.List;

/** The parts that operations are made of. */
final class Nodes {

    static final String FAILED = "The request failed, and the answer says why.";

    private Nodes() {}

    static ObjectNode operation(String id, String summary, String description) {
        return Trees.object().put("operationId", id).put("summary", summary).put("description", description);
    }

    /** Not shown to makers: other operations, or the engine, use it. */
    static ObjectNode internal(String id, String summary, String description) {
        return operation(id, summary, description).put("x-ms-visibility", "internal");
    }

    static ObjectNode withParameters(ObjectNode operation, JsonNode... parameters) {
        ArrayNode all = operation.putArray("parameters");
        all.addAll(List.of(parameters));
        return operation;
    }

    static ObjectNode path(String name, String summary, String description) {
        return parameter(name, "path", "string", summary, description)
                .put("required", true)
                .put("x-ms-url-encoding", "single");
    }

    static ObjectNode query(String name, String type, String summary, String description) {
        return parameter(name, "query", type, summary, description);
    }

    static ObjectNode advanced(ObjectNode parameter) {
        return parameter.put("x-ms-visibility", "advanced");
    }

    private static ObjectNode parameter(String name, String in, String type, String summary, String description) {
        return Trees.object()
                .put("name", name)
                .put("in", in)
                .put("type", type)
                .put("x-ms-summary", summary)
                .put("description", description);
    }

    /** JSON as it is sent. */
    static ObjectNode body(boolean required, ObjectNode schema) {
        ObjectNode body = Trees.object().put("name", "body").put("in", "body").put("required", required);
        body.set("schema", schema);
        return body;
    }

    /** A source that the maker chooses from a list. */
    static ObjectNode source(String description, String kind) {
        ObjectNode source = path("source", "Source", description);
        ObjectNode values = source.putObject("x-ms-dynamic-values").put("operationId", SourceOperations.LIST);
        if (!kind.isEmpty()) {
            values.putObject("parameters").put("kind", kind);
        }
        values.put("value-collection", "value").put("value-title", "title").put("value-path", "name");
        return source;
    }

    static ObjectNode response(String description) {
        return Trees.object().put("description", description);
    }

    static ObjectNode response(String description, ObjectNode schema) {
        ObjectNode response = response(description);
        response.set("schema", schema);
        return response;
    }

    /** Adds a response; the last one is always what any failure is answered. */
    @CanIgnoreReturnValue
    static ObjectNode responses(ObjectNode operation, String status, ObjectNode response) {
        ObjectNode responses = operation.withObjectProperty("responses");
        responses.remove("default");
        responses.set(status, response);
        responses.set("default", response(FAILED));
        return operation;
    }

    static ObjectNode header(String description) {
        return Trees.object().put("type", "string").put("description", description);
    }

    static ObjectNode reference(String definition) {
        return Trees.object().put("$ref", "#/definitions/" + definition);
    }

    static ObjectNode list(ObjectNode items) {
        ObjectNode list = Trees.object().put("type", "array");
        list.set("items", items);
        return list;
    }

    static ObjectNode property(String type, String summary, String description) {
        ObjectNode property = Trees.object();
        if (!type.isEmpty()) {
            property.put("type", type);
        }
        return property.put("x-ms-summary", summary).put("description", description);
    }

    static ObjectNode listOf(ObjectNode items, String summary, String description) {
        return list(items).put("x-ms-summary", summary).put("description", description);
    }

    static ObjectNode page(ObjectNode items, String what) {
        ObjectNode page = Trees.object().put("type", "object");
        ObjectNode properties = page.putObject("properties");
        properties.set("value", listOf(items, what, "Those of this page."));
        properties.set(
                "nextLink",
                property("string", "Next link", "Where the next page is, if there is one.")
                        .put("x-ms-visibility", "advanced"));
        page.putArray("required").add("value");
        return page;
    }

    /** What the engine fills in by itself: where it wants to be called back. */
    static ObjectNode callbackUrl() {
        return property("string", "Callback URL", "Where the engine is called back.")
                .put("x-ms-visibility", "internal")
                .put("x-ms-notification-url", true);
    }
}
