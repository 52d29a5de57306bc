package dev.bellhop.connector.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The extensions {@code x-ms-…}: which there are, where each may stand, and what it may say. */
final class ExtensionRules {

    private static final String PREFIX = "x-ms-";

    /** Where an extension may stand. */
    private enum Level {
        ROOT,
        INFO,
        PATH,
        OPERATION,
        BODY,
        PARAMETER,
        SCHEMA,
        RESPONSE,
        HEADER
    }

    private static final Map<String, Set<Level>> PLACES = new HashMap<>();

    static {
        allow("capabilities", Level.ROOT, Level.OPERATION);
        allow("connector-metadata", Level.ROOT);
        allow("docs", Level.ROOT);
        allow("deployment-version", Level.INFO);
        allow("api-annotation", Level.INFO, Level.OPERATION);
        allow("notification-content", Level.PATH);
        allow("trigger", Level.OPERATION);
        allow("trigger-hint", Level.OPERATION);
        allow("trigger-metadata", Level.OPERATION);
        allow("notification", Level.OPERATION);
        allow("pageable", Level.OPERATION);
        allow("no-generic-test", Level.OPERATION);
        allow("operation-context", Level.OPERATION);
        allow("safe-operation", Level.OPERATION);
        allow("visibility", Level.OPERATION, Level.BODY, Level.PARAMETER, Level.SCHEMA, Level.HEADER);
        allow("summary", Level.OPERATION, Level.BODY, Level.PARAMETER, Level.SCHEMA, Level.RESPONSE, Level.HEADER);
        allow("notification-url", Level.SCHEMA);
        allow("dynamic-values", Level.BODY, Level.PARAMETER, Level.SCHEMA);
        allow("dynamic-list", Level.BODY, Level.PARAMETER, Level.SCHEMA);
        allow("dynamic-schema", Level.SCHEMA);
        allow("dynamic-properties", Level.SCHEMA);
        allow("dynamic-tree", Level.PARAMETER, Level.SCHEMA);
        allow("enum", Level.SCHEMA);
        allow("enum-values", Level.PARAMETER, Level.SCHEMA);
        allow("media-kind", Level.SCHEMA);
        allow("test-value", Level.BODY, Level.PARAMETER, Level.SCHEMA);
        allow("trigger-value", Level.PARAMETER);
        allow("url-encoding", Level.PARAMETER);
        allow("skip-url-encoding", Level.PARAMETER);
        allow("parameter-location", Level.PARAMETER);
        allow("localizeDefaultValue", Level.PARAMETER, Level.SCHEMA);
    }

    private static final Map<String, Predicate<Place>> VALUES = Map.of(
            "x-ms-visibility", isOneOf("important", "advanced", "internal"),
            "x-ms-url-encoding", isOneOf("single", "double"),
            "x-ms-media-kind", isOneOf("image", "audio"),
            "x-ms-summary", place -> place.node().isTextual(),
            "x-ms-trigger-hint", place -> place.node().isTextual(),
            "x-ms-notification-url", place -> place.node().isBoolean(),
            "x-ms-pageable", place -> place.child("nextLinkName").node().isTextual(),
            "x-ms-dynamic-schema", place -> place.child("operationId").node().isTextual(),
            "x-ms-dynamic-list", place -> place.child("operationId").node().isTextual(),
            "x-ms-trigger-value", place -> !place.node().isEmpty());

    private static final Set<String> ASKING = Set.of(
            "x-ms-dynamic-values",
            "x-ms-dynamic-list",
            "x-ms-dynamic-schema",
            "x-ms-dynamic-properties",
            "x-ms-notification");

    private final Findings findings;
    private final Set<String> operationIds = new HashSet<>();

    private ExtensionRules(Definition definition, Findings findings) {
        this.findings = findings;
        definition
                .operations()
                .forEach(operation -> operationIds.add(operation.at().text("operationId")));
    }

    static void check(Definition definition, Findings findings) {
        new ExtensionRules(definition, findings).check(definition);
    }

    private void check(Definition definition) {
        Place root = definition.root();
        look(Level.ROOT, root);
        look(Level.INFO, root.child("info"));
        definition.paths().forEach(path -> look(Level.PATH, path));
        definition.operations().forEach(operation -> {
            look(Level.OPERATION, operation.at());
            operation.at().child("responses").children().forEach(this::response);
        });
        root.child("responses").children().forEach(this::response);
        definition
                .parameters()
                .forEach(parameter -> look(parameter.is("in", "body") ? Level.BODY : Level.PARAMETER, parameter));
        definition.schemas().forEach(schema -> look(Level.SCHEMA, schema));
    }

    private void response(Place response) {
        look(Level.RESPONSE, response);
        response.child("headers").children().forEach(header -> look(Level.HEADER, header));
    }

    private void look(Level level, Place owner) {
        for (Place member : members(owner)) {
            String name = member.name();
            Set<Level> places = PLACES.get(name);
            if (places == null) {
                findings.add(Rule.EXTENSION_UNKNOWN, member, "'" + name + "' is not");
            } else {
                findings.expect(places.contains(level), Rule.EXTENSION_PLACE, member, "'" + name + "' may not");
                findings.expect(
                        VALUES.getOrDefault(name, any -> true).test(member),
                        Rule.EXTENSION_VALUE,
                        member,
                        "it has " + shortened(member));
                asked(name, member);
            }
        }
    }

    private void asked(String name, Place member) {
        String id = member.text("operationId");
        findings.expect(
                !ASKING.contains(name) || id.isEmpty() || operationIds.contains(id),
                Rule.DYNAMIC_OPERATION,
                member,
                "there is no '" + id + "'");
    }

    private static List<Place> members(Place owner) {
        List<Place> members = new ArrayList<>();
        if (owner.node().isObject()) {
            owner.node().fieldNames().forEachRemaining(name -> {
                if (name.startsWith(PREFIX)) {
                    members.add(owner.child(name));
                }
            });
        }
        return members;
    }

    private static String shortened(Place member) {
        String text = member.node().toString();
        return text.length() > 40 ? text.substring(0, 40) + '…' : text;
    }

    private static Predicate<Place> isOneOf(String... values) {
        return place -> Set.of(values).contains(place.node().asText());
    }

    private static void allow(String name, Level... levels) {
        PLACES.put(PREFIX + name, Set.of(levels));
    }
}
