package dev.bellhop.connector.lint;

import dev.bellhop.connector.lint.Definition.OperationAt;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parameters other than what is within a body. */
final class ParameterRules {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]+)}");
    private static final String ENCODING = "x-ms-url-encoding";

    private ParameterRules() {}

    static void check(Definition definition, Findings findings) {
        for (Place parameter : definition.parameters()) {
            one(parameter, findings);
        }
        for (OperationAt operation : definition.operations()) {
            Set<String> placeholders = PLACEHOLDER
                    .matcher(operation.path().name())
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .collect(Collectors.toCollection(HashSet::new));
            definition.parameters(operation).stream()
                    .filter(parameter -> parameter.is("in", "path"))
                    .filter(parameter -> !placeholders.remove(parameter.text("name")))
                    .forEach(parameter -> findings.add(
                            Rule.PARAMETER_DECLARED, parameter, "the path has no {" + parameter.text("name") + "}"));
            placeholders.forEach(
                    name -> findings.add(Rule.PARAMETER_DECLARED, operation.at(), "{" + name + "} is no parameter"));
        }
    }

    private static void one(Place parameter, Findings findings) {
        boolean inPath = parameter.is("in", "path");
        boolean required = parameter.node().path("required").asBoolean();
        findings.expect(!inPath || required, Rule.PARAMETER_REQUIRED, parameter, "it is not");
        findings.expect(
                inPath ? parameter.is(ENCODING, "single") : !parameter.has(ENCODING),
                Rule.URL_ENCODING,
                parameter,
                inPath ? "it has not" : "it is no path parameter");
        findings.expect(!parameter.is("name", "connectionId"), Rule.CONNECTION_ID, parameter, "this one is");
        findings.expect(
                !parameter.is("type", "file") || parameter.is("in", "formData"),
                Rule.FILE_PARAMETER,
                parameter,
                "it is in " + parameter.text("in"));
        if (parameter.is("in", "body")) {
            return;
        }
        if (parameter.is("x-ms-visibility", "internal")) {
            findings.expect(
                    required == parameter.has("default"),
                    Rule.INTERNAL_DEFAULT,
                    parameter,
                    required ? "it has no default" : "it is not required");
            return;
        }
        findings.expect(
                !parameter.text("x-ms-summary").isBlank(), Rule.PARAMETER_TEXT, parameter, "x-ms-summary is missing");
        findings.expect(
                !parameter.text("description").isBlank(), Rule.PARAMETER_TEXT, parameter, "the description is missing");
    }
}
