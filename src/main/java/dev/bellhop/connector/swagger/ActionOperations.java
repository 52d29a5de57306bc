package dev.bellhop.connector.swagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellhop.connector.ActionModel;
import dev.bellhop.connector.ActionModel.Form;
import dev.bellhop.connector.Trees;

/** An action in each of its forms: asked for until it is over, called back from, or answered at once. */
final class ActionOperations {

    /** Of a label, so that every summary has at most 80 characters. */
    static final int LABEL_LENGTH_MAX = 50;

    static final String CANCEL = "CancelOperation";

    private ActionOperations() {}

    /**
     * The operations of one action.
     *
     * @param id the beginning of the ids of its operations
     */
    static ObjectNode of(ActionModel action, String id, String label) {
        String path = "/actions/" + action.name();
        String name = Wording.capital(label);
        ObjectNode paths = Trees.object();
        if (action.forms().contains(Form.ASYNCHRONOUS)) {
            ObjectNode start = called(
                    action,
                    Nodes.operation(
                            id + "Start",
                            name,
                            described(action, "The flow waits for the result, for days if need be.")));
            Nodes.responses(start, "200", Nodes.response("The result.", output(action)));
            ObjectNode accepted = Nodes.response("It has begun; the engine asks again.");
            ObjectNode headers = accepted.putObject("headers");
            headers.set("Location", Nodes.header("Where the engine asks for the result."));
            headers.set("Retry-After", Nodes.header("Seconds until then."));
            paths.putObject(path).set("post", Nodes.responses(start, "202", accepted));
        }
        if (action.forms().contains(Form.SYNCHRONOUS)) {
            ObjectNode run = called(
                    action,
                    Nodes.operation(
                            id + "Run",
                            name + ", answered at once",
                            described(
                                    action,
                                    "The answer is the result, which must be there within two minutes; for apps, which"
                                            + " cannot wait any longer.")));
            paths.putObject(path + "/run")
                    .set("post", Nodes.responses(run, "200", Nodes.response("The result.", output(action))));
        }
        if (action.forms().contains(Form.CALLBACK)) {
            paths.set(path + "/subscribe", callback(action, id, name));
        }
        return paths;
    }

    private static String described(ActionModel action, String form) {
        String what = action.description().isEmpty()
                ? "Runs the action " + action.name() + '.'
                : Wording.sentence(action.description());
        return what + ' ' + form;
    }

    /** The other half of a webhook action, for all of them. */
    static ObjectNode common() {
        ObjectNode cancel = Nodes.withParameters(
                Nodes.internal(
                        CANCEL,
                        "Cancel an operation",
                        "Ends what an action does, when the flow that started it waits no longer."),
                Nodes.path("id", "Operation ID", "The ID of the operation."),
                Nodes.query("token", "string", "Token", "The right to cancel it, from its URL."));
        ObjectNode paths = Trees.object();
        paths.putObject("/operations/{id}")
                .set("delete", Nodes.responses(cancel, "204", Nodes.response("It is over, now or before.")));
        return paths;
    }

    private static ObjectNode called(ActionModel action, ObjectNode operation) {
        JsonNode input = Trees.parse(action.input());
        ArrayNode parameters = operation.putArray("parameters");
        if (!isNothing(input)) {
            ObjectNode schema = SwaggerSchema.of(input);
            parameters.add(Nodes.body(schema.has("required"), schema));
        }
        return operation;
    }

    private static ObjectNode callback(ActionModel action, String id, String name) {
        ObjectNode path = Trees.object();
        ObjectNode content = Trees.object().put("type", "object");
        ObjectNode told = content.putObject("properties");
        told.set("id", Nodes.property("string", "Operation ID", "By which an operator finds it."));
        ObjectNode status = Nodes.property("string", "Status", "What became of it.");
        status.set("enum", Trees.texts("Succeeded", "Failed", "Canceled"));
        told.set("status", status);
        if (!isNothing(Trees.parse(action.output()))) {
            told.set("result", output(action).put("x-ms-summary", "Result").put("description", "What came of it."));
        }
        ObjectNode error = Nodes.property("object", "Error", "Why there is no result.");
        ObjectNode reasons = error.putObject("properties");
        reasons.set("code", Nodes.property("string", "Error code", "For programs."));
        reasons.set("message", Nodes.property("string", "Error message", "For people."));
        told.set("error", error);
        content.set("required", Trees.texts("id", "status"));
        path.putObject("x-ms-notification-content")
                .put("description", "What the flow is called back with.")
                .set("schema", content);

        ObjectNode body = Trees.object().put("type", "object");
        ObjectNode properties = body.putObject("properties");
        properties.set("callbackUrl", Nodes.callbackUrl());
        ArrayNode required = body.putArray("required").add("callbackUrl");
        JsonNode input = Trees.parse(action.input());
        if (!isNothing(input)) {
            ObjectNode schema = SwaggerSchema.of(input)
                    .put("x-ms-summary", "Input")
                    .put("description", "What the action works with.");
            properties.set("input", schema);
            if (schema.has("required")) {
                required.add("input");
            }
        }
        ObjectNode operation = Nodes.withParameters(
                Nodes.operation(
                        id + "Await",
                        name + ", answered by callback",
                        described(
                                action,
                                "The flow sleeps until it is called back with what became of it, a failure included.")),
                Nodes.body(true, body));
        ObjectNode started = Trees.object().put("type", "object");
        started.putObject("properties")
                .set("id", Nodes.property("string", "Operation ID", "By which an operator finds it."));
        path.set(
                "post",
                Nodes.responses(operation, "201", SourceTriggers.linked(Nodes.response("It has begun.", started))));
        return path;
    }

    private static ObjectNode output(ActionModel action) {
        JsonNode output = Trees.parse(action.output());
        return isNothing(output)
                ? Trees.object().put("description", "Nothing but that it is done.")
                : SwaggerSchema.of(output);
    }

    private static boolean isNothing(JsonNode schema) {
        return schema.path("type").asText().equals("null");
    }
}
