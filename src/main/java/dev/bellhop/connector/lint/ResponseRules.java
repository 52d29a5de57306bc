package dev.bellhop.connector.lint;

import dev.bellhop.connector.lint.Definition.OperationAt;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What operations answer. */
final class ResponseRules {

    private ResponseRules() {}

    static void check(Definition definition, Findings findings) {
        for (OperationAt operation : definition.operations()) {
            List<Place> responses = definition.responses(operation);
            findings.expect(
                    responses.stream().anyMatch(Definition::isSuccess),
                    Rule.RESPONSE_SUCCESS,
                    operation.at(),
                    "there is none");
            schemas(operation, responses, findings);
            responses.forEach(response -> one(response, findings));
        }
    }

    private static void schemas(OperationAt operation, List<Place> responses, Findings findings) {
        List<String> withSchema = responses.stream()
                .filter(response -> response.has("schema"))
                .map(Place::name)
                .toList();
        boolean saysNothing = responses.stream()
                .filter(Definition::isSuccess)
                .allMatch(response -> response.name().equals("204"));
        findings.expect(
                withSchema.size() == 1 || (withSchema.isEmpty() && (operation.isInternal() || saysNothing)),
                Rule.RESPONSE_SCHEMA,
                operation.at(),
                withSchema.isEmpty() ? "none has" : "they are " + withSchema);
    }

    private static void one(Place response, Findings findings) {
        findings.expect(!response.text("description").isBlank(), Rule.RESPONSE_DESCRIPTION, response, "it has none");
        findings.expect(
                !response.name().equals("default") || !response.has("schema"),
                Rule.RESPONSE_DEFAULT,
                response,
                "it has one");
        Place schema = response.child("schema");
        findings.expect(!schema.exists() || !schema.node().isEmpty(), Rule.SCHEMA_EMPTY, schema, "it says nothing");
        Set<String> names = new HashSet<>();
        response.child("headers").children().stream()
                .filter(header -> !names.add(header.name().toLowerCase(Locale.ROOT)))
                .forEach(header -> findings.add(Rule.RESPONSE_HEADERS, header, "it is there twice"));
    }
}
