package dev.bellhop.storage;

import dev.bellhop.storage.sqlite.SqliteDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteTransactionsTest extends TransactionsContract {

    private final Database database;

    SqliteTransactionsTest(@TempDir Path folder) {
        database = SqliteDatabase.open(Stores.VERTX, folder.resolve("bellhop.db"));
    }

    @AfterEach
    void close() {
        Stores.get(database.close());
    }

    @Override
    Database database() {
        return database;
    }
}
