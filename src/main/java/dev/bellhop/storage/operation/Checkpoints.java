package dev.bellhop.storage.operation;

import dev.bellhop.event.Timestamps;
import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.store.Checkpoint;
import dev.bellhop.operation.store.Checkpoint.Course;
import dev.bellhop.operation.store.Checkpoint.Saved;
import dev.bellhop.operation.store.CheckpointPlan;
import dev.bellhop.operation.store.CheckpointPlan.Fence;
import dev.bellhop.operation.store.Claim;
import dev.bellhop.storage.Database;
import dev.bellhop.storage.Database.Transaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Checkpoints of many runs in one transaction, each only if its claim still holds. */
final class Checkpoints {

    private static final String FENCE = "SELECT id, epoch, status FROM operation WHERE id IN ";
    private static final String CONSUME = "UPDATE operation_event SET consumed_by = ? WHERE operation = ? AND no = ?";
    private static final String TOLD = " custom_status = COALESCE(?, custom_status), updated = ?";
    private static final String GOING = "UPDATE operation SET" + TOLD + " WHERE id = ?";
    // An event that the run did not know of came before it could be woken by it.
    private static final String PARK = "UPDATE operation SET" + TOLD + ", status = 'waiting', owner = NULL,"
            + " leased = NULL, due = CASE WHEN events > ? THEN 0 ELSE CAST(? AS BIGINT) END WHERE id = ?";
    private static final String GIVE_BACK = "UPDATE operation SET" + TOLD + ", owner = NULL, leased = NULL,"
            + " due = CASE WHEN status = 'running' THEN 0 END,"
            + " status = CASE WHEN status = 'running' THEN 'waiting' ELSE status END WHERE id = ?";
    private static final String END = "UPDATE operation SET" + TOLD + ", owner = NULL, leased = NULL, due = NULL,"
            + " status = ?, output = ?, error_code = ?, error_message = ?, ended = ? WHERE id = ?";

    private final Database database;

    Checkpoints(Database database) {
        this.database = database;
    }

    static long weight(Checkpoint checkpoint) {
        return 300L
                + checkpoint.steps().stream()
                        .mapToLong(step -> 200L + step.toString().length())
                        .sum();
    }

    Uni<List<Saved>> saveAll(List<Checkpoint> batch) {
        return database.inTransaction(transaction -> fences(transaction, batch).flatMap(fences -> {
            Writes writes = new Writes();
            List<Saved> answers = new ArrayList<>();
            for (Checkpoint checkpoint : batch) {
                Claim claim = checkpoint.claim();
                CheckpointPlan plan = CheckpointPlan.of(checkpoint, fences.get(claim.operation()));
                fences.put(claim.operation(), plan.after());
                answers.add(plan.answer());
                if (plan.answer() != Saved.LOST) {
                    writes.add(checkpoint, plan.course());
                }
            }
            return writes.run(transaction)
                    .flatMap(written -> callbacks(transaction, writes.over))
                    .replaceWith(answers);
        }));
    }

    private Uni<Integer> callbacks(Transaction transaction, List<String> over) {
        return over.isEmpty()
                ? Uni.createFrom().item(0)
                : transaction.update(CallbackRows.END + database.dialect().stringsOf("?"), Database.strings(over));
    }

    private Uni<Map<String, Fence>> fences(Transaction transaction, List<Checkpoint> batch) {
        TreeSet<String> ids = new TreeSet<>();
        batch.forEach(checkpoint -> ids.add(checkpoint.claim().operation()));
        return transaction
                .query(
                        FENCE + database.dialect().stringsOf("?") + " ORDER BY id"
                                + database.dialect().forUpdate(),
                        Database.strings(ids))
                .map(rows -> {
                    Map<String, Fence> fences = new HashMap<>();
                    rows.forEach(row -> fences.put(
                            row.getString(0), new Fence(row.getLong(1), OperationRows.status(row.getString(2)))));
                    return fences;
                });
    }

    /** The statements of a group, each with its rows. */
    private static final class Writes {

        private final List<Tuple> steps = new ArrayList<>();
        private final List<Tuple> consumed = new ArrayList<>();
        private final List<Tuple> going = new ArrayList<>();
        private final List<Tuple> parked = new ArrayList<>();
        private final List<Tuple> givenBack = new ArrayList<>();
        private final List<Tuple> ended = new ArrayList<>();
        private final List<String> over = new ArrayList<>();

        void add(Checkpoint checkpoint, Course course) {
            String id = checkpoint.claim().operation();
            String told = checkpoint.customStatus();
            long at = Timestamps.toMicros(checkpoint.at());
            checkpoint.steps().forEach(step -> steps.add(OperationRows.tuple(id, step)));
            checkpoint.consumed().forEach((no, step) -> consumed.add(Database.tuple(step, id, no)));
            switch (course) {
                case Course.Going() -> going.add(Database.tuple(told, at, id));
                case Course.Parked(Instant until, long seen) ->
                    parked.add(Database.tuple(
                            told, at, seen, until == null ? null : (Long) Timestamps.toMicros(until), id));
                case Course.GivenBack() -> givenBack.add(Database.tuple(told, at, id));
                case Course.Succeeded(String output) ->
                    end(id, Database.tuple(told, at, OperationStatus.SUCCEEDED.text(), output, null, null, at, id));
                case Course.Failed(OperationError error) ->
                    end(
                            id,
                            Database.tuple(
                                    told,
                                    at,
                                    OperationStatus.FAILED.text(),
                                    null,
                                    error.code(),
                                    error.message(),
                                    at,
                                    id));
            }
        }

        private void end(String id, Tuple row) {
            ended.add(row);
            over.add(id);
        }

        Uni<Void> run(Transaction transaction) {
            return Multi.createFrom()
                    .items(
                            transaction.batch(OperationRows.PUT_STEP, steps),
                            transaction.batch(CONSUME, consumed),
                            transaction.batch(GOING, going),
                            transaction.batch(PARK, parked),
                            transaction.batch(GIVE_BACK, givenBack),
                            transaction.batch(END, ended))
                    .onItem()
                    .transformToUniAndConcatenate(statement -> statement)
                    .collect()
                    .last();
        }
    }
}
