package dev.bellhop.connector.lint;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what is wrong with a connector. */
public final class Linter {

    /** What an import takes. */
    static final int BYTES_MAX = 1_048_576;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Linter() {}

    /** Holds a definition ({@code apiDefinition.swagger.json}) against all rules about it. */
    public static List<Finding> definition(String text) {
        Findings findings = new Findings();
        tree(text, findings).ifPresent(root -> definition(text, new Definition(root), findings));
        return findings.all();
    }

    /** Holds {@code apiProperties.json} against all rules about it. */
    public static List<Finding> properties(String text) {
        Findings findings = new Findings();
        tree(text, findings).ifPresent(root -> PropertiesRules.check(root, findings));
        return findings.all();
    }

    /** Whether this is meant to be an {@code apiProperties.json}: that has nothing but properties at its root. */
    public static boolean isProperties(String text) {
        return tree(text, new Findings())
                .filter(root -> root.has("properties"))
                .filter(root -> Stream.of("swagger", "openapi", "paths", "info").noneMatch(root::has))
                .isPresent();
    }

    /** What two files that are fine by themselves do not agree on. */
    public static List<Finding> together(String definition, String properties) {
        Findings findings = new Findings();
        Optional<Place> one = tree(definition, new Findings());
        Optional<Place> other = tree(properties, new Findings());
        if (one.isPresent() && other.isPresent()) {
            PropertiesRules.checkTogether(new Definition(one.get()), other.get(), findings);
        }
        return findings.all();
    }

    private static void definition(String text, Definition definition, Findings findings) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        findings.expect(bytes < BYTES_MAX, Rule.SIZE, definition.root(), "it has " + bytes + " bytes");
        StructureRules.check(definition, findings);
        DocumentRules.check(definition, findings);
        OperationRules.check(definition, findings);
        ParameterRules.check(definition, findings);
        ResponseRules.check(definition, findings);
        SchemaRules.check(definition, findings);
        TriggerRules.check(definition, findings);
        ExtensionRules.check(definition, findings);
    }

    private static Optional<Place> tree(String text, Findings findings) {
        // A byte order mark is no part of JSON, but editors write it.
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            JsonNode root = MAPPER.readTree(plain);
            if (root.isObject()) {
                return Optional.of(new Place("", root));
            }
            findings.add(Rule.JSON, new Place("", root), "it is no object");
        } catch (JsonProcessingException e) {
            findings.add(Rule.JSON, new Place("", MAPPER.missingNode()), told(e));
        }
        return Optional.empty();
    }

    private static String told(JsonProcessingException failure) {
        JsonLocation location = failure.getLocation();
        return failure.getOriginalMessage()
                + (location == null
                        ? ""
                        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")");
    }
}
