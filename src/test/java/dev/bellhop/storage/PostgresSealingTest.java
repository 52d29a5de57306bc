package dev.bellhop.storage;

import dev.bellhop.storage.postgres.PostgresDatabase;
import dev.bellhop.testing.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresSealingTest extends SealingContract {

    private static Database database;

    @BeforeAll
    static void open() {
        database = PostgresDatabase.open(Stores.VERTX, TestPostgres.newDatabase());
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
