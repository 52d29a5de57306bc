package dev.bellhop.connector.swagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.bellhop.connector.ServiceAddress;
import dev.bellhop.connector.SourceModel;
import dev.bellhop.connector.Trees;
import java.util.List;

/**
 * Three triggers: the engine asks for one, it asks for many, it is called back. Each source may have its own, and there are
 * some for which the maker chooses the source.
 */
final class SourceTriggers {

    /** How many operations a source of its own costs. */
    static final int OPERATIONS = 3;
    /** Longer arrays are not split into runs while the concurrency of a trigger is limited. */
    static final int PAGE_MAX = 100;
    /** Of a label, so that every summary has at most 80 characters. */
    static final int LABEL_LENGTH_MAX = 36;

    private static final String BATCH = "Hands over up to " + PAGE_MAX
            + " of them together; an array is split into one run" + " for each, unless that is turned off.";
    private static final String FILTER =
            "Only events for which this is true, such as type = 'order.placed' AND data.total > 100.";
    private static final String CALLED = "The service calls the flow by itself, and again if that fails.";

    private SourceTriggers() {}

    /** What a trigger of a kind of source says of itself. */
    private record Words(String one, String many, String happens, String hint) {}

    /** Triggers of one source. */
    static ObjectNode own(SourceModel source, String id, String label, boolean caseMatters, String definition) {
        Words words = words(source.kind(), label);
        String about = Wording.sentence(source.description());
        String suffix = about.isEmpty() ? "" : ' ' + about;
        return paths("/triggers/" + segment(source.name(), caseMatters), id, words, suffix, definition, List.of());
    }

    /** Triggers for which the source is chosen. */
    static ObjectNode chosen(String id) {
        Words words = new Words(
                "When an event arrives in a source of your choice",
                "When a batch of events arrives in a source of your choice",
                "events have arrived in the source that you choose",
                "To see it work now, put a file into the folder of the source, or publish an event to it.");
        return paths(
                "/triggers/{source}",
                id,
                words,
                "",
                EventSchemas.ANY,
                List.of(Nodes.source("The source whose events start the flow.", "")));
    }

    private static Words words(SourceModel.Kind kind, String label) {
        return switch (kind) {
            case FILES ->
                new Words(
                        "When a file arrives in " + label,
                        "When a batch of files arrives in " + label,
                        "files have arrived in " + label,
                        "To see it work now, put a file into the folder of " + label + ".");
            case EVENTS ->
                new Words(
                        "When an event is published to " + label,
                        "When a batch of events is published to " + label,
                        "events were published to " + label,
                        "To see it work now, publish an event to " + label + ".");
            case NOTICES ->
                new Words(
                        "When a subscription changes its state",
                        "When a batch of subscriptions changes state",
                        "subscriptions became active, failing, paused or ended",
                        "To see it work now, pause a subscription.");
        };
    }

    private static ObjectNode paths(
            String path, String id, Words words, String about, String definition, List<JsonNode> source) {
        ObjectNode paths = Trees.object();
        ObjectNode event = Nodes.reference(definition);
        ObjectNode one = Nodes.operation(
                id + "Poll",
                words.one(),
                "Asks every so often whether " + words.happens() + ", and starts the flow once for each." + about);
        paths.putObject(path + "/poll").set("get", polling(one, "single", words, source, event));
        ObjectNode many = Nodes.operation(
                id + "PollBatch",
                words.many(),
                "Asks every so often whether " + words.happens() + ". " + BATCH + about);
        polling(many, "batch", words, source, Nodes.list(event.deepCopy()));
        many.withArrayProperty("parameters")
                .add(Nodes.advanced(Nodes.query(
                                "max",
                                "integer",
                                "Most events at a time",
                                "How many events are handed over together: " + PAGE_MAX + " if left empty."))
                        .put("minimum", 1)
                        .put("maximum", PAGE_MAX));
        paths.putObject(path + "/poll-batch").set("get", many);
        ObjectNode called = Nodes.operation(
                id + "Subscribe",
                words.one() + ", by webhook",
                "Starts the flow as soon as " + words.happens() + ", once for each. " + CALLED + about);
        paths.set(path + "/subscribe", subscribing(called, words, source, event.deepCopy()));
        return paths;
    }

    @CanIgnoreReturnValue
    private static ObjectNode polling(
            ObjectNode operation, String form, Words words, List<JsonNode> source, ObjectNode schema) {
        operation.put("x-ms-trigger", form).put("x-ms-trigger-hint", words.hint());
        operation.putObject("x-ms-trigger-metadata").put("kind", "query").put("mode", "polling");
        operation
                .putArray("parameters")
                .addAll(source)
                .add(Nodes.query(
                                "triggerState",
                                "string",
                                "Trigger state",
                                "Where the last answer ended; the engine keeps it.")
                        .put("x-ms-visibility", "internal"))
                .add(Nodes.advanced(startFrom()))
                .add(Nodes.advanced(Nodes.query("filter", "string", "Filter", FILTER)));
        Nodes.responses(operation, "200", Nodes.response("What is new.", schema));
        return Nodes.responses(operation, "202", Nodes.response("Nothing is new."));
    }

    private static ObjectNode subscribing(ObjectNode operation, Words words, List<JsonNode> source, ObjectNode event) {
        ObjectNode path = Trees.object();
        path.putObject("x-ms-notification-content")
                .put("description", "What the flow is called with.")
                .set("schema", event);
        operation.put("x-ms-trigger", "single").put("x-ms-trigger-hint", words.hint());
        ObjectNode body = Trees.object().put("type", "object");
        ObjectNode properties = body.putObject("properties");
        properties.set("callbackUrl", Nodes.callbackUrl());
        properties.set(
                "startFrom",
                Nodes.advanced(Nodes.property(
                        "string",
                        "Start from",
                        "Which events come first: now, beginning, or a time such as 2026-11-20T10:15:30Z.")));
        properties.set("filter", Nodes.advanced(Nodes.property("string", "Filter", FILTER)));
        properties.set(
                "ordered",
                Nodes.advanced(Nodes.property(
                        "boolean", "In order", "Whether an event waits until the one before it was taken.")));
        body.putArray("required").add("callbackUrl");
        operation.putArray("parameters").addAll(source).add(Nodes.body(true, body));
        ObjectNode created = Trees.object().put("type", "object");
        created.putObject("properties")
                .set("id", Nodes.property("string", "Subscription ID", "By which an operator finds it."));
        created.putArray("required").add("id");
        Nodes.responses(operation, "201", linked(Nodes.response("The flow is called from now on.", created)));
        path.set("post", operation);
        return path;
    }

    /** The answer that tells where to take it back. */
    static ObjectNode linked(ObjectNode response) {
        response.putObject("headers").set("Location", Nodes.header("Where the engine takes this back."));
        return response;
    }

    private static ObjectNode startFrom() {
        return Nodes.query(
                "startFrom",
                "string",
                "Start from",
                "Which events come first: now, beginning, resume, or a time such as 2026-11-20T10:15:30Z.");
    }

    /** Where another source differs in nothing but case, capitals are written so that the paths differ in more. */
    private static String segment(String name, boolean caseMatters) {
        String segment = ServiceAddress.segment(name);
        if (!caseMatters) {
            return segment;
        }
        StringBuilder written = new StringBuilder();
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            boolean encoded = i > 0 && segment.charAt(i - 1) == '%' || i > 1 && segment.charAt(i - 2) == '%';
            if (c >= 'A' && c <= 'Z' && !encoded) {
                written.append('%').append(Integer.toHexString(c));
            } else {
                written.append(c);
            }
        }
        return written.toString();
    }
}
