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

/** Leases in SQL: claiming is one conditional upsert a name, renewing one update for all. */
public final class SqlLeaseStore implements LeaseStore {

    private static final String CLAIM = "INSERT INTO lease (name, owner, epoch, expires) VALUES (?, ?, 1, ?)"
            + " ON CONFLICT (name) DO UPDATE"
            + " SET owner = excluded.owner, epoch = lease.epoch + 1, expires = excluded.expires"
            + " WHERE lease.owner = excluded.owner OR lease.expires <= ?";
    private static final String HELD = "SELECT name, epoch, expires FROM lease WHERE owner = ? AND expires > ?";
    private static final String RENEW = "UPDATE lease SET expires = ? WHERE owner = ? AND expires > ?";
    private static final String RELEASE = "UPDATE lease SET expires = 0 WHERE owner = ? AND name IN ";

    private final Database database;

    public SqlLeaseStore(Database database) {
        this.database = database;
    }

    @Override
    public Uni<List<Lease>> claim(Collection<String> names, String owner, Instant now, Instant until) {
        long expires = Timestamps.toMicros(until);
        // In the order of the names, so that two replicas that claim at once do not deadlock.
        List<Tuple> rows = names.stream()
                .sorted()
                .map(name -> Database.tuple(name, owner, expires, Timestamps.toMicros(now)))
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
        return database.inTransaction(transaction -> transaction
                .update(RENEW, Timestamps.toMicros(until), owner, Timestamps.toMicros(now))
                .flatMap(renewed -> transaction.query(HELD, owner, Timestamps.toMicros(now)))
                .map(SqlLeaseStore::leases));
    }

    @Override
    public Uni<Void> release(Collection<String> names, String owner) {
        if (names.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return database.inTransaction(transaction -> transaction
                .update(RELEASE + database.dialect().stringsOf("?"), owner, Database.strings(names))
                .replaceWithVoid());
    }

    private static List<Lease> leases(List<Row> rows) {
        return rows.stream()
                .map(row -> new Lease(row.getString(0), row.getLong(1), Timestamps.fromMicros(row.getLong(2))))
                .toList();
    }
}
