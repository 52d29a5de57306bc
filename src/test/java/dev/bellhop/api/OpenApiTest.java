package dev.bellhop.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.bellhop.access.CallbackUrl;
import dev.bellhop.access.Right;
import dev.bellhop.access.keys.ApiKeys;
import dev.bellhop.access.keys.KeyRequest;
import dev.bellhop.access.signing.SigningKeys;
import dev.bellhop.api.body.CloudEventDraft;
import dev.bellhop.api.connector.ConnectorProblems;
import dev.bellhop.api.edge.Methods;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.api.files.FileListResource;
import dev.bellhop.api.files.UploadProblems;
import dev.bellhop.api.keys.KeyProblems;
import dev.bellhop.api.operations.OperationProblems;
import dev.bellhop.event.TriggerState;
import dev.bellhop.event.filter.FilterLimits;
import dev.bellhop.operation.OperationError;
import dev.bellhop.source.content.ListingCursor;
import dev.bellhop.subscription.options.Batching;
import dev.bellhop.subscription.options.ContentMode;
import dev.bellhop.subscription.options.Handshake;
import dev.bellhop.subscription.options.Rate;
import dev.bellhop.subscription.options.WrittenOptions;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The description is written by hand, so this compares it with the resources, the problems and the limits. */
class OpenApiTest {

    private static final List<String> METHODS = List.of("get", "head", "post", "put", "patch", "delete");
    private static final int SUMMARY_LENGTH_MAX = 80;

    private final JsonNode openApi = read();

    @Test
    void every_route_of_the_resources_is_described_and_no_other() throws Exception {
        TreeSet<String> routes = new TreeSet<>();
        for (Class<?> resource : resources()) {
            for (Method method : resource.getDeclaredMethods()) {
                Arrays.stream(method.getAnnotations())
                        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                        .filter(Objects::nonNull)
                        .forEach(verb -> routes.add(path(resource, method) + ' ' + verb.value()));
            }
        }

        TreeSet<String> described = new TreeSet<>();
        // HEAD needs no annotation: it is answered wherever GET is.
        operations((route, operation) -> {
            if (!route.endsWith(" HEAD")) {
                described.add(route);
            }
        });

        assertThat(described).isEqualTo(routes).isNotEmpty();
    }

    @Test
    void the_allow_header_names_the_methods_that_are_described() {
        openApi.get("paths").fieldNames().forEachRemaining(path -> {
            TreeSet<String> methods = new TreeSet<>(List.of("OPTIONS"));
            METHODS.stream()
                    .filter(openApi.get("paths").get(path)::has)
                    .forEach(method -> methods.add(method.toUpperCase(Locale.ROOT)));
            if (methods.contains("GET")) {
                methods.add("HEAD");
            }

            String allowed = Methods.of(path).orElse("");

            assertThat(new TreeSet<>(List.of(allowed.split(", ")))).as(path).isEqualTo(methods);
        });
    }

    @Test
    void operation_ids_are_unique_and_summaries_are_short_sentences() {
        List<String> ids = new ArrayList<>();
        for (JsonNode operation : openApi.findParents("operationId")) {
            String id = operation.get("operationId").asText();
            ids.add(id);
            String summary = operation.path("summary").asText();
            assertThat(summary).as(id).hasSizeBetween(1, SUMMARY_LENGTH_MAX).matches("[A-Z][^/]*[^/.,;:!?]");
            assertThat(operation.path("description").asText()).as(id).isNotBlank();
            assertThat(operation.path("tags")).as(id).hasSize(1);
        }
        assertThat(ids).doesNotHaveDuplicates();
        operations((route, operation) -> assertThat(operation.has("operationId"))
                .as("%s has an operationId", route)
                .isTrue());
    }

    @Test
    void every_reference_leads_somewhere() {
        for (String reference : openApi.findValuesAsText("$ref")) {
            assertThat(reference).startsWith("#/components/");
            assertThat(openApi.at(reference.substring(1)).isMissingNode())
                    .as("%s is missing", reference)
                    .isFalse();
        }
    }

    @Test
    void every_example_of_json_is_json_and_not_text_that_holds_json() throws IOException {
        ObjectMapper json = new ObjectMapper();
        for (JsonNode content : openApi.findValues("content")) {
            if (content.has("description")) {
                continue; // A property of this name.
            }
            for (Map.Entry<String, JsonNode> type : content.properties()) {
                JsonNode examples = type.getValue().path("examples");
                assertThat(examples.size() > 0 || type.getKey().equals("*/*"))
                        .as("an example of %s", type)
                        .isTrue();
                if (type.getKey().endsWith("json")) {
                    for (JsonNode example : examples) {
                        JsonNode value = resolved(example).path("value");
                        assertThat(json.readTree(value.toString())).isEqualTo(value);
                        assertThat(value.asText())
                                .doesNotStartWith("{")
                                .doesNotStartWith("[")
                                .doesNotStartWith("\"");
                    }
                }
            }
        }
    }

