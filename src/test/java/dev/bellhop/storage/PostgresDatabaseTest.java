package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.event;
import static dev.bellhop.storage.Samples.events;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bellhop.event.Event;
import dev.bellhop.log.AppendResult.Appended;
import dev.bellhop.log.EventStore.Appending;
import dev.bellhop.log.StorageUnavailable;
import dev.bellhop.storage.postgres.PostgresDatabase;
import dev.bellhop.storage.schema.Migrations;
import dev.bellhop.testing.TestPostgres;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresDatabaseTest {

    private static final String KILL = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()";

    private final String uri = TestPostgres.newDatabase();
    private final Database database = PostgresDatabase.open(Stores.VERTX, uri);
    private final Stores stores = Stores.over(database);

    @AfterEach
    void close() {
        get(database.close());
    }

    @Test
    void opening_again_migrates_nothing_and_keeps_data() {
        get(stores.events().open("inbox"));
        get(stores.events().append("inbox", events("e", 3)));
        Database again = PostgresDatabase.open(Stores.VERTX, uri);
        assertThat(get(Stores.over(again).events().read("inbox", 1, 10))).hasSize(3);
        assertThat(get(again.query("SELECT COUNT(*) FROM flyway_schema_history"))
                        .getFirst()
                        .getLong(0))
                .isEqualTo(Migrations.SCRIPTS.size());
        get(again.close());
    }

    @Test
    void a_replica_that_vanished_does_not_keep_its_locks() {
        assertThat(setting("idle_in_transaction_session_timeout")).isEqualTo("30s");
        assertThat(setting("statement_timeout")).isEqualTo("30s");
        assertThat(setting("application_name")).isEqualTo("bellhop");
    }

    @Test
    void text_that_postgresql_cannot_hold_is_refused_alone() {
        get(stores.events().open("inbox"));
        Uni<Appending> bad = stores.events().append("inbox", List.of(event("a\u0000b")));
        assertThatThrownBy(() -> get(bad)).isNotInstanceOf(StorageUnavailable.class);
        get(stores.events().append("inbox", List.of(event("c"))));
        assertThat(get(stores.events().read("inbox", 1, 10))).hasSize(1);
    }

    @Test
    void connections_that_break_are_replaced() {
        get(stores.events().open("inbox"));
        get(stores.events().append("inbox", events("before", 1)));
        get(database.query(KILL));
        await().atMost(Duration.ofSeconds(10))
                .ignoreExceptionsInstanceOf(StorageUnavailable.class)
                .until(() -> {
                    get(stores.events().append("inbox", events("after", 1)));
                    return true;
                });
        assertThat(get(stores.events().read("inbox", 1, 10))).hasSize(2);
    }

    @Test
    void whatever_breaks_an_answered_event_is_kept_and_positions_have_no_gap() {
        get(stores.events().open("inbox"));
        AtomicInteger answered = new AtomicInteger();
        List<Integer> positions = Stores.atOnce(4, thread -> {
            for (int number = 0; number < 60; number++) {
                if (thread == 0) {
                    swallow(database.query(KILL));
                } else if (swallow(stores.events().append("inbox", List.of(event(thread + "-" + number)))) != null) {
                    answered.incrementAndGet();
                }
            }
            return thread;
        });
        assertThat(positions).hasSize(4);
        List<Event> kept = await().atMost(Duration.ofSeconds(10))
                .ignoreExceptionsInstanceOf(StorageUnavailable.class)
                .until(() -> get(stores.events().read("inbox", 1, 1_000)), read -> true);
        assertThat(kept)
                .hasSizeGreaterThanOrEqualTo(answered.get())
                .extracting(Event::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, kept.size()).boxed().toList());
        Appending next = get(stores.events().append("inbox", List.of(event("next"))));
        assertThat(next.results().getFirst())
                .isInstanceOfSatisfying(
                        Appended.class,
                        appended -> assertThat(appended.position()).isEqualTo(kept.size() + 1));
    }

    @Test
    void a_server_that_is_away_is_named_without_its_password() {
        assertThatThrownBy(() -> PostgresDatabase.open(Stores.VERTX, "postgresql://ann:geheim@localhost:1/bellhop"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("localhost:1/bellhop")
                .hasMessageNotContaining("geheim");
    }

    private static <T> T swallow(Uni<T> work) {
        return get(work.onFailure(StorageUnavailable.class).recoverWithNull());
    }

    private String setting(String name) {
        return get(database.query("SHOW " + name)).getFirst().getString(0);
    }
}
