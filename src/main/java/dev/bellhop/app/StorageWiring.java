package dev.bellhop.app;

import dev.bellhop.access.Vault;
import dev.bellhop.access.keys.KeyStore;
import dev.bellhop.app.config.AppConfig;
import dev.bellhop.app.config.StartRefused;
import dev.bellhop.delivery.DeliveryConfig;
import dev.bellhop.delivery.DeliveryStore;
import dev.bellhop.delivery.history.AttemptStore;
import dev.bellhop.event.Ids;
import dev.bellhop.lease.LeaseStore;
import dev.bellhop.log.EventStore;
import dev.bellhop.source.file.FileLedger;
import dev.bellhop.storage.Database;
import dev.bellhop.storage.SqlAttemptStore;
import dev.bellhop.storage.SqlBookmarkStore;
import dev.bellhop.storage.SqlDeliveryStore;
import dev.bellhop.storage.SqlEventStore;
import dev.bellhop.storage.SqlFileLedger;
import dev.bellhop.storage.SqlLeaseStore;
import dev.bellhop.storage.SqlSubscriptionStore;
import dev.bellhop.storage.access.SqlKeyStore;
import dev.bellhop.storage.postgres.PostgresDatabase;
import dev.bellhop.storage.sqlite.SqliteDatabase;
import dev.bellhop.trigger.BookmarkStore;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** The database that is configured, and the stores on it. */
final class StorageWiring {

    private static final String SQLITE = "jdbc:sqlite:";
    private static final Duration START_STEP_MAX = Duration.ofSeconds(30);

    @Produces
    @Singleton
    DataFolder dataFolder(AppConfig config) throws IOException {
        return DataFolder.open(config.data());
    }

    @Produces
    @Singleton
    Vault vault(AppConfig config, DataFolder data, RandomGenerator random) throws IOException {
        byte[] key = config.sealingKey().isPresent()
                ? DataFolder.parseKey("bellhop.sealing-key", config.sealingKey().get())
                : data.key(random);
        return new Vault(key, random);
    }

    @Produces
    @Singleton
    Database database(AppConfig config, DataFolder data, Vertx vertx) throws IOException {
        String url = config.databaseUrl().orElse(SQLITE);
        if (url.startsWith("postgresql://") || url.startsWith("postgres://")) {
            return postgres(vertx, url);
        }
        if (url.startsWith(SQLITE)) {
            data.refuseNetworkFileSystem();
            String file = url.substring(SQLITE.length());
            return SqliteDatabase.open(vertx, file.isEmpty() ? data.path().resolve("bellhop.db") : Path.of(file));
        }
        throw StartRefused.because("bellhop.database.url must begin with jdbc:sqlite: or postgresql://");
    }

    private static Database postgres(Vertx vertx, String url) {
        try {
            return PostgresDatabase.open(vertx, url);
        } catch (RuntimeException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            // The URL itself stays out of the message: it holds a password.
            throw StartRefused.because("bellhop.database.url: PostgreSQL cannot be used ("
                    + Objects.requireNonNullElse(cause.getMessage(), "without saying why")
                    + "); check host, port, database, user and password, and that it is running");
        }
    }

    @Produces
    @Singleton
    EventStore events(Database database, InstantSource clock, Ids ids) {
        return new SqlEventStore(database, clock, ids);
    }

    @Produces
    @Singleton
    SqlSubscriptionStore subscriptions(Database database, Vault vault) {
        SqlSubscriptionStore store = new SqlSubscriptionStore(database, vault);
        long unreadable = store.countUnreadable().await().atMost(START_STEP_MAX);
        if (unreadable > 0) {
            throw StartRefused.because("bellhop.sealing-key (or bellhop.key in the data folder) is not the key that"
                    + " sealed " + unreadable + " subscriptions in the database; restore that key");
        }
        return store;
    }

    @Produces
    @Singleton
    DeliveryStore deliveries(Database database) {
        return new SqlDeliveryStore(database);
    }

    @Produces
    @Singleton
    AttemptStore attempts(Database database, DeliveryConfig config) {
        return new SqlAttemptStore(database, config.attemptsKept());
    }

    @Produces
    @Singleton
    LeaseStore leases(Database database) {
        return new SqlLeaseStore(database);
    }

    @Produces
    @Singleton
    BookmarkStore bookmarks(Database database) {
        return new SqlBookmarkStore(database);
    }

    @Produces
    @Singleton
    KeyStore keys(Database database) {
        return new SqlKeyStore(database);
    }

    @Produces
    @Singleton
    FileLedger ledger(Database database) {
        return new SqlFileLedger(database);
    }
}
