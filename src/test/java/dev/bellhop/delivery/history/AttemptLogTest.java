package dev.bellhop.delivery.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.delivery.history.AttemptRecord.Outcome;
import dev.bellhop.delivery.history.AttemptStore.Kept;
import dev.bellhop.log.StorageUnavailable;
import dev.bellhop.testing.InMemoryAttemptStore;
import dev.bellhop.testing.SettableTime;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptLogTest {

    private static final int KEPT = 3;

    private final Flaky store = new Flaky();
    private final SettableTime clock = new SettableTime();
    private final AttemptLog log = new AttemptLog(store, KEPT, Duration.ofDays(7), clock);

    @Test
    void nothing_is_written_before_a_flush_and_everything_in_one_step() {
        log.note(attempt("a", 1));
        log.note(attempt("b", 2));
        assertThat(store.batches).isEmpty();
        flush();
        assertThat(store.batches).hasSize(1);
        flush();
        assertThat(store.batches).as("there is nothing more to write").hasSize(1);
    }

    @Test
    void only_the_newest_of_a_subscription_are_written() {
        IntStream.rangeClosed(1, 10).forEach(position -> log.note(attempt("a", position)));
        log.note(attempt("b", 99));
        flush();
        assertThat(store.batches.getFirst())
                .extracting(AttemptRecord::firstPosition)
                .containsExactly(8L, 9L, 10L, 99L);
        assertThat(log.dropped()).as("newer ones took their place").isZero();
    }

    @Test
    void a_list_has_what_was_noted_just_now() {
        log.note(attempt("a", 1));
        List<Kept> listed = log.list("a", Long.MAX_VALUE, 10).await().indefinitely();
        assertThat(listed).extracting(kept -> kept.attempt().firstPosition()).containsExactly(1L);
    }

    @Test
    void what_could_not_be_written_is_written_later_in_order() {
        store.failure = new StorageUnavailable("down");
        log.note(attempt("a", 1));
        assertThatThrownBy(this::flush).isInstanceOf(StorageUnavailable.class);
        log.note(attempt("a", 2));
        store.failure = null;
        flush();
        assertThat(store.batches.getLast())
                .extracting(AttemptRecord::firstPosition)
                .containsExactly(1L, 2L);
    }

    @Test
    void a_database_that_stays_down_fills_no_memory() {
        store.failure = new StorageUnavailable("down");
        int subscriptions = AttemptLog.UNWRITTEN_MAX;
        IntStream.range(0, subscriptions).forEach(i -> log.note(attempt("s" + i, 1)));
        assertThatThrownBy(this::flush).isInstanceOf(StorageUnavailable.class);
        IntStream.range(0, 5).forEach(i -> log.note(attempt("late" + i, 2)));
        assertThat(log.dropped()).isEqualTo(5);
        store.failure = null;
        flush();
        assertThat(store.batches.getLast())
                .hasSize(AttemptLog.UNWRITTEN_MAX)
                .extracting(AttemptRecord::subscription)
                .startsWith("s5")
                .endsWith("late4");
    }

    @Test
    void what_the_database_will_never_take_is_not_tried_again() {
        store.failure = new IllegalStateException("a bug");
        log.note(attempt("a", 1));
        assertThatThrownBy(this::flush).isInstanceOf(IllegalStateException.class);
        store.failure = null;
        flush();
        assertThat(store.batches).isEmpty();
        assertThat(log.dropped()).isEqualTo(1);
    }

    @Test
    void attempts_expire_by_their_age() {
        log.note(attempt("a", 1));
        flush();
        clock.advance(Duration.ofDays(7));
        log.expire().await().indefinitely();
        assertThat(log.list("a", Long.MAX_VALUE, 10).await().indefinitely()).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        log.expire().await().indefinitely();
        assertThat(log.list("a", Long.MAX_VALUE, 10).await().indefinitely()).isEmpty();
    }

    @Test
    void none_are_kept_if_none_are_wanted() {
        AttemptLog off = new AttemptLog(store, 0, Duration.ofDays(7), clock);
        off.note(attempt("a", 1));
        off.flush().await().indefinitely();
        assertThat(store.batches).isEmpty();
    }

    private void flush() {
        log.flush().await().indefinitely();
    }

    private AttemptRecord attempt(String subscription, long position) {
        Instant now = clock.instant();
        return new AttemptRecord(
                subscription, now, 1, "e", position, position, 1, 5, 204, null, null, Outcome.DELIVERED);
    }

    /** A store that can be made to fail. */
    private static final class Flaky implements AttemptStore {

        private final AttemptStore kept = new InMemoryAttemptStore(KEPT);
        private final List<List<AttemptRecord>> batches = new ArrayList<>();
        private @Nullable RuntimeException failure;

        @Override
        public Uni<Void> append(List<AttemptRecord> attempts) {
            if (failure != null) {
                return Uni.createFrom().failure(failure);
            }
            batches.add(attempts);
            return kept.append(attempts);
        }

        @Override
        public Uni<List<Kept>> list(String subscription, long before, int limit) {
            return kept.list(subscription, before, limit);
        }

        @Override
        public Uni<Integer> expire(Instant before) {
            return kept.expire(before);
        }
    }
}
