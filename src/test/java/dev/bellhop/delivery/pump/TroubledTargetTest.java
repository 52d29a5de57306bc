package dev.bellhop.delivery.pump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.DeadLetterChoice;
import dev.bellhop.delivery.SampleDeliveries;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.attempt.AttemptResult.Accepted;
import dev.bellhop.delivery.attempt.AttemptResult.Denied;
import dev.bellhop.delivery.attempt.AttemptResult.Refused;
import dev.bellhop.delivery.attempt.AttemptResult.TryAgain;
import dev.bellhop.delivery.pump.DeliveringProcess.Database;
import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.EventData;
import dev.bellhop.event.SampleEvents;
import dev.bellhop.outbound.Failure;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.Failing;
import dev.bellhop.subscription.SubscriptionState.PausedBy;
import dev.bellhop.subscription.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where what subscribers wish for meets targets that fail, clocks that jump, and events that are large. */
class TroubledTargetTest {

    private static final AttemptResult FAILED = new TryAgain(Failure.answered(500), null);
    private static final AttemptResult DENIED = new Denied(Failure.answered(401));
    private static final AttemptResult REFUSED = new Refused(Failure.answered(400));
    private static final AttemptResult TAKEN = new Accepted(200);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LARGE = 700_000;

    private final Database database = new Database();
    private final DeliveringProcess ours = new DeliveringProcess("ours", database);

    @Test
    void a_probe_is_an_event_that_was_not_tried_also_if_it_has_to_wait_for_others() {
        subscribe("{\"batch\":{\"max\":10,\"seconds\":3}}");
        for (int i = 0; i < TargetHealth.FAILING_AFTER; i++) {
            ours.append("poison" + i);
            ours.seconds(3);
            failPoison();
        }
        ours.append("healthy");
        for (int second = 0; second < 3_600; second++) {
            ours.seconds(1);
            failPoison();
        }
        assertThat(ours.underWay()).as("the other events were tried").contains("healthy to /1 #1");
    }

    private void failPoison() {
        while (!ours.attempts.isEmpty() && ours.underWay().getFirst().startsWith("poison")) {
            ours.answer(FAILED);
        }
    }

    @Test
    void in_order_a_target_that_denies_everything_loses_nothing() {
        subscribe("{\"ordered\":true}");
        ours.append("a", "b");
        for (int second = 0; second < 7_200; second++) {
            ours.seconds(1);
            if (!ours.attempts.isEmpty()) {
                ours.answer(DENIED);
            }
        }
        assertThat(ours.stored("s1").state()).isInstanceOf(Failing.class);
        assertThat(ours.report.dead()).isZero();
    }

    @Test
    void in_order_what_was_taken_already_does_not_overtake_what_failed() {
        large("a", "b", "c");
        subscribe("{\"ordered\":true,\"batch\":10}");
        assertThat(ours.underWay()).containsExactly("a+b to /1 #1");
        ours.answer(FAILED);
        ours.seconds(1);
        assertThat(ours.underWay()).isEmpty();
        ours.seconds(1);
        assertThat(ours.underWay()).containsExactly("a+b to /1 #2");
    }

    @Test
    void in_order_a_batch_that_waits_for_others_does_not_overtake_what_is_driven_again() {
        subscribe("{\"ordered\":true,\"batch\":{\"max\":10,\"seconds\":3}}");
        ours.append("a");
        ours.seconds(3);
        ours.answer(REFUSED);
        ours.tick();
        ours.append("b");
        database.deliveries
                .redrive(DeadLetterChoice.ALL, database.time.instant())
                .await()
                .atMost(PATIENCE);
        ours.runner.redriven();
        ours.run();
        assertThat(ours.underWay()).containsExactly("a to /1 #1");
        ours.answer(FAILED);
        ours.seconds(1);
        ours.append("c");
        assertThat(ours.underWay()).isEmpty();
        ours.seconds(2);
        assertThat(ours.underWay()).containsExactly("a to /1 #2");
    }

