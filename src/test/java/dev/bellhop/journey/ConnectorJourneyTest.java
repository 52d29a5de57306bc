package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellhop.connector.lint.Finding;
import dev.bellhop.connector.lint.Linter;
import dev.bellhop.connector.lint.Rule;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connector, as it is got from a running service, and whether that service does what it says. */
@QuarkusTest
@TestProfile(LocalMode.class)
class ConnectorJourneyTest {

    private static final String DEFINITION = "/connector/apiDefinition.swagger.json";
    private static final Map<String, String> CONNECTOR = Map.of("source", "connector");
    private static final Map<String, String> DOCUMENTS = Map.of("source", "documents", "path", "connector%2Fa%20b.txt");

    @Inject
    Clockwork clockwork;

    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void every_operation_answers_as_the_definition_says() {
        DeclaredAnswers answers = new DeclaredAnswers(given().get(DEFINITION).asString());

        sources(answers);
        files(answers);
        polls(answers);
        webhooks(answers);
        actions(answers);

        TreeSet<String> left = answers.all();
        left.removeAll(answers.called());
        // The others of these are the same for another source, where other tests look at what is delivered.
        left.removeIf(id -> id.endsWith("Subscribe"));
        assertThat(left).isEmpty();
    }

    private static void sources(DeclaredAnswers answers) {
        answers.call("ListSources", "?kind=directory", "", Map.of())
                .then()
                .body("value.name", hasItem("inbox"), "value.name", not(hasItem("connector")));
        answers.call("ListSources", "?kind=events", "", Map.of()).then().body("value.name", hasItem("connector"));
        for (String source : List.of("inbox", "connector", "bellhop")) {
            answers.call("GetSourceSchema", "", "", Map.of("source", source));
        }
        answers.call("PublishEvent", "", "{\"order\":1}", CONNECTOR);
        answers.call("PublishEvent", "", "{\"order\":2}", CONNECTOR);
        for (String odd : List.of("\"text\"", "[1,null]", "null", "1.5")) {
            answers.call("PublishEvent", "", odd, CONNECTOR);
        }
        answers.call("ListEvents", "?limit=1", "", CONNECTOR).then().body("nextLink", startsWith("http"));
        answers.call("ListEvents", "?limit=1000", "", CONNECTOR).then().body("nextLink", nullValue());
    }

    private void files(DeclaredAnswers answers) {
        for (int status : List.of(201, 200)) {
            Response written = Calls.sending("text/plain", "content " + status)
                    .urlEncodingEnabled(false)
                    .put("/sources/documents/files/connector%2Fa%20b.txt");
            assertThat(answers.check("WriteFile", written).statusCode()).isEqualTo(status);
        }
        answers.call("ReadFile", "", "", DOCUMENTS).then().statusCode(200).body(is("content 200"));
        answers.call("ListFiles", "?prefix=connector/", "", DOCUMENTS)
                .then()
                .body("value.path", is(List.of("connector/a b.txt")));
        answers.call("ListFiles", "?limit=1", "", DOCUMENTS);
        clockwork.tickUntil(() -> Calls.newest("documents") > 0);
    }

    /** Reading changes nothing, so every source is asked. */
    private static void polls(DeclaredAnswers answers) {
        for (String id : answers.all()) {
            if (id.endsWith("Poll") || id.endsWith("PollBatch")) {
                answers.call(id, "", "", CONNECTOR).then().statusCode(202);
                answers.call(id, "?startFrom=beginning", "", CONNECTOR);
            }
        }
        for (String id :
                List.of("SourcePoll", "SourcePollBatch", "ConnectorPoll", "DocumentsPoll", "DocumentsPollBatch")) {
            answers.call(id, "?startFrom=beginning", "", CONNECTOR).then().statusCode(200);
        }
        answers.call("ConnectorPollBatch", "?startFrom=beginning&max=100&filter=data.order%20%3D%202", "", CONNECTOR)
                .then()
                .body("data.order", is(List.of(2)));
    }

    private void webhooks(DeclaredAnswers answers) {
        for (String id : List.of("SourceSubscribe", "ConnectorSubscribe")) {
            int before = receiver.received().size();
            String body = "{\"callbackUrl\":\"" + receiver.url('/' + id) + "\",\"startFrom\":\"now\",\"ordered\":true,"
                    + "\"filter\":\"data.order > 2\"}";
            Response subscribed = answers.call(id, "", body, CONNECTOR);
            Calls.publish("connector", "{\"order\":3}");
            clockwork.tickUntil(() -> receiver.received().size() > before);
            answers.checkCallback(id, receiver.received().getLast().text());
            answers.check("EndSubscription", Calls.engine().delete(subscribed.header("Location")));
        }
    }

