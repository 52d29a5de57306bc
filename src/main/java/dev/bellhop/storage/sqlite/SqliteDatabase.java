package dev.bellhop.storage.sqlite;

import dev.bellhop.storage.Database;
import dev.bellhop.storage.Migrations;
import io.vertx.core.Vertx;
import io.vertx.jdbcclient.JDBCPool;
import io.vertx.mutiny.sqlclient.Pool;
import java.nio.file.Path;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Opens a SQLite file: WAL, full sync (a commit survives a power cut), one connection that writes, a few that read. */
public final class SqliteDatabase {

    private static final int READERS = 4;
    private static final int BUSY_TIMEOUT_MS = 10_000;
    private static final int PAGE_CACHE_KIB = 8 * 1024;

    private SqliteDatabase() {}

    /** Opens the file, makes it if it is missing, and brings its schema up to date; blocks. */
    public static Database open(Vertx vertx, Path file) {
        SQLiteDataSource writer = dataSource(file, SQLiteConfig.TransactionMode.IMMEDIATE);
        Migrations.run(writer, "sqlite");
        SQLiteDataSource reader = dataSource(file, SQLiteConfig.TransactionMode.DEFERRED);
        return new Database(
                new SqliteDialect(),
                new SqliteWriter(Pool.newInstance(JDBCPool.pool(vertx, writer))),
                new SqliteReaders(Pool.newInstance(JDBCPool.pool(vertx, reader)), READERS));
    }

    /**
     * Settings of every connection.
     *
     * @param mode a transaction that writes takes its lock at once: taking it half-way could fail as busy
     */
    private static SQLiteDataSource dataSource(Path file, SQLiteConfig.TransactionMode mode) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setCacheSize(-PAGE_CACHE_KIB);
        config.enforceForeignKeys(true);
        config.setTransactionMode(mode);
        SQLiteDataSource dataSource = new SQLiteDataSource(config);
        dataSource.setUrl("jdbc:sqlite:" + file);
        return dataSource;
    }
}
