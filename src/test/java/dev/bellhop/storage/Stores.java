package dev.bellhop.storage;

import dev.bellhop.access.Vault;
import dev.bellhop.access.keys.KeyStore;
import dev.bellhop.delivery.DeliveryStore;
import dev.bellhop.delivery.history.AttemptStore;
import dev.bellhop.lease.LeaseStore;
import dev.bellhop.log.EventStore;
import dev.bellhop.operation.callback.CallbackStore;
import dev.bellhop.operation.store.OperationStore;
import dev.bellhop.source.disposal.Readers;
import dev.bellhop.source.file.FileLedger;
import dev.bellhop.storage.access.SqlKeyStore;
import dev.bellhop.storage.operation.SqlCallbackStore;
import dev.bellhop.storage.operation.SqlOperationStore;
import dev.bellhop.subscription.SubscriptionStore;
import dev.bellhop.testing.InMemoryAttemptStore;
import dev.bellhop.testing.InMemoryBookmarkStore;
import dev.bellhop.testing.InMemoryCallbackStore;
import dev.bellhop.testing.InMemoryDeliveryStore;
import dev.bellhop.testing.InMemoryEventStore;
import dev.bellhop.testing.InMemoryFileLedger;
import dev.bellhop.testing.InMemoryKeyStore;
import dev.bellhop.testing.InMemoryLeaseStore;
import dev.bellhop.testing.InMemoryOperationStore;
import dev.bellhop.testing.InMemorySubscriptionStore;
import dev.bellhop.testing.SeededIds;
import dev.bellhop.testing.SeededRandom;
import dev.bellhop.testing.SettableTime;
import dev.bellhop.trigger.BookmarkStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** All stores over one database, and the clock they look at. */
record Stores(
        SettableTime clock,
        EventStore events,
        LeaseStore leases,
        SubscriptionStore subscriptions,
        DeliveryStore deliveries,
        BookmarkStore bookmarks,
        FileLedger files,
        Readers readers,
        AttemptStore attempts,
        KeyStore keys,
        OperationStore operations,
        CallbackStore callbacks) {

    /** Attempts of a subscription that are kept in any case. */
    static final int ATTEMPTS_KEPT = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static final Vertx VERTX = Vertx.vertx();

    static {
        // The first use of Mutiny sets itself up, and not safely for several threads at once.
        get(Uni.createFrom().item(1).map(one -> one));
    }

    private static final List<String> TABLES = List.of(
            "delivery",
            "subscription",
            "event",
            "log",
            "lease",
            "bookmark",
            "file",
            "attempt",
            "api_keys",
            "owner",
            "operation",
            "operation_step",
            "operation_event",
            "operation_callback");

    static Stores inMemory() {
        SettableTime clock = new SettableTime();
        InMemoryLeaseStore leases = new InMemoryLeaseStore();
        InMemorySubscriptionStore subscriptions = new InMemorySubscriptionStore();
        InMemoryOperationStore operations = new InMemoryOperationStore();
        InMemoryDeliveryStore deliveries = new InMemoryDeliveryStore(leases, subscriptions);
        return new Stores(
                clock,
                new InMemoryEventStore(clock, new SeededIds(1)),
                leases,
                subscriptions,
                deliveries,
                new InMemoryBookmarkStore(),
                new InMemoryFileLedger(),
                deliveries,
                new InMemoryAttemptStore(ATTEMPTS_KEPT),
                new InMemoryKeyStore(),
                operations,
                new InMemoryCallbackStore(operations));
    }

    static Stores over(Database database) {
        SettableTime clock = new SettableTime();
        Vault vault = new Vault(new byte[Vault.KEY_BYTES], SeededRandom.of(1));
        SqlSubscriptionStore subscriptions = new SqlSubscriptionStore(database, vault);
        return new Stores(
                clock,
                new SqlEventStore(database, clock, new SeededIds(1)),
                new SqlLeaseStore(database),
                subscriptions,
                new SqlDeliveryStore(database),
                new SqlBookmarkStore(database),
                new SqlFileLedger(database),
                subscriptions,
                new SqlAttemptStore(database, ATTEMPTS_KEPT),
                new SqlKeyStore(database),
                new SqlOperationStore(database),
                new SqlCallbackStore(database, vault));
    }

    /** Deletes every row. */
    static void empty(Database database) {
        get(database.inTransaction(transaction -> {
            Uni<Integer> deleted = Uni.createFrom().item(0);
            for (String table : TABLES) {
                deleted = deleted.flatMap(before -> transaction.update("DELETE FROM " + table));
            }
            return deleted;
        }));
    }

    static <T> T get(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    /** Does the work on so many threads at once; returns what each returned, in their order. */
    static <T> List<T> atOnce(int threads, IntFunction<T> work) {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<T>> results = IntStream.range(0, threads)
                    .mapToObj(thread -> executor.submit(() -> work.apply(thread)))
                    .toList();
            return results.stream().map(Stores::result).toList();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new AssertionError("One of the threads failed", e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError("Interrupted", e);
        }
    }
}
