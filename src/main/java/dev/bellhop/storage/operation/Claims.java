package dev.bellhop.storage.operation;

import dev.bellhop.event.Timestamps;
import dev.bellhop.operation.store.Claim;
import dev.bellhop.operation.store.Claimed;
import dev.bellhop.operation.store.OperationStore;
import dev.bellhop.operation.store.RaisedEvent;
import dev.bellhop.operation.store.Step;
import dev.bellhop.storage.Database;
import dev.bellhop.storage.Database.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who has which operation. Rows that somebody else has locked are passed over: they are being claimed already. */
final class Claims {

    private static final String DUE = "SELECT id FROM operation WHERE due <= ? ORDER BY due, no LIMIT ?";
    private static final String UNBELIEVED =
            "SELECT id FROM operation WHERE leased > ? AND status = 'running' ORDER BY leased LIMIT ?";
    private static final String CLAIM = "UPDATE operation SET status = 'running', owner = ?, epoch = epoch + 1,"
            + " leased = ?, due = ? WHERE id IN ";
    private static final String READ = "SELECT " + OperationRows.COLUMNS + " FROM operation WHERE id IN ";
    private static final String STEPS =
            "SELECT " + OperationRows.STEP_COLUMNS + " FROM operation_step WHERE operation IN ";
    private static final String EVENTS = "SELECT " + OperationRows.EVENT_COLUMNS
            + " FROM operation_event WHERE consumed_by IS NULL AND operation IN ";
    private static final String OWNED = "SELECT id, epoch FROM operation WHERE owner = ? AND id IN ";
    private static final String RENEW = "UPDATE operation SET leased = ?,"
            + " due = CASE WHEN status = 'running' THEN CAST(? AS BIGINT) END WHERE id IN ";
    private static final String TAKE_BACK = "UPDATE operation SET owner = NULL, leased = NULL,"
            + " due = CASE WHEN status = 'running' THEN 0 END,"
            + " status = CASE WHEN status = 'running' THEN 'waiting' ELSE status END WHERE leased IS NOT NULL AND owner = ?";

    private final Database database;

    Claims(Database database) {
        this.database = database;
    }

    Uni<List<Claimed>> claim(String owner, Instant now, Instant until, int limit) {
        String free = database.dialect().forUpdateOfFree();
        long end = Timestamps.toMicros(until);
        long believed = Timestamps.toMicros(now.plus(OperationStore.LEASE_BELIEVED_MAX));
        return database.inTransaction(transaction -> transaction
                .query(DUE + free, Timestamps.toMicros(now), limit)
                .flatMap(due -> transaction
                        .query(UNBELIEVED + free, believed, limit - due.size())
                        .map(more -> {
                            List<Row> all = new ArrayList<>(due);
                            all.addAll(more);
                            return all.stream().map(row -> row.getString(0)).toList();
                        }))
                .flatMap(ids -> ids.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : transaction
                                .update(
                                        CLAIM + database.dialect().stringsOf("?"),
                                        owner,
                                        end,
                                        end,
                                        Database.strings(ids))
                                .flatMap(claimed -> read(transaction, Database.strings(ids)))));
    }

    private Uni<List<Claimed>> read(Transaction transaction, String ids) {
        String these = database.dialect().stringsOf("?");
        return transaction
                .query(STEPS + these + " ORDER BY no", ids)
                .flatMap(steps -> transaction
                        .query(EVENTS + these + " ORDER BY no", ids)
                        .flatMap(events -> transaction
                                .query(READ + these + " ORDER BY no", ids)
                                .map(rows -> claimed(
                                        rows,
                                        byOperation(steps, OperationRows::step),
                                        byOperation(events, OperationRows::event)))));
    }

    private static List<Claimed> claimed(
            List<Row> rows, Map<String, List<Step>> steps, Map<String, List<RaisedEvent>> events) {
        return rows.stream()
                .map(row -> {
                    String id = row.getString(1);
                    return new Claimed(
                            new Claim(id, row.getLong(OperationRows.EPOCH)),
                            OperationRows.operation(row),
                            steps.getOrDefault(id, List.of()),
                            events.getOrDefault(id, List.of()),
                            row.getLong(OperationRows.EVENTS));
                })
                .toList();
    }

    private static <T> Map<String, List<T>> byOperation(List<Row> rows, Function<Row, T> reading) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.getString(0), HashMap::new, Collectors.mapping(reading, Collectors.toList())));
    }

    Uni<Set<Claim>> renew(String owner, Collection<Claim> claims, Instant until) {
        if (claims.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        long end = Timestamps.toMicros(until);
        String these = database.dialect().stringsOf("?");
        String ids = Database.strings(claims.stream().map(Claim::operation).toList());
        return database.inTransaction(transaction -> transaction
                .query(OWNED + these + " ORDER BY id" + database.dialect().forUpdate(), owner, ids)
                .flatMap(rows -> {
                    Set<Claim> own = new HashSet<>();
                    rows.forEach(row -> own.add(new Claim(row.getString(0), row.getLong(1))));
                    own.retainAll(claims);
                    String kept =
                            Database.strings(own.stream().map(Claim::operation).toList());
                    return transaction.update(RENEW + these, end, end, kept).replaceWith(own);
                }));
    }

    Uni<Integer> takeBack(String owner) {
        return database.inTransaction(transaction -> transaction.update(TAKE_BACK, owner));
    }
}
