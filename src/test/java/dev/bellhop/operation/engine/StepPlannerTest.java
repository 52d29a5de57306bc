package dev.bellhop.operation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.RetryPolicy;
import dev.bellhop.operation.store.RaisedEvent;
import dev.bellhop.operation.store.Step;
import dev.bellhop.operation.store.Step.Kind;
import dev.bellhop.operation.store.StepState.Done;
import dev.bellhop.operation.store.StepState.Failed;
import dev.bellhop.operation.store.StepState.Waiting;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StepPlannerTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:15:30Z");
    private static final Instant LATER = NOW.plusSeconds(10);
    private static final OperationError ERROR = new OperationError("code", "why");
    private static final Duration TEN = Duration.ofSeconds(10);

    @Test
    void work_that_nobody_did_is_attempted() {
        assertThat(StepPlanner.work(null, "s", NOW))
                .isEqualTo(new Move.Attempt(new Step("s", Kind.WORK, 1, NOW, new Waiting(NOW))));
    }

    @Test
    void work_that_is_over_answers_or_fails_as_it_did() {
        Step step = new Step("s", Kind.WORK, 1, NOW, new Done("1", NOW));
        assertThat(StepPlanner.work(step, "s", LATER)).isEqualTo(new Move.Answer("1"));
        assertThat(StepPlanner.work(step.with(new Failed(ERROR, NOW)), "s", LATER))
                .isEqualTo(new Move.Refuse(ERROR));
    }

    @Test
    void work_that_failed_is_attempted_again_when_its_time_has_come() {
        Step step = new Step("s", Kind.WORK, 2, NOW, new Waiting(LATER));
        assertThat(StepPlanner.work(step, "s", LATER.minusNanos(1))).isEqualTo(new Move.Park(LATER, step));
        assertThat(StepPlanner.work(step, "s", LATER))
                .isInstanceOfSatisfying(
                        Move.Attempt.class,
                        move -> assertThat(move.step().attempts()).isEqualTo(3));
    }

    @Test
    void a_failure_is_final_after_the_last_attempt_or_if_its_author_named_it() {
        RetryPolicy twice = RetryPolicy.doubling(2, TEN);
        Step first = new Step("s", Kind.WORK, 1, NOW, new Waiting(NOW));
        Step second = new Step("s", Kind.WORK, 2, NOW, new Waiting(NOW));

        assertThat(StepPlanner.afterFailure(first, ERROR, false, twice, NOW).state())
                .isEqualTo(new Waiting(LATER));
        assertThat(StepPlanner.afterFailure(first, ERROR, true, twice, NOW).state())
                .isEqualTo(new Failed(ERROR, NOW));
        assertThat(StepPlanner.afterFailure(second, ERROR, false, twice, NOW).state())
                .isEqualTo(new Failed(ERROR, NOW));
        assertThat(StepPlanner.afterFailure(first, ERROR, false, RetryPolicy.NONE, NOW)
                        .state())
                .isEqualTo(new Failed(ERROR, NOW));
    }

    @Test
    void a_sleep_is_counted_from_the_first_time() {
        Step begun = new Step("s", Kind.SLEEP, 0, NOW, new Waiting(LATER));
        assertThat(StepPlanner.sleep(null, "s", TEN, NOW)).isEqualTo(new Move.Park(LATER, begun));
        assertThat(StepPlanner.sleep(begun, "s", TEN, NOW.plusSeconds(5))).isEqualTo(new Move.Park(LATER, begun));
        assertThat(StepPlanner.sleep(begun, "s", TEN, LATER))
                .isEqualTo(new Move.Keep(begun.with(new Done(null, LATER)), null));
        assertThat(StepPlanner.sleep(begun.with(new Done(null, LATER)), "s", TEN, LATER))
                .isEqualTo(new Move.Answer(null));
    }

    @Test
    void a_sleep_of_nothing_is_over_at_once() {
        assertThat(StepPlanner.sleep(null, "s", Duration.ZERO, NOW)).isInstanceOf(Move.Keep.class);
    }

    @Test
    void an_event_that_came_before_is_taken_at_once() {
        RaisedEvent event = new RaisedEvent(7, "e", "1", NOW.minusSeconds(100), null);
        assertThat(StepPlanner.event(null, "s", TEN, event, NOW))
                .isEqualTo(new Move.Keep(new Step("s", Kind.EVENT, 0, NOW, new Done("1", NOW)), 7L));
    }

    @Test
    void an_event_that_came_in_time_counts_also_if_it_is_seen_late() {
        Step begun = new Step("s", Kind.EVENT, 0, NOW, new Waiting(LATER));
        RaisedEvent inTime = new RaisedEvent(1, "e", "1", LATER, null);
        RaisedEvent late = new RaisedEvent(1, "e", "1", LATER.plusSeconds(1), null);
        Instant muchLater = LATER.plusSeconds(100);

        assertThat(StepPlanner.event(begun, "s", TEN, inTime, muchLater))
                .isEqualTo(new Move.Keep(begun.with(new Done("1", muchLater)), 1L));
        assertThat(StepPlanner.event(begun, "s", TEN, late, muchLater))
                .isInstanceOfSatisfying(Move.Keep.class, move -> {
                    assertThat(move.consumed()).isNull();
                    assertThat(move.step().state())
                            .isInstanceOfSatisfying(
                                    Failed.class,
                                    failed ->
                                            assertThat(failed.error().code()).isEqualTo(OperationError.EVENT_TIMEOUT));
                });
    }

    @Test
    void without_an_event_it_waits_until_the_deadline() {
        Step begun = new Step("s", Kind.EVENT, 0, NOW, new Waiting(LATER));
        assertThat(StepPlanner.event(null, "s", TEN, null, NOW)).isEqualTo(new Move.Park(LATER, begun));
        assertThat(StepPlanner.event(begun, "s", TEN, null, LATER.minusNanos(1)))
                .isEqualTo(new Move.Park(LATER, begun));
        assertThat(StepPlanner.event(begun, "s", TEN, null, LATER)).isInstanceOf(Move.Keep.class);
    }

    @Test
    void a_step_that_was_kept_as_something_else_is_refused() {
        Step sleep = new Step("s", Kind.SLEEP, 0, NOW, new Done(null, NOW));
        for (Move move : new Move[] {
            StepPlanner.work(sleep, "s", NOW), StepPlanner.event(sleep, "s", TEN, null, NOW),
        }) {
            assertThat(move)
                    .isInstanceOfSatisfying(
                            Move.Refuse.class,
                            refused -> assertThat(refused.error().code()).isEqualTo(OperationError.ACTION_CHANGED));
        }
    }
}
