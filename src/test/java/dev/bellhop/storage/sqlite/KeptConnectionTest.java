package dev.bellhop.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.jdbcclient.JDBCPool;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

class KeptConnectionTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger toFail = new AtomicInteger();
    private final KeptConnection kept;

    KeptConnectionTest(@TempDir Path folder) {
        SQLiteDataSource dataSource = new SQLiteDataSource() {
            @Override
            public SQLiteConnection getConnection(String user, String password) throws SQLException {
                if (toFail.getAndDecrement() > 0) {
                    throw new SQLException("not now");
                }
                opened.incrementAndGet();
                return super.getConnection(user, password);
            }
        };
        dataSource.setUrl("jdbc:sqlite:" + folder.resolve("x.db"));
        kept = new KeptConnection(Pool.newInstance(JDBCPool.pool(vertx, dataSource)));
    }

    @AfterEach
    void close() {
        kept.close().await().atMost(LIMIT);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_connection_is_opened_at_its_first_use_and_kept() {
        assertThat(opened).hasValue(0);
        SqlConnection first = get();
        assertThat(get()).isSameAs(first);
        assertThat(opened).hasValue(1);
    }

    @Test
    void a_failure_to_open_is_not_kept() {
        toFail.set(2);
        assertThatThrownBy(this::get).hasMessageContaining("not now");
        assertThatThrownBy(this::get).hasMessageContaining("not now");
        get();
        assertThat(opened).hasValue(1);
    }

    @Test
    void after_closing_a_new_one_is_opened() {
        get();
        kept.close().await().atMost(LIMIT);
        kept.close().await().atMost(LIMIT);
        get();
        assertThat(opened).hasValue(2);
    }

    private SqlConnection get() {
        return kept.get().await().atMost(LIMIT);
    }
}
