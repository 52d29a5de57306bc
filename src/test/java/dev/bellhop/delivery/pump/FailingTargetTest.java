package dev.bellhop.delivery.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellhop.delivery.SampleDeliveries;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.attempt.AttemptResult.Accepted;
import dev.bellhop.delivery.attempt.AttemptResult.Denied;
import dev.bellhop.delivery.attempt.AttemptResult.Refused;
import dev.bellhop.delivery.attempt.AttemptResult.TryAgain;
import dev.bellhop.delivery.history.AttemptRecord;
import dev.bellhop.delivery.history.AttemptRecord.Outcome;
import dev.bellhop.delivery.pump.DeliveringProcess.Database;
import dev.bellhop.outbound.Failure;
import dev.bellhop.subscription.SubscriptionState;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.Failing;
import dev.bellhop.subscription.SubscriptionState.Paused;
import dev.bellhop.subscription.SubscriptionState.PausedBy;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A target that takes nothing: it is asked now and then, nothing is dropped, and it gets all of it when it is back. */
class FailingTargetTest {

    private static final AttemptResult FAILED = new TryAgain(Failure.answered(500), null);
    private static final AttemptResult TAKEN = new Accepted(200);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Database database = new Database();
    private final DeliveringProcess ours = new DeliveringProcess("ours", database);

    @BeforeEach
    void subscribe() {
        ours.subscribe(SampleDeliveries.to("s1", "/1", null));
    }

    @Test
    void when_many_deliveries_fail_in_a_row_it_is_the_target() {
        failing();
        assertThat(state())
                .isInstanceOfSatisfying(
                        Failing.class, failing -> assertThat(failing.reason()).isEqualTo("the callback answered 500"));
    }

    @Test
    void one_delivery_that_fails_again_and_again_is_not_the_target() {
        ours.append("poison");
        ours.answer(FAILED);
        ours.seconds(2);
        ours.answer(FAILED);
        ours.seconds(10);
        ours.answer(FAILED);
        assertThat(state()).isEqualTo(new Active());
        assertThat(ours.report.dead()).isEqualTo(1);
    }

    @Test
    void a_failing_target_gets_one_delivery_now_and_then_and_nothing_is_given_up() {
        failing();
        int probes = 0;
        for (int minute = 0; minute < 60; minute++) {
            for (int second = 0; second < 60; second++) {
                ours.seconds(1);
                assertThat(ours.attempts).hasSizeLessThanOrEqualTo(1);
                if (!ours.attempts.isEmpty()) {
                    probes++;
                    ours.answer(FAILED);
                }
            }
        }
        assertThat(probes).as("every five minutes in the end").isBetween(12, 20);
        assertThat(ours.report.dead()).isZero();
    }

    @Test
    void the_first_that_is_taken_brings_all_the_others() {
        failing();
        ours.append("g", "h");
        while (ours.attempts.isEmpty()) {
            ours.seconds(1);
        }
        ours.answer(TAKEN);
        assertThat(state()).isEqualTo(new Active());
        int posted = 1;
        while (!ours.attempts.isEmpty()) {
            ours.answer(TAKEN);
            posted++;
        }
        assertThat(posted).as("at once, without waiting for their turns").isEqualTo(8);
        ours.tick();
        assertThat(ours.stored("s1").position()).isEqualTo(8);
    }

    @Test
    void who_is_denied_is_parked_at_once() {
        ours.append("a", "b");
        ours.answer(new Denied(Failure.answered(404)));
        assertThat(state()).isInstanceOf(Failing.class);
        ours.seconds(200);
        assertThat(ours.attempts).isEmpty();
        ours.seconds(200);
        assertThat(ours.attempts).hasSize(1);
    }

    @Test
    void the_next_process_knows_that_it_fails() {
        failing();
        DeliveringProcess next = new DeliveringProcess("next", database);
        next.seconds(16);
        assertThat(next.attempts).hasSizeLessThanOrEqualTo(1);
        next.seconds(20);
        assertThat(next.attempts).hasSize(1);
        next.answer(TAKEN);
        assertThat(state()).isEqualTo(new Active());
    }

