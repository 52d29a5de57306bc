package dev.bellhop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.pump.DeliveryLimits;
import dev.bellhop.simulation.Faults.Fate;
import dev.bellhop.simulation.Receiver.Arrival;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Faults one at a time, with the figures that show how Bellhop takes them. */
class ScenarioTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void a_crash_between_append_and_answer_appends_once() {
        // given
        Scenario scenario = new Scenario(Settings.standard());
        Receiver receiver = scenario.subscriber("orders").receiver();
        // when
        scenario.next("append", Fate.CRASH_AFTER).publish(3).settle();
        // then
        assertThat(receiver.taken()).containsExactlyInAnyOrder(1L, 2L, 3L);
        scenario.report("crash between append and answer");
    }

    @Test
    void a_crash_between_send_and_save_repeats_under_the_same_id() {
        // given
        Scenario scenario = new Scenario(Settings.standard());
        Receiver receiver = scenario.subscriber("orders").receiver();
        scenario.publish(3).run(SECOND.multipliedBy(2));
        // when
        scenario.next(Site.SEND, Fate.CRASH_AFTER).publish(1).settle();
        // then
        assertThat(receiver.taken()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 4L);
        scenario.report("crash between send and save");
    }

    @Test
    void a_receiver_that_was_down_for_two_days_gets_everything_in_the_end() {
        // given
        Scenario scenario = new Scenario(Settings.standard().withTicksEvery(SECOND.multipliedBy(5)));
        Receiver receiver = scenario.subscriber("orders").receiver().behaves(Behaviour.always(Reply.reset(false)));
        // when
        scenario.publish(150).run(Duration.ofDays(2));
        receiver.behaves(Behaviour.healthy());
        scenario.settle();
        // then
        assertThat(receiver.taken()).containsExactlyInAnyOrderElementsOf(positions(150));
        Duration last = receiver.arrivals().getLast().at();
        scenario.remark("it had all after %d hours", last.toHours()).report("receiver down for two days");
    }

    @Test
    void a_receiver_that_is_gone_ends_its_subscription() {
        // given
        Scenario scenario = new Scenario(Settings.standard());
        Receiver receiver = scenario.subscriber("orders").receiver().behaves(Behaviour.always(Reply.gone()));
        // when
        scenario.publish(1).run(MINUTE).publish(20).run(MINUTE).settle();
        // then
        assertThat(receiver.arrivals()).hasSize(1);
        scenario.report("receiver gone");
    }

    @Test
    void a_former_callback_that_is_gone_does_not_end_a_renewed_subscription() {
        // given
        Scenario scenario = new Scenario(Settings.standard());
        Subscriber subscriber = scenario.subscriber("orders");
        Receiver former = subscriber
                .receiver()
                .behaves(Behaviour.always(
                        new Reply(false, SECOND.multipliedBy(5), Reply.gone().result())));
        // when
        scenario.publish(1);
        subscriber.save();
        scenario.run(MINUTE).publish(1).settle();
        // then
        assertThat(former.arrivals()).hasSize(1);
        assertThat(subscriber.receiver().taken()).containsExactly(1L, 2L);
        scenario.report("former callback gone");
    }

    @Test
    void a_receiver_that_is_busy_is_left_alone_as_long_as_it_says() {
        // given
        Scenario scenario = new Scenario(Settings.standard());
        Receiver receiver = scenario.subscriber("orders")
                .receiver()
                .behaves(Behaviour.first(
                        Reply.busy(429, MINUTE.multipliedBy(10)), Reply.busy(503, Duration.ofHours(5))));
        // when
        scenario.publish(1).settle();
        // then
        List<Arrival> arrivals = receiver.arrivals();
        assertThat(arrivals.get(1).at().minus(arrivals.get(0).at())).isGreaterThan(MINUTE.multipliedBy(10));
        assertThat(arrivals.get(2).at().minus(arrivals.get(1).at()))
                .as("an hour is the most that a receiver may ask for")
                .isBetween(Duration.ofHours(1), Duration.ofMinutes(61));
        scenario.report("busy receiver");
    }

    @Test
    void an_event_that_is_refused_becomes_a_dead_letter_and_the_next_ones_go_on() {
        // given
        Scenario scenario = new Scenario(Settings.standard());
        Receiver receiver = scenario.subscriber("orders").receiver().behaves(Behaviour.picky());
        // when
        scenario.publish(9).settle();
        // then
        assertThat(receiver.taken()).containsExactlyInAnyOrder(1L, 2L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(scenario.deadLetters()).hasSize(1);
        // when
        receiver.behaves(Behaviour.healthy());
        int redriven = scenario.redrive();
        scenario.settle();
        // then
        assertThat(receiver.taken()).contains(3L);
        scenario.remark("driven again: %d", redriven).report("refused event");
    }

    @Test
    void a_hanging_receiver_delays_no_other() {
        // given
        Scenario scenario = new Scenario(Settings.standard());
        scenario.subscriber("hanging").receiver().behaves(Behaviour.always(Reply.silence(false)));
        Receiver healthy = scenario.subscriber("healthy").receiver();
        // when
        scenario.publish(50).run(SECOND.multipliedBy(2));
        // then
        assertThat(healthy.taken()).containsExactlyInAnyOrderElementsOf(positions(50));
        Duration took = healthy.arrivals()
                .getLast()
                .at()
                .minus(healthy.arrivals().getFirst().at());
        assertThat(took).isLessThan(SECOND);
        scenario.remark("the healthy one had all after %d ms", took.toMillis()).report("hanging beside healthy");
    }

    @Test
    void a_process_that_lost_its_leases_while_it_stood_still_does_nothing_more() {
        // given
        Scenario scenario = new Scenario(Settings.standard().withNodes(2));
        Receiver receiver = scenario.subscriber("orders").receiver().behaves(Behaviour.slow());
        scenario.publish(20).run(SECOND);
        Incarnation holder = holder(scenario);
        // when
        holder.host().freeze(MINUTE);
        scenario.settle();
        // then
        assertThat(receiver.taken()).containsAll(positions(20));
        assertThat(scenario.site().attempts().repeats()).isLessThanOrEqualTo(8);
        scenario.remark("then held by %s, before by %s", holder(scenario), holder)
                .report("lease lost in a pause");
    }

    @Test
    void a_clock_set_back_an_hour_loses_and_repeats_nothing() {
        // given
        Scenario scenario = new Scenario(Settings.standard());
        Receiver receiver = scenario.subscriber("orders").receiver();
        PollingCaller caller = scenario.pollingCaller();
        receiver.behaves(Behaviour.first(Reply.failed(500)));
        scenario.publish(3);
        // when
        scenario.site().setClock(Duration.ofHours(-1));
        scenario.publish(3).run(MINUTE);
        // then
        assertThat(receiver.taken()).contains(2L, 3L, 4L, 5L, 6L);
        assertThat(caller.hasAll()).isTrue();
        scenario.settle().report("clock set back an hour");
    }

    @Test
    void what_expires_before_a_slow_subscriber_got_it_is_counted() {
        // given
        Scenario scenario = new Scenario(Settings.standard().keeping(10, 30));
        Receiver receiver = scenario.subscriber("orders").receiver().behaves(Behaviour.always(Reply.silence(false)));
        // when
        scenario.publish(100).run(MINUTE.multipliedBy(3));
        receiver.behaves(Behaviour.healthy());
        scenario.settle();
        // then
        long missed = scenario.site().reportedAsMissed();
        assertThat(receiver.taken().size() + scenario.deadLetters().size() + missed)
                .isEqualTo(100);
        assertThat(missed).isPositive();
        scenario.report("log expired under a slow subscriber");
    }

    @Test
    void a_first_attempt_that_hangs_does_not_make_a_crash_repeat_everything_after_it() {
        // given
        Scenario scenario = new Scenario(Settings.standard().withLimits(new DeliveryLimits(8, 100, 20)));
        Receiver receiver = scenario.subscriber("orders").receiver();
        Iterator<Reply> hanging = List.of(Reply.silence(false)).iterator();
        receiver.behaves((event, world) ->
                event.position() > 20 && hanging.hasNext() ? hanging.next() : Reply.accepted(SECOND.dividedBy(5)));
        // when
        scenario.publish(200).run(SECOND.multipliedBy(3));
        scenario.site().node("A").host().crash("with an attempt under way");
        scenario.settle();
        // then
        assertThat(receiver.taken()).containsAll(positions(200));
        assertThat(scenario.site().attempts().repeats()).isLessThanOrEqualTo(2 * 20 + 8);
        scenario.report("crash with a hanging first attempt");
    }

    @Test
    void a_stop_in_order_repeats_nothing() {
        // given
        Scenario scenario = new Scenario(Settings.standard());
        Receiver receiver = scenario.subscriber("orders").receiver().behaves(Behaviour.slow());
        // when
        scenario.publish(30).run(SECOND);
        scenario.site().node("A").stop();
        scenario.settle();
        // then
        assertThat(receiver.taken()).containsExactlyInAnyOrderElementsOf(positions(30));
        scenario.report("stop in order");
    }

    private static Incarnation holder(Scenario scenario) {
        String lease = scenario.site().invariants().lives().iterator().next().leaseName();
        return scenario.site().nodes().stream()
                .filter(node -> scenario.site()
                        .invariants()
                        .leases()
                        .isHeldBy(node.host().node(), lease))
                .findFirst()
                .orElseThrow();
    }

    private static List<Long> positions(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }
}
