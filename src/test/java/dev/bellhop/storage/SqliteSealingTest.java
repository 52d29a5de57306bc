package dev.bellhop.storage;

import dev.bellhop.storage.sqlite.SqliteDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class SqliteSealingTest extends SealingContract {

    @TempDir
    private static Path folder;

    private static Database database;

    @BeforeAll
    static void open() {
        database = SqliteDatabase.open(Stores.VERTX, folder.resolve("bellhop.db"));
    }

    @AfterAll
    static void close() {
        Stores.get(database.close());
    }

    @Override
    Database database() {
        return database;
    }
}
