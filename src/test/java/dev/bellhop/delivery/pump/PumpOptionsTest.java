package dev.bellhop.delivery.pump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.DeadLetterChoice;
import dev.bellhop.delivery.SampleDeliveries;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.attempt.AttemptResult.Accepted;
import dev.bellhop.delivery.attempt.AttemptResult.Refused;
import dev.bellhop.delivery.attempt.AttemptResult.TryAgain;
import dev.bellhop.delivery.pump.DeliveringProcess.Database;
import dev.bellhop.event.SampleEvents;
import dev.bellhop.outbound.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What subscribers may wish for: some events only, many at a time, one after the other, not too fast. */
class PumpOptionsTest {

    private static final AttemptResult FAILED = new TryAgain(Failure.answered(500), null);
    private static final AttemptResult TAKEN = new Accepted(200);

    private final Database database = new Database();
    private final DeliveringProcess ours = new DeliveringProcess("ours", database);

    @Test
    void only_what_matches_is_posted_and_the_rest_is_passed_over() {
        subscribe("{\"filter\":\"id = 'b' OR id = 'd'\"}");
        ours.append("a", "b", "c", "d", "e");
        assertThat(drain()).containsExactly("b", "d");
        ours.tick();
        assertThat(ours.stored("s1").position()).isEqualTo(5);
    }

    @Test
    void a_filter_that_lets_nothing_through_still_moves_on() {
        subscribe("{\"filter\":\"id = 'none'\"}");
        for (int i = 0; i < 700; i++) {
            ours.append("e" + i);
        }
        ours.tick();
        ours.tick();
        assertThat(ours.underWay()).isEmpty();
        assertThat(ours.stored("s1").position()).isEqualTo(700);
    }

    @Test
    void a_batch_has_what_is_there_up_to_its_size() {
        ours.append("a", "b", "c", "d", "e");
        subscribe("{\"batch\":2}");
        assertThat(ours.underWay()).containsExactly("a+b to /1 #1");
        assertThat(drain()).containsExactly("a+b", "c+d", "e");
        ours.tick();
        assertThat(ours.stored("s1").position()).isEqualTo(5);
    }

    @Test
    void a_batch_waits_for_others_as_long_as_its_window_says() {
        subscribe("{\"batch\":{\"max\":3,\"seconds\":5}}");
        ours.append("a");
        ours.seconds(4);
        ours.append("b");
        assertThat(ours.underWay()).isEmpty();
        ours.tick();
        assertThat(ours.stored("s1").position())
                .as("they wait in memory, so the place is held")
                .isZero();
        ours.seconds(1);
        assertThat(ours.underWay()).containsExactly("a+b to /1 #1");
        ours.answer(TAKEN);
        ours.append("c", "d", "e");
        assertThat(ours.underWay()).as("a full one waits for nothing").containsExactly("c+d+e to /1 #1");
    }

    @Test
    void a_batch_that_failed_is_tried_again_as_the_same_batch() {
        subscribe("{\"batch\":{\"max\":3,\"seconds\":1}}");
        ours.append("a", "b");
        ours.seconds(1);
        ours.answer(FAILED);
        ours.append("c");
        ours.seconds(1);
        assertThat(ours.underWay()).containsExactly("c to /1 #1");
        ours.seconds(1);
        ours.answer(TAKEN);
        assertThat(ours.underWay()).containsExactly("a+b to /1 #2");
    }

    @Test
    void one_event_that_is_refused_spoils_its_batch_for_no_other() {
        ours.append("a", "b", "c");
        subscribe("{\"batch\":10}");
        ours.answer(new Refused(Failure.answered(422)));
        ours.seconds(1);
        assertThat(ours.underWay()).containsExactly("a to /1 #2", "b to /1 #2");
        ours.answer(TAKEN);
        ours.answer(new Refused(Failure.answered(422)));
        ours.answer(TAKEN);
        ours.tick();
        assertThat(ours.underWay()).isEmpty();
        assertThat(ours.report.dead()).isEqualTo(1);
        assertThat(deadPositions()).containsExactly(2L);
    }

