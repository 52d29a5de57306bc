package dev.bellhop.storage.operation;

import dev.bellhop.event.Timestamps;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.store.NewOperation;
import dev.bellhop.operation.store.OperationStore.Started;
import dev.bellhop.operation.store.OperationStore.Started.How;
import dev.bellhop.storage.Database;
import dev.bellhop.storage.Database.Transaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts under ids that may be in use, many in one transaction, one after the other. Of several under one id the database
 * takes the first, wherever the others come from.
 */
final class ChosenStarts {

    private static final String READ = "SELECT " + OperationRows.COLUMNS + " FROM operation WHERE ";
    // The epoch is one that no operation had before that had the id: a run that does not know yet that its operation
    // was
    // replaced must not write into this one.
    private static final String INSERT = "INSERT INTO operation (id, action, caller, start_key, input, status, created,"
            + " updated, deadline, due, epoch, events) VALUES (?, ?, ?, ?, ?, 'pending', ?, ?, ?, 0, ?, 0)"
            + " ON CONFLICT DO NOTHING";

    private final Database database;

    ChosenStarts(Database database) {
        this.database = database;
    }

    Uni<List<Started>> startAll(List<NewOperation> batch) {
        // In the order of the ids, so that two processes never wait for each other in a circle.
        List<NewOperation> sorted =
                batch.stream().sorted(Comparator.comparing(NewOperation::id)).toList();
        return database.inTransaction(transaction -> Multi.createFrom()
                        .iterable(sorted)
                        .onItem()
                        .transformToUniAndConcatenate(operation -> start(transaction, operation))
                        .collect()
                        .asList())
                .map(answers -> {
                    Map<NewOperation, Started> byStart = new IdentityHashMap<>();
                    for (int i = 0; i < answers.size(); i++) {
                        byStart.put(sorted.get(i), answers.get(i));
                    }
                    return batch.stream().map(byStart::get).toList();
                });
    }

    private Uni<Started> start(Transaction transaction, NewOperation operation) {
        return withKey(transaction, operation.key())
                .flatMap(same -> same.isPresent()
                        ? Uni.createFrom().item(new Started(same.get(), How.SAME_KEY))
                        : one(transaction, "id = ?" + database.dialect().forUpdate(), operation.id())
                                .flatMap(holder -> {
                                    if (holder.isEmpty()) {
                                        return insert(transaction, operation);
                                    }
                                    return holder.get().status().isOver()
                                            ? Forgetting.forget(database, transaction, List.of(operation.id()))
                                                    .flatMap(forgotten -> insert(transaction, operation))
                                            : Uni.createFrom().item(new Started(holder.get(), How.ID_TAKEN));
                                }));
    }

    private Uni<Started> insert(Transaction transaction, NewOperation operation) {
        long created = Timestamps.toMicros(operation.created());
        return transaction
                .update(
                        INSERT,
                        operation.id(),
                        operation.action(),
                        operation.caller(),
                        operation.key(),
                        operation.input(),
                        created,
                        created,
                        Timestamps.toMicros(operation.deadline()),
                        created)
                .flatMap(inserted -> inserted > 0
                        ? one(transaction, "id = ?", operation.id())
                                .map(made -> new Started(made.orElseThrow(), How.NEW))
                        : found(transaction, operation));
    }

    /** Somebody else was first, between the look and the insertion. */
    private Uni<Started> found(Transaction transaction, NewOperation operation) {
        return withKey(transaction, operation.key())
                .flatMap(same -> same.isPresent()
                        ? Uni.createFrom().item(new Started(same.get(), How.SAME_KEY))
                        : one(transaction, "id = ?", operation.id())
                                .map(holder -> new Started(holder.orElseThrow(), How.ID_TAKEN)));
    }

    private static Uni<Optional<Operation>> withKey(Transaction transaction, @Nullable String key) {
        return key == null ? Uni.createFrom().item(Optional.empty()) : one(transaction, "start_key = ?", key);
    }

    private static Uni<Optional<Operation>> one(Transaction transaction, String which, String value) {
        return transaction
                .query(READ + which, value)
                .map(rows -> rows.stream().findFirst().map(OperationRows::operation));
    }
}
