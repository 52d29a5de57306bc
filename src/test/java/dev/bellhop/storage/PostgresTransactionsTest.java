package dev.bellhop.storage;

import dev.bellhop.storage.postgres.PostgresDatabase;
import dev.bellhop.testing.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class PostgresTransactionsTest extends TransactionsContract {

    private static Database database;

    @BeforeAll
    static void open() {
        database = PostgresDatabase.open(Stores.VERTX, TestPostgres.newDatabase());
    }

    @AfterAll
    static void close() {
        Stores.get(database.close());
    }

    @BeforeEach
    void empty() {
        Stores.empty(database);
    }

    @Override
    Database database() {
        return database;
    }
}
