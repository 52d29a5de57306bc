package dev.bellhop.connector.lint;

import dev.bellhop.connector.lint.Definition.OperationAt;
import java.util.List;

/** What all other rules take for granted: a part that is something else would only look as if it were not there. */
final class StructureRules {

    private StructureRules() {}

    static void check(Definition definition, Findings findings) {
        for (String part : List.of("info", "paths")) {
            object(definition.root().child(part), findings);
        }
        for (String part : List.of("definitions", "parameters", "responses", "securityDefinitions")) {
            Place place = definition.root().child(part);
            if (place.exists()) {
                object(place, findings);
            }
        }
        definition.root().child("definitions").children().forEach(schema -> object(schema, findings));
        for (Place path : definition.paths()) {
            if (!path.name().startsWith("x-")) {
                object(path, findings);
                list(path.child("parameters"), findings);
            }
        }
        for (OperationAt operation : definition.operations()) {
            object(operation.at(), findings);
            list(operation.at().child("parameters"), findings);
            Place responses = operation.at().child("responses");
            if (responses.exists()) {
                object(responses, findings);
            }
        }
    }

    private static void object(Place place, Findings findings) {
        findings.expect(
                place.node().isObject(), Rule.STRUCTURE, place, place.exists() ? "it is no object" : "it is missing");
    }

    /** Parameters have a name and a place each, unless they stand elsewhere. */
    private static void list(Place parameters, Findings findings) {
        if (!parameters.exists()) {
            return;
        }
        if (!parameters.node().isArray()) {
            findings.add(Rule.STRUCTURE, parameters, "it is no list");
            return;
        }
        parameters.children().stream()
                .filter(parameter -> !parameter.has("$ref"))
                .filter(parameter ->
                        parameter.text("name").isBlank() || parameter.text("in").isBlank())
                .forEach(parameter -> findings.add(Rule.STRUCTURE, parameter, "it has no name, or no in"));
    }
}
