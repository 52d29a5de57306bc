package dev.bellhop.connector.swagger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellhop.connector.Trees;

/** Sources themselves: what other operations ask for while a flow is made, publishing, reading, and unsubscribing. */
final class SourceOperations {

    static final String LIST = "ListSources";
    static final String SCHEMA = "GetSourceSchema";
    static final String EVENTS = "ListEvents";

    private SourceOperations() {}

    static ObjectNode all() {
        ObjectNode paths = Trees.object();
        paths.putObject("/sources").set("get", list());
        paths.putObject("/sources/{source}/schema").set("get", schema());
        ObjectNode events = paths.putObject("/sources/{source}/events");
        events.set("get", read());
        events.set("post", publish());
        paths.putObject("/subscriptions/{id}").set("delete", unsubscribe());
        return paths;
    }

    private static ObjectNode list() {
        ObjectNode list = Nodes.withParameters(
                Nodes.internal(LIST, "List sources", "Answers the sources that a maker can choose from."),
                Nodes.query("kind", "string", "Kind", "Only sources of this kind: directory or events."));
        ObjectNode source = Trees.object().put("type", "object");
        ObjectNode properties = source.putObject("properties");
        properties.set("name", Nodes.property("string", "Name", "Name of the source."));
        properties.set("title", Nodes.property("string", "Title", "What people call it."));
        properties.set("kind", Nodes.property("string", "Kind", "Either directory or events."));
        properties.set("description", Nodes.property("string", "Description", "What it is for."));
        source.set("required", Trees.texts("name", "title", "kind"));
        ObjectNode sources = Trees.object().put("type", "object");
        sources.putObject("properties").set("value", Nodes.listOf(source, "Sources", "Those that there are."));
        sources.putArray("required").add("value");
        return Nodes.responses(list, "200", Nodes.response("The sources.", sources));
    }

    private static ObjectNode schema() {
        ObjectNode schema = Nodes.withParameters(
                Nodes.internal(SCHEMA, "Get the schema of a source", "Answers what the data of its events looks like."),
                Nodes.source("The source that is asked about.", ""));
        return Nodes.responses(
                schema,
                "200",
                Nodes.response(
                        "The schema.", Trees.object().put("type", "object").put("description", "A JSON Schema.")));
    }

    private static ObjectNode read() {
        ObjectNode read = Nodes.withParameters(
                Nodes.operation(
                        EVENTS,
                        "Get the events of a source",
                        "Answers events that a source has kept, oldest first, page by page."),
                Nodes.source("The source whose events are read.", ""),
                Nodes.query(
                                "after",
                                "integer",
                                "After",
                                "Only events after the one with this number; from the oldest on if left empty.")
                        .put("format", "int64"),
                Nodes.advanced(
                        Nodes.query("limit", "integer", "Page size", "Most events of one page: 100 if left empty.")
                                .put("minimum", 1)
                                .put("maximum", 1_000)));
        read.putObject("x-ms-pageable").put("nextLinkName", "nextLink");
        ObjectNode page = Nodes.page(Nodes.reference(EventSchemas.ANY), "Events");
        return Nodes.responses(read, "200", Nodes.response("A page of events.", page));
    }

    private static ObjectNode publish() {
        ObjectNode data = Nodes.property("object", "Data", "What the event tells: any JSON object.");
        ObjectNode publish = Nodes.withParameters(
                Nodes.operation(
                        "PublishEvent",
                        "Publish data as an event",
                        "Makes an event of what is sent, for everybody who polls or has subscribed to the source."),
                Nodes.source("The source that gets the event; it must be one of published events.", "events"),
                Nodes.body(true, data));
        ObjectNode taken = Trees.object().put("type", "object");
        ObjectNode properties = taken.putObject("properties");
        properties.set("accepted", Nodes.property("integer", "Accepted", "How many events are new."));
        properties.set("duplicates", Nodes.property("integer", "Duplicates", "How many the source had already."));
        taken.set("required", Trees.texts("accepted", "duplicates"));
        return Nodes.responses(publish, "202", Nodes.response("The event is stored.", taken));
    }

    private static ObjectNode unsubscribe() {
        ObjectNode unsubscribe = Nodes.withParameters(
                Nodes.internal(
                        "EndSubscription",
                        "End a subscription",
                        "Stops calling a flow that was changed, turned off or deleted."),
                Nodes.path("id", "Subscription ID", "The ID of the subscription."),
                Nodes.query("token", "string", "Token", "The right to end it, from its URL."));
        return Nodes.responses(unsubscribe, "204", Nodes.response("It is over, now or before."));
    }
}
