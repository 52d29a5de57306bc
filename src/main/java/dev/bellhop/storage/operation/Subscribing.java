package dev.bellhop.storage.operation;

import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.callback.CallbackState;
import dev.bellhop.operation.callback.NewCallback;
import dev.bellhop.operation.callback.SubscribePlan;
import dev.bellhop.operation.store.NewOperation;
import dev.bellhop.operation.store.OperationStore.Started;
import dev.bellhop.operation.store.OperationStore.Started.How;
import dev.bellhop.storage.Database;
import dev.bellhop.storage.Database.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Starts of many operations with callbacks in one transaction. What is known already is read first; if another process
 * comes in between, the database refuses the second row of a key or URL, and all is done again with what is known then.
 */
final class Subscribing {

    private static final int RACES_MAX = 5;
    private static final String KNOWN =
            "SELECT " + OperationRows.COLUMNS + ", start_key FROM operation WHERE start_key IN ";
    private static final int KEY = 18;
    private static final String JOINABLE =
            "SELECT join_key, action, caller, operation FROM operation_callback WHERE join_key IN ";
    private static final String READ = "SELECT " + OperationRows.COLUMNS + " FROM operation WHERE id IN ";
    private static final String THERE = "SELECT operation FROM operation_callback WHERE operation IN ";
    private static final String LOCK = "SELECT id, ended FROM operation WHERE id IN ";
    private static final String CALLBACKS =
            "SELECT operation, fingerprint, secret, state FROM operation_callback WHERE operation IN ";

    private final Database database;
    private final CallbackRows rows;
    private final String these;

    Subscribing(Database database, CallbackRows rows) {
        this.database = database;
        this.rows = rows;
        this.these = database.dialect().stringsOf("?");
    }

    record Wanted(NewOperation operation, NewCallback callback) {}

