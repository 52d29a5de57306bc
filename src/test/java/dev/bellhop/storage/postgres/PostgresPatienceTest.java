package dev.bellhop.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.lease.Lease;
import dev.bellhop.log.StorageUnavailable;
import dev.bellhop.storage.Database;
import dev.bellhop.storage.SqlLeaseStore;
import dev.bellhop.testing.SettableTime;
import dev.bellhop.testing.TestPostgres;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresPatienceTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final String uri = TestPostgres.newDatabase();
    private final Database database = PostgresDatabase.open(vertx, uri, Duration.ofMillis(300));
    private final SqlLeaseStore leases = new SqlLeaseStore(database);
    private final Instant now = new SettableTime().instant();

    @AfterEach
    void close() {
        database.close().await().atMost(LIMIT);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void waiting_for_a_lock_ends() throws SQLException {
        claim();
        try (Connection other = connect()) {
            other.setAutoCommit(false);
            lock(other);
            assertThatThrownBy(this::claim).isInstanceOf(StorageUnavailable.class);
            other.rollback();
        }
        assertThat(claim()).hasSize(1);
    }

    private List<Lease> claim() {
        return leases.claim(List.of("a"), "ann", now, now.plusSeconds(15))
                .await()
                .atMost(LIMIT);
    }

    private static void lock(Connection other) throws SQLException {
        try (Statement statement = other.createStatement()) {
            statement.execute("SELECT * FROM lease FOR UPDATE");
        }
    }

    private Connection connect() throws SQLException {
        String address = uri.substring(uri.indexOf('@') + 1);
        return DriverManager.getConnection("jdbc:postgresql://" + address, "postgres", "postgres");
    }
}
