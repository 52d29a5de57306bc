package dev.bellhop.delivery.pump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.DeadLetter;
import dev.bellhop.delivery.Retry;
import dev.bellhop.delivery.SampleDeliveries;
import dev.bellhop.delivery.attempt.Attempt;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.attempt.AttemptResult.Accepted;
import dev.bellhop.delivery.attempt.AttemptResult.Denied;
import dev.bellhop.delivery.attempt.AttemptResult.Gone;
import dev.bellhop.delivery.attempt.AttemptResult.Refused;
import dev.bellhop.delivery.attempt.AttemptResult.TryAgain;
import dev.bellhop.delivery.pump.DeliveryPlanner.End;
import dev.bellhop.delivery.pump.DeliveryPlanner.GiveUp;
import dev.bellhop.delivery.pump.DeliveryPlanner.Next;
import dev.bellhop.delivery.pump.DeliveryPlanner.Settle;
import dev.bellhop.delivery.pump.DeliveryPlanner.TryLater;
import dev.bellhop.event.SampleEvents;
import dev.bellhop.outbound.Failure;
import dev.bellhop.testing.SeededRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliveryPlannerTest {

    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    private static final Instant SINCE = Instant.parse("2026-11-20T00:00:00Z");

    private final DeliveryPlanner planner = new DeliveryPlanner(
            new RetrySchedule(List.of(Duration.ofSeconds(2), Duration.ofSeconds(10)), 0, Duration.ofHours(1)),
            SeededRandom.of(1));

    @Test
    void what_was_accepted_is_done_however_often_it_was_tried() {
        assertThat(next(null, new Accepted(200))).isEqualTo(new Settle());
        assertThat(next(tried(9), new Accepted(299))).isEqualTo(new Settle());
    }

    @Test
    void a_callback_that_is_gone_ends_the_subscription() {
        assertThat(next(null, new Gone())).isEqualTo(new End(new Retry(7, 0, NOW, NOW, "the callback answered 410")));
        assertThat(next(tried(2), new Gone()))
                .isEqualTo(new End(new Retry(7, 2, SINCE, NOW, "the callback answered 410")));
    }

    @Test
    void an_event_that_was_refused_is_given_up_at_once() {
        assertThat(next(null, new Refused(Failure.answered(400))))
                .isEqualTo(new GiveUp(letter(1, NOW, "the callback answered 400")));
        assertThat(next(tried(1), new Refused(Failure.answered(400))))
                .isEqualTo(new GiveUp(letter(2, SINCE, "the callback answered 400")));
    }

    @Test
    void a_failure_is_tried_again_later_and_remembers_when_it_all_began() {
        assertThat(next(null, new TryAgain(Failure.answered(500), null)))
                .isEqualTo(new TryLater(new Retry(7, 1, NOW, NOW.plusSeconds(2), "the callback answered 500")));
        assertThat(next(tried(1), new TryAgain(Failure.answered(502), null)))
                .isEqualTo(new TryLater(new Retry(7, 2, SINCE, NOW.plusSeconds(10), "the callback answered 502")));
    }

    @Test
    void the_callbacks_own_wait_is_heeded() {
        assertThat(next(null, new TryAgain(Failure.answered(429), Duration.ofMinutes(5))))
                .isEqualTo(new TryLater(new Retry(7, 1, NOW, NOW.plusSeconds(300), "the callback answered 429")));
    }

    @Test
    void after_the_last_attempt_it_is_given_up_with_the_last_reason() {
        assertThat(next(tried(2), new TryAgain(Failure.answered(503), Duration.ofSeconds(1))))
                .isEqualTo(new GiveUp(letter(3, SINCE, "the callback answered 503")));
    }

    @Test
    void a_dead_letter_that_is_driven_again_begins_to_count_anew() {
        assertThat(next(tried(0), new TryAgain(Failure.answered(500), null)))
                .isEqualTo(new TryLater(new Retry(7, 1, SINCE, NOW.plusSeconds(2), "the callback answered 500")));
    }

    @Test
    void nothing_is_given_up_because_its_target_fails() {
        assertThat(next(tried(2), new TryAgain(Failure.answered(503), null), true))
                .isEqualTo(new TryLater(new Retry(7, 3, SINCE, NOW.plusSeconds(10), "the callback answered 503")));
        assertThat(next(tried(9), new Denied(Failure.answered(404)), true)).isInstanceOf(TryLater.class);
        assertThat(next(tried(9), new Refused(Failure.answered(400)), true)).isInstanceOf(GiveUp.class);
    }

    @Test
    void a_subscriber_has_waits_of_its_own() {
        Attempt attempt = new Attempt(SampleDeliveries.with("{\"retrySeconds\":[7]}"), List.of(SampleEvents.at(7)), 1);
        AttemptResult failed = new TryAgain(Failure.answered(500), null);
        assertThat(planner.next(attempt, position -> null, failed, false, NOW))
                .containsExactly(new TryLater(new Retry(7, 1, NOW, NOW.plusSeconds(7), "the callback answered 500")));
        assertThat(planner.next(attempt, position -> tried(1), failed, false, NOW)
                        .getFirst())
                .isInstanceOf(GiveUp.class);
    }

    @Test
    void a_batch_that_failed_is_due_together_and_one_that_was_refused_is_sent_one_by_one() {
        Attempt attempt = new Attempt(
                SampleDeliveries.with("{\"batch\":10}"),
                List.of(SampleEvents.at(7), SampleEvents.at(8), SampleEvents.at(9)),
                1);
        assertThat(dueAt(attempt, new TryAgain(Failure.answered(500), null))).hasSize(1);
        assertThat(dueAt(attempt, new Refused(Failure.answered(413)))).hasSize(3);
    }

    private Set<Instant> dueAt(Attempt attempt, AttemptResult result) {
        return planner.next(attempt, position -> null, result, false, NOW).stream()
                .map(next -> ((TryLater) next).retry().dueAt())
                .collect(Collectors.toSet());
    }

    private Next next(@Nullable Retry before, AttemptResult result) {
        return next(before, result, false);
    }

    private Next next(@Nullable Retry before, AttemptResult result, boolean holding) {
        Attempt attempt = new Attempt(SampleDeliveries.subscription(), List.of(SampleEvents.at(7)), 1);
        return planner.next(attempt, position -> before, result, holding, NOW).getFirst();
    }

    private static Retry tried(int attempts) {
        return new Retry(7, attempts, SINCE, NOW, "earlier");
    }

    private static DeadLetter letter(int attempts, Instant since, String reason) {
        return new DeadLetter("s1", "orders", 7, "e7", attempts, since, NOW, reason);
    }
}
