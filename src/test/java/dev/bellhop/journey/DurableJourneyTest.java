package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.bellhop.journey.DurableClient.Answer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client of Durable Functions that is pointed at Bellhop. */
@QuarkusTest
@TestProfile(LocalMode.class)
class DurableJourneyTest {

    private static final String BASE = "runtime/webhooks/durabletask";
    private static final String ARGUMENTS = "One or more of the arguments submitted is incorrect";
    private static final JsonObject LETTER = new JsonObject().put("to", "Ada").put("pages", 2);
    private static final String SIGNED = "{\"signed\":true,\"by\":\"Grace\"}";
    private static final String UNSIGNED = "{\"signed\":false,\"by\":\"Grace\"}";

    @TestHTTPResource("/")
    URL url;

    private DurableClient client;

    @BeforeEach
    void begin() {
        client = new DurableClient(url + BASE, "taskHub=Hub&connection=Storage&code=se%26cret");
    }

    @Test
    void a_start_is_answered_with_links_that_work() {
        Answer answer = client.post(client.orchestrator("signed-letter", null), LETTER.encode());

        assertThat(answer.status()).isEqualTo(202);
        JsonObject links = answer.json();
        assertThat(links.fieldNames())
                .containsExactly(
                        "id",
                        "statusQueryGetUri",
                        "sendEventPostUri",
                        "terminatePostUri",
                        "purgeHistoryDeleteUri",
                        "restartPostUri",
                        "suspendPostUri",
                        "resumePostUri");
        assertThat(links.getString("id")).matches("[0-9a-f]{32}");
        assertThat(answer.header("Location"))
                .isEqualTo(links.getString("statusQueryGetUri"))
                .isEqualTo(url + BASE + "/instances/" + links.getString("id")
                        + "?taskHub=Hub&connection=Storage&code=se%26cret");
        assertThat(answer.header("Retry-After")).isEqualTo("10");
        links.stream()
                .filter(link -> !link.getKey().equals("id"))
                .forEach(link -> assertThat(link.getValue().toString())
                        .startsWith(url.toString())
                        .endsWith("taskHub=Hub&connection=Storage&code=se%26cret"));

        Answer running = client.get(answer.header("Location"));
        assertThat(running.status()).isEqualTo(202);
        assertThat(running.header("Location")).isEqualTo(answer.header("Location"));
        assertThat(running.header("Retry-After")).isEqualTo("5");
        assertThat(client.raise(links, "signature", SIGNED).status()).isEqualTo(202);
        JsonObject end = client.awaitEnd(links);
        assertThat(end.getString("name")).isEqualTo("signed-letter");
        assertThat(end.getString("instanceId")).isEqualTo(links.getString("id"));
        assertThat(end.getJsonObject("input")).isEqualTo(LETTER);
        assertThat(end.getJsonObject("output").getString("signedBy")).isEqualTo("Grace");
        assertThat(end.getString("createdTime")).matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");
        assertThat(client.get(links.getString("statusQueryGetUri")).body())
                .as("the same again")
                .isEqualTo(end.encode());
    }

    @Test
    void without_a_code_links_have_one_of_their_own_and_the_status_another_than_the_rest() {
        JsonObject links = new DurableClient(url + BASE, "").start("signed-letter", null, LETTER);
        String reading = links.getString("statusQueryGetUri").replaceAll(".*\\?code=", "");
        String managing = links.getString("purgeHistoryDeleteUri").replaceAll(".*\\?code=", "");
        assertThat(reading).hasSizeGreaterThan(40).isNotEqualTo(managing);
        assertThat(links.getString("terminatePostUri")).endsWith("/terminate?reason={text}&code=" + managing);
    }

    @Test
    void an_id_can_be_chosen_whatever_is_in_it() {
        for (String id : List.of("durable order 17;v=2", "durable-ü€😀+%2B&=", "durable:{name}~'\"")) {
            JsonObject links = client.start("Signed-LETTER", id, LETTER);
            assertThat(links.getString("id")).isEqualTo(id);
            assertThat(client.raise(links, "signature", SIGNED).status()).isEqualTo(202);
            assertThat(client.awaitEnd(links).getString("instanceId")).isEqualTo(id);
            // The URLs of Bellhop's own interface take it, too.
            Calls.engine()
                    .get("/operations/" + DurableClient.encoded(id))
                    .then()
                    .statusCode(200);
            assertThat(client.purge(links)).isEqualTo(1);
            assertThat(client.purge(links)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"@a", "a%2Fb", "a%5Cb", "a%23b", "a%3Fb", "a%0Ab", "a%7F"})
    void some_ids_cannot_be_chosen(String id) {
        Answer answer = client.post(client.url("/orchestrators/signed-letter/" + id), LETTER.encode());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("ExceptionMessage")).contains("instance id must not");
    }