    private void actions(DeclaredAnswers answers) {
        Map<String, String> inputs = Map.of(
                "EventsPublish", "{\"source\":\"connector\",\"data\":{\"order\":4}}",
                "FilesList", "{\"source\":\"documents\",\"prefix\":\"connector/\"}");
        for (String id : answers.all()) {
            String action = id.replaceAll("(?:Start|Run|Await)$", "");
            String input = inputs.getOrDefault(action, "");
            if (action.equals(id)) {
                continue;
            }
            if (input.isEmpty()) {
                // Of an action that this test knows nothing of it is enough that it is declared.
                answers.called().add(id);
            } else if (id.endsWith("Start")) {
                Response accepted = answers.call(id, "", input, Map.of());
                accepted.then().statusCode(202);
                clockwork.tickUntil(() -> get(accepted).statusCode() == 200);
                answers.check(id, get(accepted));
                Response over = Calls.engine().delete(accepted.header("Location"));
                // It is declared only together with webhook actions.
                if (answers.all().contains("CancelOperation")) {
                    answers.check("CancelOperation", over);
                }
            } else if (id.endsWith("Run")) {
                answers.call(id, "", input, Map.of());
            } else {
                int before = receiver.received().size();
                String body = "{\"callbackUrl\":\"" + receiver.url('/' + id) + "\",\"input\":" + input + '}';
                answers.call(id, "", body, Map.of());
                clockwork.tickUntil(() -> receiver.received().size() > before);
                answers.checkCallback(id, receiver.received().getLast().text());
            }
        }
    }

    private static Response get(Response accepted) {
        return Calls.engine().get(accepted.header("Location"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                DEFINITION,
                "/connector/apiProperties.json",
                "/connector/apiProperties.json?for=publishing",
                "/connector/icon.png",
                "/connector.zip",
                "/connector/workflows/polling.json",
                "/connector/workflows/webhook.arm.json",
                "/connector/workflows/async.bicep"
            })
    void who_has_a_file_need_not_get_it_again(String path) {
        Response first = given().get(path);
        first.then().statusCode(200);
        String version = first.header("ETag");

        given().header("If-None-Match", version)
                .get(path)
                .then()
                .statusCode(304)
                .header("ETag", version)
                .body(is(""));
        Response again = given().header("If-None-Match", "\"another\"").get(path);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
        given().head(path).then().statusCode(200).header("ETag", version);
    }

    @Test
    void the_definition_stands_at_the_address_by_which_it_is_got() throws IOException {
        Response answer = given().get(DEFINITION);
        answer.then().contentType("application/json");
        JsonNode definition = new ObjectMapper().readTree(answer.asByteArray());
        URI here = URI.create(RestAssured.baseURI);
        assertThat(definition.get("host").asText()).isEqualTo(here.getHost() + ':' + RestAssured.port);
        assertThat(definition.get("schemes")).extracting(JsonNode::asText).containsExactly("http");
        assertThat(definition.get("basePath").asText()).isEqualTo("/");
        assertThat(definition.has("securityDefinitions")).isFalse();
        assertThat(Linter.definition(answer.asString()))
                .as("nothing but that there is no TLS")
                .extracting(Finding::rule)
                .containsExactly(Rule.SCHEMES);
        assertThat(definition
                        .at("/paths/~1triggers~1odd%20%C3%BCn%C3%AF~1poll/get/summary")
                        .asText())
                .contains("odd ünï");
    }

    @Test
    void workflows_have_the_urls_of_this_service_and_the_source_or_action_that_is_wished_for() {
        String base = RestAssured.baseURI + ':' + RestAssured.port;
        String uri = "definition.triggers.When_an_event_arrives.inputs.uri";
        given().queryParam("source", "odd ünï")
                .get("/connector/workflows/polling.json")
                .then()
                .body(uri, is(base + "/triggers/odd%20%C3%BCn%C3%AF/poll"));
        given().get("/connector/workflows/async.json?action=files-list")
                .then()
                .body("definition.actions.List_files.inputs.uri", is(base + "/actions/files-list"))
                .body("definition.actions.List_files.inputs.body.source", is("documents"));
        given().get("/connector/workflows/polling.bicep")
                .then()
                .contentType("text/plain")
                .body(containsString(base + "/triggers/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/connector/workflows/nothing.json",
                "/connector/workflows/polling",
                "/connector/workflows/polling.xml",
                "/connector/workflows/polling.json?source=nope",
                "/connector/workflows/async.json?action=nope"
            })
    void what_there_is_not_is_answered_with_what_there_is(String path) {
        given().get(path).then().statusCode(404).body("known", not(nullValue()));
    }

    @ParameterizedTest
    @ValueSource(strings = {DEFINITION + "?auth=x", DEFINITION + "?auth=key", "/connector/apiProperties.json?for=x"})
    void a_wish_that_cannot_be_met_is_refused(String path) {
        given().get(path).then().statusCode(400).body("type", is("urn:bellhop:problem:malformed-parameter"));
    }

    @Test
    void sources_of_another_kind_than_the_two_are_none() {
        given().get("/sources?kind=x").then().statusCode(400).body("detail", containsString("directory, events"));
    }
}
