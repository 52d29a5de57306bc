package dev.bellhop.connector.lint;

import dev.bellhop.connector.lint.Definition.OperationAt;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Operations, their texts, and the paths they are at. */
final class OperationRules {

    private static final int SUMMARY_LENGTH_MAX = 80;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]+");
    private static final Pattern PASCAL_CASE = Pattern.compile("[A-Z].*");
    private static final Pattern SENTENCE = Pattern.compile("(?s)[\\p{Lu}\\p{Lo}\\p{N}].*[.!?…。！？]");
    private static final Pattern URL = Pattern.compile("(?i)https?://|\\bwww\\.");
    private static final String ENDINGS = ".,;:!?";

    private OperationRules() {}

    static void check(Definition definition, Findings findings) {
        Set<String> ids = new HashSet<>();
        for (OperationAt operation : definition.operations()) {
            id(operation, ids, findings);
            summary(operation, findings);
            description(operation, findings);
            body(definition, operation, findings);
        }
        Map<String, String> seen = new HashMap<>();
        for (Place path : definition.paths()) {
            String form = path.name().replaceAll("\\{[^}]*}", "{}").toLowerCase(Locale.ROOT);
            String first = seen.putIfAbsent(form, path.name());
            findings.expect(first == null, Rule.PATH_DUPLICATE, path, "it is the same as " + first);
        }
    }

    private static void id(OperationAt operation, Set<String> ids, Findings findings) {
        Place at = operation.at();
        String id = at.text("operationId");
        if (id.isEmpty()) {
            findings.add(Rule.OPERATION_ID, at, "there is none");
            return;
        }
        findings.expect(
                ID.matcher(id).matches(),
                Rule.OPERATION_ID,
                at,
                "'" + id + "' has something else than letters and digits");
        findings.expect(
                ids.add(id.toLowerCase(Locale.ROOT)), Rule.OPERATION_ID, at, "another operation has '" + id + "', too");
        findings.expect(PASCAL_CASE.matcher(id).matches(), Rule.OPERATION_ID_CASE, at, "'" + id + "' is not");
    }

    private static void summary(OperationAt operation, Findings findings) {
        Place at = operation.at();
        String summary = at.text("summary");
        if (summary.isBlank()) {
            findings.add(Rule.SUMMARY, at, "there is none");
            return;
        }
        findings.expect(
                summary.length() <= SUMMARY_LENGTH_MAX, Rule.SUMMARY, at, "it has " + summary.length() + " characters");
        char first = summary.charAt(0);
        findings.expect(
                Character.isUpperCase(first) || Character.isDigit(first),
                Rule.SUMMARY,
                at,
                "'" + summary + "' does not begin with a capital");
        findings.expect(summary.indexOf('/') < 0, Rule.SUMMARY, at, "'" + summary + "' has a slash");
        findings.expect(
                ENDINGS.indexOf(summary.charAt(summary.length() - 1)) < 0,
                Rule.SUMMARY,
                at,
                "'" + summary + "' ends with punctuation");
        findings.expect(
                !operation.isTrigger() || summary.startsWith("When a"),
                Rule.TRIGGER_SUMMARY,
                at,
                "it is '" + summary + "'");
    }

    private static void description(OperationAt operation, Findings findings) {
        Place at = operation.at();
        String description = at.text("description");
        if (description.isBlank()) {
            findings.add(Rule.DESCRIPTION, at, "there is none");
            return;
        }
        findings.expect(SENTENCE.matcher(description).matches(), Rule.DESCRIPTION, at, "it is no sentence");
        findings.expect(
                !withoutEnd(description).equalsIgnoreCase(withoutEnd(at.text("summary"))),
                Rule.DESCRIPTION,
                at,
                "it says what the summary says");
        findings.expect(!URL.matcher(description).find(), Rule.DESCRIPTION, at, "it has a URL");
    }

    private static String withoutEnd(String text) {
        return text.strip().replaceAll("[.!?]+$", "");
    }

    private static void body(Definition definition, OperationAt operation, Findings findings) {
        boolean hasBody = definition.parameters(operation).stream()
                .anyMatch(parameter -> parameter.is("in", "body") || parameter.is("in", "formData"));
        if (!hasBody) {
            return;
        }
        findings.expect(!operation.method().equals("get"), Rule.GET_BODY, operation.at(), "a GET has a body parameter");
        findings.expect(
                !operation.at().child("consumes").children().isEmpty()
                        || !definition.root().child("consumes").children().isEmpty(),
                Rule.CONSUMES,
                operation.at(),
                "neither here nor for all operations");
    }
}