    @Test
    void every_problem_has_an_example_under_its_status() {
        operations((route, operation) -> operation.get("responses").properties().forEach(response -> {
            JsonNode problems = resolved(response.getValue()).at("/content/application~1problem+json/examples");
            problems.properties().forEach(example -> {
                JsonNode problem = resolved(example.getValue()).get("value");
                assertThat(problem.get("type").asText()).as(route).isEqualTo("urn:bellhop:problem:" + example.getKey());
                assertThat(problem.get("status").asText()).as(route).isEqualTo(response.getKey());
            });
        }));

        List<String> described = openApi.findValuesAsText("type");

        assertThat(described).containsAll(problemTypes()).contains(Problem.TYPES + "operation-failed");
    }

    @Test
    void limits_are_those_of_the_code() {
        assertThat(bounds("/paths/~1triggers~1{source}~1poll-batch/get/parameters/4"))
                .containsExactly(1, PollResource.PAGE_MAX, PollResource.PAGE_DEFAULT);
        assertThat(bounds("/components/parameters/wait")).containsExactly(0, PollResource.HOLD_SECONDS_MAX, 0);
        assertThat(bounds("/components/parameters/limit"))
                .containsExactly(1, SourcesResource.PAGE_MAX, SourcesResource.PAGE_DEFAULT)
                .containsExactly(1, FileListResource.PAGE_MAX, FileListResource.PAGE_DEFAULT)
                .containsExactly(1, SubscriptionsResource.PAGE_MAX, SubscriptionsResource.PAGE_DEFAULT)
                .containsExactly(1, DeadLettersResource.PAGE_MAX, DeadLettersResource.PAGE_DEFAULT)
                .containsExactly(1, AttemptsResource.PAGE_MAX, AttemptsResource.PAGE_DEFAULT);
        assertThat(lengthMax("/components/parameters/filter/schema")).isEqualTo(FilterLimits.TEXT_LENGTH_MAX);
        JsonNode overlap = openApi.at("/components/schemas/RotateSecretRequest/properties/overlapHours");
        assertThat(overlap.get("maximum").asLong()).isEqualTo(SigningKeys.OVERLAP_MAX.toHours());
        assertThat(overlap.get("default").asLong()).isEqualTo(SigningKeys.OVERLAP_DEFAULT.toHours());
        assertThat(bounds("/paths/~1dead-letters/get/parameters/3"))
                .containsExactly(0, DeadLettersResource.SKIP_MAX, 0);
        assertThat(lengthMax("/components/headers/NextPoll/schema")).isEqualTo(PollResource.LOCATION_LENGTH_MAX - 1);
        assertThat(lengthMax("/paths/~1sources~1{source}~1files/get/parameters/1/schema"))
                .isEqualTo(ListingCursor.TEXT_LENGTH_MAX);
        assertThat(lengthMax("/components/schemas/TriggerState")).isEqualTo(TriggerState.TEXT_LENGTH_MAX);
        assertThat(lengthMax("/components/schemas/CallbackUrl")).isEqualTo(CallbackUrl.LENGTH_MAX);
        assertThat(lengthMax("/components/schemas/CloudEvent/properties/id"))
                .isEqualTo(CloudEventDraft.IDENTITY_BYTES_MAX);
        assertThat(lengthMax("/components/schemas/CloudEvent/properties/type"))
                .isEqualTo(CloudEventDraft.ATTRIBUTE_BYTES_MAX);
    }

    @Test
    void a_key_can_be_wished_for_as_described() {
        JsonNode request = openApi.at("/components/schemas/KeyRequest/properties");

        assertThat(request.at("/name/maxLength").asInt()).isEqualTo(KeyRequest.NAME_LENGTH_MAX);
        assertThat(request.at("/sources/maxItems").asInt()).isEqualTo(KeyRequest.SOURCES_MAX);
        assertThat(request.at("/requestsPerSecond/maximum").asInt()).isEqualTo(KeyRequest.REQUESTS_PER_SECOND_MAX);
        assertThat(words(openApi.at("/components/schemas/Right/enum")))
                .containsExactlyElementsOf(
                        Stream.of(Right.values()).map(Right::text).toList());
        assertThat(openApi.at("/components/examples/TooManyKeys/value/detail").asText())
                .isEqualTo(KeyProblems.tooManyKeys(ApiKeys.KEYS_MAX).detail());
    }

