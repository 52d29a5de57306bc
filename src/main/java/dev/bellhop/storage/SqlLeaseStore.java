package dev.bellhop.storage;

import dev.bellhop.event.Timestamps;
import dev.bellhop.lease.Lease;
import dev.bellhop.lease.LeaseStore;
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
    private static final String IN_ORDER = " ORDER BY name";
    private static final String RENEW = "UPDATE lease SET expires = ? WHERE owner = ? AND expires > ?";
    private static final String RELEASE = "UPDATE lease SET expires = 0 WHERE owner = ? AND name IN ";

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
        return database.inTransaction(transaction -> transaction
                .query(HELD + IN_ORDER + database.dialect().forUpdate(), owner, time)
                .flatMap(locked -> transaction.update(RENEW, Timestamps.toMicros(until), owner, time))
                .flatMap(renewed -> transaction.query(HELD, owner, time))
                .map(SqlLeaseStore::leases));
    }

    @Override
    public Uni<Void> release(Collection<String> names, String owner) {
        if (names.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String released = Database.strings(names);
        String among = database.dialect().stringsOf("?");
        return database.inTransaction(transaction -> transaction
                .query(
                        "SELECT name FROM lease WHERE owner = ? AND name IN " + among + IN_ORDER
                                + database.dialect().forUpdate(),
                        owner,
                        released)
                .flatMap(locked -> transaction.update(RELEASE + among, owner, released))
                .replaceWithVoid());
    }

    private static List<Lease> leases(List<Row> rows) {
        return rows.stream()
                .map(row -> new Lease(row.getString(0), row.getLong(1), Timestamps.fromMicros(row.getLong(2))))
                .toList();
    }
}
