package dev.bellhop.connector.lint;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The definition as a whole, and what it says of itself. */
final class DocumentRules {

    static final int OPERATIONS_MAX = 256;
    private static final int TITLE_LENGTH_MAX = 30;
    private static final int DESCRIPTION_LENGTH_MIN = 30;
    private static final int DESCRIPTION_LENGTH_MAX = 500;
    private static final int CATEGORIES_MAX = 2;

    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9._-]+(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]+](:[0-9]{1,5})?");
    private static final Pattern NAMES_OF_OTHERS = Pattern.compile(
            "(?i)\\b(api|connector|microsoft|azure|logic ?apps?|power ?(apps?|automate|platform|bi)|flow)\\b");
    private static final Set<String> MEDIA_TYPES =
            Set.of("application/json", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded");
    private static final Set<String> CATEGORIES = Set.of(
            "AI",
            "Business Intelligence",
            "Business Management",
            "Collaboration",
            "Commerce",
            "Communication",
            "Content and Files",
            "Data",
            "Finance",
            "Human Resources",
            "Internet of Things",
            "IT Operations",
            "Lifestyle and Entertainment",
            "Marketing",
            "Productivity",
            "Sales and CRM",
            "Security",
            "Social Media",
            "Website");

    private DocumentRules() {}

    static void check(Definition definition, Findings findings) {
        Place root = definition.root();
        findings.expect(
                root.is("swagger", "2.0"),
                Rule.SWAGGER_VERSION,
                root,
                root.has("openapi") ? "it is OpenAPI " + root.text("openapi") : "swagger is not \"2.0\"");
        int operations = definition.operations().size();
        findings.expect(operations <= OPERATIONS_MAX, Rule.OPERATION_COUNT, root, "it has " + operations);
        address(root, findings);
        mediaTypes(definition, findings);
        int securities = root.child("securityDefinitions").children().size();
        findings.expect(securities <= 1, Rule.SECURITY, root.child("securityDefinitions"), "there are " + securities);
        info(root.child("info"), findings);
        metadata(root.child("x-ms-connector-metadata"), findings);
    }

    private static void address(Place root, Findings findings) {
        Place host = root.child("host");
        findings.expect(
                HOST.matcher(root.text("host")).matches(),
                Rule.HOST,
                host,
                host.exists() ? "'" + root.text("host") + "' is none" : "there is none");
        findings.expect(
                !root.has("basePath") || root.text("basePath").startsWith("/"),
                Rule.HOST,
                root.child("basePath"),
                "'" + root.text("basePath") + "' does not begin with a slash");
        List<String> schemes = root.child("schemes").children().stream()
                .map(scheme -> scheme.node().asText())
                .toList();
        findings.expect(schemes.equals(List.of("https")), Rule.SCHEMES, root.child("schemes"), "it is " + schemes);
    }

    private static void mediaTypes(Definition definition, Findings findings) {
        Stream.concat(
                        Stream.of(definition.root()),
                        definition.operations().stream().map(Definition.OperationAt::at))
                .flatMap(owner -> Stream.of(owner.child("consumes"), owner.child("produces")))
                .flatMap(types -> types.children().stream())
                .filter(type -> !MEDIA_TYPES.contains(
                        type.node().asText().split(";", 2)[0].strip()))
                .forEach(type ->
                        findings.add(Rule.MEDIA_TYPE, type, "'" + type.node().asText() + "' is another one"));
    }

    private static void info(Place info, Findings findings) {
        String title = info.text("title");
        findings.expect(
                !title.isBlank() && title.length() <= TITLE_LENGTH_MAX,
                Rule.INFO_TITLE,
                info.child("title"),
                "it has " + title.length() + " characters");
        findings.expect(
                !NAMES_OF_OTHERS.matcher(title).find(),
                Rule.INFO_TITLE,
                info.child("title"),
                "'" + title + "' has one");
        int length = info.text("description").length();
        findings.expect(
                length >= DESCRIPTION_LENGTH_MIN && length <= DESCRIPTION_LENGTH_MAX,
                Rule.INFO_DESCRIPTION,
                info.child("description"),
                "it has " + length);
        for (String part : List.of("name", "url", "email")) {
            Place contact = info.child("contact");
            findings.expect(!contact.text(part).isBlank(), Rule.INFO_CONTACT, contact, "the " + part + " is missing");
        }
        for (String part : List.of("title", "description")) {
            findings.expect(
                    info.text(part).chars().allMatch(c -> c < 0x7f),
                    Rule.INFO_ASCII,
                    info.child(part),
                    "it has other characters");
        }
    }

    private static void metadata(Place metadata, Findings findings) {
        for (String wanted : List.of("Website", "Privacy policy", "Categories")) {
            findings.expect(
                    metadata.children().stream()
                            .anyMatch(entry -> entry.is("propertyName", wanted)
                                    && !entry.text("propertyValue").isBlank()),
                    Rule.INFO_METADATA,
                    metadata,
                    wanted + " is missing");
        }
        metadata.children().stream()
                .filter(entry -> entry.is("propertyName", "Categories"))
                .forEach(entry -> categories(entry, findings));
    }

    private static void categories(Place entry, Findings findings) {
        List<String> categories = Arrays.stream(entry.text("propertyValue").split(";"))
                .map(String::strip)
                .toList();
        findings.expect(
                categories.size() <= CATEGORIES_MAX, Rule.INFO_METADATA, entry, "there are " + categories.size());
        categories.stream()
                .filter(category -> !CATEGORIES.contains(category))
                .forEach(category -> findings.add(
                        Rule.INFO_METADATA,
                        entry,
                        "'" + category + "' is none of "
                                + CATEGORIES.stream().sorted().toList()));
    }
}