    /** Somebody else was faster. */
    private static final class Raced extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Raced() {
            super("Another process started the same", null, false, false);
        }
    }

    static long weight(Wanted wanted) {
        return 1_000L + wanted.operation().input().length();
    }

    Uni<List<Optional<Started>>> all(List<Wanted> batch) {
        return Uni.createFrom()
                .deferred(() -> database.inTransaction(transaction -> new Group(transaction, batch).run()))
                .onFailure(Raced.class)
                .retry()
                .atMost(RACES_MAX);
    }

    /** Whose URL it is. */
    private record UrlKey(String fingerprint, String action, String caller) {}

    /** A callback as it is before it is replaced. */
    private record Before(String fingerprint, @Nullable String secret, CallbackState state) {}

    private final class Group {

        private final Transaction transaction;
        private final List<Wanted> batch;
        private final Map<String, Operation> byKey = new HashMap<>();
        private final Map<UrlKey, String> byUrl = new HashMap<>();
        private final Map<String, Operation> byId = new HashMap<>();
        private final List<SubscribePlan> plans = new ArrayList<>();
        private final Map<String, Boolean> over = new HashMap<>();
        private final Map<String, Before> before = new HashMap<>();

        Group(Transaction transaction, List<Wanted> batch) {
            this.transaction = transaction;
            this.batch = batch;
        }

        Uni<List<Optional<Started>>> run() {
            return look().invoke(this::plan)
                    .flatMap(planned -> insert())
                    .flatMap(inserted -> replace())
                    .flatMap(replaced -> answers());
        }

        private Uni<Void> look() {
            List<String> keys = new ArrayList<>();
            List<String> fingerprints = new ArrayList<>();
            for (Wanted wanted : batch) {
                if (wanted.operation().key() != null) {
                    keys.add(wanted.operation().key());
                }
                fingerprints.addAll(rows.fingerprints(wanted.callback().url().whole()));
            }
            return transaction
                    .query(KNOWN + these, Database.strings(keys))
                    .invoke(known -> known.forEach(row -> byKey.put(row.getString(KEY), OperationRows.operation(row))))
                    .flatMap(known -> transaction.query(JOINABLE + these, Database.strings(fingerprints)))
                    .invoke(open -> open.forEach(row -> byUrl.put(
                            new UrlKey(row.getString(0), row.getString(1), row.getString(2)), row.getString(3))))
                    .flatMap(open -> transaction.query(READ + these, Database.strings(byUrl.values())))
                    .invoke(known -> known.forEach(row -> byId.put(row.getString(1), OperationRows.operation(row))))
                    .replaceWithVoid();
        }

        /** One after the other: of several in the group that are the same, the first starts and the others join it. */
        private void plan() {
            for (Wanted wanted : batch) {
                NewOperation operation = wanted.operation();
                Operation known = operation.key() == null ? null : byKey.get(operation.key());
                SubscribePlan plan = SubscribePlan.of(operation, known, joinable(wanted));
                plans.add(plan);
                if (plan instanceof SubscribePlan.Start) {
                    Operation begun = begun(operation);
                    byId.put(begun.id(), begun);
                    byUrl.put(urlKeys(wanted).getFirst(), begun.id());
                    if (operation.key() != null) {
                        byKey.put(operation.key(), begun);
                    }
                }
            }
        }

        private @Nullable Operation joinable(Wanted wanted) {
            for (UrlKey key : urlKeys(wanted)) {
                if (byUrl.containsKey(key)) {
                    return byId.get(byUrl.get(key));
                }
            }
            return null;
        }

        private List<UrlKey> urlKeys(Wanted wanted) {
            NewOperation operation = wanted.operation();
            return rows.fingerprints(wanted.callback().url().whole()).stream()
                    .map(fingerprint -> new UrlKey(fingerprint, operation.action(), operation.caller()))
                    .toList();
        }

        private static Operation begun(NewOperation start) {
            return new Operation(
                    0,
                    start.id(),
                    start.action(),
                    start.caller(),
                    start.input(),
                    OperationStatus.PENDING,
                    null,
                    null,
                    null,
                    null,
                    start.created(),
                    start.created(),
                    null,
                    start.deadline(),
                    null);
        }

        /** In the order of keys and fingerprints, so that two processes never wait for each other in a circle. */
        private Uni<Void> insert() {
            List<Wanted> fresh = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                if (plans.get(i) instanceof SubscribePlan.Start) {
                    fresh.add(batch.get(i));
                }
            }
            List<Tuple> operations = fresh.stream()
                    .map(Wanted::operation)
                    .sorted(Comparator.comparing(NewOperation::key, Comparator.nullsFirst(Comparator.naturalOrder())))
                    .map(Starts::row)
                    .toList();
            List<Tuple> callbacks = fresh.stream()
                    .sorted(Comparator.comparing(
                            wanted -> urlKeys(wanted).getFirst().fingerprint()))
                    .map(wanted -> Database.tuple(rows.added(wanted.operation(), wanted.callback(), false)))
                    .toList();
            String ids = Database.strings(
                    fresh.stream().map(wanted -> wanted.operation().id()).toList());
            return transaction
                    .batch(Starts.INSERT, operations)
                    .flatMap(done -> transaction.batch(CallbackRows.INSERT, callbacks))
                    .flatMap(done -> transaction.query(LOCK + these, ids))
                    .invoke(there -> refuseUnless(there.size() == fresh.size()))
                    .flatMap(done -> transaction.query(THERE + these, ids))
                    .invoke(there -> refuseUnless(there.size() == fresh.size()))
                    .replaceWithVoid();
        }

        private static void refuseUnless(boolean asPlanned) {
            if (!asPlanned) {
                throw new Raced();
            }
        }

        /** Under the lock of its operation a callback cannot become due meanwhile. */
        private Uni<Void> replace() {
            Set<String> joined = new LinkedHashSet<>();
            plans.forEach(plan -> {
                if (plan instanceof SubscribePlan.Join(Operation operation)) {
                    joined.add(operation.id());
                }
            });
            if (joined.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            String ids = Database.strings(joined);
            return transaction
                    .query(LOCK + these + " ORDER BY id" + database.dialect().forUpdate(), ids)
                    .invoke(locked -> refuseUnless(locked.size() == joined.size()))
                    .invoke(locked -> locked.forEach(row -> over.put(row.getString(0), row.getLong(1) != null)))
                    .flatMap(locked -> transaction.query(CALLBACKS + these, ids))
                    .invoke(there -> there.forEach(this::note))
                    .flatMap(there -> replaceAll());
        }

        private void note(Row row) {
            before.put(
                    row.getString(0),
                    new Before(row.getString(1), row.getString(2), CallbackRows.state(row.getString(3))));
        }

        /** Of several in the group that join the same, the last one counts. */
        private Uni<Void> replaceAll() {
            Map<String, Wanted> last = new TreeMap<>();
            for (int i = 0; i < batch.size(); i++) {
                if (plans.get(i) instanceof SubscribePlan.Join(Operation operation)) {
                    last.put(operation.id(), batch.get(i));
                }
            }
            Uni<Void> all = Uni.createFrom().voidItem();
            for (Map.Entry<String, Wanted> each : last.entrySet()) {
                all = all.flatMap(done -> replace(each.getKey(), each.getValue()));
            }
            return all;
        }

        private Uni<Void> replace(String operation, Wanted wanted) {
            Before old = before.get(operation);
            NewCallback callback = wanted.callback();
            boolean isOver = Boolean.TRUE.equals(over.get(operation));
            if (old == null) {
                return transaction
                        .update(CallbackRows.INSERT, rows.added(named(wanted.operation(), operation), callback, isOver))
                        .invoke(inserted -> refuseUnless(inserted == 1))
                        .replaceWithVoid();
            }
            boolean same = rows.fingerprints(callback.url().whole()).contains(old.fingerprint());
            return switch (SubscribePlan.replacement(old.state(), same, isOver)) {
                case KEEP -> Uni.createFrom().voidItem();
                case RENEW ->
                    transaction
                            .update(CallbackRows.RENEW, rows.renewed(operation, callback, old.secret()))
                            .replaceWithVoid();
                case WAIT, AFRESH ->
                    transaction
                            .update(CallbackRows.AFRESH, rows.afresh(operation, callback, old.secret(), isOver))
                            .replaceWithVoid();
            };
        }

        private static NewOperation named(NewOperation operation, String id) {
            return new NewOperation(
                    id,
                    operation.action(),
                    operation.caller(),
                    operation.key(),
                    operation.input(),
                    operation.created(),
                    operation.deadline());
        }

        private Uni<List<Optional<Started>>> answers() {
            List<@Nullable String> ids = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                ids.add(
                        switch (plans.get(i)) {
                            case SubscribePlan.Start start ->
                                batch.get(i).operation().id();
                            case SubscribePlan.Join(Operation operation) -> operation.id();
                            case SubscribePlan.Differ(Operation operation) -> operation.id();
                            case SubscribePlan.Clash clash -> null;
                        });
            }
            Collection<String> known = new LinkedHashSet<>(ids);
            known.remove(null);
            return transaction.query(READ + these, Database.strings(known)).map(read -> {
                Map<String, Operation> now = new HashMap<>();
                read.forEach(row -> now.put(row.getString(1), OperationRows.operation(row)));
                List<Optional<Started>> answers = new ArrayList<>();
                for (int i = 0; i < batch.size(); i++) {
                    How how = plans.get(i) instanceof SubscribePlan.Start ? How.NEW : How.SAME_KEY;
                    answers.add(Optional.ofNullable(now.get(ids.get(i))).map(operation -> new Started(operation, how)));
                }
                return answers;
            });
        }
    }
}