    @Test
    void in_order_nothing_overtakes_what_failed() {
        subscribe("{\"ordered\":true}");
        ours.append("a", "b", "c");
        assertThat(ours.underWay()).containsExactly("a to /1 #1");
        ours.answer(TAKEN);
        ours.answer(FAILED);
        ours.append("d");
        ours.seconds(1);
        assertThat(ours.underWay()).isEmpty();
        ours.seconds(1);
        assertThat(ours.underWay()).containsExactly("b to /1 #2");
        assertThat(drain()).containsExactly("b", "c", "d");
    }

    @Test
    void in_order_what_is_given_up_makes_way() {
        subscribe("{\"ordered\":true,\"retrySeconds\":[]}");
        ours.append("a", "b");
        ours.answer(FAILED);
        assertThat(ours.underWay()).containsExactly("b to /1 #1");
        ours.tick();
        assertThat(deadPositions()).containsExactly(1L);
    }

    @Test
    void no_more_begins_in_a_second_than_the_rate_allows() {
        subscribe("{\"rate\":{\"perSecond\":2}}");
        ours.append("a", "b", "c", "d");
        assertThat(drain()).containsExactly("a", "b");
        ours.seconds(1);
        assertThat(drain()).containsExactly("c", "d");
        ours.seconds(10);
        ours.append("e", "f", "g", "h");
        assertThat(drain()).as("an idle time is not made up for").containsExactly("e", "f");
    }

    @Test
    void a_slow_rate_holds_over_minutes() {
        subscribe("{\"rate\":{\"perMinute\":1}}");
        ours.append("a", "b", "c");
        assertThat(drain()).containsExactly("a");
        ours.seconds(59);
        assertThat(drain()).isEmpty();
        ours.seconds(1);
        assertThat(drain()).containsExactly("b");
    }

    @Test
    void options_change_while_it_runs() {
        subscribe("{\"batch\":{\"max\":100,\"seconds\":300}}");
        ours.append("a", "b", "c");
        ours.tick();
        assertThat(ours.underWay()).isEmpty();
        ours.subscriptions
                .reconfigure("s1", SampleDeliveries.options("{}"))
                .await()
                .atMost(Duration.ofSeconds(5));
        ours.run();
        ours.tick();
        assertThat(drain()).containsExactly("a", "b", "c");
    }

    @Test
    void a_batch_that_is_no_longer_wanted_when_its_events_are_read_loses_none_of_them() {
        subscribe("{\"batch\":10,\"retrySeconds\":[100]}");
        ours.append("0");
        ours.answer(TAKEN);
        failTogether();
        DeliveringProcess next = new DeliveringProcess("next", database);
        for (int second = 0; second < 98; second++) {
            next.seconds(1);
        }
        assertThat(next.attempts).isEmpty();
        database.time.advance(Duration.ofSeconds(30));
        next.leases.tick().await().atMost(Duration.ofSeconds(5));
        database.events.hold();
        next.runner.tick();
        next.run();
        next.subscriptions
                .reconfigure("s1", SampleDeliveries.options("{}"))
                .await()
                .atMost(Duration.ofSeconds(5));
        next.run();
        database.events.goOn();
        database.events.letGo();
        next.run();
        List<String> posted = new ArrayList<>();
        while (!next.attempts.isEmpty()) {
            posted.add(next.underWay().getFirst());
            next.answer(TAKEN);
        }
        assertThat(posted).containsExactly("a to /1 #2", "b to /1 #2");
    }

    /** Two events that failed together, and of which the next process knows the rows alone. */
    private void failTogether() {
        ours.log
                .append("orders", List.of(SampleEvents.what("a"), SampleEvents.what("b")))
                .await()
                .atMost(Duration.ofSeconds(5));
        ours.run();
        ours.answer(FAILED);
        ours.tick();
    }

    private void subscribe(String options) {
        ours.subscribe(SampleDeliveries.to("s1", "/1", null).with(SampleDeliveries.options(options)));
    }

    /** Takes everything that is posted; says what it was. */
    private List<String> drain() {
        List<String> posted = new ArrayList<>();
        while (!ours.attempts.isEmpty()) {
            posted.add(ours.underWay().getFirst().replaceAll(" to .*", ""));
            ours.answer(TAKEN);
        }
        return posted;
    }

    private List<Long> deadPositions() {
        return database
                .deliveries
                .deadLetters(DeadLetterChoice.ALL, 0, 10)
                .await()
                .atMost(Duration.ofSeconds(5))
                .stream()
                .map(letter -> letter.position())
                .toList();
    }
}
