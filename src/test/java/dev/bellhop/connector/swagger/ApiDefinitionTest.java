package dev.bellhop.connector.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellhop.connector.ActionModel;
import dev.bellhop.connector.ConnectorModel;
import dev.bellhop.connector.Credential;
import dev.bellhop.connector.Models;
import dev.bellhop.connector.Profile;
import dev.bellhop.connector.PublishedSchemas;
import dev.bellhop.connector.SourceModel;
import dev.bellhop.connector.Trees;
import dev.bellhop.connector.lint.Linter;
import dev.bellhop.connector.lint.Rule;
import dev.bellhop.connector.parcel.ApiProperties;
import dev.bellhop.connector.parcel.ApiProperties.Flavour;
import dev.bellhop.connector.swagger.ApiDefinition.LeftOut;
import io.swagger.models.Swagger;
import io.swagger.parser.SwaggerParser;
import io.swagger.parser.util.SwaggerDeserializationResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The definition is one that engines take, whatever is configured. */
class ApiDefinitionTest {

    private static final List<String> ODD_NAMES = List.of(
            "inbox",
            "Inbox",
            "INBOX",
            "in box",
            "in-box",
            "\"quoted\" 'too'",
            "odd ünï",
            "odd uni",
            "订单",
            "😀😀😀",
            "source",
            "files",
            "{source}",
            "a%2Fb",
            "%",
            "a?b#c&d=e",
            "<script>alert(1)</script>",
            "${x}@{y}",
            "x".repeat(200),
            "x".repeat(199) + 'y',
            "ü".repeat(200),
            "Über uns. See https://www.example.org/x",
            "説明です。",
            "…");

    static Stream<ConnectorModel> models() {
        return Stream.of(
                Models.usual(),
                Models.of(List.of(), List.of()),
                Models.of(ODD_NAMES.stream().map(Models::named).toList(), Models.actions()),
                Models.of(Models.many(100), Models.actions()),
                Models.of(oddTitles(), List.of()),
                Models.of(Models.many(100), Models.manyActions(300)),
                Models.with(new Credential.None()),
                Models.with(Models.ENTRA),
                Models.at("http://127.0.0.1:8080"),
                Models.at("http://[::1]:8080"));
    }

    private static List<SourceModel> oddTitles() {
        List<SourceModel> sources = new ArrayList<>();
        for (int i = 0; i < ODD_NAMES.size(); i++) {
            String odd = ODD_NAMES.get(i);
            sources.add(Models.source("s" + i, SourceModel.Kind.FILES, odd + "\n/" + odd + ".", odd));
        }
        return sources;
    }

    @ParameterizedTest
    @MethodSource("models")
    void it_fits_the_published_schema(ConnectorModel model) {
        PublishedSchemas.assertFits("apiDefinition.swagger.schema.json", ApiDefinition.of(model));
    }

