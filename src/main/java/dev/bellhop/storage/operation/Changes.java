package dev.bellhop.storage.operation;

import dev.bellhop.event.Timestamps;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.store.Change;
import dev.bellhop.operation.store.OperationStore;
import dev.bellhop.storage.Database;
import dev.bellhop.storage.Database.Transaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What callers want of operations, many wishes in one transaction, each under the lock of its operation's row. */
final class Changes {

    private static final String LOCK = "SELECT " + OperationRows.COLUMNS + " FROM operation WHERE id = ?";
    private static final String WAITING_EVENTS =
            "SELECT COUNT(*), COALESCE(SUM(LENGTH(payload)), 0) FROM operation_event WHERE operation = ? AND consumed_by IS NULL";
    private static final String ADD_EVENT =
            "INSERT INTO operation_event (" + OperationRows.EVENT_COLUMNS + ") VALUES (?, ?, ?, ?, ?, NULL)";
    private static final String RAISED = "UPDATE operation SET events = events + 1, updated = ?,"
            + " due = CASE WHEN status = 'waiting' THEN 0 ELSE due END WHERE id = ?";
    // The epoch moves on as well: whoever runs it must not write any more.
    static final String CANCEL = "UPDATE operation SET status = 'cancelled', reason = ?, ended = ?, updated = ?,"
            + " due = NULL, owner = NULL, leased = NULL, epoch = epoch + 1 WHERE id = ?";
    private static final String SUSPEND =
            "UPDATE operation SET status = 'suspended', reason = ?, updated = ?, due = NULL WHERE id = ?";
    // Its owner may still be finishing a step: then it simply goes on. If the owner is dead, the lease will be over.
    private static final String RESUME = "UPDATE operation SET reason = NULL, updated = ?,"
            + " status = CASE WHEN owner IS NOT NULL THEN 'running' WHEN epoch = 0 THEN 'pending' ELSE 'waiting' END,"
            + " due = CASE WHEN owner IS NULL THEN 0 ELSE leased END WHERE id = ?";

    private static final String FORGET_FAILURES = "DELETE FROM operation_step WHERE operation = ?"
            + " AND (state = 'failed' OR (kind = 'event' AND state = 'waiting' AND at <= ?))";
    private static final String REWIND = "UPDATE operation SET status = 'pending', error_code = NULL,"
            + " error_message = NULL, reason = NULL, ended = NULL, deadline = ?, updated = ?, due = 0, owner = NULL,"
            + " leased = NULL, epoch = epoch + 1 WHERE id = ?";

    private final Database database;

    Changes(Database database) {
        this.database = database;
    }

    /** What somebody wants. */
    sealed interface Wish {
        String id();

        record Raise(String id, String name, String payload, Instant at) implements Wish {}

        record Cancel(String id, @Nullable String reason, Instant at) implements Wish {}

        record Suspend(String id, @Nullable String reason, Instant at) implements Wish {}

        record Resume(String id, Instant at) implements Wish {}

        record Rewind(String id, Instant deadline, Instant at) implements Wish {}

        record Forget(String id) implements Wish {}
    }

    static long weight(Wish wish) {
        return 300L + (wish instanceof Wish.Raise raise ? raise.payload().length() : 0);
    }

    Uni<List<Change>> all(List<Wish> batch) {
        // In the order of the ids, so that two processes never wait for each other in a circle.
        List<Wish> sorted =
                batch.stream().sorted(Comparator.comparing(Wish::id)).toList();
        return database.inTransaction(transaction -> Multi.createFrom()
                        .iterable(sorted)
                        .onItem()
                        .transformToUniAndConcatenate(wish -> one(transaction, wish))
                        .collect()
                        .asList())
                .map(answers -> {
                    Map<Wish, Change> byWish = new IdentityHashMap<>();
                    for (int i = 0; i < answers.size(); i++) {
                        byWish.put(sorted.get(i), answers.get(i));
                    }
                    return batch.stream().map(byWish::get).toList();
                });
    }

