package dev.bellhop.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.SampleEvents;
import dev.bellhop.testing.InMemoryEventStore;
import dev.bellhop.testing.SeededIds;
import dev.bellhop.testing.SettableTime;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetentionRunnerTest {

    private static final RetentionPolicy POLICY =
            new RetentionPolicy(Duration.ofDays(30), 100_000, Duration.ofDays(90), 200_000);

    private final SettableTime time = new SettableTime();
    private final HeldBackEventStore store = new HeldBackEventStore(new InMemoryEventStore(time, new SeededIds(1)));
    private final EventLog log = new EventLog(store);
    private OptionalLong neededFrom = OptionalLong.empty();
    private final RetentionRunner runner = runner(POLICY);

    @BeforeEach
    void open() {
        done(log.open(List.of("files", "orders")));
    }

    @Test
    void events_older_than_the_age_go_and_younger_ones_stay() {
        append("orders", "old", 3);
        time.advance(Duration.ofDays(20));
        append("orders", "young", 2);
        done(runner.tick());
        assertThat(log.head("orders").oldest()).isEqualTo(1);

        time.advance(Duration.ofDays(10).plusSeconds(1));
        done(runner.tick());

        assertThat(log.head("orders").oldest()).isEqualTo(4);
        assertThat(done(log.read("orders", 1, 10))).hasSize(2);
    }

    @Test
    void the_last_event_goes_too_and_the_next_one_follows_its_position() {
        append("orders", "old", 3);
        time.advance(Duration.ofDays(31));
        done(runner.tick());
        assertThat(log.head("orders").oldest()).isEqualTo(4);
        assertThat(done(log.read("orders", 1, 10))).isEmpty();

        append("orders", "new", 1);
        assertThat(log.head("orders").newest()).isEqualTo(4);
    }

    @Test
    void a_reader_that_is_behind_holds_its_events_until_they_are_far_too_old() {
        append("orders", "old", 5);
        neededFrom = OptionalLong.of(3);
        time.advance(Duration.ofDays(31));
        done(runner.tick());
        assertThat(log.head("orders").oldest()).isEqualTo(3);

        time.advance(Duration.ofDays(60));
        done(runner.tick());
        assertThat(log.head("orders").oldest()).isEqualTo(6);
    }

    @Test
    void a_tick_deletes_in_batches_and_leaves_the_rest_to_the_next_one() {
        int perTick = RetentionRunner.BATCH * RetentionRunner.BATCHES_A_TICK;
        append("orders", "old", perTick + 10);
        time.advance(Duration.ofDays(31));

        done(runner.tick());
        assertThat(log.head("orders").oldest()).isEqualTo(perTick + 1);
        done(runner.tick());
        assertThat(log.head("orders").oldest()).isEqualTo(perTick + 11);
    }

    @Test
    void a_tick_does_nothing_while_the_one_before_is_under_way() {
        append("orders", "old", 3);
        time.advance(Duration.ofDays(31));
        store.hold();
        runner.tick().subscribe().with(done -> {});
        store.goOn();
        int before = store.reads();

        done(runner.tick());

        assertThat(store.reads()).isEqualTo(before);
        assertThat(log.head("orders").oldest()).isEqualTo(1);
    }

    @Test
    void one_source_that_fails_keeps_no_other_from_its_round() {
        append("files", "old", 2);
        append("orders", "old", 2);
        time.advance(Duration.ofDays(31));
        store.failFor("files");
        done(runner.tick());
        assertThat(log.head("files").oldest()).isEqualTo(1);
        assertThat(log.head("orders").oldest()).isEqualTo(3);

        store.failFor("");
        done(runner.tick());
        assertThat(log.head("files").oldest()).isEqualTo(3);
    }

    @Test
    void events_beyond_the_count_go_whatever_their_age() {
        append("orders", "new", 8);
        done(runner(new RetentionPolicy(Duration.ofDays(30), 5, Duration.ofDays(90), 6))
                .tick());
        assertThat(log.head("orders").oldest()).isEqualTo(4);
    }

    private RetentionRunner runner(RetentionPolicy policy) {
        return new RetentionRunner(
                log,
                List.of("files", "orders"),
                policy,
                source -> Uni.createFrom().item(() -> neededFrom),
                time);
    }

    private void append(String source, String prefix, int count) {
        done(log.append(source, SampleEvents.many(prefix, count)));
    }

    private static <T> T done(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(5));
    }
}
