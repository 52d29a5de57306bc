package dev.bellhop.connector.lint;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The file {@code apiProperties.json} beside a definition. */
final class PropertiesRules {

    private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final Set<String> COLORS_TAKEN = Set.of("#007ee5", "#ffffff");
    private static final Set<String> TYPES =
            Set.of("string", "securestring", "int", "bool", "gatewaySetting", "oauthSetting");
    private static final Set<String> CAPABILITIES = Set.of("actions", "triggers", "gateway");
    private static final Set<String> TEMPLATES = Set.of(
            "convertarraytoobject",
            "convertobjecttoarray",
            "dynamichosturl",
            "encodepropertyvalue",
            "pollingtrigger",
            "routerequesttoendpoint",
            "setheader",
            "setproperty",
            "setqueryparameter",
            "setvaluefromurl",
            "stringreplace",
            "stringtoarray",
            "updatenextlink");

    private PropertiesRules() {}

    static void check(Place root, Findings findings) {
        findings.expect(root.child("properties").node().isObject(), Rule.PROPERTIES_SHAPE, root, "it has not");
        root.children().stream()
                .filter(member -> !Set.of("properties", "$schema").contains(member.name()))
                .forEach(member -> findings.add(Rule.PROPERTIES_SHAPE, member, "there is " + member.name() + ", too"));
        Place properties = root.child("properties");
        String color = properties.text("iconBrandColor");
        findings.expect(
                COLOR.matcher(color).matches() && !COLORS_TAKEN.contains(color.toLowerCase(Locale.ROOT)),
                Rule.BRAND_COLOR,
                properties.child("iconBrandColor"),
                "it is '" + color + "'");
        for (String list : List.of("capabilities", "policyTemplateInstances")) {
            Place place = properties.child(list);
            findings.expect(!place.exists() || place.node().isArray(), Rule.PROPERTIES_SHAPE, place, "it is no list");
        }
        properties.child("connectionParameters").children().forEach(parameter -> parameter(parameter, findings));
        properties.child("capabilities").children().stream()
                .filter(capability -> !CAPABILITIES.contains(capability.node().asText()))
                .forEach(capability -> findings.add(
                        Rule.CAPABILITIES, capability, "'" + capability.node().asText() + "' is another one"));
        properties.child("policyTemplateInstances").children().stream()
                .filter(policy -> !TEMPLATES.contains(policy.text("templateId")))
                .forEach(policy -> findings.add(
                        Rule.POLICY_TEMPLATE, policy, "'" + policy.text("templateId") + "' is another one"));
    }

    private static void parameter(Place parameter, Findings findings) {
        findings.expect(
                TYPES.contains(parameter.text("type")),
                Rule.CONNECTION_PARAMETER,
                parameter,
                "its type is '" + parameter.text("type") + "'");
        findings.expect(
                // Who signs in is shown a button, whatever it is called.
                parameter.is("type", "oauthSetting")
                        || !parameter.child("uiDefinition").text("displayName").isBlank(),
                Rule.CONNECTION_PARAMETER,
                parameter,
                "it has no displayName");
        Place required = parameter.child("uiDefinition").child("constraints").child("required");
        findings.expect(
                !required.exists() || required.node().isTextual(),
                Rule.CONNECTION_PARAMETER,
                required,
                "it is " + required.node());
    }

    /** What concerns both files. */
    static void checkTogether(Definition definition, Place root, Findings findings) {
        List<Place> keys = definition.root().child("securityDefinitions").children().stream()
                .filter(security -> security.is("type", "apiKey"))
                .toList();
        Place parameters = root.child("properties").child("connectionParameters");
        for (Place key : keys) {
            findings.expect(
                    parameters.has(key.name()),
                    Rule.CREDENTIAL_NAME,
                    parameters,
                    "there is none named '" + key.name() + "'");
        }
    }
}
