package dev.bellhop.delivery.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.pump.RetrySchedule;
import dev.bellhop.operation.callback.Settled.Course;
import dev.bellhop.outbound.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultPlannerTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:15:30Z");
    private static final double MIDDLE = 0.5;

    private final ResultPlanner planner = new ResultPlanner(
            new RetrySchedule(List.of(Duration.ofSeconds(2), Duration.ofMinutes(1)), 0.5, Duration.ofMinutes(10)));

    @Test
    void what_was_taken_is_delivered() {
        assertThat(next(1, new AttemptResult.Accepted(202))).isEqualTo(new Course.Delivered());
    }

    @Test
    void what_the_receiver_will_never_take_is_dead_at_once() {
        assertThat(next(1, new AttemptResult.Gone())).isEqualTo(new Course.Dead("the callback answered 410"));
        assertThat(next(1, new AttemptResult.Refused(Failure.answered(413))))
                .isEqualTo(new Course.Dead("the callback answered 413"));
    }

    @Test
    void what_failed_is_tried_by_the_schedule_and_dead_after_it() {
        AttemptResult failed = new AttemptResult.TryAgain(Failure.answered(500), null);
        assertThat(next(1, failed)).isEqualTo(again(Duration.ofSeconds(2), 500));
        assertThat(next(2, failed)).isEqualTo(again(Duration.ofMinutes(1), 500));
        assertThat(next(3, failed)).isEqualTo(new Course.Dead("the callback answered 500"));
        assertThat(planner.next(1, failed, NOW, 0)).isEqualTo(again(Duration.ofSeconds(1), 500));
    }

    @Test
    void a_callback_that_is_not_there_may_come_back() {
        assertThat(next(1, new AttemptResult.Denied(Failure.answered(404))))
                .isEqualTo(again(Duration.ofSeconds(2), 404));
        assertThat(next(3, new AttemptResult.Denied(Failure.answered(404))))
                .isEqualTo(new Course.Dead("the callback answered 404"));
    }

    @Test
    void the_receiver_may_ask_for_a_longer_wait_within_limits() {
        assertThat(next(1, new AttemptResult.TryAgain(Failure.answered(503), Duration.ofMinutes(3))))
                .isEqualTo(again(Duration.ofMinutes(3), 503));
        assertThat(next(1, new AttemptResult.TryAgain(Failure.answered(429), Duration.ofDays(3))))
                .isEqualTo(again(Duration.ofMinutes(10), 429));
    }

    private Course next(int attempts, AttemptResult result) {
        return planner.next(attempts, result, NOW, MIDDLE);
    }

    private static Course again(Duration delay, int status) {
        return new Course.Again(NOW.plus(delay), "the callback answered " + status);
    }
}
