package dev.bellhop.storage.operation;

import dev.bellhop.event.Timestamps;
import dev.bellhop.operation.callback.CallbackStore.Selector;
import dev.bellhop.operation.callback.WorkflowRun;
import dev.bellhop.storage.Database;
import dev.bellhop.storage.Database.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Takes callbacks back, and cancels the operations that still run; many wishes in one transaction. */
final class Unsubscribing {

    private static final String FIND =
            "SELECT operation FROM operation_callback WHERE state IN ('waiting', 'pending', 'dead') AND action = ?";
    private static final String LOCK = "SELECT id, ended FROM operation WHERE id IN ";
    private static final String DROP = "UPDATE operation_callback SET state = 'dropped', callback = '', secret = NULL,"
            + " join_key = NULL, due = NULL, owner = NULL, leased = NULL, epoch = epoch + 1"
            + " WHERE state IN ('waiting', 'pending', 'dead') AND operation IN ";

    private final Database database;
    private final CallbackRows rows;
    private final String these;

    Unsubscribing(Database database, CallbackRows rows) {
        this.database = database;
        this.rows = rows;
        this.these = database.dialect().stringsOf("?");
    }

    record Wish(Set<String> operations, @Nullable String reason, Instant at) {

        static Wish of(Collection<String> operations, @Nullable String reason, Instant at) {
            return new Wish(new TreeSet<>(operations), reason, at);
        }
    }

    static long weight(Wish wish) {
        return 300L * wish.operations().size();
    }

    Uni<List<String>> find(Selector which) {
        Uni<List<Row>> found = switch (which) {
            case Selector.ByUrl(String action, var url) ->
                database.query(FIND + " AND fingerprint IN " + these, action, Database.strings(rows.fingerprints(url)));
            case Selector.ByRun(String action, WorkflowRun(String run, String tracking)) ->
                tracking == null
                        ? database.query(FIND + " AND run = ?", action, run)
                        : database.query(FIND + " AND run = ? AND tracking = ?", action, run, tracking);
        };
        return found.map(all -> all.stream().map(row -> row.getString(0)).toList());
    }

    Uni<List<List<String>>> all(List<Wish> batch) {
        TreeSet<String> operations = new TreeSet<>();
        batch.forEach(wish -> operations.addAll(wish.operations()));
        String ids = Database.strings(operations);
        // Operations before callbacks, as whatever ends an operation does it.
        return database.inTransaction(transaction -> transaction
                .query(LOCK + these + " ORDER BY id" + database.dialect().forUpdate(), ids)
                .flatMap(locked -> cancel(transaction, batch, running(locked)))
                .flatMap(cancelled -> transaction.update(DROP + these, ids).replaceWith(cancelled)));
    }

    private static Set<String> running(List<Row> locked) {
        Set<String> running = new TreeSet<>();
        locked.forEach(row -> {
            if (row.getLong(1) == null) {
                running.add(row.getString(0));
            }
        });
        return running;
    }

    /** For whom it was cancelled first, it was. */
    private static Uni<List<List<String>>> cancel(Transaction transaction, List<Wish> batch, Set<String> running) {
        List<List<String>> cancelled = new ArrayList<>();
        Uni<Integer> all = Uni.createFrom().item(0);
        for (Wish wish : batch) {
            List<String> own =
                    wish.operations().stream().filter(running::remove).toList();
            cancelled.add(own);
            long at = Timestamps.toMicros(wish.at());
            for (String id : own) {
                all = all.flatMap(done -> transaction.update(Changes.CANCEL, wish.reason(), at, at, id));
            }
        }
        return all.replaceWith(cancelled);
    }
}