    @Test
    void options_of_subscriptions_are_all_described_with_their_limits() {
        JsonNode options = openApi.at("/components/schemas/SubscriptionOptions/properties");

        assertThat(options.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(WrittenOptions.PROPERTIES);
        assertThat(options.at("/filter/maxLength").asInt()).isEqualTo(FilterLimits.TEXT_LENGTH_MAX);
        assertThat(options.at("/batch/oneOf/1/maximum").asInt())
                .isEqualTo(Batching.SIZE_MAX)
                .isEqualTo(options.at("/batch/oneOf/2/properties/max/maximum").asInt());
        assertThat(options.at("/rate/properties/perSecond/maximum").asInt())
                .isEqualTo(Rate.COUNT_MAX)
                .isEqualTo(options.at("/rate/properties/perMinute/maximum").asInt());
        assertThat(words(options.at("/content/enum")))
                .containsExactlyElementsOf(
                        Stream.of(ContentMode.values()).map(ContentMode::word).toList());
        assertThat(words(options.at("/handshake/enum")))
                .containsExactlyElementsOf(
                        Stream.of(Handshake.values()).map(Handshake::word).toList());
    }

    private static List<String> words(JsonNode values) {
        List<String> words = new ArrayList<>();
        values.forEach(value -> {
            if (!value.isNull()) {
                words.add(value.asText());
            }
        });
        return words;
    }

    @Test
    void trigger_states_in_examples_can_be_sent() {
        String state = openApi.at("/components/parameters/triggerState/example").asText();

        assertThat(TriggerState.parse(state)).get().hasToString(state);
    }

    private void operations(BiConsumer<String, JsonNode> each) {
        openApi.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .forEach(member -> each.accept(
                                path.getKey() + ' ' + member.getKey().toUpperCase(Locale.ROOT), member.getValue())));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? openApi.at(node.get("$ref").asText().substring(1)) : node;
    }

    private List<Integer> bounds(String parameter) {
        JsonNode schema = openApi.at(parameter).path("schema");
        return Stream.of("minimum", "maximum", "default")
                .map(bound -> schema.path(bound).asInt(-1))
                .toList();
    }

    private int lengthMax(String schema) {
        return openApi.at(schema).path("maxLength").asInt();
    }

    /** The types of all problems there are, found by making one of each. */
    private static List<String> problemTypes() {
        return Stream.of(
                        Problem.class,
                        KeyProblems.class,
                        OperationProblems.class,
                        UploadProblems.class,
                        ConnectorProblems.class)
                .flatMap(factories -> Arrays.stream(factories.getDeclaredMethods()))
                .filter(method -> Modifier.isStatic(method.getModifiers())
                        && !Modifier.isPrivate(method.getModifiers())
                        && method.getReturnType() == Problem.class)
                .map(OpenApiTest::problemType)
                .toList();
    }

    private static String problemType(Method factory) {
        Object[] arguments = Arrays.stream(factory.getParameterTypes())
                .map(type -> type == String.class
                        ? "x"
                        : type == long.class
                                ? (Object) 400L
                                : type == Collection.class || type == List.class
                                        ? List.of()
                                        : type == OperationError.class ? OperationError.expired() : (Object) 400)
                .toArray();
        try {
            return ((Problem) factory.invoke(null, arguments)).type();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("The problem " + factory.getName() + " could not be made", e);
        }
    }

    private static String path(Class<?> resource, Method method) {
        Path below = method.getAnnotation(Path.class);
        String path = resource.getAnnotation(Path.class).value() + (below == null ? "" : below.value());
        return path.replaceAll("\\{([a-z]+):[^}]*}", "{$1}");
    }

    private static List<Class<?>> resources() throws IOException, URISyntaxException, ClassNotFoundException {
        List<Class<?>> resources = new ArrayList<>();
        var folder = java.nio.file.Path.of(Objects.requireNonNull(PollResource.class.getResource("PollResource.class"))
                        .toURI())
                .getParent();
        try (Stream<java.nio.file.Path> classes = Files.walk(folder)) {
            for (java.nio.file.Path file : classes.toList()) {
                String name = folder.relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), ".");
                if (name.endsWith("Resource.class")) {
                    resources.add(Class.forName("dev.bellhop.api." + name.replace(".class", "")));
                }
            }
        }
        return resources;
    }

    private static JsonNode read() {
        try (InputStream file = OpenApiTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            return YAMLMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .readTree(file);
        } catch (IOException e) {
            throw new AssertionError("The description cannot be read", e);
        }
    }
}
