package dev.bellhop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.simulation.Receiver.Arrival;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionState.PausedBy;
import dev.bellhop.subscription.SubscriptionStore.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The rules of delivery one at a time, over days where they take days. */
class RulesScenarioTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void an_event_that_always_fails_is_tried_over_three_days_while_others_pass() {
        // given
        Scenario scenario = new Scenario(Settings.standard().withTicksEvery(SECOND.multipliedBy(5)));
        Behaviour healthy = Behaviour.healthy();
        Receiver receiver = scenario.subscriber("orders")
                .receiver()
                .behaves((event, world) -> event.position() == 2 ? Reply.failed(500) : healthy.answer(event, world));
        // when
        scenario.publish(3).settle();
        // then
        assertThat(receiver.taken()).containsExactlyInAnyOrder(1L, 3L);
        assertThat(scenario.deadLetters()).hasSize(1);
        List<Arrival> tries = receiver.arrivals().stream()
                .filter(arrival -> arrival.position() == 2)
                .toList();
        Duration took = tries.getLast().at().minus(tries.getFirst().at());
        assertThat(took).isBetween(DAY.multipliedBy(2), DAY.multipliedBy(4));
        scenario.remark("given up after %d attempts and %d hours", tries.size(), took.toHours())
                .report("event that always fails");
    }

    @Test
    void a_callback_that_is_not_there_is_asked_every_five_minutes() {
        // given
        Scenario scenario = new Scenario(Settings.standard());
        Subscriber subscriber = scenario.subscriber("orders");
        Receiver receiver = subscriber.receiver().behaves(Behaviour.always(Reply.denied(404)));
        // when
        scenario.publish(20).run(MINUTE.multipliedBy(60));
        String meanwhile = scenario.state(subscriber);
        int asked = receiver.arrivals().size();
        receiver.behaves(Behaviour.healthy());
        scenario.settle().run(MINUTE);
        // then
        assertThat(meanwhile).isEqualTo("failing");
        assertThat(asked).isBetween(10, 16);
        assertThat(receiver.taken()).containsExactlyInAnyOrderElementsOf(positions(20));
        assertThat(scenario.state(subscriber)).isEqualTo("active");
        scenario.remark("asked %d times in an hour, in state %s", asked, meanwhile)
                .report("callback not there for an hour");
    }

    @Test
    void who_fails_for_five_days_is_paused_and_gets_everything_when_resumed() {
        // given
        Scenario scenario = new Scenario(Settings.standard().withTicksEvery(SECOND.multipliedBy(5)));
        Subscriber subscriber = scenario.subscriber("orders");
        Receiver receiver = subscriber.receiver().behaves(Behaviour.always(Reply.failed(503)));
        // when
        scenario.publish(30).run(DAY.multipliedBy(5).plus(MINUTE.multipliedBy(10)));
        String then = scenario.state(subscriber);
        int attempts = receiver.arrivals().size();
        scenario.run(DAY);
        assertThat(receiver.arrivals()).as("paused").hasSize(attempts);
        receiver.behaves(Behaviour.healthy());
        scenario.change(subscriptions -> subscriptions.resume(subscriber.id())).settle();
        // then
        assertThat(then).isEqualTo("paused");
        assertThat(receiver.taken()).containsExactlyInAnyOrderElementsOf(positions(30));
        assertThat(scenario.deadLetters()).isEmpty();
        scenario.remark("%d attempts in five days", attempts).report("failing for five days");
    }

    @Test
    void what_is_paused_waits_and_loses_nothing() {
        // given
        Scenario scenario = new Scenario(Settings.standard());
        Subscriber subscriber = scenario.subscriber("orders");
        Receiver receiver = subscriber.receiver();
        scenario.publish(5).run(SECOND.multipliedBy(3));
        // when
        scenario.change(subscriptions -> subscriptions.pause(subscriber.id(), PausedBy.REQUEST))
                .publish(5)
                .run(MINUTE.multipliedBy(30));
        int meanwhile = receiver.arrivals().size();
        scenario.change(subscriptions -> subscriptions.resume(subscriber.id())).settle();
        // then
        assertThat(meanwhile).isEqualTo(5);
        assertThat(receiver.taken()).containsExactlyInAnyOrderElementsOf(positions(10));
        scenario.report("paused for half an hour");
    }

    @Test
    void in_order_everything_waits_for_the_first_that_failed() {
        // given
        Scenario scenario = new Scenario(Settings.standard());
        Receiver receiver = scenario.subscriber("orders", "{\"ordered\":true}")
                .receiver()
                .behaves(Behaviour.first(Reply.accepted(), Reply.failed(500), Reply.silence(true), Reply.failed(502)));
        // when
        scenario.publish(12).settle();
        // then
        assertThat(new ArrayList<>(new LinkedHashSet<>(receiver.taken()))).isEqualTo(positions(12));
        scenario.report("strict order");
    }

    @Test
    void a_batch_is_taken_as_a_whole_or_not_at_all() {
        // given
        Scenario scenario = new Scenario(Settings.standard());
        Receiver receiver = scenario.subscriber("orders", "{\"batch\":{\"max\":10,\"seconds\":2}}")
                .receiver()
                .behaves(Behaviour.first(Reply.failed(500), Reply.silence(false)));
        // when
        scenario.publish(25).settle();
        // then
        assertThat(receiver.taken()).containsExactlyInAnyOrderElementsOf(positions(25));
        long posts = receiver.arrivals().stream().map(Arrival::at).distinct().count();
        scenario.remark("25 events in %d posts", posts).report("batch that fails");
    }

    @Test
    void a_batch_that_is_refused_is_sent_event_by_event() {
        // given
        Scenario scenario = new Scenario(Settings.standard());
        Receiver receiver =
                scenario.subscriber("orders", "{\"batch\":10}").receiver().behaves(Behaviour.picky());
        // when
        scenario.publish(9).settle();
        // then
        assertThat(new HashSet<>(receiver.taken())).containsExactlyInAnyOrder(1L, 2L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(scenario.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.position()).isEqualTo(3));
        scenario.report("batch with an event that is refused");
    }

    @Test
    void no_second_has_more_than_the_rate_allows() {
        // given
        Scenario scenario = new Scenario(Settings.standard());
        Receiver receiver =
                scenario.subscriber("orders", "{\"rate\":{\"perSecond\":5}}").receiver();
        // when
        scenario.publish(60).settle();
        // then
        List<Duration> times = receiver.arrivals().stream().map(Arrival::at).toList();
        for (Duration time : times) {
            long within = times.stream()
                    .filter(other -> other.compareTo(time) >= 0 && other.compareTo(time.plus(SECOND)) < 0)
                    .count();
            assertThat(within).as("two of its seconds may touch one of ours").isLessThanOrEqualTo(10);
        }
        Duration took = times.getLast().minus(times.getFirst());
        assertThat(took).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
        scenario.remark("60 events took %d s", took.toSeconds()).report("rate of five a second");
    }

    @Test
    void a_busy_receiver_gets_nothing_at_all_until_its_time_is_over() {
        // given
        Scenario scenario = new Scenario(Settings.standard());
        Receiver receiver = scenario.subscriber("orders")
                .receiver()
                .behaves(Behaviour.first(Reply.accepted(), Reply.busy(429, MINUTE.multipliedBy(3))));
        // when
        scenario.publish(1).run(SECOND).publish(1).run(SECOND).publish(10).settle();
        // then
        Duration told = receiver.arrivals().get(1).at();
        assertThat(receiver.arrivals().stream().skip(2).map(Arrival::at))
                .allMatch(at -> at.compareTo(told.plus(MINUTE.multipliedBy(3))) >= 0);
        scenario.report("busy for all deliveries");
    }

    @Test
    void a_replay_brings_what_came_after_the_place_again() {
        // given
        Scenario scenario = new Scenario(Settings.standard().withNodes(2));
        Subscriber subscriber = scenario.subscriber("orders");
        Receiver receiver = subscriber.receiver();
        scenario.publish(10).run(SECOND.multipliedBy(5));
        // when
        scenario.replay(subscriber, 6).run(MINUTE);
        // then
        List<Long> taken = receiver.taken();
        assertThat(taken.subList(0, 10)).containsExactlyInAnyOrderElementsOf(positions(10));
        assertThat(taken.subList(10, taken.size())).containsExactlyInAnyOrder(7L, 8L, 9L, 10L);
        assertThat(scenario.site().stores().position(subscriber.id())).isEqualTo(10);
        scenario.report("replay from the seventh event");
    }

    @Test
    void who_said_until_when_gets_nothing_after_it() {
        // given
        Scenario scenario = new Scenario(Settings.standard());
        Subscriber subscriber = scenario.subscriber("orders", "{\"expires\":\"2026-11-20T11:00:00Z\"}");
        Receiver receiver = subscriber.receiver();
        scenario.publish(2).run(MINUTE.multipliedBy(70));
        // when
        scenario.change(subscriptions ->
                subscriptions.end(new Selector.ExpiredBy(scenario.site().world().now()), EndReason.EXPIRED));
        scenario.publish(2).run(MINUTE);
        // then
        assertThat(receiver.taken()).containsExactlyInAnyOrder(1L, 2L);
        assertThat(scenario.state(subscriber)).isEqualTo("ended");
        scenario.report("expired subscription");
    }

    private static List<Long> positions(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }
}
