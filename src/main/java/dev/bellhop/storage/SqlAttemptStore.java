package dev.bellhop.storage;

import dev.bellhop.delivery.history.AttemptRecord;
import dev.bellhop.delivery.history.AttemptRecord.Outcome;
import dev.bellhop.delivery.history.AttemptStore;
import dev.bellhop.event.Timestamps;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Attempts in SQL.
 *
 * <p>A subscription is cut back to its newest ones the first time that this process writes attempts of it, and then
 * whenever it has written as many as are kept. So the table has less than twice as many of a subscription, and those of
 * one cut less with each further process that served it since.
 */
public final class SqlAttemptStore implements AttemptStore {

    /** Subscriptions whose count is remembered; with more, some are cut back earlier. */
    static final int COUNTED_MAX = 100_000;

    private static final String ADD = "INSERT INTO attempt (subscription, began, events, first_event, first_position,"
            + " last_position, number, millis, status, failure, reason, outcome)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String CUT = "DELETE FROM attempt WHERE subscription = ? AND no <="
            + " (SELECT no FROM attempt WHERE subscription = ? ORDER BY no DESC LIMIT 1 OFFSET ?)";
    private static final String LIST = "SELECT no, subscription, began, events, first_event, first_position,"
            + " last_position, number, millis, status, failure, reason, outcome FROM attempt"
            + " WHERE subscription = ? AND no < ? ORDER BY no DESC LIMIT ?";

    private final Database database;
    private final int keptMax;

    /** Attempts written since a subscription was cut back. */
    private final Map<String, Integer> written = new ConcurrentHashMap<>();

    /** A store that keeps at least so many attempts of every subscription. */
    public SqlAttemptStore(Database database, int keptMax) {
        this.database = database;
        this.keptMax = keptMax;
    }

    @Override
    public Uni<Void> append(List<AttemptRecord> attempts) {
        // In the order of their ids, so that two processes never wait for each other in a circle.
        Map<String, Integer> added = new TreeMap<>();
        attempts.forEach(attempt -> added.merge(attempt.subscription(), 1, Integer::sum));
        List<String> cut = added.entrySet().stream()
                .filter(own -> own.getValue() + written.getOrDefault(own.getKey(), keptMax) >= keptMax)
                .map(Map.Entry::getKey)
                .toList();
        List<Tuple> cuts =
                cut.stream().map(id -> Database.tuple(id, id, keptMax)).toList();
        return database.inTransaction(transaction -> transaction
                        .batch(ADD, attempts.stream().map(SqlAttemptStore::row).toList())
                        .flatMap(done -> transaction.batch(CUT, cuts)))
                .invoke(() -> remember(added, cut));
    }

    @Override
    public Uni<List<Kept>> list(String subscription, long before, int limit) {
        return database.query(LIST, subscription, before, limit)
                .map(rows -> rows.stream().map(SqlAttemptStore::kept).toList());
    }

    @Override
    public Uni<Integer> expire(Instant before) {
        return database.inTransaction(
                transaction -> transaction.update("DELETE FROM attempt WHERE began < ?", Timestamps.toMicros(before)));
    }

    private void remember(Map<String, Integer> added, List<String> cut) {
        if (written.size() > COUNTED_MAX) {
            written.clear();
        }
        added.forEach((id, count) -> written.merge(id, count, Integer::sum));
        cut.forEach(id -> written.put(id, 0));
    }

    private static Tuple row(AttemptRecord attempt) {
        return Database.tuple(
                attempt.subscription(),
                Timestamps.toMicros(attempt.at()),
                attempt.events(),
                attempt.firstEvent(),
                attempt.firstPosition(),
                attempt.lastPosition(),
                attempt.number(),
                attempt.millis(),
                attempt.status(),
                attempt.failure(),
                attempt.reason(),
                attempt.outcome().name());
    }

    private static Kept kept(Row row) {
        return new Kept(
                row.getLong(0),
                new AttemptRecord(
                        row.getString(1),
                        Timestamps.fromMicros(row.getLong(2)),
                        row.getInteger(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getInteger(7),
                        row.getLong(8),
                        row.getInteger(9),
                        row.getString(10),
                        row.getString(11),
                        Outcome.valueOf(row.getString(12))));
    }
}
