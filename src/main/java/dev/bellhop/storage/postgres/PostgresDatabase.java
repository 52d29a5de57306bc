package dev.bellhop.storage.postgres;

import dev.bellhop.storage.Database;
import dev.bellhop.storage.Database.Queries;
import dev.bellhop.storage.Database.Transactions;
import dev.bellhop.storage.Migrations;
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
import java.util.Map;
import java.util.function.Function;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens a PostgreSQL database. */
public final class PostgresDatabase {

    private static final int CONNECTIONS = 10;
    private static final int STATEMENT_CACHE = 256;

    private PostgresDatabase() {}

    /**
     * Connects and brings the schema up to date; blocks.
     *
     * @param uri {@code postgresql://user:password@host:port/database}
     */
    public static Database open(Vertx vertx, String uri) {
        PgConnectOptions options = PgConnectOptions.fromUri(uri)
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(STATEMENT_CACHE)
                .setProperties(Map.of("application_name", "bellhop"));
        Migrations.run(dataSource(options), "postgresql");
        Pool pool = Pool.newInstance(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(CONNECTIONS))
                .connectingTo(options)
                .using(vertx)
                .build());
        return new Database(new PostgresDialect(), new PostgresTransactions(pool), new PostgresQueries(pool));
    }

    private static PGSimpleDataSource dataSource(PgConnectOptions options) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {options.getHost()});
        dataSource.setPortNumbers(new int[] {options.getPort()});
        dataSource.setDatabaseName(options.getDatabase());
        dataSource.setUser(options.getUser());
        dataSource.setPassword(options.getPassword());
        return dataSource;
    }

    private record PostgresTransactions(Pool pool) implements Transactions {

        @Override
        public <T> Uni<T> run(Function<SqlConnection, Uni<T>> work) {
            return pool.withTransaction(work);
        }

        @Override
        public Uni<Void> close() {
            return pool.close();
        }
    }

    private record PostgresQueries(Pool pool) implements Queries {

        @Override
        public Uni<RowSet<Row>> run(String sql, Tuple values) {
            return pool.preparedQuery(sql).execute(values);
        }

        /** The pool is the writer's too, and closed there. */
        @Override
        public Uni<Void> close() {
            return Uni.createFrom().voidItem();
        }
    }
}
