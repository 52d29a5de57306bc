package dev.bellhop.delivery.result;

import static dev.bellhop.delivery.result.CallbackWorld.now;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.history.AttemptRecord;
import dev.bellhop.delivery.history.AttemptRecord.Outcome;
import dev.bellhop.operation.callback.CallbackState;
import dev.bellhop.operation.callback.ClaimedCallback;
import dev.bellhop.outbound.Failure;
import dev.bellhop.testing.SeededRandom;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ResultRunnerTest {

    private static final AttemptResult TAKEN = new AttemptResult.Accepted(200);

    private final CallbackWorld world = new CallbackWorld(size -> 0);
    private final List<ClaimedCallback> sent = new ArrayList<>();
    private Function<ClaimedCallback, Uni<AttemptResult>> receivers =
            any -> Uni.createFrom().item(TAKEN);
    private final CallbackWorld.Process process = world.new Process("p", callback -> {
        sent.add(callback);
        return receivers.apply(callback);
    });

    @Test
    void a_wake_after_the_end_calls_back_at_once() {
        world.subscribe("a", "https://a.test/x");
        world.settle();
        assertThat(sent).isEmpty();

        end("a");
        process.runner.wake();
        world.settle();

        assertThat(sent).hasSize(1);
        assertThat(world.callback("a").state()).isEqualTo(CallbackState.DELIVERED);
        assertThat(process.report.delivered()).isEqualTo(1);
    }

    @Test
    void a_target_that_never_answers_delays_no_other() {
        receivers = callback -> callback.target().startsWith("slow")
                ? Uni.createFrom().nothing()
                : Uni.createFrom().item(TAKEN);
        for (int i = 0; i < 100; i++) {
            world.subscribe("slow" + i, "https://slow.test/" + i);
            end("slow" + i);
        }
        world.subscribe("quick", "https://quick.test/");
        end("quick");

        process.later(process.runner.tick());
        world.settle();

        assertThat(world.callback("quick").state()).isEqualTo(CallbackState.DELIVERED);
        assertThat(process.runner.underWay()).isEqualTo(ResultRunner.PER_TARGET_MAX);
    }

    @Test
    void in_all_there_are_so_many_at_a_time() {
        receivers = callback -> Uni.createFrom().nothing();
        for (int i = 0; i < 300; i++) {
            world.subscribe("o" + i, "https://h" + i + ".test/");
            end("o" + i);
        }

        process.later(process.runner.tick());
        world.settle();

        assertThat(process.runner.underWay()).isEqualTo(ResultRunner.UNDER_WAY_MAX);
    }

    @Test
    void a_failing_callback_is_tried_again_and_given_up_in_the_end() {
        receivers = callback -> Uni.createFrom().item(new AttemptResult.TryAgain(Failure.answered(500), null));
        world.subscribe("a", "https://a.test/x");
        end("a");

        process.later(process.runner.tick());
        world.settle();
        assertThat(world.callback("a").attempts()).isEqualTo(1);
        assertThat(world.callback("a").nextAttempt()).isAfter(world.clock.instant());
        world.pass(Duration.ofSeconds(1), 1, List.of(process));
        assertThat(sent).hasSize(1);
        world.pass(Duration.ofMinutes(2), 5, List.of(process));

        assertThat(sent).extracting(ClaimedCallback::attempts).containsExactly(0, 1, 2);
        assertThat(world.callback("a").state()).isEqualTo(CallbackState.DEAD);
        assertThat(world.callback("a").reason()).isEqualTo("the callback answered 500");
        assertThat(world.history)
                .extracting(AttemptRecord::outcome)
                .containsExactly(Outcome.RETRYING, Outcome.RETRYING, Outcome.DEAD);
        assertThat(world.history).extracting(AttemptRecord::status).containsOnly(500);
        assertThat(process.report.dead()).isEqualTo(1);

        receivers = callback -> Uni.createFrom().item(TAKEN);
        assertThat(now(world.callbacks.redrive("a"))).isTrue();
        process.runner.wake();
        world.settle();
        assertThat(world.callback("a").state()).isEqualTo(CallbackState.DELIVERED);
    }

    @Test
    void a_bug_in_the_sender_is_an_attempt_that_failed() {
        world.subscribe("a", "https://a.test/x");
        end("a");
        ResultRunner direct = new ResultRunner(
                new ResultRunner.Settings(world.callbacks, "other", CallbackWorld.TIMEOUT),
                callback -> Uni.createFrom().failure(new IllegalStateException("a bug")),
                new ResultPlanner(CallbackWorld.SCHEDULE),
                new ResultReport(world.history::add),
                new ResultRunner.Clocks(world.clock, world.clock::nanos, SeededRandom.of(1)));
        now(direct.start());

        assertThat(world.callback("a").reason()).isEqualTo("the attempt failed inside Bellhop");
        assertThat(world.callback("a").attempts()).isEqualTo(1);
    }

    @Test
    void stopping_waits_for_what_is_under_way_and_takes_no_more() {
        world.settle();
        world.subscribe("a", "https://a.test/x");
        end("a");
        process.later(process.runner.tick());
        for (int i = 0; process.runner.underWay() == 0; i++) {
            world.step();
        }

        var stopped = process.runner.stop(Duration.ofHours(1)).subscribeAsCompletionStage();
        assertThat(stopped).isNotDone();
        world.subscribe("b", "https://b.test/x");
        end("b");
        process.runner.wake();
        world.settle();

        assertThat(stopped).isDone();
        assertThat(world.callback("a").state()).isEqualTo(CallbackState.DELIVERED);
        assertThat(world.callback("b").state()).isEqualTo(CallbackState.PENDING);
    }

    private void end(String id) {
        assertThat(now(world.operations.cancel(id, null, world.clock.instant())))
                .isNotNull();
    }
}
