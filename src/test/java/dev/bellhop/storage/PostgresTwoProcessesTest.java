package dev.bellhop.storage;

import dev.bellhop.storage.postgres.PostgresDatabase;
import dev.bellhop.testing.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class PostgresTwoProcessesTest extends TwoProcessesContract {

    private static Database first;
    private static Database second;

    private final Stores one = Stores.over(first);
    private final Stores other = Stores.over(second);

    @BeforeAll
    static void open() {
        String uri = TestPostgres.newDatabase();
        first = PostgresDatabase.open(Stores.VERTX, uri);
        second = PostgresDatabase.open(Stores.VERTX, uri);
    }

    @AfterAll
    static void close() {
        Stores.get(first.close());
        Stores.get(second.close());
    }

    @BeforeEach
    @Override
    void openLogs() {
        Stores.empty(first);
        super.openLogs();
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
