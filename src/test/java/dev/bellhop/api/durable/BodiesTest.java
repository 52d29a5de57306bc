package dev.bellhop.api.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.store.OperationStore.Trail;
import dev.bellhop.operation.store.RaisedEvent;
import dev.bellhop.operation.store.Step;
import dev.bellhop.operation.store.Step.Kind;
import dev.bellhop.operation.store.StepState;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients read. */
class BodiesTest {

    private static final Instant AT = InstanceSamples.CREATED.plusSeconds(2);

    private final Trail trail = new Trail(
            List.of(
                    new Step("await go", Kind.EVENT, 0, AT, new StepState.Done("1", AT.plusSeconds(3))),
                    new Step("nap", Kind.SLEEP, 0, AT, new StepState.Done(null, AT.plusSeconds(1))),
                    new Step("send", Kind.WORK, 1, AT, new StepState.Done("{\"n\":1}", AT.plusSeconds(4))),
                    new Step("late", Kind.WORK, 2, AT, new StepState.Failed(new OperationError("c", "m"), AT)),
                    new Step("open", Kind.WORK, 2, AT, new StepState.Waiting(AT))),
            List.of(new RaisedEvent(1, "go", "1", AT.plusSeconds(2), "await go")));

    @Test
    void a_status_has_all_its_fields_in_their_order_whatever_there_is() {
        assertThat(StatusBody.of(InstanceSamples.RUNNING, true).encode())
                .isEqualTo("{\"name\":\"signed-letter\",\"instanceId\":\"order 1/ü\",\"runtimeStatus\":\"Running\","
                        + "\"input\":{\"to\":\"Ada\"},\"customStatus\":{\"page\":2},\"output\":null,"
                        + "\"createdTime\":\"2026-11-20T10:15:30Z\",\"lastUpdatedTime\":\"2026-11-20T10:15:40Z\"}");
        JsonObject without = StatusBody.of(InstanceSamples.COMPLETED, false);
        assertThat(without.fieldNames())
                .containsExactly(
                        "name",
                        "instanceId",
                        "runtimeStatus",
                        "input",
                        "customStatus",
                        "output",
                        "createdTime",
                        "lastUpdatedTime");
        assertThat(without.getValue("input")).isNull();
        assertThat(without.getJsonArray("output").encode()).isEqualTo("[1,null]");
    }

    @Test
    void what_did_not_succeed_says_why_in_its_output() {
        assertThat(StatusBody.output(InstanceSamples.FAILED)).isEqualTo("not-signed: Grace did not sign");
        assertThat(StatusBody.output(InstanceSamples.TERMINATED)).isEqualTo("no longer needed");
    }

    @ParameterizedTest
    @EnumSource(OperationStatus.class)
    void every_status_is_shown_as_one_of_the_original(OperationStatus status) {
        RuntimeStatus shown = RuntimeStatus.of(status);
        assertThat(shown.isOver()).isEqualTo(status.isOver());
        assertThat(RuntimeStatus.parse(shown.text())).hasValue(shown);
    }

    @Test
    void a_history_is_in_order_and_has_no_data_unless_it_is_wanted() {
        assertThat(types(new HistoryBody(false, false)))
                .isEqualTo("ExecutionStarted TaskFailed TimerFired EventRaised TaskCompleted ExecutionCompleted");
        String plain = new HistoryBody(false, false)
                .of(InstanceSamples.COMPLETED, trail)
                .encode();
        assertThat(plain)
                .contains("\"FunctionName\":\"send\"", "\"ScheduledTime\":\"2026-11-20T10:15:32.987654Z\"")
                .contains("\"OrchestrationStatus\":\"Completed\"")
                .doesNotContain("Result", "Input", "Ada");
        String all =
                new HistoryBody(true, true).of(InstanceSamples.COMPLETED, trail).encode();
        assertThat(all)
                .contains("\"Input\":{\"to\":\"Ada\"}", "\"Input\":1", "\"Result\":{\"n\":1}", "\"Result\":[1,null]")
                .contains("\"Result\":\"c: m\"");
    }

    @Test
    void what_is_not_over_has_no_end() {
        assertThat(new HistoryBody(true, true)
                        .of(InstanceSamples.RUNNING, trail)
                        .encode())
                .doesNotContain("OrchestrationStatus");
        assertThat(new HistoryBody(true, true)
                        .of(InstanceSamples.TERMINATED, trail)
                        .encode())
                .contains("\"EventType\":\"ExecutionTerminated\"", "\"Result\":\"no longer needed\"");
    }

    @Test
    void links_are_absolute_and_have_the_id_encoded() {
        Links links = new Links("https://b.example/p", "order 1/ü", "taskHub=h&code=c", "taskHub=h&code=r", true);
        String instance = "https://b.example/p/runtime/webhooks/durabletask/instances/order%201%2F%C3%BC";
        assertThat(links.body())
                .isEqualTo(new JsonObject()
                        .put("id", "order 1/ü")
                        .put(
                                "statusQueryGetUri",
                                instance + "?taskHub=h&code=r&returnInternalServerErrorOnFailure=true")
                        .put("sendEventPostUri", instance + "/raiseEvent/{eventName}?taskHub=h&code=c")
                        .put("terminatePostUri", instance + "/terminate?reason={text}&taskHub=h&code=c")
                        .put("purgeHistoryDeleteUri", instance + "?taskHub=h&code=c")
                        .put("restartPostUri", instance + "/restart?taskHub=h&code=c")
                        .put("suspendPostUri", instance + "/suspend?reason={text}&taskHub=h&code=c")
                        .put("resumePostUri", instance + "/resume?reason={text}&taskHub=h&code=c"));
        assertThat(new Links("b", "i", "q", "r", false).status()).endsWith("/instances/i?r");
    }

    @Test
    void nothing_and_null_are_an_empty_input() {
        for (String nothing : List.of("", " \n", "null", "\uFEFF", "\uFEFFnull ")) {
            assertThat(JsonBody.input(bytes(nothing))).isEqualTo("{}");
            assertThat(JsonBody.payload(bytes(nothing))).isEqualTo("null");
        }
        assertThat(JsonBody.input(bytes(" {\"a\":1}"))).isEqualTo("{\"a\":1}");
        assertThat(JsonBody.payload(bytes("\"text\""))).isEqualTo("\"text\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}{}", "nul", "{'a':1}", "{\"a\":1,\"a\":2}", "\u0000"})
    void what_is_not_json_is_a_fault_with_both_messages(String body) {
        notJson(bytes(body));
    }

    @Test
    void what_is_not_text_is_no_json() {
        notJson(new byte[] {'"', (byte) 0xff, '"'});
    }

    private static void notJson(byte[] body) {
        assertThatThrownBy(() -> JsonBody.input(body))
                .isInstanceOfSatisfying(
                        Fault.Stop.class,
                        stop -> assertThat(stop.fault().body().fieldNames())
                                .containsExactly("Message", "ExceptionMessage"))
                .hasMessage("Invalid JSON content");
    }

    private String types(HistoryBody history) {
        return history.of(InstanceSamples.COMPLETED, trail).stream()
                .map(item -> ((JsonObject) item).getString("EventType"))
                .collect(Collectors.joining(" "));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
