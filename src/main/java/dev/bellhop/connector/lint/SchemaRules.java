package dev.bellhop.connector.lint;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Schemas, wherever they stand. */
final class SchemaRules {

    private static final Set<String> FORMATS = Set.of(
            "int32",
            "int64",
            "float",
            "double",
            "byte",
            "binary",
            "date",
            "date-time",
            "password",
            "date-no-tz",
            "email",
            "html",
            "uri",
            "uuid");
    private static final List<String> UNKNOWN_KEYWORDS = List.of(
            "nullable",
            "oneOf",
            "anyOf",
            "not",
            "const",
            "examples",
            "$schema",
            "$defs",
            "if",
            "patternProperties",
            "prefixItems",
            "unevaluatedProperties");

    private SchemaRules() {}

    static void check(Definition definition, Findings findings) {
        for (Place schema : definition.schemas()) {
            if (schema.has("$ref")) {
                reference(definition, schema, findings);
            } else {
                required(schema, findings);
                words(schema, findings);
                properties(definition, schema, findings);
            }
        }
        references(definition, findings);
        definition.root().child("definitions").children().forEach(schema -> loop(definition, schema, findings));
        definition.parameters().forEach(parameter -> format(parameter, findings));
    }

    private static void reference(Definition definition, Place schema, Findings findings) {
        findings.expect(schema.node().size() == 1, Rule.REFERENCE, schema, "something stands beside it");
        findings.expect(
                definition.target(schema).isPresent(), Rule.REFERENCE, schema, "there is no " + schema.text("$ref"));
    }

    /** Those that stand for parameters and responses. */
    private static void references(Definition definition, Findings findings) {
        definition.operations().stream()
                .flatMap(operation -> Stream.of(
                        operation.at().child("parameters"),
                        operation.at().child("responses"),
                        operation.path().child("parameters")))
                .distinct()
                .flatMap(owner -> owner.children().stream())
                .filter(place -> place.has("$ref"))
                .forEach(place -> reference(definition, place, findings));
    }

    private static void required(Place schema, Findings findings) {
        Place required = schema.child("required");
        if (!required.node().isArray()) {
            return;
        }
        findings.expect(!required.children().isEmpty(), Rule.REQUIRED_EMPTY, required, "it names none");
        if (schema.child("allOf").exists()) {
            return;
        }
        required.children().stream()
                .map(name -> name.node().asText())
                .filter(name -> !schema.child("properties").has(name))
                .forEach(name -> findings.add(Rule.REQUIRED_UNKNOWN, required, "there is no property '" + name + "'"));
    }

    private static void words(Place schema, Findings findings) {
        format(schema, findings);
        UNKNOWN_KEYWORDS.stream()
                .filter(schema::has)
                .forEach(word -> findings.add(Rule.SCHEMA_KEYWORD, schema, "it has " + word));
        findings.expect(!schema.child("type").node().isArray(), Rule.SCHEMA_KEYWORD, schema, "it has several types");
        findings.expect(
                !schema.is("type", "array") || schema.child("items").node().isObject(),
                Rule.ARRAY_ITEMS,
                schema,
                "it does not");
    }

    private static void format(Place schema, Findings findings) {
        findings.expect(
                !schema.has("format") || FORMATS.contains(schema.text("format")),
                Rule.FORMAT,
                schema,
                "'" + schema.text("format") + "' is another one");
    }

    private static void properties(Definition definition, Place schema, Findings findings) {
        for (Place property : schema.child("properties").children()) {
            Place known = definition.resolved(property);
            if (known.is("x-ms-visibility", "internal")) {
                continue;
            }
            findings.expect(
                    !known.text("title").isBlank()
                            || !known.text("x-ms-summary").isBlank(),
                    Rule.PROPERTY_TEXT,
                    property,
                    "the title is missing");
            findings.expect(
                    !known.text("description").isBlank(), Rule.PROPERTY_TEXT, property, "the description is missing");
        }
    }

    /** Whoever requires itself, however far away, has no value that ends. */
    private static void loop(Definition definition, Place schema, Findings findings) {
        Set<String> met = new HashSet<>();
        Deque<Place> open = new ArrayDeque<>(needed(definition, schema));
        while (!open.isEmpty()) {
            Place next = open.pop();
            if (next.pointer().equals(schema.pointer())) {
                findings.add(Rule.REQUIRED_LOOP, schema, "it requires itself");
                return;
            }
            if (met.add(next.pointer())) {
                open.addAll(needed(definition, next));
            }
        }
    }

    private static List<Place> needed(Definition definition, Place schema) {
        return schema.child("required").children().stream()
                .map(name -> schema.child("properties").child(name.node().asText()))
                .filter(Place::exists)
                .map(definition::resolved)
                .toList();
    }
}
