package dev.bellhop.operation.action.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.operation.Operation;
import dev.bellhop.operation.Operations.Request;
import dev.bellhop.operation.Operations.Start;
import dev.bellhop.operation.action.Acting;
import dev.bellhop.operation.engine.World;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The course of a call, with answers from a script. */
class HttpCallTest {

    private static final String CALL = "{\"method\":\"post\",\"url\":\"https://api.example/x?key=hush\","
            + "\"headers\":{\"Authorization\":\"Bearer hush\",\"accept\":\"a/b\"},\"body\":{\"n\":1}";

    private final Deque<CallTry> script = new ArrayDeque<>();
    private final List<CallSender.Call> calls = new ArrayList<>();
    private Acting acting;

    @BeforeEach
    void begin() {
        acting = Acting.forever(world());
    }

    private World world() {
        return World.inOrder(new HttpCall(call -> {
            calls.add(call);
            return Uni.createFrom().item(script.remove());
        }));
    }

    @Test
    void an_answer_is_the_output() {
        script.add(
                new CallTry(201, Map.of("etag", "1"), Map.of("a", List.of(1)), "json", null, null, null, null, false));
        HttpCall.Output output = acting.run("http-call", CALL + "}", HttpCall.Output.class);
        assertThat(output).isEqualTo(new HttpCall.Output(201, Map.of("etag", "1"), Map.of("a", List.of(1)), "json"));
        CallSender.Call call = calls.getFirst();
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.body()).asString().isEqualTo("{\"n\":1}");
        assertThat(call.timeout()).isEqualTo(HttpCall.TIMEOUT_DEFAULT);
        assertThat(call.headers())
                .containsEntry("Authorization", "Bearer hush")
                .containsEntry("Content-Type", "application/json; charset=utf-8")
                .containsKey("Idempotency-Key");
    }

    @Test
    void what_may_pass_is_tried_again_under_the_same_key_and_then_it_fails() {
        for (int i = 0; i < 5; i++) {
            script.add(passing(503, i == 0 ? 60L : null));
        }
        String id = acting.start("http-call", CALL + "}");
        acting.pass(Duration.ofSeconds(55));
        assertThat(calls).hasSize(1);
        acting.pass(Duration.ofMinutes(30));
        assertThat(calls).hasSize(5);
        assertThat(calls.stream()
                        .map(call -> call.headers().get("Idempotency-Key"))
                        .distinct())
                .hasSize(1);
        assertThat(calls.stream().map(CallSender.Call::attempt)).containsExactly(1, 2, 3, 4, 5);
        assertThat(calls.stream().map(CallSender.Call::retried)).containsExactly(true, true, true, true, false);
        assertThat(acting.world.operation(id).error().code()).isEqualTo("http-status");
    }

    @Test
    void what_failed_is_called_again_when_it_is_rewound() {
        script.add(accepted("https://api.example/jobs/1", 1L));
        script.add(new CallTry(404, Map.of(), null, null, null, null, null, null, false));
        String id = acting.start("http-call", CALL + "}");
        acting.pass(Duration.ofSeconds(5));
        assertThat(acting.world.operation(id).error().code()).isEqualTo("http-status");
        script.add(new CallTry(200, Map.of(), "done", "utf-8", null, null, null, null, false));

        acting.alive.later(acting.alive.operations.rewind(id));
        acting.settle();

        assertThat(acting.output(id, HttpCall.Output.class).body()).isEqualTo("done");
        assertThat(calls.stream().map(CallSender.Call::method)).containsExactly("POST", "GET", "GET");
    }

    @Test
    void a_failure_tells_neither_the_url_nor_a_header() {
        script.add(CallTry.failed("no-answer", "The other side did not answer: the connection was refused", true));
        Operation failed = acting.world.operation(acting.start("http-call", CALL + ",\"retries\":0}"));
        assertThat(failed.error().code()).isEqualTo("no-answer");
        assertThat(failed.error().message()).doesNotContain("hush", "api.example");
    }

    @Test
    void what_was_accepted_is_asked_for_until_it_is_there() {
        script.add(accepted("https://api.example/jobs/1?token=t", 10L));
        script.add(accepted("https://api.example/jobs/1?token=u", null));
        script.add(passing(500, null));
        script.add(new CallTry(200, Map.of(), "done", "utf-8", null, null, null, null, false));
        String id = acting.start("http-call", CALL + "}");
        assertThat(acting.world.operation(id).customStatus()).contains("waiting for the result");
        acting.pass(Duration.ofSeconds(10));
        assertThat(calls).hasSize(2);
        acting.pass(Duration.ofSeconds(25));
        assertThat(calls).hasSize(2);
        acting.pass(Duration.ofSeconds(60));
        assertThat(acting.output(id, HttpCall.Output.class).body()).isEqualTo("done");
        CallSender.Call poll = calls.get(1);
        assertThat(poll.method()).isEqualTo("GET");
        assertThat(poll.body()).isEmpty();
        assertThat(poll.headers()).containsOnlyKeys("accept", "Authorization");
        assertThat(calls.stream().map(CallSender.Call::url))
                .endsWith("https://api.example/jobs/1?token=u", "https://api.example/jobs/1?token=u");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.example/jobs/1",
                "http://api.example/jobs/1",
                "https://api.example:444/jobs/1",
                "https://api.example.org/jobs/1"
            })
    void another_origin_gets_no_credential(String location) {
        script.add(accepted(location, 1L));
        script.add(accepted("https://api.example:443/x", 1L));
        script.add(new CallTry(200, Map.of(), null, null, null, null, null, null, false));
        acting.start("http-call", CALL + "}");
        acting.pass(Duration.ofSeconds(10));
        assertThat(calls.get(1).headers()).containsOnlyKeys("accept");
        assertThat(calls.get(2).headers()).containsOnlyKeys("accept", "Authorization");
    }

    @Test
    void hundreds_of_polls_are_one_operation() {
        for (int i = 0; i < 300; i++) {
            script.add(accepted("https://api.example/j", 1L));
        }
        script.add(new CallTry(200, Map.of(), null, null, null, null, null, null, false));
        String id = acting.start("http-call", CALL + "}");
        for (int i = 0; i < 300; i++) {
            acting.world.clock.set(acting.world.operation(id).wakeAt());
            acting.alive.later(acting.alive.runner.tick());
            acting.settle();
        }
        assertThat(acting.output(id, HttpCall.Output.class).status()).isEqualTo(200);
    }

    @Test
    void one_that_is_never_done_is_given_up_before_the_operation_has_too_many_steps() {
        assertThat(CallPlanner.after(accepted("https://a.example/", 1L), CallPlanner.REQUESTS_MAX, 1, 4, List.of()))
                .isInstanceOf(CallPlanner.Next.Fail.class);
        assertThat(2 * CallPlanner.REQUESTS_MAX).isLessThan(10_000);
    }

    @Test
    void a_crash_anywhere_changes_nothing_but_that_a_request_may_be_made_again() {
        Acting.everywhere(deathAfter -> {
            calls.clear();
            script.clear();
            for (int i = 0; i < 2; i++) {
                script.add(accepted("https://api.example/j", 1L));
            }
            // The one that was made again, if there was one, has the same answer.
            acting = new Acting(
                    World.inOrder(new HttpCall(call -> {
                        calls.add(call);
                        boolean first = call.method().equals("POST");
                        return Uni.createFrom()
                                .item(
                                        first
                                                ? script.peek()
                                                : new CallTry(
                                                        200, Map.of(), "r", "utf-8", null, null, null, null, false));
                    })),
                    deathAfter);
            String id = acting.start("http-call", CALL + "}");
            acting.pass(Duration.ofSeconds(60));
            assertThat(acting.output(id, HttpCall.Output.class).status()).isEqualTo(200);
            assertThat(calls.size()).as("died after %d tasks", deathAfter).isBetween(2, 3);
            return acting.settle();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"method\":\"TRACE\",\"url\":\"https://a.example/\"}",
                "{\"method\":\"GET\",\"url\":\"ftp://a.example/hush\"}",
                "{\"method\":\"GET\",\"url\":\"https://u:hush@a.example/\"}",
                "{\"method\":\"GET\",\"url\":\"https://a.example/\",\"headers\":{\"Host\":\"hush\"}}",
                "{\"method\":\"GET\",\"url\":\"https://a.example/\",\"headers\":{\"x\":\"hush\\r\\nb: c\"}}",
                "{\"method\":\"GET\",\"url\":\"https://a.example/\",\"headers\":{\"x y\":\"hush\"}}",
                "{\"method\":\"GET\",\"url\":\"https://a.example/\",\"headers\":{\"content-length\":\"5\"}}",
                "{\"method\":\"GET\",\"url\":\"https://a.example/\",\"timeout\":\"PT11M\"}",
                "{\"method\":\"GET\",\"url\":\"https://a.example/\",\"timeout\":\"PT0S\"}",
                "{\"method\":\"GET\",\"url\":\"https://a.example/\",\"retries\":21}",
                "{\"method\":\"GET\",\"url\":\"https://a.example/\",\"failOn\":[\"6xx\"]}"
            })
    void what_cannot_be_sent_is_refused_without_a_word_of_it(String input) {
        var start = acting.alive.later(acting.alive.operations.start(new Request("http-call", "me", null, input)));
        acting.settle();
        assertThat(start.get()).isInstanceOf(Start.Unfit.class);
        assertThat(start.get().toString()).doesNotContain("hush");
    }

    private static CallTry passing(int status, Long retryAfter) {
        return new CallTry(status, Map.of(), null, null, retryAfter, null, null, null, true);
    }

    private static CallTry accepted(String location, Long retryAfter) {
        return new CallTry(202, Map.of(), null, null, retryAfter, location, null, null, false);
    }
}
