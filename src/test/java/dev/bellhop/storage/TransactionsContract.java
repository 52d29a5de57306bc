package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.event;
import static dev.bellhop.storage.Stores.atOnce;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.log.StorageUnavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What both databases promise about transactions, whatever happens in them. */
abstract class TransactionsContract {

    private static final String INSERT =
            "INSERT INTO bookmark (source, reader, state, updated) VALUES ('inbox', ?, 'state', 0)";

    abstract Database database();

    @Test
    void all_of_it_or_nothing() {
        Uni<Object> half = database()
                .inTransaction(transaction -> transaction
                        .update(INSERT, "a")
                        .flatMap(done -> Uni.createFrom().failure(new IllegalStateException("half-way"))));
        assertThatThrownBy(() -> get(half))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("half-way");
        assertThat(readers()).isEmpty();
        insert("b");
        assertThat(readers()).containsExactly("b");
    }

    @Test
    void work_that_throws_leaves_nothing_open() {
        Uni<Object> thrown = database().inTransaction(transaction -> {
            throw new IllegalStateException("a bug");
        });
        assertThatThrownBy(() -> get(thrown)).hasMessage("a bug");
        insert("a");
        assertThat(readers()).containsExactly("a");
    }

    @Test
    void a_statement_that_is_refused_is_not_the_databases_failure() {
        insert("a");
        assertThatThrownBy(() -> insert("a")).isNotInstanceOf(StorageUnavailable.class);
        assertThatThrownBy(() -> get(database().query("SELECT nothing FROM nowhere")))
                .isNotInstanceOf(StorageUnavailable.class);
        insert("b");
        assertThat(readers()).containsExactly("a", "b");
    }

    @Test
    void what_is_sent_behind_a_refused_statement_is_not_written() {
        insert("a");
        Uni<Object> both = database()
                .inTransaction(transaction -> Uni.combine()
                        .all()
                        .unis(
                                transaction.update(INSERT, "a"),
                                transaction.batch(INSERT, List.of(Tuple.of("b"), Tuple.of("c"))))
                        .asTuple()
                        .replaceWith(true));
        assertThatThrownBy(() -> get(both)).isNotInstanceOf(StorageUnavailable.class);
        assertThat(readers()).containsExactly("a");
        insert("d");
        assertThat(readers()).containsExactly("a", "d");
    }

    @Test
    void a_caller_that_goes_away_does_not_stop_it_half_way() {
        for (int number = 0; number < 20; number++) {
            String reader = "r" + number;
            database()
                    .inTransaction(transaction -> transaction
                            .update(INSERT, reader)
                            .flatMap(done ->
                                    transaction.update("UPDATE bookmark SET state = 'whole' WHERE reader = ?", reader)))
                    .subscribe()
                    .with(done -> {})
                    .cancel();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> readers().size() == 20);
        assertThat(get(database().query("SELECT DISTINCT state FROM bookmark")))
                .extracting(row -> row.getString(0))
                .containsExactly("whole");
    }

    @Test
    void very_many_at_once_all_succeed() {
        atOnce(8, thread -> {
            List<Uni<Integer>> sent = IntStream.range(0, 100)
                    .mapToObj(number -> database()
                            .inTransaction(transaction -> transaction.update(INSERT, thread + "-" + number))
                            .memoize()
                            .indefinitely())
                    .toList();
            sent.forEach(work -> work.subscribe().with(done -> {}, failed -> {}));
            List<Uni<Long>> read = IntStream.range(0, 100)
                    .mapToObj(number -> database()
                            .query("SELECT COUNT(*) FROM bookmark")
                            .map(rows -> rows.getFirst().getLong(0)))
                    .toList();
            read.forEach(Stores::get);
            sent.forEach(work -> assertThat(get(work)).isEqualTo(1));
            return thread;
        });
        assertThat(readers()).hasSize(800);
    }

    @Test
    void numbers_of_any_size_stand_in_one_page() {
        Stores stores = Stores.over(database());
        get(stores.events().open("numbers"));
        List<CloudEvent> events = IntStream.range(0, 6)
                .mapToObj(number ->
                        new CloudEvent("n" + number, "/", "t", null, time(number), null, Map.of(), null, null))
                .toList();
        get(stores.events().append("numbers", events));
        assertThat(get(stores.events().read("numbers", 1, 10)))
                .extracting(event -> event.what())
                .isEqualTo(events);
    }

    /** As microseconds: nothing, little, much, nothing … so that no row's type fits the next. */
    private static Instant time(int number) {
        return switch (number % 3) {
            case 0 -> Instant.EPOCH;
            case 1 -> Instant.parse("2026-11-20T10:15:30.123456Z");
            default -> Instant.EPOCH.plusSeconds(1);
        };
    }

    @Test
    void an_event_that_is_refused_fails_alone() {
        Stores stores = Stores.over(database());
        get(stores.events().open("inbox"));
        CloudEvent tooFar = new CloudEvent("far", "/", "t", null, Instant.MAX, null, Map.of(), null, null);
        List<Uni<Boolean>> sent = IntStream.range(0, 30)
                .mapToObj(number -> stores.events()
                        .append("inbox", List.of(number % 10 == 5 ? tooFar : event("e" + number)))
                        .onItemOrFailure()
                        .transform((done, failed) -> failed == null)
                        .memoize()
                        .indefinitely())
                .toList();
        sent.forEach(work -> work.subscribe().with(done -> {}));
        List<Boolean> succeeded = sent.stream().map(Stores::get).toList();
        for (int number = 0; number < 30; number++) {
            assertThat(succeeded.get(number)).isEqualTo(number % 10 != 5);
        }
        assertThat(get(stores.events().read("inbox", 1, 100))).hasSize(27);
    }

    private void insert(String reader) {
        get(database().inTransaction(transaction -> transaction.update(INSERT, reader)));
    }

    private List<String> readers() {
        return get(database().query("SELECT reader FROM bookmark ORDER BY reader")).stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
