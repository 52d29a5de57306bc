package dev.bellhop.delivery.pump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.SampleDeliveries;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.attempt.AttemptResult.Accepted;
import dev.bellhop.delivery.attempt.AttemptResult.Gone;
import dev.bellhop.delivery.attempt.AttemptResult.TryAgain;
import dev.bellhop.delivery.pump.DeliveringProcess.Database;
import dev.bellhop.event.SampleEvents;
import dev.bellhop.outbound.Failure;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionStore.Selector;
import dev.bellhop.subscription.Workflow;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What happens to attempts under way while subscriptions are renewed, ended, or change hands. */
class DeliveryRunnerRacesTest {

    private static final Workflow FLOW = new Workflow("flow", "When_something_arrives");
    private static final AttemptResult FAILED = new TryAgain(Failure.answered(500), null);

    private final Database database = new Database();
    private final DeliveringProcess ours = new DeliveringProcess("ours", database);

    @Test
    void an_old_callback_that_is_gone_does_not_end_the_renewed_subscription() {
        ours.subscribe(SampleDeliveries.to("s1", "/old", FLOW));
        ours.append("a");
        ours.subscribe(SampleDeliveries.to("s2", "/new", FLOW));
        // The engine has dropped the old callback, as it does when a workflow is saved.
        ours.answer(new Gone());
        assertThat(ours.stored("s1").state()).isInstanceOf(Active.class);
        ours.seconds(20);
        assertThat(ours.underWay()).singleElement().asString().startsWith("a to /new");
    }

    @Test
    void a_renewal_elsewhere_is_not_ended_by_the_old_callback_either() {
        DeliveringProcess theirs = new DeliveringProcess("theirs", database);
        ours.subscribe(SampleDeliveries.to("s1", "/old", FLOW));
        ours.append("a");
        theirs.subscribe(SampleDeliveries.to("s2", "/new", FLOW));
        ours.answer(new Gone());
        assertThat(ours.stored("s1").state()).isInstanceOf(Active.class);
    }

    @Test
    void retries_and_first_attempts_together_keep_to_the_limit() {
        ours.subscribe(to("s1", "/1"));
        ours.append("a", "b", "c");
        ours.answer(FAILED);
        ours.answer(FAILED);
        ours.answer(FAILED);
        // given new events that are still being read
        database.events.hold();
        ours.log.append("orders", SampleEvents.many("d", 3)).subscribe().with(appended -> {});
        database.events.letGo();
        ours.run();
        // when the retries fall due meanwhile
        database.events.goOn();
        ours.seconds(2);
        database.events.letGo();
        ours.run();
        // then
        assertThat(ours.underWay()).hasSizeLessThanOrEqualTo(DeliveringProcess.CONCURRENCY);
    }

    @Test
    void after_a_crash_an_event_with_a_row_is_tried_once_at_a_time() {
        ours.subscribe(to("s1", "/1"));
        ours.append("0");
        ours.answer(new Accepted(200));
        ours.append("a", "b");
        ours.attempts.add(ours.attempts.removeFirst());
        ours.answer(FAILED);
        ours.tick();
        assertThat(ours.stored("s1").position()).as("a is under way").isEqualTo(1);
        DeliveringProcess next = new DeliveringProcess("next", database);
        next.seconds(20);
        assertThat(next.underWay()).containsExactly("b to /1 #2");
        next.answer(new Accepted(200));
        assertThat(next.underWay()).containsExactly("a to /1 #1");
        next.answer(new Accepted(200));
        assertThat(next.underWay()).isEmpty();
    }

    @Test
    void a_subscription_that_another_process_ended_is_forgotten() {
        DeliveringProcess theirs = new DeliveringProcess("theirs", database);
        ours.subscribe(to("s1", "/1"));
        theirs.seconds(11);
        // theirs knows it, ours serves it; it ends, and ours lets its lease go
        ours.subscriptions
                .end(new Selector.ById("s1"), EndReason.UNSUBSCRIBED)
                .await()
                .atMost(Duration.ofSeconds(5));
        ours.run();
        theirs.seconds(40);
        assertThat(theirs.leases.held("pump/s1")).isEmpty();
    }

    private static Subscription to(String id, String path) {
        return SampleDeliveries.to(id, path, null);
    }
}
