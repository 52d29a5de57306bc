package dev.bellhop.storage.operation;

import dev.bellhop.event.Timestamps;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.store.Change;
import dev.bellhop.operation.store.Checkpoint;
import dev.bellhop.operation.store.Claim;
import dev.bellhop.operation.store.Claimed;
import dev.bellhop.operation.store.NewOperation;
import dev.bellhop.operation.store.OperationChoice;
import dev.bellhop.operation.store.OperationStore;
import dev.bellhop.storage.Database;
import dev.bellhop.storage.GroupCommit;
import dev.bellhop.storage.operation.Changes.Wish;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Operations in SQL; starts, checkpoints and changes are each committed in groups. */
public final class SqlOperationStore implements OperationStore {

    private static final String SELECT = "SELECT " + OperationRows.COLUMNS + " FROM operation";
    private static final String STEPS =
            "SELECT " + OperationRows.STEP_COLUMNS + " FROM operation_step WHERE operation = ? ORDER BY no";
    private static final String EVENTS =
            "SELECT " + OperationRows.EVENT_COLUMNS + " FROM operation_event WHERE operation = ? ORDER BY no";
    private static final String LATE =
            "SELECT id FROM operation WHERE ended IS NULL AND deadline <= ? ORDER BY deadline LIMIT ?";
    private static final String EXPIRE = "UPDATE operation SET status = 'failed', error_code = ?, error_message = ?,"
            + " ended = ?, updated = ?, due = NULL, owner = NULL, leased = NULL, epoch = epoch + 1 WHERE id IN ";
    private static final String OLD =
            "SELECT id FROM operation WHERE ended < ?" + CallbackRows.NONE_DUE + " ORDER BY ended LIMIT ?";

    private final Database database;
    private final Claims claims;
    private final Choosing choosing;
    private final GroupCommit<NewOperation, Started> starts;
    private final GroupCommit<NewOperation, Started> chosenStarts;
    private final GroupCommit<Checkpoint, Checkpoint.Saved> saves;
    private final GroupCommit<Wish, Change> changes;

    public SqlOperationStore(Database database) {
        this.database = database;
        this.claims = new Claims(database);
        this.choosing = new Choosing(database);
        this.starts = new GroupCommit<>(new Starts(database)::startAll, Starts::weight);
        this.chosenStarts = new GroupCommit<>(new ChosenStarts(database)::startAll, Starts::weight);
        this.saves = new GroupCommit<>(new Checkpoints(database)::saveAll, Checkpoints::weight);
        this.changes = new GroupCommit<>(new Changes(database)::all, Changes::weight);
    }

    @Override
    public Uni<Started> start(NewOperation operation) {
        return starts.submit(operation);
    }

    @Override
    public Uni<Started> startAs(NewOperation operation) {
        return chosenStarts.submit(operation);
    }

    @Override
    public Uni<Optional<Operation>> find(String id) {
        return database.query(SELECT + " WHERE id = ?", id)
                .map(rows -> rows.stream().findFirst().map(OperationRows::operation));
    }

    @Override
    public Uni<Trail> trail(String id) {
        return database.query(STEPS, id)
                .flatMap(steps -> database.query(EVENTS, id)
                        .map(events -> new Trail(
                                steps.stream().map(OperationRows::step).toList(),
                                events.stream().map(OperationRows::event).toList())));
    }

    @Override
    public Uni<List<Operation>> list(OperationChoice which, int limit) {
        return choosing.list(which, limit);
    }

    @Override
    public Uni<List<Claimed>> claim(String owner, Instant now, Instant until, int limit) {
        return claims.claim(owner, now, until, limit);
    }

    @Override
    public Uni<Set<Claim>> renew(String owner, Collection<Claim> held, Instant until) {
        return claims.renew(owner, held, until);
    }

    @Override
    public Uni<Integer> takeBack(String owner) {
        return claims.takeBack(owner);
    }

    @Override
    public Uni<Checkpoint.Saved> save(Checkpoint checkpoint) {
        return saves.submit(checkpoint);
    }

    @Override
    public Uni<Change> raise(String id, String name, String payload, Instant now) {
        return changes.submit(new Wish.Raise(id, name, payload, now));
    }

    @Override
    public Uni<Change> cancel(String id, @Nullable String reason, Instant now) {
        return changes.submit(new Wish.Cancel(id, reason, now));
    }

    @Override
    public Uni<Change> suspend(String id, @Nullable String reason, Instant now) {
        return changes.submit(new Wish.Suspend(id, reason, now));
    }

    @Override
    public Uni<Change> resume(String id, Instant now) {
        return changes.submit(new Wish.Resume(id, now));
    }

    @Override
    public Uni<Change> rewind(String id, Instant deadline, Instant now) {
        return changes.submit(new Wish.Rewind(id, deadline, now));
    }

    @Override
    public Uni<Change> forget(String id) {
        return changes.submit(new Wish.Forget(id));
    }

    @Override
    public Uni<List<String>> expire(Instant now, int limit) {
        long at = Timestamps.toMicros(now);
        OperationError error = OperationError.expired();
        return database.inTransaction(transaction -> transaction
                .query(LATE + database.dialect().forUpdateOfFree(), at, limit)
                .map(rows -> rows.stream().map(row -> row.getString(0)).toList())
                .flatMap(ids -> ids.isEmpty()
                        ? Uni.createFrom().item(ids)
                        : transaction
                                .update(
                                        EXPIRE + database.dialect().stringsOf("?"),
                                        error.code(),
                                        error.message(),
                                        at,
                                        at,
                                        Database.strings(ids))
                                .flatMap(expired -> transaction.update(
                                        CallbackRows.END + database.dialect().stringsOf("?"), Database.strings(ids)))
                                .replaceWith(ids)));
    }

    @Override
    public Uni<Integer> purge(Instant before, int limit) {
        return database.inTransaction(transaction -> transaction
                .query(OLD + database.dialect().forUpdateOfFree(), Timestamps.toMicros(before), limit)
                .map(rows -> rows.stream().map(row -> row.getString(0)).toList())
                .flatMap(ids -> Forgetting.forget(database, transaction, ids)));
    }

    @Override
    public Uni<Integer> purge(OperationChoice which, int limit) {
        return choosing.purge(which, limit);
    }
}
