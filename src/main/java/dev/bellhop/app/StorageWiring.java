package dev.bellhop.app;

import dev.bellhop.access.Vault;
import dev.bellhop.access.keys.KeyStore;
import dev.bellhop.app.config.AppConfig;
import dev.bellhop.app.config.SealingKeys;
import dev.bellhop.app.config.StartRefused;
import dev.bellhop.delivery.DeliveryConfig;
import dev.bellhop.delivery.DeliveryStore;
import dev.bellhop.delivery.history.AttemptStore;
import dev.bellhop.event.Ids;
import dev.bellhop.lease.LeaseKeeper;
import dev.bellhop.lease.LeaseStore;
import dev.bellhop.log.EventStore;
import dev.bellhop.operation.callback.CallbackStore;
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
import dev.bellhop.storage.operation.SqlCallbackStore;
import dev.bellhop.storage.postgres.PostgresDatabase;
import dev.bellhop.storage.sealing.SqlCallbackSealing;
import dev.bellhop.storage.sealing.SqlInputSealing;
import dev.bellhop.storage.sqlite.SqliteDatabase;
import dev.bellhop.subscription.sealing.KeyRotation;
import dev.bellhop.subscription.sealing.SealedStore;
import dev.bellhop.trigger.BookmarkStore;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        SealingKeys keys = new SealingKeys();
        if (config.sealingKey().isPresent()) {
            keys.add("bellhop.sealing-key", config.sealingKey().get());
        } else {
            keys.addLines(data.keyFile().toString(), data.keys(random));
        }
        int number = 1;
        for (String former : config.formerSealingKeys().orElse(List.of())) {
            keys.add("bellhop.former-sealing-keys, key " + number++, former);
        }
        return keys.vault(random);
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
        refuseUnknownKeys(store, "subscriptions", vault);
        return store;
    }

    @Produces
    @Singleton
    CallbackStore callbacks(Database database, Vault vault) {
        refuseUnknownKeys(new SqlCallbackSealing(database, vault), "callbacks of operations", vault);
        refuseUnknownKeys(new SqlInputSealing(database, vault), "inputs of operations", vault);
        return new SqlCallbackStore(database, vault);
    }

    private static void refuseUnknownKeys(SealedStore store, String what, Vault vault) {
        Map<String, Long> missing = new TreeMap<>(store.countByKey().await().atMost(START_STEP_MAX));
        missing.remove(vault.currentKeyId());
        missing.keySet().removeAll(vault.otherKeyIds());
        if (!missing.isEmpty()) {
            throw StartRefused.because(missing(missing, what, vault));
        }
    }

    private static String missing(Map<String, Long> missing, String what, Vault vault) {
        String sealed = missing.entrySet().stream()
                .map(key -> key.getValue() + " by the key with the id " + key.getKey())
                .collect(Collectors.joining(", "));
        String known = String.join(
                ", ",
                Stream.concat(Stream.of(vault.currentKeyId()), vault.otherKeyIds().stream())
                        .toList());
        return "bellhop.sealing-key (or bellhop.key in the data folder) is not the key that sealed "
                + what + " in the database: " + sealed + "; known: " + known
                + ". Restore that key, or, if you changed it, add it to"
                + " bellhop.former-sealing-keys (or as a further line to bellhop.key)";
    }

    @Produces
    @Singleton
    KeyRotation rotation(SqlSubscriptionStore store, LeaseKeeper leases, Vault vault) {
        return new KeyRotation(store, KeyRotation.SUBSCRIPTIONS, leases, vault.otherKeyIds());
    }

    @Produces
    @Singleton
    KeyRotation callbackRotation(Database database, LeaseKeeper leases, Vault vault) {
        return new KeyRotation(
                new SqlCallbackSealing(database, vault), KeyRotation.CALLBACKS, leases, vault.otherKeyIds());
    }

    @Produces
    @Singleton
    KeyRotation inputRotation(Database database, LeaseKeeper leases, Vault vault) {
        return new KeyRotation(new SqlInputSealing(database, vault), KeyRotation.INPUTS, leases, vault.otherKeyIds());
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
