package dev.bellhop.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Calls a service as its Swagger definition says, and holds every answer against what is declared of it. */
final class DeclaredAnswers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode definition;
    private final Map<String, Operation> operations = new TreeMap<>();
    private final Map<JsonNode, JsonSchema> schemas = new HashMap<>();
    private final TreeSet<String> called = new TreeSet<>();

    /** An operation, and where it is. */
    private record Operation(String method, String path, JsonNode declared) {}

    DeclaredAnswers(String definition) {
        this.definition = (ObjectNode) read(definition);
        this.definition
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(member -> {
                    if (member.getValue().has("operationId")) {
                        operations.put(
                                member.getValue().get("operationId").asText(),
                                new Operation(
                                        member.getKey().toUpperCase(Locale.ROOT), path.getKey(), member.getValue()));
                    }
                }));
    }

    TreeSet<String> all() {
        return new TreeSet<>(operations.keySet());
    }

    TreeSet<String> called() {
        return called;
    }

    /**
     * Calls it.
     *
     * @param tail what follows the path; the names in braces are replaced before
     * @param body empty for none
     * @param braces what stands in the places of the path, encoded
     */
    Response call(String id, String tail, String body, Map<String, String> braces) {
        Operation operation = operations.get(id);
        assertThat(operation).as(id).isNotNull();
        String path = operation.path();
        for (Map.Entry<String, String> brace : braces.entrySet()) {
            path = path.replace('{' + brace.getKey() + '}', brace.getValue());
        }
        var request = Calls.engine();
        if (!body.isEmpty()) {
            request.contentType("application/json").body(body.getBytes(StandardCharsets.UTF_8));
        }
        return check(id, request.request(operation.method(), path + tail));
    }

    /** Holds an answer that was got otherwise against the operation. */
    Response check(String id, Response answer) {
        called.add(id);
        JsonNode declared = operations.get(id).declared().at("/responses/" + answer.statusCode());
        assertThat(declared.isObject())
                .as("%s answered %s %s", id, answer.statusCode(), answer.asString())
                .isTrue();
        declared.path("headers")
                .fieldNames()
                .forEachRemaining(header -> assertThat(answer.header(header))
                        .as("%s %s", id, header)
                        .isNotNull());
        JsonNode schema = declared.path("schema");
        if (schema.isObject() && !schema.path("format").asText().equals("binary")) {
            fits(id, schema, answer.asString());
        }
        return answer;
    }

    /** Holds what a callback was sent against what the path of the operation declares. */
    void checkCallback(String id, String body) {
        JsonNode schema =
                definition.get("paths").get(operations.get(id).path()).at("/x-ms-notification-content/schema");
        fits(id + " callback", schema, body);
    }

    private void fits(String what, JsonNode schema, String body) {
        ObjectNode whole = JSON.createObjectNode();
        whole.putArray("allOf").add(plain(schema));
        whole.set("definitions", plain(definition.get("definitions")));
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V4)
                        .getSchema(whole)
                        .validate(read(body)))
                .as("%s answered %s", what, body)
                .isEmpty();
    }

    private JsonSchema whole(JsonNode schema) {
        ObjectNode whole = JSON.createObjectNode();
        whole.putArray("allOf").add(plain(schema));
        whole.set("definitions", plain(definition.get("definitions")));
        return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(whole);
    }

    /** As JSON Schema: there null is one more type. */
    private static JsonNode plain(JsonNode schema) {
        if (schema instanceof ArrayNode array) {
            ArrayNode copy = JSON.createArrayNode();
            array.forEach(element -> copy.add(plain(element)));
            return copy;
        }
        if (!(schema instanceof ObjectNode)) {
            return schema;
        }
        ObjectNode copy = JSON.createObjectNode();
        schema.properties().forEach(member -> copy.set(member.getKey(), plain(member.getValue())));
        if (copy.path("x-nullable").asBoolean()) {
            copy.remove("x-nullable");
            ObjectNode either = JSON.createObjectNode();
            either.putArray("anyOf").add(copy).addObject().put("type", "null");
            return either;
        }
        return copy;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
