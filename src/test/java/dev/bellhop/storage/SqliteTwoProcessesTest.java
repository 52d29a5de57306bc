package dev.bellhop.storage;

import dev.bellhop.storage.sqlite.SqliteDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteTwoProcessesTest extends TwoProcessesContract {

    private final Database first;
    private final Database second;
    private final Stores one;
    private final Stores other;

    SqliteTwoProcessesTest(@TempDir Path folder) {
        first = SqliteDatabase.open(Stores.VERTX, folder.resolve("bellhop.db"));
        second = SqliteDatabase.open(Stores.VERTX, folder.resolve("bellhop.db"));
        one = Stores.over(first);
        other = Stores.over(second);
    }

    @AfterEach
    void close() {
        Stores.get(first.close());
        Stores.get(second.close());
    }

    @Override
    Stores one() {
        return one;
    }

    @Override
    Stores other() {
        return other;
    }
}
