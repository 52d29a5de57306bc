package dev.bellhop.connector.swagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellhop.connector.SourceModel;
import dev.bellhop.connector.Trees;

/** Events as triggers hand them over: the attributes of CloudEvents around the data of the source. */
final class EventSchemas {

    /** The one whose data is known when the maker has chosen a source. */
    static final String ANY = "AnyEvent";

    private static final int HASH_LENGTH = 8;

    private final ObjectNode definitions = Trees.object();

    EventSchemas() {
        ObjectNode data = Trees.object();
        data.putObject("x-ms-dynamic-schema")
                .put("operationId", SourceOperations.SCHEMA)
                .putObject("parameters")
                .putObject("source")
                .put("parameter", "source");
        data.putObject("x-ms-dynamic-properties")
                .put("operationId", SourceOperations.SCHEMA)
                .putObject("parameters")
                .putObject("source")
                .put("parameterReference", "source");
        definitions.set(ANY, event(data));
    }

    /** The name of the definition of the source's events; sources whose events look alike share one. */
    String nameFor(SourceModel source) {
        JsonNode data = Trees.parse(source.dataSchema());
        String name = switch (source.kind()) {
            case FILES -> "FileEvent";
            case EVENTS -> "PublishedEvent";
            case NOTICES -> "SubscriptionEvent";
        };
        ObjectNode event = event(SwaggerSchema.of(data));
        if (definitions.has(name) && !definitions.get(name).equals(event)) {
            name += OperationIds.hash(data.toString()).substring(0, HASH_LENGTH);
        }
        definitions.putIfAbsent(name, event);
        return name;
    }

    ObjectNode all() {
        return definitions;
    }

    private static ObjectNode event(ObjectNode data) {
        ObjectNode event = Trees.object().put("type", "object");
        ObjectNode properties = event.putObject("properties");
        properties.set("id", Nodes.property("string", "Event ID", "The same whenever this event comes again."));
        properties.set(
                "type", Nodes.property("string", "Event type", "What happened, such as dev.bellhop.file.created."));
        properties.set("source", Nodes.property("string", "Event source", "Where it comes from."));
        properties.set("subject", Nodes.property("string", "Subject", "What it is about, such as the path of a file."));
        properties.set(
                "time", Nodes.property("string", "Time", "When it happened.").put("format", "date-time"));
        properties.set(
                "sequence",
                Nodes.property("string", "Sequence", "Its number in the source.")
                        .put("x-ms-visibility", "advanced"));
        properties.set(
                "datacontenttype",
                Nodes.property("string", "Data content type", "The media type of the data.")
                        .put("x-ms-visibility", "advanced"));
        properties.set(
                "specversion",
                Nodes.property("string", "CloudEvents version", "Always 1.0.").put("x-ms-visibility", "advanced"));
        properties.set(
                "data_base64",
                Nodes.property("string", "Binary data", "The data in base64, if it is not text.")
                        .put("format", "byte")
                        .put("x-ms-visibility", "advanced"));
        data.put("x-ms-summary", "Data").put("description", "What the event tells.");
        properties.set("data", data);
        event.set("required", Trees.texts("id", "type", "source", "time", "sequence", "specversion"));
        return event;
    }
}