    @Test
    void large_events_that_are_driven_again_go_into_several_callbacks() {
        subscribe("{\"batch\":10,\"concurrency\":1}");
        large("a", "b", "c", "d");
        for (int i = 0; i < 6; i++) {
            ours.seconds(1);
            while (!ours.attempts.isEmpty()) {
                ours.answer(REFUSED);
            }
        }
        assertThat(ours.report.dead()).isEqualTo(4);
        ours.tick();
        database.deliveries
                .redrive(DeadLetterChoice.ALL, database.time.instant())
                .await()
                .atMost(PATIENCE);
        ours.runner.redriven();
        ours.run();
        assertThat(ours.underWay()).containsExactly("a+b to /1 #1");
        ours.answer(TAKEN);
        assertThat(ours.underWay()).containsExactly("c+d to /1 #1");
        ours.answer(TAKEN);
        ours.tick();
        assertThat(ours.report.dead()).isEqualTo(4);
        assertThat(database.deliveries.retries("s1").await().atMost(PATIENCE)).isEmpty();
    }

    @Test
    void an_answer_of_the_callback_before_says_nothing_about_the_present_one() {
        Workflow workflow = new Workflow("flow", "When");
        ours.subscribe(SampleDeliveries.to("s1", "/1", workflow));
        ours.append("a", "b");
        ours.subscribe(SampleDeliveries.to("s2", "/2", workflow));
        ours.answer(DENIED);
        assertThat(ours.underWay()).containsExactly("a to /2 #2");
        assertThat(ours.stored("s1").state()).isEqualTo(new Active());
    }

    @Test
    void the_last_attempt_at_the_callback_before_gives_nothing_up() {
        Workflow workflow = new Workflow("flow", "When");
        ours.subscribe(
                SampleDeliveries.to("s1", "/1", workflow).with(SampleDeliveries.options("{\"retrySeconds\":[]}")));
        ours.append("a");
        ours.subscribe(
                SampleDeliveries.to("s2", "/2", workflow).with(SampleDeliveries.options("{\"retrySeconds\":[]}")));
        ours.answer(FAILED);
        assertThat(ours.report.dead()).isZero();
        assertThat(ours.underWay()).containsExactly("a to /2 #2");
    }

    @Test
    void a_clock_set_back_holds_up_no_batch() {
        subscribe("{\"batch\":{\"max\":10,\"seconds\":3}}");
        ours.append("a");
        database.time.advance(Duration.ofHours(-1));
        ours.seconds(20);
        assertThat(ours.underWay()).containsExactly("a to /1 #1");
    }

    @Test
    void a_clock_set_back_holds_up_no_probe() {
        subscribe("{}");
        ours.append("a", "b");
        ours.answer(DENIED);
        database.time.advance(Duration.ofDays(-1));
        ours.seconds(600);
        assertThat(ours.attempts).hasSize(1);
    }

    @Test
    void when_it_is_resumed_what_failed_is_tried_at_once() {
        subscribe("{\"retrySeconds\":[3600]}");
        ours.append("a");
        ours.answer(FAILED);
        ours.subscriptions.pause("s1", PausedBy.REQUEST).await().atMost(PATIENCE);
        ours.run();
        ours.seconds(1);
        ours.subscriptions.resume("s1").await().atMost(PATIENCE);
        ours.run();
        assertThat(ours.underWay()).containsExactly("a to /1 #2");
    }

    @Test
    void a_batch_waits_no_longer_when_nothing_more_can_join_it() {
        subscribe("{\"filter\":\"id LIKE 'x%'\",\"batch\":{\"max\":10,\"seconds\":300}}");
        ours.append("x1");
        for (int i = 0; i < 300; i++) {
            ours.append("other" + i);
        }
        ours.append("x2");
        ours.seconds(2);
        assertThat(ours.underWay()).containsExactly("x1 to /1 #1");
    }

    private void subscribe(String options) {
        ours.subscribe(SampleDeliveries.to("s1", "/1", null).with(SampleDeliveries.options(options)));
    }

    private void large(String... ids) {
        for (String id : ids) {
            CloudEvent small = SampleEvents.what(id);
            EventData data = EventData.text("x".repeat(LARGE));
            ours.log
                    .append(
                            "orders",
                            List.of(new CloudEvent(
                                    id, small.origin(), small.type(), null, null, "text/plain", Map.of(), data, null)))
                    .await()
                    .atMost(PATIENCE);
        }
        ours.run();
    }
}
