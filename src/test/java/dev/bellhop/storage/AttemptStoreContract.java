package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.NOW;
import static dev.bellhop.storage.Stores.atOnce;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.history.AttemptRecord;
import dev.bellhop.delivery.history.AttemptRecord.Outcome;
import dev.bellhop.delivery.history.AttemptStore.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Attempts that are over, of which at least {@link Stores#ATTEMPTS_KEPT} of a subscription are kept. */
interface AttemptStoreContract {

    Stores stores();

    @Test
    default void an_attempt_is_kept_as_it_was_given() {
        AttemptRecord failed = new AttemptRecord(
                "s1", NOW, 3, "id \"ä\" 💾", 7, 12, 4, 15_000, 503, "answer", "503: \\ 'x'", Outcome.RETRYING);
        AttemptRecord taken =
                new AttemptRecord("s1", NOW.minusSeconds(1), 1, "e", 0, 0, 1, 0, 204, null, null, Outcome.TEST);
        append(failed, taken);
        assertThat(list("s1")).containsExactly(taken, failed);
    }

    @Test
    default void every_outcome_can_be_kept() {
        List<AttemptRecord> all = Stream.of(Outcome.values())
                .map(outcome -> new AttemptRecord("s1", NOW, 1, "e", 1, 1, 1, 1, 0, null, null, outcome))
                .toList();
        get(stores().attempts().append(all));
        assertThat(list("s1")).containsExactlyElementsOf(all.reversed());
    }

    @Test
    default void attempts_are_those_of_one_subscription_newest_first() {
        append(attempt("s1", 1), attempt("s2", 2));
        append(attempt("s1", 3));
        assertThat(positions("s1")).containsExactly(3L, 1L);
        assertThat(positions("s2")).containsExactly(2L);
        assertThat(positions("unknown")).isEmpty();
    }

    @Test
    default void pages_put_together_are_the_list() {
        append(LongStream.rangeClosed(1, 10)
                .mapToObj(position -> attempt("s1", position))
                .toArray(AttemptRecord[]::new));
        List<Long> read = new ArrayList<>();
        long before = Long.MAX_VALUE;
        List<Kept> page = get(stores().attempts().list("s1", before, 3));
        while (!page.isEmpty()) {
            page.forEach(each -> read.add(each.attempt().firstPosition()));
            page = get(stores().attempts().list("s1", page.getLast().cursor(), 3));
        }
        assertThat(read).containsExactly(10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
    }

    @Test
    default void old_attempts_make_room_for_new_ones() {
        int kept = Stores.ATTEMPTS_KEPT;
        append(attempt("s2", 1));
        for (long position = 1; position <= 5L * kept; position++) {
            append(attempt("s1", position));
            long newest = position;
            assertThat(positions("s1"))
                    .hasSizeGreaterThanOrEqualTo((int) Math.min(kept, newest))
                    .hasSizeLessThan(2 * kept)
                    .startsWith(newest)
                    .isEqualTo(LongStream.iterate(newest, next -> next - 1)
                            .limit(positions("s1").size())
                            .boxed()
                            .toList());
        }
        assertThat(positions("s2")).containsExactly(1L);
    }

    @Test
    default void many_at_once_leave_only_the_newest() {
        int kept = Stores.ATTEMPTS_KEPT;
        append(LongStream.rangeClosed(1, 3L * kept)
                .mapToObj(position -> attempt("s1", position))
                .toArray(AttemptRecord[]::new));
        assertThat(positions("s1")).hasSize(kept).startsWith(3L * kept).endsWith(2L * kept + 1);
    }

    @Test
    default void attempts_from_many_sides_are_all_kept() {
        assertThat(atOnce(8, thread -> {
                    append(attempt("s" + thread, 1), attempt("s" + (thread + 1) % 8, 2));
                    return true;
                }))
                .hasSize(8);
        for (int i = 0; i < 8; i++) {
            assertThat(positions("s" + i)).containsExactlyInAnyOrder(1L, 2L);
        }
    }

    @Test
    default void old_attempts_expire() {
        append(at(0, 1), at(1, 2), at(2, 3));
        assertThat(get(stores().attempts().expire(NOW.plusSeconds(1)))).isEqualTo(1);
        assertThat(positions("s1")).containsExactly(3L, 2L);
        assertThat(get(stores().attempts().expire(NOW.plusSeconds(1)))).isZero();
    }

    @Test
    default void nothing_is_no_trouble() {
        append();
        assertThat(positions("s1")).isEmpty();
    }

    private static AttemptRecord at(int seconds, long position) {
        return new AttemptRecord(
                "s1", NOW.plusSeconds(seconds), 1, "e", position, position, 1, 5, 204, null, null, Outcome.DELIVERED);
    }

    private static AttemptRecord attempt(String subscription, long position) {
        return new AttemptRecord(
                subscription, NOW, 1, "e" + position, position, position, 1, 5, 204, null, null, Outcome.DELIVERED);
    }

    private void append(AttemptRecord... attempts) {
        get(stores().attempts().append(List.of(attempts)));
    }

    private List<AttemptRecord> list(String subscription) {
        return get(stores().attempts().list(subscription, Long.MAX_VALUE, 1_000)).stream()
                .map(Kept::attempt)
                .toList();
    }

    private List<Long> positions(String subscription) {
        return list(subscription).stream().map(AttemptRecord::firstPosition).toList();
    }
}
