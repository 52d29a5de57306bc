package dev.bellhop.storage;

import dev.bellhop.event.Timestamps;
import dev.bellhop.lease.Lease;
import dev.bellhop.lease.LeaseStore;
import dev.bellhop.storage.Database.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Leases in SQL: claiming is one conditional upsert a name, renewing one update for all. Rows are always locked in the
 * order of their names, so that replicas never wait for each other in a circle.
 */
public final class SqlLeaseStore implements LeaseStore {

    private static final String CLAIM = "INSERT INTO lease (name, owner, epoch, expires) VALUES (?, ?, 1, ?)"
            + " ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, expires = excluded.expires,"
            + " epoch = CASE WHEN lease.expires > ? THEN lease.epoch ELSE lease.epoch + 1 END"
            + " WHERE lease.owner = excluded.owner OR lease.expires <= ?";
    private static final String HELD = "SELECT name, epoch, expires FROM lease WHERE owner = ? AND expires > ?";
    private static final String NAMES_HELD = "SELECT name FROM lease WHERE owner = ? AND expires > ?";
    private static final String SET_EXPIRY = "UPDATE lease SET expires = ? WHERE name IN ";

    private final Database database;

    public SqlLeaseStore(Database database) {
        this.database = database;
    }

    @Override
    public Uni<List<Lease>> claim(Collection<String> names, String owner, Instant now, Instant until) {
        long expires = Timestamps.toMicros(until);
        long time = Timestamps.toMicros(now);
        List<Tuple> rows = names.stream()
                .sorted()
                .map(name -> Database.tuple(name, owner, expires, time, time))
                .toList();
        return database.inTransaction(transaction -> transaction
                .batch(CLAIM, rows)
                .flatMap(claimed -> transaction.query(
                        HELD + " AND name IN " + database.dialect().stringsOf("?"),
                        owner,
                        Timestamps.toMicros(now),
                        Database.strings(names)))
                .map(SqlLeaseStore::leases));
    }

    @Override
    public Uni<List<Lease>> renew(String owner, Instant now, Instant until) {
        long time = Timestamps.toMicros(now);
        return database.inTransaction(transaction -> lock(transaction, NAMES_HELD, owner, time)
                .flatMap(names -> setExpiry(transaction, names, Timestamps.toMicros(until)))
                .flatMap(renewed -> transaction.query(HELD, owner, time))
                .map(SqlLeaseStore::leases));
    }

    @Override
    public Uni<Void> release(Collection<String> names, String owner) {
        String among = " AND name IN " + database.dialect().stringsOf("?");
        return names.isEmpty()
                ? Uni.createFrom().voidItem()
                : database.inTransaction(
                        transaction -> lock(transaction, NAMES_HELD + among, owner, 0L, Database.strings(names))
                                .flatMap(held -> setExpiry(transaction, held, 0))
                                .replaceWithVoid());
    }

    /** Only what is locked is changed then: more may have become the owner's meanwhile. */
    private Uni<List<String>> lock(Transaction transaction, String select, Object... values) {
        return transaction
                .query(select + " ORDER BY name" + database.dialect().forUpdate(), values)
                .map(rows -> rows.stream().map(row -> row.getString(0)).toList());
    }

    private Uni<Integer> setExpiry(Transaction transaction, List<String> names, long expires) {
        return transaction.update(SET_EXPIRY + database.dialect().stringsOf("?"), expires, Database.strings(names));
    }

    private static List<Lease> leases(List<Row> rows) {
        return rows.stream()
                .map(row -> new Lease(row.getString(0), row.getLong(1), Timestamps.fromMicros(row.getLong(2))))
                .toList();
    }
}
