package dev.bellhop.storage.operation;

import dev.bellhop.event.Timestamps;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.callback.ClaimedCallback;
import dev.bellhop.operation.callback.Settled;
import dev.bellhop.operation.callback.Settled.Course;
import dev.bellhop.operation.callback.Turns;
import dev.bellhop.operation.store.OperationStore;
import dev.bellhop.storage.Database;
import dev.bellhop.storage.Database.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Who makes which callback. What is due is looked for outside any transaction: mostly there is nothing. */
final class CallbackClaims {

    private static final String DUE =
            "SELECT operation, target FROM operation_callback WHERE due <= ? AND target NOT IN ";
    private static final String UNBELIEVED =
            "SELECT operation, target FROM operation_callback WHERE leased > ? LIMIT ?";
    private static final String STILL =
            "SELECT operation FROM operation_callback WHERE (due <= ? OR leased > ?) AND operation IN ";
    private static final String CLAIM =
            "UPDATE operation_callback SET owner = ?, leased = ?, due = ?, epoch = epoch + 1 WHERE operation IN ";
    private static final String READ =
            "SELECT " + OperationRows.COLUMNS + " FROM operation WHERE ended IS NOT NULL AND id IN ";
    // Its operation runs again; its end will make it due.
    private static final String WAIT = "UPDATE operation_callback SET state = 'waiting', due = NULL, owner = NULL,"
            + " leased = NULL WHERE operation IN ";
    private static final String SAVED =
            " owner = NULL, leased = NULL, attempts = ? WHERE operation = ? AND epoch = ?" + " AND leased IS NOT NULL";
    private static final String DELIVERED = "UPDATE operation_callback SET state = 'delivered', callback = '',"
            + " secret = NULL, join_key = NULL, due = NULL, reason = NULL," + SAVED;
    private static final String AGAIN = "UPDATE operation_callback SET due = ?, reason = ?," + SAVED;
    private static final String DEAD =
            "UPDATE operation_callback SET state = 'dead', join_key = NULL, due = NULL, reason = ?," + SAVED;
    private static final String TAKE_BACK = "UPDATE operation_callback SET owner = NULL, leased = NULL, due = 0"
            + " WHERE leased IS NOT NULL AND owner = ?";
    private static final String REDRIVE = "UPDATE operation_callback SET state = 'pending', due = 0,"
            + " attempts = CASE WHEN state = 'dead' THEN 0 ELSE attempts END"
            + " WHERE operation = ? AND state IN ('dead', 'pending') AND leased IS NULL";

    private final Database database;
    private final CallbackRows rows;
    private final String these;

    CallbackClaims(Database database, CallbackRows rows) {
        this.database = database;
        this.rows = rows;
        this.these = database.dialect().stringsOf("?");
    }

    Uni<List<ClaimedCallback>> claim(String owner, Instant now, Instant until, int limit, Turns turns) {
        long at = Timestamps.toMicros(now);
        long believed = Timestamps.toMicros(now.plus(OperationStore.LEASE_BELIEVED_MAX));
        Set<String> chosen = new LinkedHashSet<>();
        return choose(at, limit, turns, chosen)
                .flatMap(done -> database.query(UNBELIEVED, believed, limit))
                .invoke(more -> take(more, limit, turns, chosen))
                .flatMap(done -> chosen.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : database.inTransaction(transaction -> transaction
                                .query(
                                        STILL + these + " ORDER BY operation"
                                                + database.dialect().forUpdateOfFree(),
                                        at,
                                        believed,
                                        Database.strings(chosen))
                                .map(free -> Database.strings(free.stream()
                                        .map(row -> row.getString(0))
                                        .toList()))
                                .flatMap(ids -> take(transaction, owner, Timestamps.toMicros(until), ids))));
    }

    /** Page by page: every page that is full of one target's makes room for those of others. */
    private Uni<Void> choose(long at, int limit, Turns turns, Set<String> chosen) {
        int page = limit + chosen.size();
        int fullBefore = turns.full().size();
        return database.query(DUE + these + " ORDER BY due LIMIT ?", at, Database.strings(turns.full()), page)
                .flatMap(due -> {
                    take(due, limit, turns, chosen);
                    boolean more = due.size() == page
                            && chosen.size() < limit
                            && turns.full().size() > fullBefore;
                    return more
                            ? choose(at, limit, turns, chosen)
                            : Uni.createFrom().voidItem();
                });
    }

    private static void take(List<Row> due, int limit, Turns turns, Set<String> chosen) {
        for (Row row : due) {
            if (chosen.size() < limit && !chosen.contains(row.getString(0)) && turns.take(row.getString(1))) {
                chosen.add(row.getString(0));
            }
        }
    }

    private Uni<List<ClaimedCallback>> take(Transaction transaction, String owner, long until, String ids) {
        Map<String, Operation> over = new HashMap<>();
        return transaction
                .update(CLAIM + these, owner, until, until, ids)
                .flatMap(claimed -> transaction.query(READ + these, ids))
                .invoke(read -> read.forEach(row -> over.put(row.getString(1), OperationRows.operation(row))))
                .flatMap(read -> transaction.query(CallbackRows.CLAIMED + these, ids))
                .flatMap(read -> {
                    List<ClaimedCallback> claimed = new ArrayList<>();
                    List<String> early = new ArrayList<>();
                    for (Row row : read) {
                        String id = row.getString(0);
                        if (over.containsKey(id)) {
                            claimed.add(rows.claimed(row, Objects.requireNonNull(over.get(id))));
                        } else {
                            early.add(id);
                        }
                    }
                    return early.isEmpty()
                            ? Uni.createFrom().item(claimed)
                            : transaction
                                    .update(WAIT + these, Database.strings(early))
                                    .replaceWith(claimed);
                });
    }

    static long weight(Settled settled) {
        return 300L;
    }

    /** In the order of the operations, as everywhere. */
    Uni<List<Boolean>> saveAll(List<Settled> batch) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            order.add(i);
        }
        order.sort((a, b) -> batch.get(a).operation().compareTo(batch.get(b).operation()));
        return database.inTransaction(transaction -> {
            Boolean[] kept = new Boolean[batch.size()];
            Uni<Integer> all = Uni.createFrom().item(0);
            for (int i : order) {
                all = all.flatMap(done -> save(transaction, batch.get(i))).invoke(changed -> kept[i] = changed == 1);
            }
            return all.map(done -> List.of(kept));
        });
    }

    private static Uni<Integer> save(Transaction transaction, Settled settled) {
        String id = settled.operation();
        return switch (settled.course()) {
            case Course.Delivered() -> transaction.update(DELIVERED, settled.attempts(), id, settled.epoch());
            case Course.Again(Instant due, String reason) ->
                transaction.update(AGAIN, Timestamps.toMicros(due), reason, settled.attempts(), id, settled.epoch());
            case Course.Dead(String reason) ->
                transaction.update(DEAD, reason, settled.attempts(), id, settled.epoch());
        };
    }

    Uni<Integer> takeBack(String owner) {
        return database.inTransaction(transaction -> transaction.update(TAKE_BACK, owner));
    }

    Uni<Boolean> redrive(String operation) {
        return database.inTransaction(transaction -> transaction.update(REDRIVE, operation))
                .map(changed -> changed == 1);
    }
}