    @Test
    void an_id_has_a_greatest_length() {
        String longest = "durable-" + "x".repeat(248);
        assertThat(client.start("signed-letter", longest, LETTER).getString("id"))
                .isEqualTo(longest);
        assertThat(client.post(client.orchestrator("signed-letter", longest + "x"), LETTER.encode())
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "application/x-www-form-urlencoded", "odd", ""})
    void the_content_type_of_a_start_does_not_matter(String type) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(client.orchestrator("signed-letter", null)))
                .POST(BodyPublishers.ofString(LETTER.encode()));
        Answer answer = client.send((type.isEmpty() ? request : request.header("Content-Type", type)).build());
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    }

    @Test
    void a_start_that_cannot_be_says_why_in_both_messages() {
        fault(client.post(client.orchestrator("none", null), "{}"), 400, ARGUMENTS, "'none' doesn't exist");
        fault(client.post(client.orchestrator("signed-letter", null), "{"), 400, "Invalid JSON content", "not JSON");
        fault(
                client.post(client.orchestrator("signed-letter", null), "{\"to\":17,\"page\":1}"),
                400,
                ARGUMENTS,
                "to must be text");
        fault(client.post(client.orchestrator("signed-letter", null), ""), 400, ARGUMENTS, "pages is missing");
    }

    @Test
    void of_starts_that_race_for_an_id_one_wins() throws Exception {
        for (int round = 0; round < 5; round++) {
            String id = "durable-race-" + round;
            try (ExecutorService callers = Executors.newFixedThreadPool(6)) {
                List<Future<Integer>> all = IntStream.range(0, 6)
                        .mapToObj(i -> callers.submit(
                                () -> client.post(client.orchestrator("signed-letter", id), LETTER.encode())
                                        .status()))
                        .toList();
                List<Integer> statuses = new ArrayList<>();
                for (Future<Integer> one : all) {
                    statuses.add(one.get());
                }
                assertThat(statuses).containsExactlyInAnyOrder(202, 409, 409, 409, 409, 409);
            }
        }
    }

    @Test
    void an_id_is_free_again_when_its_instance_is_over() {
        JsonObject links = client.start("signed-letter", "durable-again", LETTER);
        fault(
                client.post(client.orchestrator("signed-letter", "durable-again"), LETTER.encode()),
                409,
                "An Orchestration instance with the status",
                "already exists");
        client.change(links, "terminate", "enough");
        client.start("errand", "durable-again", errand(0));
        assertThat(client.awaitEnd(links).getString("name")).isEqualTo("errand");
    }

    @Test
    void a_failure_is_200_or_500_as_it_is_wanted() {
        JsonObject links = client.start("errand", null, errand(1));
        JsonObject end = client.awaitEnd(links);
        assertThat(end.getString("runtimeStatus")).isEqualTo("Failed");
        assertThat(end.getString("output")).isEqualTo("lost: The way was lost");
        String status = links.getString("statusQueryGetUri");
        assertThat(client.get(status).status()).isEqualTo(200);
        Answer asError = client.get(status + "&RETURNInternalServerErrorOnFailure=True");
        assertThat(asError.status()).isEqualTo(500);
        assertThat(asError.json()).isEqualTo(end);
        assertThat(client.get(status + "&returnInternalServerErrorOnFailure=maybe")
                        .status())
                .isEqualTo(400);

        Answer started = client.post(
                client.orchestrator("errand", null) + "&returnInternalServerErrorOnFailure=true",
                errand(1).encode());
        assertThat(started.json().getString("statusQueryGetUri")).endsWith("&returnInternalServerErrorOnFailure=true");
        assertThat(started.json().getString("purgeHistoryDeleteUri")).doesNotContain("returnInternal");
        client.awaitEnd(started.json());
        assertThat(client.get(started.header("Location")).status()).isEqualTo(500);
    }

    @Test
    void an_instance_is_suspended_resumed_and_terminated() {
        JsonObject links = client.start("signed-letter", null, LETTER);
        empty(client.change(links, "suspend", "hold on"), 202);
        Answer held = client.get(links.getString("statusQueryGetUri"));
        assertThat(held.status()).isEqualTo(202);
        assertThat(held.json().getString("runtimeStatus")).isEqualTo("Suspended");
        empty(client.raise(links, "signature", SIGNED), 202);
        assertThat(client.state(links)).isEqualTo("Suspended");
        empty(client.change(links, "resume", "go on"), 202);
        assertThat(client.awaitEnd(links).getString("runtimeStatus")).isEqualTo("Completed");
        for (String what : List.of("suspend", "resume", "terminate")) {
            empty(client.change(links, what, ""), 410);
        }
        empty(client.raise(links, "signature", SIGNED), 410);
        empty(client.rewind(links), 410);

        JsonObject other = client.start("signed-letter", null, LETTER);
        empty(client.change(other, "terminate", "no longer needed & so on"), 202);
        Answer terminated =
                client.get(other.getString("statusQueryGetUri") + "&returnInternalServerErrorOnFailure=true");
        assertThat(terminated.status()).isEqualTo(200);
        assertThat(terminated.json().getString("runtimeStatus")).isEqualTo("Terminated");
        assertThat(terminated.json().getString("output")).isEqualTo("no longer needed & so on");
        empty(client.rewind(other), 410);
    }

    @Test
    void what_failed_is_rewound_and_nothing_that_was_done_is_done_again() {
        JsonObject links = client.start("errand", null, errand(1));
        assertThat(client.awaitEnd(links).getString("runtimeStatus")).isEqualTo("Failed");
        empty(client.rewind(links), 202);
        JsonObject end = client.awaitEnd(links);
        assertThat(end.getString("runtimeStatus")).isEqualTo("Completed");
        assertThat(end.getJsonObject("output"))
                .isEqualTo(new JsonObject().put("what", "w").put("prepared", 1));

        JsonObject running = client.start("signed-letter", null, LETTER);
        Answer refused = client.rewind(running);
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.json().getString("Message")).contains("only orchestrations in the \"Failed\" state");
    }

    @Test
    void a_restart_keeps_the_id_or_has_a_new_one() {
        JsonObject links = client.start("signed-letter", null, LETTER);
        fault(
                client.restart(links, false),
                409,
                "A non-terminal instance with this instance ID already exists.",
                "non-terminal");
        Answer other = client.restart(links, true);
        assertThat(other.status()).isEqualTo(202);
        assertThat(other.json().getString("id")).isNotEqualTo(links.getString("id"));
        assertThat(other.header("Location")).isEqualTo(other.json().getString("statusQueryGetUri"));
        client.raise(links, "signature", SIGNED);
        client.awaitEnd(links);
        assertThat(client.post(links.getString("restartPostUri"), "").json().getString("id"))
                .isNotEqualTo(links.getString("id"));

        Answer same = client.restart(links, false);
        assertThat(same.status()).isEqualTo(202);
        assertThat(same.json()).isEqualTo(links);
        assertThat(client.state(links)).isIn("Pending", "Running");
        assertThat(client.get(links.getString("statusQueryGetUri")).json().getJsonObject("input"))
                .isEqualTo(LETTER);
        fault(
                client.post(client.url("/instances/none/restart"), ""),
                400,
                "InstanceId does not match a valid orchestration instance.",
                "no instance");
        assertThat(client.post(links.getString("restartPostUri") + "&restartWithNewInstanceId=0", "")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_caller_may_wait_for_the_output() {
        String start = client.orchestrator("errand", null) + "&timeout=30&pollingInterval=1";
        Answer done = client.post(start, errand(0).encode());
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json()).isEqualTo(new JsonObject().put("what", "w").put("prepared", 1));
        Answer failed = client.post(start, errand(1).encode());
        assertThat(failed.status()).isEqualTo(200);
        assertThat(failed.json().getString("runtimeStatus")).isEqualTo("Failed");
        assertThat(client.post(
                                start + "&returnInternalServerErrorOnFailure=true",
                                errand(1).encode())
                        .status())
                .isEqualTo(500);

        String letter = client.orchestrator("signed-letter", null);
        Answer late = client.post(letter + "&timeout=0.05&pollingInterval=0.01", LETTER.encode());
        assertThat(late.status()).isEqualTo(202);
        assertThat(late.header("Location")).isEqualTo(late.json().getString("statusQueryGetUri"));
        assertThat(client.post(letter + "&timeout=3", LETTER.encode()).status()).isEqualTo(202);
        fault(
                client.post(letter + "&timeout=1&pollingInterval=5", LETTER.encode()),
                400,
                ARGUMENTS,
                "Total timeout 1 should be bigger than retry timeout 5");
    }

    @Test
    void an_event_counts_from_the_start_on_and_must_be_json() {
        JsonObject links = client.start("signed-letter", null, LETTER);
        fault(client.raise(links, "signature", "{"), 400, "Invalid JSON content", "not JSON");
        HttpRequest text = HttpRequest.newBuilder(
                        URI.create(links.getString("sendEventPostUri").replace("{eventName}", "signature")))
                .POST(BodyPublishers.ofString(SIGNED))
                .header("Content-Type", "text/plain")
                .build();
        assertThat(client.send(text).json().getString("Message"))
                .isEqualTo("Only application/json request content is supported");
        empty(client.raise(links, "signature", UNSIGNED), 202);
        assertThat(client.awaitEnd(links).getString("output")).isEqualTo("not-signed: Grace did not sign");
        empty(client.raise(links, "signature", "{"), 410);
        empty(client.post(client.url("/instances/none/raiseEvent/x"), "{"), 404);
    }

    @Test
    void an_unknown_instance_is_a_404_without_a_body() {
        empty(client.get(client.url("/instances/none")), 404);
        empty(client.send("DELETE", client.url("/instances/none"), "", null), 404);
        for (String what : List.of("terminate", "suspend", "resume", "rewind", "raiseEvent/x")) {
            empty(client.post(client.url("/instances/none/" + what), ""), 404);
        }
    }

    @Test
    void case_does_not_count_and_a_wrong_method_is_a_404() {
        JsonObject links = client.start("signed-letter", "durable-Case", LETTER);
        DurableClient loud = new DurableClient(url + "RUNTIME/WebHooks/DurableTask", "CODE=x&TASKHUB=Loud");
        assertThat(loud.get(loud.url("/INSTANCES/durable-Case?SHOWINPUT=false"))
                        .json()
                        .getValue("input"))
                .isNull();
        assertThat(loud.get(loud.url("/Instances/DURABLE-case")).status())
                .as("but of ids it does")
                .isEqualTo(404);
        empty(loud.post(loud.url("/Instances/durable-Case/SUSPEND?Reason=x"), ""), 202);
        assertThat(client.state(links)).isEqualTo("Suspended");
        assertThat(loud.start("ERRAND", null, errand(0)).getString("statusQueryGetUri"))
                .contains("taskHub=Loud", "code=x");

        empty(client.get(client.url("/orchestrators/errand")), 404);
        empty(client.post(client.url("/instances"), ""), 404);
        empty(client.send("PUT", client.url("/instances/durable-Case"), "{}", null), 404);
        empty(client.get(client.url("/instances/durable-Case/terminate")), 404);
    }

    @Test
    void the_history_is_shown_if_it_is_wanted() {
        JsonObject links = client.start("signed-letter", null, LETTER);
        client.raise(links, "signature", SIGNED);
        assertThat(client.awaitEnd(links).containsKey("historyEvents")).isFalse();
        String status = links.getString("statusQueryGetUri");
        JsonArray all = client.get(status + "&showHistory=true&showHistoryOutput=true")
                .json()
                .getJsonArray("historyEvents");
        assertThat(all.stream().map(item -> ((JsonObject) item).getString("EventType")))
                .containsExactly("ExecutionStarted", "EventRaised", "TaskCompleted", "ExecutionCompleted");
        assertThat(all.encode()).contains("\"Result\":{\"to\":\"Ada\"").contains("\"Input\"");
        assertThat(client.get(status + "&showHistory=true&showInput=false").body())
                .doesNotContain("Result", "Input", "pages");
    }

    @Test
    void lists_are_filtered_and_followed_to_their_end() {
        for (int i = 0; i < 7; i++) {
            client.start("signed-letter", "durable-list-" + i, LETTER);
        }
        JsonObject over = client.start("errand", "durable-list-7", errand(0));
        client.awaitEnd(over);
        String mine = "instanceIdPrefix=durable-list-";

        assertThat(ids(mine)).hasSize(8);
        assertThat(ids(mine + "&top=3")).isEqualTo(ids(mine)).doesNotHaveDuplicates();
        assertThat(ids(mine + "&top=4")).isEqualTo(ids(mine));
        assertThat(ids(mine + "&runtimeStatus=Completed,Failed&runtimeStatus=Terminated"))
                .containsExactly("durable-list-7");
        assertThat(ids("createdTimeFrom=2020-01-01&top=2&runtimestatus=running,pending"))
                .contains("durable-list-0", "durable-list-6")
                .doesNotContain("durable-list-7")
                .doesNotHaveDuplicates();
        assertThat(ids(mine + "&createdTimeTo=2020-01-01T00:00:00Z")).isEmpty();
        assertThat(ids(mine + "&runtimeStatus=Canceled")).isEmpty();
        assertThat(client.list(mine + "&showInput=false")).allMatch(instance -> instance.getValue("input") == null);
        assertThat(client.list(mine).getFirst().getJsonObject("input")).isEqualTo(LETTER);
        Answer last = client.get(client.url("/instances?" + mine));
        assertThat(last.response().headers().firstValue("x-ms-continuation-token"))
                .hasValue("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "GET runtimeStatus=Compleed Completed",
                "GET createdTimeFrom=yesterday 8601",
                "GET createdTimeTo= 8601",
                "GET top=many whole",
                "GET showInput=1 true",
                "DELETE createdTimeTo=2026-01-01 'createdTimeFrom'",
                "DELETE createdTimeFrom=2026-01-01&runtimeStatus=Running Terminated",
                "DELETE createdTimeFrom=2026-01-01&runtimeStatus= Terminated"
            })
    void a_filter_that_cannot_be_read_is_refused_with_what_is_right(String method, String filter, String saying) {
        Answer answer = client.send(method, client.url("/instances?" + filter), "", null);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("Message")).contains(saying);
    }

    @Test
    void a_continuation_token_that_was_not_given_out_is_refused() {
        Answer answer = client.send("GET", client.url("/instances"), "", "bm9uZQ");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("Message")).contains("leave it out");
    }

    @Test
    void what_is_over_is_purged_by_time_and_status_and_nothing_else() {
        JsonObject going = client.start("signed-letter", "durable-purge-going", LETTER);
        JsonObject failed = client.start("errand", "durable-purge-failed", errand(1));
        client.awaitEnd(failed);
        Answer refused = client.send("DELETE", going.getString("purgeHistoryDeleteUri"), "", null);
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.json().getString("Message")).contains("Running");

        assertThat(client.purgeAll("createdTimeFrom=2000-01-01&createdTimeTo=2001-01-01"))
                .isZero();
        assertThat(client.purgeAll("createdTimeFrom=2000-01-01&runtimeStatus=Failed"))
                .isPositive();
        assertThat(ids("instanceIdPrefix=durable-purge")).containsExactly("durable-purge-going");
        assertThat(client.purgeAll("createdTimeFrom=2000-01-01&runtimeStatus=Failed"))
                .isZero();
    }

    @Test
    void bellhops_own_urls_rewind_and_restart_too() {
        JsonObject links = client.start("errand", null, errand(1));
        client.awaitEnd(links);
        String id = links.getString("id");
        given().post("/operations/{id}/rewind", id).then().statusCode(200);
        client.awaitEnd(links);
        given().post("/operations/{id}/rewind", id)
                .then()
                .statusCode(409)
                .body("type", is("urn:bellhop:problem:operation-not-failed"));
        String location = given().post("/operations/{id}/restart", id)
                .then()
                .statusCode(202)
                .header("Retry-After", "1")
                .extract()
                .header("Location");
        assertThat(location).contains("/operations/").doesNotContain(id);
        given().post("/operations/none/rewind").then().statusCode(404);
        given().post("/operations/none/restart").then().statusCode(404);
    }

    private static JsonObject errand(int failures) {
        return new JsonObject().put("what", "w").put("failures", failures);
    }

    private List<String> ids(String filter) {
        return client.list(filter).stream()
                .map(instance -> instance.getString("instanceId"))
                .toList();
    }

    private static void empty(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
    }

    private static void fault(Answer answer, int status, String message, String exceptionMessage) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().fieldNames()).containsExactly("Message", "ExceptionMessage");
        assertThat(answer.json().getString("Message")).startsWith(message);
        assertThat(answer.json().getString("ExceptionMessage")).contains(exceptionMessage);
    }
}
