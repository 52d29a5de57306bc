package dev.bellhop.storage.postgres;

import dev.bellhop.storage.Database;
import dev.bellhop.storage.Database.Queries;
import dev.bellhop.storage.Database.Transactions;
import dev.bellhop.storage.schema.Migrations;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens a PostgreSQL database. */
public final class PostgresDatabase {

    private static final int CONNECTIONS = 10;
    private static final int STATEMENT_CACHE = 256;
    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private PostgresDatabase() {}

    /**
     * Connects and brings the schema up to date; blocks.
     *
     * @param uri {@code postgresql://user:password@host:port/database}
     */
    public static Database open(Vertx vertx, String uri) {
        return open(vertx, uri, PATIENCE);
    }

    /**
     * Connects and brings the schema up to date; blocks.
     *
     * @param patience how long the server works at one statement, and waits for the next one of a transaction: what a
     *     replica locked that vanished is free again after that
     */
    static Database open(Vertx vertx, String uri, Duration patience) {
        PgConnectOptions options = PgConnectOptions.fromUri(uri);
        options.setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(STATEMENT_CACHE)
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setTcpKeepAlive(true);
        Migrations.run(dataSource(options), "postgresql", name(options));
        Pool pool = Pool.newInstance(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(CONNECTIONS))
                .connectingTo(options)
                .withConnectHandler(connection -> prepare(connection, patience))
                .using(vertx)
                .build());
        // Longer than the server's own patience, which says better what happened; this one is for a lost network.
        Duration lost = patience.multipliedBy(2);
        return new Database(
                new PostgresDialect(), new PostgresTransactions(pool, lost), new PostgresQueries(pool, lost));
    }

    /** Settings of a session; poolers between here and the server refuse them as parameters of a connection. */
    private static void prepare(io.vertx.sqlclient.SqlConnection connection, Duration patience) {
        connection
                .query("SET application_name = 'bellhop'; SET statement_timeout = " + patience.toMillis()
                        + "; SET idle_in_transaction_session_timeout = " + patience.toMillis())
                .execute()
                .onComplete(done -> connection.close());
    }

    private static String name(PgConnectOptions options) {
        return options.getHost() + ':' + options.getPort() + '/' + options.getDatabase();
    }

    private static PGSimpleDataSource dataSource(PgConnectOptions options) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {options.getHost()});
        dataSource.setPortNumbers(new int[] {options.getPort()});
        dataSource.setDatabaseName(options.getDatabase());
        dataSource.setUser(options.getUser());
        dataSource.setPassword(options.getPassword());
        dataSource.setSslMode(options.getSslMode().value);
        return dataSource;
    }

    private record PostgresTransactions(Pool pool, Duration lost) implements Transactions {

        @Override
        public <T> Uni<T> run(Function<SqlConnection, Uni<T>> work) {
            return atMost(lost, pool.withTransaction(work));
        }

        @Override
        public Uni<Void> close() {
            return pool.close();
        }
    }

    private record PostgresQueries(Pool pool, Duration lost) implements Queries {

        @Override
        public Uni<RowSet<Row>> run(String sql, Tuple values) {
            return atMost(lost, pool.preparedQuery(sql).execute(values));
        }

        /** The pool is the writer's too, and closed there. */
        @Override
        public Uni<Void> close() {
            return Uni.createFrom().voidItem();
        }
    }

    private static <T> Uni<T> atMost(Duration time, Uni<T> work) {
        return work.ifNoItem()
                .after(time)
                .failWith(() -> new TimeoutException("no answer from the server within " + time));
    }
}
