package dev.bellhop.connector.lint;

import dev.bellhop.connector.lint.Definition.OperationAt;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Triggers by polling and by webhook, and what takes the URL of a callback. */
final class TriggerRules {

    private static final Set<String> KINDS = Set.of("single", "batch");
    private static final String URL = "x-ms-notification-url";

    private TriggerRules() {}

    static void check(Definition definition, Findings findings) {
        boolean subscribes = false;
        for (OperationAt operation : definition.operations()) {
            boolean takesUrl = takesUrl(definition, operation, findings);
            if (operation.isTrigger()) {
                trigger(operation, findings);
                subscribes |= takesUrl;
                if (!takesUrl) {
                    polling(definition, operation, findings);
                }
            }
        }
        if (subscribes) {
            unsubscribing(definition, findings);
        }
        misplaced(definition, findings);
    }

    /** Any DELETE may be the one that unsubscribes: only the service knows where its Location leads. */
    private static void unsubscribing(Definition definition, Findings findings) {
        List<OperationAt> deletes = definition.operations().stream()
                .filter(operation -> operation.method().equals("delete"))
                .toList();
        findings.expect(!deletes.isEmpty(), Rule.NOTIFICATION_DELETE, definition.root(), "there is none");
        findings.expect(
                deletes.isEmpty() || deletes.stream().anyMatch(OperationAt::isInternal),
                Rule.NOTIFICATION_DELETE_INTERNAL,
                definition.root(),
                "none is");
    }

    private static void trigger(OperationAt operation, Findings findings) {
        Place at = operation.at();
        findings.expect(
                KINDS.contains(at.text("x-ms-trigger")),
                Rule.TRIGGER_KIND,
                at,
                "it is '" + at.text("x-ms-trigger") + "'");
        findings.expect(!at.text("x-ms-trigger-hint").isBlank(), Rule.TRIGGER_HINT, at, "it has none");
        Place metadata = at.child("x-ms-trigger-metadata");
        findings.expect(
                !metadata.exists() || (metadata.has("kind") && metadata.has("mode")),
                Rule.TRIGGER_METADATA,
                metadata,
                "one is missing");
    }

    private static void polling(Definition definition, OperationAt operation, Findings findings) {
        findings.expect(operation.method().equals("get"), Rule.POLLING_RESPONSES, operation.at(), "it is no GET");
        List<Place> responses = definition.responses(operation);
        Optional<Place> found = responses.stream()
                .filter(response -> response.name().equals("200"))
                .findFirst();
        Optional<Place> nothing = responses.stream()
                .filter(response -> response.name().equals("202"))
                .findFirst();
        findings.expect(
                found.isPresent() && found.get().has("schema"),
                Rule.POLLING_RESPONSES,
                operation.at(),
                "its 200 has no schema");
        findings.expect(nothing.isPresent(), Rule.POLLING_NOTHING, operation.at(), "it has none");
        findings.expect(
                nothing.isEmpty() || !nothing.get().has("schema"),
                Rule.POLLING_RESPONSES,
                operation.at(),
                "its 202 has a schema");
        if (found.isPresent() && operation.at().is("x-ms-trigger", "batch")) {
            Place schema = definition.resolved(found.get().child("schema"));
            findings.expect(
                    schema.is("type", "array"),
                    Rule.POLLING_RESPONSES,
                    found.get(),
                    "it is batch, and this is no array");
        }
    }

    private static boolean takesUrl(Definition definition, OperationAt operation, Findings findings) {
        boolean found = false;
        for (Place parameter : definition.parameters(operation)) {
            if (parameter.is("in", "body")) {
                Place schema = definition.resolved(parameter.child("schema"));
                boolean required = parameter.node().path("required").asBoolean();
                found |= search(definition, schema, required, isInternal(parameter), new HashSet<>(), findings);
            }
        }
        if (found) {
            findings.expect(
                    operation
                            .path()
                            .child("x-ms-notification-content")
                            .child("schema")
                            .exists(),
                    Rule.NOTIFICATION_CONTENT,
                    operation.path(),
                    "it has none");
        }
        return found;
    }

    /** Goes down a body; what is true of the way so far is handed on. */
    private static boolean search(
            Definition definition,
            Place schema,
            boolean required,
            boolean internal,
            Set<String> met,
            Findings findings) {
        if (!met.add(schema.pointer())) {
            return false;
        }
        boolean found = false;
        for (Place part : schema.child("allOf").children()) {
            found |= search(definition, definition.resolved(part), required, internal, met, findings);
        }
        Set<String> requires = new HashSet<>();
        schema.child("required")
                .children()
                .forEach(name -> requires.add(name.node().asText()));
        for (Place property : schema.child("properties").children()) {
            Place known = definition.resolved(property);
            boolean alsoRequired = required && requires.contains(property.name());
            boolean alsoInternal = internal || isInternal(known);
            if (known.has(URL)) {
                found = true;
                url(known, alsoRequired, alsoInternal, findings);
            } else {
                found |= search(definition, known, alsoRequired, alsoInternal, met, findings);
            }
        }
        return found;
    }

    private static void url(Place property, boolean required, boolean internal, Findings findings) {
        findings.expect(
                property.child(URL).node().isBoolean()
                        && property.child(URL).node().asBoolean(),
                Rule.NOTIFICATION_URL,
                property,
                "it is " + property.child(URL).node());
        findings.expect(property.is("type", "string"), Rule.NOTIFICATION_URL, property, "the property is no string");
        findings.expect(required, Rule.NOTIFICATION_URL, property, "it is not required");
        findings.expect(internal, Rule.NOTIFICATION_URL, property, "it is not internal");
    }

    private static boolean isInternal(Place place) {
        return place.is("x-ms-visibility", "internal");
    }

    private static void misplaced(Definition definition, Findings findings) {
        definition.parameters().stream()
                .filter(parameter -> parameter.has(URL))
                .forEach(parameter -> findings.add(Rule.NOTIFICATION_URL, parameter, "it is not in a body"));
        definition.operations().stream()
                .flatMap(operation -> definition.responses(operation).stream())
                .map(response -> definition.resolved(response.child("schema")))
                .flatMap(schema -> schema.child("properties").children().stream())
                .filter(property -> property.has(URL))
                .forEach(property -> findings.add(Rule.NOTIFICATION_URL, property, "it is in a response"));
    }
}
