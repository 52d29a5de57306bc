package dev.bellhop.storage.sqlite;

import dev.bellhop.storage.Database;
import dev.bellhop.storage.Migrations;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.vertx.core.Vertx;
import io.vertx.jdbcclient.JDBCPool;
import io.vertx.mutiny.sqlclient.Pool;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.sqlite.SQLiteConfig;

/** Opens a SQLite file: WAL, full sync (a commit survives a power cut), one connection that writes, a few that read. */
public final class SqliteDatabase {

    private static final int READERS = 4;
    private static final int BUSY_TIMEOUT_MS = 10_000;
    private static final int PAGE_CACHE_KIB = 8 * 1024;

    private SqliteDatabase() {}

    /** Opens the file, makes it if it is missing, and brings its schema up to date; blocks. */
    public static Database open(Vertx vertx, Path file) {
        AgroalDataSource writer = dataSource(file, 1, true);
        Migrations.run(writer, "sqlite");
        AgroalDataSource reader = dataSource(file, READERS, false);
        return new Database(
                new SqliteDialect(),
                Pool.newInstance(JDBCPool.pool(vertx, writer)),
                Pool.newInstance(JDBCPool.pool(vertx, reader)));
    }

    private static AgroalDataSource dataSource(Path file, int connections, boolean writes) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setCacheSize(-PAGE_CACHE_KIB);
        config.enforceForeignKeys(true);
        // A transaction that writes takes its lock at once; taking it half-way could fail as busy.
        config.setTransactionMode(
                writes ? SQLiteConfig.TransactionMode.IMMEDIATE : SQLiteConfig.TransactionMode.DEFERRED);
        Properties properties = config.toProperties();
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.minSize(writes ? 1 : 0)
                            .maxSize(connections)
                            .acquisitionTimeout(Duration.ofMillis(BUSY_TIMEOUT_MS * 3L))
                            .connectionFactoryConfiguration(connection -> {
                                connection
                                        .connectionProviderClassName("org.sqlite.JDBC")
                                        .jdbcUrl("jdbc:sqlite:" + file);
                                properties.forEach((key, value) ->
                                        connection.jdbcProperty(key.toString(), value.toString()));
                                return connection;
                            })));
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot open the database " + file + ": " + e.getMessage(), e);
        }
    }
}
