package dev.bellhop.delivery.pump;

import static dev.bellhop.delivery.SampleDeliveries.letter;
import static dev.bellhop.delivery.SampleDeliveries.retry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.DeliveryStore.Progress;
import dev.bellhop.delivery.Retry;
import dev.bellhop.event.SampleEvents;
import dev.bellhop.lease.Lease;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DeliveryWindowTest {

    private static final Lease LEASE = new Lease("pump/s1", 1, SampleEvents.TIME);

    private final DeliveryWindow window = new DeliveryWindow(10, List.of(retry(3), retry(5)));

    @Test
    void at_first_nothing_is_to_be_stored() {
        assertThat(window.isDirty()).isFalse();
        assertThat(window.taken()).isEqualTo(10);
        assertThat(window.waiting()).isEqualTo(2);
        assertThat(window.underWay()).isZero();
    }

    @Test
    void the_position_stays_before_the_oldest_first_attempt_that_is_open() {
        begin(11, 12, 13);
        window.settle(12);
        window.settle(13);
        assertThat(window.taken()).isEqualTo(13);
        assertThat(window.unsaved()).isZero();
        assertThat(window.isDirty()).isFalse();

        window.settle(11);
        assertThat(progress().position()).isEqualTo(13);
        assertThat(window.unsaved()).isEqualTo(3);
    }

    @Test
    void a_failure_lets_the_position_pass_because_it_has_a_row_of_its_own() {
        begin(11, 12);
        window.defer(retry(11));
        assertThat(progress().position()).isEqualTo(11);
        assertThat(progress().deferred()).containsExactly(retry(11));
        window.giveUp(letter(12));
        assertThat(progress().position()).isEqualTo(12);
        assertThat(progress().dead()).containsExactly(letter(12));
        assertThat(window.underWay()).isZero();
        assertThat(window.waiting()).isEqualTo(3);
    }

    @Test
    void what_is_released_holds_the_position() {
        begin(11, 12);
        window.release(11);
        window.settle(12);
        assertThat(window.underWay()).isZero();
        assertThat(progress().position()).isEqualTo(10);
    }

    @Test
    void due_is_what_has_waited_longest_and_is_not_under_way() {
        assertThat(window.due(SampleEvents.TIME, 1, false)).isEmpty();
        assertThat(window.due(SampleEvents.TIME.plusSeconds(3), 1, false)).containsExactly(retry(3));
        window.begin(3);
        assertThat(window.due(SampleEvents.TIME.plusSeconds(4), 1, false)).isEmpty();
        assertThat(window.due(SampleEvents.TIME.plusSeconds(99), 1, false)).containsExactly(retry(5));
        window.release(3);
        assertThat(window.due(SampleEvents.TIME.plusSeconds(99), 1, false)).containsExactly(retry(3));
    }

    @Test
    void a_retry_that_succeeded_has_its_row_deleted() {
        window.begin(3);
        window.settle(3);
        assertThat(progress().settled()).containsExactly(3L);
        assertThat(progress().position()).isEqualTo(10);
        assertThat(window.waiting()).isEqualTo(1);
        save();
        assertThat(window.isDirty()).isFalse();
    }

    @Test
    void a_retry_that_failed_again_has_its_row_changed() {
        window.begin(3);
        window.defer(retry(3, 2));
        assertThat(progress().deferred()).containsExactly(retry(3, 2));
        assertThat(window.retry(3)).isEqualTo(retry(3, 2));
        assertThat(window.waiting()).isEqualTo(2);
    }

    @Test
    void a_retry_that_is_given_up_is_a_dead_letter_and_waits_no_more() {
        window.begin(3);
        window.giveUp(letter(3));
        assertThat(progress().dead()).containsExactly(letter(3));
        assertThat(progress().deferred()).isEmpty();
        assertThat(window.waiting()).isEqualTo(1);
        assertThat(window.retry(3)).isNull();
    }

    @Test
    void a_first_attempt_that_failed_and_then_succeeded_leaves_no_row() {
        begin(11);
        window.defer(retry(11));
        window.begin(11);
        window.settle(11);
        assertThat(progress().deferred()).isEmpty();
        assertThat(progress().settled())
                .as("a row may have been stored meanwhile")
                .containsExactly(11L);
    }

    @Test
    void what_changes_while_it_is_being_stored_is_stored_next() {
        begin(11, 12);
        window.defer(retry(11));
        Progress storing = progress();
        window.begin(11);
        window.defer(retry(11, 2));
        window.settle(12);
        window.saved(storing);

        assertThat(window.isDirty()).isTrue();
        assertThat(progress().position()).isEqualTo(12);
        assertThat(progress().deferred()).containsExactly(retry(11, 2));
        save();
        assertThat(window.isDirty()).isFalse();
    }

    @Test
    void what_was_settled_while_its_row_was_being_stored_has_the_row_deleted_next() {
        begin(11);
        window.defer(retry(11));
        Progress storing = progress();
        window.begin(11);
        window.settle(11);
        window.saved(storing);
        assertThat(progress().settled()).containsExactly(11L);
        assertThat(progress().deferred()).isEmpty();
    }

    @Test
    void positions_that_are_no_longer_kept_are_passed_over() {
        window.skipTo(20);
        assertThat(window.taken()).isEqualTo(20);
        assertThat(progress().position()).isEqualTo(20);
        window.skipTo(15);
        assertThat(window.taken()).isEqualTo(20);
    }

    @Test
    void a_gap_behind_an_open_attempt_does_not_move_the_position() {
        begin(11);
        window.skipTo(20);
        assertThat(progress().position()).isEqualTo(10);
        window.settle(11);
        assertThat(progress().position()).isEqualTo(20);
    }

    @Test
    void a_dead_letter_driven_again_by_somebody_else_is_learned() {
        window.learn(List.of(retry(4, 0), retry(3, 9)));
        assertThat(window.waiting()).isEqualTo(3);
        assertThat(window.due(SampleEvents.TIME.plusSeconds(4), 1, false)).containsExactly(retry(3));
        assertThat(window.retry(3)).as("what is known here is newer").isEqualTo(retry(3));
        assertThat(window.isDirty()).as("it has its row").isFalse();
    }

    @Test
    void what_was_settled_or_given_up_here_and_is_not_stored_yet_is_not_learned_back() {
        window.begin(3);
        window.settle(3);
        window.begin(5);
        window.giveUp(letter(5));
        window.learn(List.of(retry(3), retry(5)));
        assertThat(window.waiting()).isZero();
    }

    @Test
    void of_many_that_were_driven_again_only_some_are_in_memory() {
        DeliveryWindow large = new DeliveryWindow(5_000, List.of());
        List<Retry> rows = LongStream.rangeClosed(1, 1_500)
                .mapToObj(position -> retry(position, 0))
                .toList();
        large.learn(rows.subList(0, 900));
        large.learn(rows);
        assertThat(large.waiting()).isEqualTo(1_000);
        assertThat(large.retry(1_000)).isNotNull();
        large.settle(7);
        large.learn(rows.subList(900, 1_500));
        assertThat(large.waiting()).isEqualTo(1_000);
    }

    @Test
    void a_row_beyond_the_stored_position_is_not_learned_because_its_event_is_still_to_come() {
        begin(11);
        window.learn(List.of(retry(11)));
        assertThat(window.waiting()).isEqualTo(2);
    }

    private void begin(long... positions) {
        for (long position : positions) {
            window.take(position);
            window.begin(position);
        }
    }

    private Progress progress() {
        return window.progress("s1", LEASE);
    }

    private void save() {
        window.saved(progress());
    }
}