    /** But what cannot be otherwise where there is no TLS, or no name. */
    @ParameterizedTest
    @MethodSource("models")
    void the_linter_finds_nothing(ConnectorModel model) {
        String definition = text(ApiDefinition.of(model));
        String properties = text(ApiProperties.of(model, Flavour.PUBLISHING));
        boolean local = model.address().scheme().equals("http");

        assertThat(Linter.definition(definition))
                .filteredOn(
                        finding -> !local || !Set.of(Rule.SCHEMES, Rule.HOST).contains(finding.rule()))
                .isEmpty();
        assertThat(Linter.properties(properties)).isEmpty();
        assertThat(Linter.together(definition, properties)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void another_parser_of_swagger_reads_it(ConnectorModel model) {
        ObjectNode definition = ApiDefinition.of(model);

        SwaggerDeserializationResult result = new SwaggerParser().readWithInfo(text(definition));

        assertThat(result.getMessages()).isEmpty();
        Swagger swagger = result.getSwagger();
        assertThat(swagger.getPaths()).hasSameSizeAs(definition.get("paths"));
        assertThat(swagger.getDefinitions()).hasSameSizeAs(definition.get("definitions"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void it_keeps_within_what_engines_take(ConnectorModel model) {
        ObjectNode definition = ApiDefinition.of(model);

        assertThat(ApiDefinition.operations(definition.get("paths"))).isLessThanOrEqualTo(256);
        assertThat(Trees.bytes(definition)).hasSizeLessThan(1_000_000);
        assertThat(definition.at("/info/title").asText()).hasSizeBetween(1, 30);
        assertThat(definition.at("/info/description").asText())
                .hasSizeBetween(30, 500)
                .matches("\\p{ASCII}+");
    }

    @ParameterizedTest
    @MethodSource("models")
    void ids_and_paths_are_unique_and_texts_are_fit_for_makers(ConnectorModel model) {
        ObjectNode definition = ApiDefinition.of(model);
        List<String> ids = new ArrayList<>();
        List<String> summaries = new ArrayList<>();
        operations(definition, (path, operation) -> {
            String id = operation.get("operationId").asText();
            ids.add(id.toLowerCase(Locale.ROOT));
            assertThat(id).matches("[A-Z][A-Za-z0-9]*");
            String summary = operation.get("summary").asText();
            summaries.add(summary.toLowerCase(Locale.ROOT));
            assertThat(summary).as(id).hasSizeBetween(1, 80).matches("\\p{Lu}[^/]*[\\p{L}\\p{N}\\p{M}]");
            String description = operation.get("description").asText();
            assertThat(description).as(id).matches("(?s)\\p{Lu}.*[.!?。]").isNotEqualTo(summary + '.');
            if (operation.has("x-ms-trigger")) {
                assertThat(summary).startsWith("When a");
            }
        });
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(summaries).doesNotHaveDuplicates();
        List<String> paths = new ArrayList<>();
        definition.get("paths").fieldNames().forEachRemaining(path -> paths.add(path.toLowerCase(Locale.ROOT)));
        assertThat(paths).doesNotHaveDuplicates().allMatch(path -> path.matches("/[!-~]+"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void every_reference_leads_somewhere_and_to_nothing_else_beside_it(ConnectorModel model) {
        ObjectNode definition = ApiDefinition.of(model);

        assertThat(definition.findParents("$ref")).allSatisfy(reference -> {
            assertThat(reference).hasSize(1);
            assertThat(definition
                            .at(reference.get("$ref").asText().substring(1))
                            .isObject())
                    .isTrue();
        });
    }

    @Test
    void the_same_configuration_gives_the_same_bytes() {
        for (ConnectorModel model : models().toList()) {
            assertThat(Trees.bytes(ApiDefinition.of(model))).isEqualTo(Trees.bytes(ApiDefinition.of(model)));
        }
    }

    /** Flows know operations by these ids: a change here breaks what people have built. */
    @Test
    void the_operations_are_those_that_flows_know() throws IOException {
        StringBuilder outline = new StringBuilder();
        operations(
                ApiDefinition.of(Models.usual()),
                (path, operation) -> outline.append(path)
                        .append("  ")
                        .append(operation.get("operationId").asText())
                        .append("  ")
                        .append(operation.get("summary").asText())
                        .append('\n'));

        try (InputStream known = ApiDefinitionTest.class.getResourceAsStream("/connector/operations.txt")) {
            assertThat(outline.toString())
                    .isEqualTo(new String(Objects.requireNonNull(known).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void with_a_hundred_sources_the_rest_is_reached_by_choosing_and_the_description_says_so() {
        ObjectNode definition = ApiDefinition.of(Models.of(Models.many(100), Models.actions()));

        long own = definition.get("paths").properties().stream()
                .filter(path -> path.getKey().matches("/triggers/folder-[0-9]{3}/poll"))
                .count();
        assertThat(own).isGreaterThan(70);
        assertThat(definition.at("/paths/~1triggers~1folder-000~1subscribe").isObject())
                .isTrue();
        assertThat(definition.at("/paths/~1triggers~1{source}~1subscribe").isObject())
                .isTrue();
        assertThat(definition.at("/info/description").asText())
                .contains("Of 100 sources the first " + own + " have triggers of their own");
        assertThat(ApiDefinition.of(Models.usual()).at("/info/description").asText())
                .doesNotContain("sources the first");
    }

    @Test
    void actions_that_find_no_room_are_counted_in_the_description_and_named() {
        ConnectorModel model = Models.of(Models.many(3), Models.manyActions(300));
        ObjectNode definition = ApiDefinition.of(model);
        LeftOut out = ApiDefinition.leftOut(model);

        assertThat(ApiDefinition.operations(definition.get("paths"))).isLessThanOrEqualTo(256);
        assertThat(definition.at("/paths/~1actions~1act-0").isObject()).isTrue();
        assertThat(out.actions())
                .isNotEmpty()
                .endsWith("act-299")
                .allSatisfy(name -> assertThat(definition.get("paths").has("/actions/" + name))
                        .isFalse());
        assertThat(out.sources()).isEqualTo(3);
        assertThat(definition.at("/info/description").asText())
                .contains("There is no room for " + out.actions().size() + " of 300 actions.")
                .hasSizeBetween(30, 500);
        assertThat(ApiDefinition.leftOut(Models.usual())).isEqualTo(new LeftOut(List.of(), 0));
    }

    @Test
    void an_action_is_never_called_like_another_operation() {
        ActionModel like = Models.actions().getFirst();
        ActionModel action =
                new ActionModel("own", "Get the content of a file", "", like.input(), like.output(), like.forms());

        ObjectNode definition = ApiDefinition.of(Models.of(List.of(), List.of(action)));

        assertThat(definition.at("/paths/~1actions~1own/post/summary").asText()).isEqualTo("Own");
    }

    @Test
    void whom_to_ask_is_named_in_whatever_letters_there_are() {
        Profile other =
                new Profile("Bellhop", "B", "B", "情報部", "it@example.org", "https://example.org", "https://example.org");
        ConnectorModel model = new ConnectorModel(Models.ADDRESS, new Credential.ApiKey(), other, List.of(), List.of());

        assertThat(ApiDefinition.of(model).at("/info/contact/name").asText()).isEqualTo("情報部");
    }

    @Test
    void sources_that_find_no_room_by_their_size_are_left_out_too() {
        List<SourceModel> large = Stream.of("a", "b", "c", "d")
                .map(name -> new SourceModel(
                        name,
                        SourceModel.Kind.EVENTS,
                        name,
                        "",
                        "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"string\",\"description\":\""
                                + name.repeat(300_000) + "\"}}}"))
                .toList();

        ObjectNode definition = ApiDefinition.of(Models.of(large, List.of()));

        assertThat(Trees.bytes(definition)).hasSizeLessThan(1_000_000);
        assertThat(definition.at("/paths/~1triggers~1b~1poll").isObject()).isTrue();
        assertThat(definition.at("/paths/~1triggers~1d~1poll").isMissingNode()).isTrue();
    }

    @Test
    void sources_that_differ_in_nothing_but_case_have_paths_that_differ_in_more() {
        ObjectNode definition =
                ApiDefinition.of(Models.of(List.of(Models.named("Inbox"), Models.named("inbox")), List.of()));

        assertThat(definition.get("paths").has("/triggers/inbox/poll")).isTrue();
        assertThat(definition.get("paths").has("/triggers/%49nbox/poll")).isTrue();
        ObjectNode alone = ApiDefinition.of(Models.of(List.of(Models.named("Inbox")), List.of()));
        assertThat(alone.get("paths").has("/triggers/Inbox/poll")).isTrue();
    }

    @Test
    void polling_and_webhook_triggers_are_declared_as_engines_want_them() {
        ObjectNode definition = ApiDefinition.of(Models.usual());
        JsonNode one = definition.at("/paths/~1triggers~1inbox~1poll/get");
        JsonNode many = definition.at("/paths/~1triggers~1inbox~1poll-batch/get");
        JsonNode hook = definition.at("/paths/~1triggers~1inbox~1subscribe");

        assertThat(one.get("x-ms-trigger").asText()).isEqualTo("single");
        assertThat(many.get("x-ms-trigger").asText()).isEqualTo("batch");
        assertThat(many.at("/responses/200/schema/type").asText()).isEqualTo("array");
        for (JsonNode poll : List.of(one, many)) {
            assertThat(poll.at("/x-ms-trigger-metadata/mode").asText()).isEqualTo("polling");
            assertThat(poll.get("x-ms-trigger-hint").asText()).isNotBlank();
            assertThat(poll.at("/responses/202").has("schema")).isFalse();
            JsonNode state = poll.at("/parameters/0");
            assertThat(state.get("name").asText()).isEqualTo("triggerState");
            assertThat(state.get("x-ms-visibility").asText()).isEqualTo("internal");
            assertThat(state.has("required") || state.has("default")).isFalse();
        }
        assertThat(hook.at("/x-ms-notification-content/schema/$ref").asText()).isEqualTo("#/definitions/FileEvent");
        JsonNode body = hook.at("/post/parameters/0/schema");
        assertThat(body.at("/properties/callbackUrl/x-ms-notification-url").isBoolean())
                .isTrue();
        assertThat(body.get("required")).isEqualTo(Trees.texts("callbackUrl"));
        assertThat(definition
                        .at("/paths/~1subscriptions~1{id}/delete/x-ms-visibility")
                        .asText())
                .isEqualTo("internal");
        assertThat(definition.at("/paths/~1actions~1files-list~1subscribe/post").has("x-ms-trigger"))
                .isFalse();
        assertThat(definition
                        .at("/paths/~1actions~1files-list/post/responses/202")
                        .has("schema"))
                .isFalse();
    }

    @Test
    void a_connection_shows_the_one_credential_there_is() {
        assertThat(ApiDefinition.of(Models.with(new Credential.None())).has("securityDefinitions"))
                .isFalse();
        ObjectNode key = ApiDefinition.of(Models.with(new Credential.ApiKey()));
        assertThat(key.at("/securityDefinitions/api_key/in").asText()).isEqualTo("header");
        ObjectNode entra = ApiDefinition.of(Models.with(Models.ENTRA));
        assertThat(entra.at("/securityDefinitions/token/flow").asText()).isEqualTo("accessCode");
        assertThat(entra.at("/security/0/token/0").asText()).isEqualTo("api://bellhop/.default");
    }

    private static String text(ObjectNode tree) {
        return new String(Trees.bytes(tree), StandardCharsets.UTF_8);
    }

    private static void operations(ObjectNode definition, BiConsumer<String, JsonNode> each) {
        definition
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(member -> {
                    if (member.getValue().has("operationId")) {
                        each.accept(member.getKey() + ' ' + path.getKey(), member.getValue());
                    }
                }));
    }
}