    private Uni<Change> one(Transaction transaction, Wish wish) {
        return transaction
                .query(LOCK + database.dialect().forUpdate(), wish.id())
                .flatMap(rows -> {
                    if (rows.isEmpty()) {
                        return Uni.createFrom().item(new Change.Unknown());
                    }
                    Operation before = OperationRows.operation(rows.getFirst());
                    return switch (wish) {
                        case Wish.Rewind rewind -> rewind(transaction, rewind, before);
                        case Wish.Forget forget -> forget(transaction, before);
                        case Wish any
                        when before.status().isOver() -> Uni.createFrom().item(new Change.AlreadyOver(before));
                        case Wish.Raise raise ->
                            raise(transaction, raise, rows.getFirst().getLong(OperationRows.EVENTS));
                        case Wish.Cancel(String id, String reason, Instant when) -> {
                            long at = Timestamps.toMicros(when);
                            yield made(transaction, wish, CANCEL, reason, at, at, id)
                                    .call(cancelled -> transaction.update(
                                            CallbackRows.END
                                                    + database.dialect().stringsOf("?"),
                                            Database.strings(List.of(id))));
                        }
                        case Wish.Suspend(String id, String reason, Instant when) ->
                            before.status() == OperationStatus.SUSPENDED
                                    ? Uni.createFrom().item(new Change.Made(before))
                                    : made(transaction, wish, SUSPEND, reason, Timestamps.toMicros(when), id);
                        case Wish.Resume(String id, Instant when) ->
                            before.status() == OperationStatus.SUSPENDED
                                    ? made(transaction, wish, RESUME, Timestamps.toMicros(when), id)
                                    : Uni.createFrom().item(new Change.Made(before));
                    };
                });
    }

    private static Uni<Change> rewind(Transaction transaction, Wish.Rewind rewind, Operation before) {
        if (before.status() != OperationStatus.FAILED) {
            return Uni.createFrom().item(new Change.WrongStatus(before));
        }
        long at = Timestamps.toMicros(rewind.at());
        return transaction
                .update(FORGET_FAILURES, rewind.id(), at)
                .flatMap(forgotten ->
                        made(transaction, rewind, REWIND, Timestamps.toMicros(rewind.deadline()), at, rewind.id()));
    }

    private Uni<Change> forget(Transaction transaction, Operation before) {
        return before.status().isOver()
                ? Forgetting.forget(database, transaction, List.of(before.id()))
                        .map(forgotten -> new Change.Made(before))
                : Uni.createFrom().item(new Change.WrongStatus(before));
    }

    private static Uni<Change> raise(Transaction transaction, Wish.Raise raise, long raisedBefore) {
        long at = Timestamps.toMicros(raise.at());
        return transaction
                .query(WAITING_EVENTS, raise.id())
                .flatMap(waiting -> isTooMuch(
                                waiting.getFirst().getLong(0),
                                waiting.getFirst().getLong(1),
                                raise)
                        ? Uni.createFrom().item(new Change.TooManyEvents(OperationStore.EVENTS_WAITING_MAX))
                        : transaction
                                .update(ADD_EVENT, raise.id(), raisedBefore + 1, raise.name(), raise.payload(), at)
                                .flatMap(added -> made(transaction, raise, RAISED, at, raise.id())));
    }

    private static boolean isTooMuch(long count, long length, Wish.Raise raise) {
        return count >= OperationStore.EVENTS_WAITING_MAX
                || length + raise.payload().length() > OperationStore.EVENTS_WAITING_LENGTH_MAX;
    }

    private static Uni<Change> made(Transaction transaction, Wish wish, String update, @Nullable Object... values) {
        return transaction
                .update(update, values)
                .flatMap(changed -> transaction.query(LOCK, wish.id()))
                .map(rows -> new Change.Made(OperationRows.operation(rows.getFirst())));
    }
}