    @Test
    void one_that_fails_too_long_is_paused_and_goes_on_where_it_was_when_it_is_resumed() {
        failing();
        database.time.advance(Duration.ofDays(5));
        ours.tick();
        ours.seconds(2);
        assertThat(state())
                .isInstanceOfSatisfying(
                        Paused.class, paused -> assertThat(paused.by()).isEqualTo(PausedBy.FAILING_TOO_LONG));
        ours.attempts.clear();
        ours.seconds(600);
        assertThat(ours.attempts).isEmpty();
        ours.subscriptions.resume("s1").await().atMost(PATIENCE);
        ours.run();
        assertThat(ours.attempts).hasSize(1);
    }

    @Test
    void what_is_paused_sends_nothing_and_loses_nothing() {
        ours.append("a");
        ours.answer(TAKEN);
        ours.subscriptions.pause("s1", PausedBy.REQUEST).await().atMost(PATIENCE);
        ours.run();
        ours.append("b", "c");
        ours.seconds(60);
        assertThat(ours.attempts).isEmpty();
        assertThat(ours.stored("s1").position()).isEqualTo(1);
        ours.subscriptions.resume("s1").await().atMost(PATIENCE);
        ours.run();
        assertThat(ours.underWay()).containsExactly("b to /1 #1", "c to /1 #1");
    }

    @Test
    void who_asks_for_time_is_left_alone_with_all_deliveries() {
        ours.append("a");
        ours.answer(TAKEN);
        ours.append("b");
        ours.answer(new TryAgain(Failure.answered(429), Duration.ofSeconds(30)));
        ours.append("c");
        ours.seconds(29);
        assertThat(ours.attempts).isEmpty();
        ours.seconds(1);
        assertThat(ours.attempts).isNotEmpty();
    }

    @Test
    void who_asks_for_time_is_left_alone_also_when_somebody_resumes() {
        failing();
        while (ours.attempts.isEmpty()) {
            ours.seconds(1);
        }
        ours.answer(new TryAgain(Failure.answered(503), Duration.ofSeconds(100)));
        ours.subscriptions.resume("s1").await().atMost(PATIENCE);
        ours.run();
        ours.seconds(99);
        assertThat(ours.attempts).isEmpty();
        ours.seconds(1);
        assertThat(ours.attempts).hasSize(1);
    }

    @Test
    void a_replay_begins_at_the_other_place() {
        ours.append("a", "b", "c");
        while (!ours.attempts.isEmpty()) {
            ours.answer(TAKEN);
        }
        ours.tick();
        ours.subscriptions.replay("s1", 1).await().atMost(PATIENCE);
        ours.run();
        ours.seconds(10);
        assertThat(ours.underWay()).containsExactly("b to /1 #1");
        ours.answer(TAKEN);
        ours.answer(TAKEN);
        ours.tick();
        assertThat(ours.stored("s1").position()).isEqualTo(3);
    }

    @Test
    void every_attempt_is_noted_with_what_it_came_to() {
        ours.append("a");
        ours.answer(TAKEN);
        ours.append("b", "c");
        ours.answer(FAILED);
        ours.answer(new Refused(Failure.answered(400)));
        ours.append("d");
        ours.answer(new Denied(Failure.answered(401)));
        assertThat(ours.history)
                .extracting(AttemptRecord::firstEvent, AttemptRecord::outcome, AttemptRecord::status)
                .containsExactly(
                        tuple("a", Outcome.DELIVERED, 200),
                        tuple("b", Outcome.RETRYING, 500),
                        tuple("c", Outcome.DEAD, 400),
                        tuple("d", Outcome.DENIED, 401));
    }

    private void failing() {
        ours.append("a", "b", "c", "d", "e", "f");
        for (int i = 0; i < TargetHealth.FAILING_AFTER; i++) {
            ours.answer(FAILED);
        }
        assertThat(ours.attempts).isEmpty();
    }

    private SubscriptionState state() {
        ours.tick();
        return ours.stored("s1").state();
    }
}
