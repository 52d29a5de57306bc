package dev.bellhop.storage.operation;

import dev.bellhop.event.Timestamps;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.store.NewOperation;
import dev.bellhop.operation.store.OperationStore.Started;
import dev.bellhop.operation.store.OperationStore.Started.How;
import dev.bellhop.storage.Database;
import dev.bellhop.storage.Database.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts of many operations in one transaction. Of several with one key the database takes the first, wherever the
 * others come from; afterwards all read who that was.
 */
final class Starts {

    static final String INSERT = "INSERT INTO operation (id, action, caller, start_key, input, status, created,"
            + " updated, deadline, due, epoch, events) VALUES (?, ?, ?, ?, ?, 'pending', ?, ?, ?, 0, 0, 0)"
            + " ON CONFLICT (start_key) DO NOTHING";
    private static final String READ = "SELECT " + OperationRows.COLUMNS + ", start_key FROM operation WHERE id IN ";
    private static final int KEY = 18;

    private final Database database;

    Starts(Database database) {
        this.database = database;
    }

    static long weight(NewOperation operation) {
        return 300L + operation.input().length();
    }

    Uni<List<Started>> startAll(List<NewOperation> batch) {
        // In the order of the keys, so that two processes never wait for each other in a circle.
        List<Tuple> rows = batch.stream()
                .sorted(Comparator.comparing(NewOperation::key, Comparator.nullsFirst(Comparator.naturalOrder())))
                .map(Starts::row)
                .toList();
        return database.inTransaction(
                transaction -> transaction.batch(INSERT, rows).flatMap(inserted -> answers(transaction, batch)));
    }

    static Tuple row(NewOperation operation) {
        long created = Timestamps.toMicros(operation.created());
        return Database.tuple(
                operation.id(),
                operation.action(),
                operation.caller(),
                operation.key(),
                operation.input(),
                created,
                created,
                Timestamps.toMicros(operation.deadline()));
    }

    private Uni<List<Started>> answers(Transaction transaction, List<NewOperation> batch) {
        List<String> ids = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (NewOperation operation : batch) {
            ids.add(operation.id());
            if (operation.key() != null) {
                keys.add(operation.key());
            }
        }
        String strings = database.dialect().stringsOf("?");
        return transaction
                .query(READ + strings + " OR start_key IN " + strings, Database.strings(ids), Database.strings(keys))
                .map(rows -> {
                    Map<String, Operation> byId = new HashMap<>();
                    Map<String, Operation> byKey = new HashMap<>();
                    rows.forEach(row -> {
                        Operation operation = OperationRows.operation(row);
                        byId.put(operation.id(), operation);
                        if (row.getString(KEY) != null) {
                            byKey.put(row.getString(KEY), operation);
                        }
                    });
                    return batch.stream()
                            .map(wanted -> started(wanted, byId, byKey))
                            .toList();
                });
    }

    private static Started started(NewOperation wanted, Map<String, Operation> byId, Map<String, Operation> byKey) {
        Operation made = byId.get(wanted.id());
        Operation found = made != null || wanted.key() == null ? made : byKey.get(wanted.key());
        if (found == null) {
            throw new IllegalStateException("The operation " + wanted.id() + " was neither inserted nor there");
        }
        return new Started(found, made != null ? How.NEW : How.SAME_KEY);
    }
}
