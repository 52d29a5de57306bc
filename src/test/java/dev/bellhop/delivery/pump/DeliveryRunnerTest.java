package dev.bellhop.delivery.pump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.DeadLetterChoice;
import dev.bellhop.delivery.SampleDeliveries;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.attempt.AttemptResult.Accepted;
import dev.bellhop.delivery.attempt.AttemptResult.Gone;
import dev.bellhop.delivery.attempt.AttemptResult.TryAgain;
import dev.bellhop.delivery.pump.DeliveringProcess.Database;
import dev.bellhop.outbound.Failure;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionState.Ended;
import dev.bellhop.subscription.Workflow;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryRunnerTest {

    private static final Workflow FLOW = new Workflow("flow", "When_something_arrives");
    private static final AttemptResult FAILED = new TryAgain(Failure.answered(500), null);

    private final Database database = new Database();
    private final DeliveringProcess ours = new DeliveringProcess("ours", database);

    @Test
    void a_new_event_is_posted_at_once_to_every_subscription() {
        ours.subscribe(to("s1", "/1"));
        ours.subscribe(to("s2", "/2"));
        ours.append("a");
        assertThat(ours.underWay()).containsExactlyInAnyOrder("a to /1 #1", "a to /2 #1");
    }

    @Test
    void only_so_many_attempts_are_under_way_for_one_subscription() {
        ours.subscribe(to("s1", "/1"));
        ours.append("a", "b", "c", "d", "e", "f", "g");
        assertThat(ours.underWay()).as("a target is not known yet").containsExactly("a to /1 #1");
        ours.answer(new Accepted(200));
        assertThat(ours.underWay()).containsExactly("b to /1 #1", "c to /1 #1");
        ours.answer(new Accepted(200));
        assertThat(ours.underWay()).as("three are allowed").containsExactly("c to /1 #1", "d to /1 #1", "e to /1 #1");
        ours.answer(FAILED);
        assertThat(ours.underWay()).containsExactly("d to /1 #1", "e to /1 #1");
    }

    @Test
    void a_failed_attempt_is_made_again_when_it_is_due_and_given_up_in_the_end() {
        ours.subscribe(to("s1", "/1"));
        ours.append("a");
        ours.answer(FAILED);
        ours.seconds(1);
        assertThat(ours.underWay()).isEmpty();
        ours.seconds(1);
        assertThat(ours.underWay()).containsExactly("a to /1 #2");
        ours.answer(FAILED);
        ours.seconds(10);
        assertThat(ours.underWay()).containsExactly("a to /1 #3");
        ours.answer(FAILED);
        ours.seconds(60);
        assertThat(ours.underWay()).isEmpty();
        assertThat(deadLetters()).containsExactly("e1 of s1");
        assertThat(ours.report.dead()).isEqualTo(1);
        assertThat(ours.report.failed()).isEqualTo(3);
    }

    @Test
    void one_slow_subscriber_keeps_no_other_waiting() {
        ours.subscribe(to("s1", "/slow"));
        ours.subscribe(to("s2", "/quick"));
        ours.append("a", "b", "c", "d", "e", "f");
        for (int i = 0; i < 6; i++) {
            ours.attempts.sort(
                    Comparator.comparing(attempt -> attempt.subscription().id().equals("s1")));
            ours.answer(new Accepted(200));
        }
        assertThat(ours.underWay()).allMatch(attempt -> attempt.contains("/slow"));
        ours.tick();
        assertThat(ours.stored("s2").position()).isEqualTo(6);
    }

    @Test
    void too_many_failures_hold_the_place_in_the_log() {
        ours.subscribe(to("s1", "/1"));
        for (int i = 1; i <= 20; i++) {
            ours.append("e" + i);
        }
        for (int i = 0; i < 5; i++) {
            ours.answer(FAILED);
        }
        while (!ours.attempts.isEmpty()) {
            ours.answer(FAILED);
        }
        ours.tick();
        assertThat(ours.stored("s1").position())
                .as("five wait, and those that were under way")
                .isLessThanOrEqualTo(7);
    }

    @Test
    void gone_ends_the_subscription_and_nothing_more_is_posted() {
        ours.subscribe(to("s1", "/1"));
        ours.append("0");
        ours.answer(new Accepted(200));
        ours.append("a", "b");
        ours.answer(new Gone());
        ours.append("c");
        ours.seconds(20);
        assertThat(ours.underWay()).containsExactly("b to /1 #1");
        assertThat(ours.stored("s1").state())
                .isInstanceOfSatisfying(
                        Ended.class, ended -> assertThat(ended.reason()).isEqualTo(EndReason.GONE));
    }

    @Test
    void after_a_crash_the_next_process_goes_on_with_what_was_not_settled() {
        ours.subscribe(to("s1", "/1"));
        ours.append("a", "b", "c");
        ours.answer(new Accepted(200));
        ours.answer(FAILED);
        ours.tick();
        // the process dies with c under way
        DeliveringProcess next = new DeliveringProcess("next", database);
        next.seconds(20);
        assertThat(next.underWay()).containsExactly("b to /1 #2");
        next.answer(new Accepted(200));
        assertThat(next.underWay()).containsExactly("c to /1 #1");
    }

    @Test
    void two_processes_never_serve_the_same_subscription() {
        DeliveringProcess theirs = new DeliveringProcess("theirs", database);
        ours.subscribe(to("s1", "/1"));
        ours.append("a");
        for (int i = 0; i < 30; i++) {
            ours.seconds(1);
            theirs.tick();
        }
        assertThat(ours.underWay()).hasSize(1);
        assertThat(theirs.underWay()).isEmpty();
    }

    @Test
    void a_dead_letter_that_is_driven_again_is_posted_again() {
        ours.subscribe(to("s1", "/1"));
        ours.append("a");
        ours.answer(new AttemptResult.Refused(Failure.answered(400)));
        ours.tick();
        database.deliveries
                .redrive(DeadLetterChoice.ALL, database.time.instant())
                .await()
                .atMost(Duration.ofSeconds(5));
        ours.runner.redriven();
        ours.run();
        assertThat(ours.underWay()).containsExactly("a to /1 #1");
        ours.answer(new Accepted(200));
        ours.seconds(30);
        assertThat(ours.underWay()).isEmpty();
    }

    @Test
    void what_is_renewed_is_posted_to_its_new_callback_and_goes_on_at_its_place() {
        ours.subscribe(SampleDeliveries.to("s1", "/old", FLOW));
        ours.append("a");
        ours.answer(new Accepted(200));
        ours.subscribe(SampleDeliveries.to("s2", "/new", FLOW));
        ours.append("b");
        assertThat(ours.underWay()).containsExactly("b to /new #1");
        assertThat(ours.attempts.getFirst().subscription().id()).isEqualTo("s1");
    }

    private List<String> deadLetters() {
        return database
                .deliveries
                .deadLetters(DeadLetterChoice.ALL, 0, 10)
                .await()
                .atMost(Duration.ofSeconds(5))
                .stream()
                .map(letter -> "e" + letter.position() + " of " + letter.subscription())
                .toList();
    }

    private static Subscription to(String id, String path) {
        return SampleDeliveries.to(id, path, null);
    }
}
