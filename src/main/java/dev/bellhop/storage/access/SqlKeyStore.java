package dev.bellhop.storage.access;

import dev.bellhop.access.Caller.KeyHolder;
import dev.bellhop.access.Right;
import dev.bellhop.access.keys.KeyStore;
import dev.bellhop.access.keys.StoredKey;
import dev.bellhop.event.Timestamps;
import dev.bellhop.storage.Database;
import dev.bellhop.storage.Database.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Created keys in SQL: their hashes, and what they allow. */
public final class SqlKeyStore implements KeyStore {

    private static final String ALL = "SELECT name, hash, rights, sources, created, expires, requests_per_second,"
            + " last_used FROM api_keys ORDER BY name";
    private static final String COUNT = "SELECT COUNT(*) FROM api_keys";
    private static final String ADD = "INSERT INTO api_keys (name, hash, rights, sources, created, expires,"
            + " requests_per_second, last_used) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING";
    private static final String REMOVE = "DELETE FROM api_keys WHERE name = ?";
    private static final String USED =
            "UPDATE api_keys SET last_used = ? WHERE hash = ? AND (last_used IS NULL OR last_used < ?)";
    private static final String EXPIRE = "DELETE FROM api_keys WHERE expires < ?";

    private final Database database;

    public SqlKeyStore(Database database) {
        this.database = database;
    }

    @Override
    public Uni<List<StoredKey>> all() {
        return database.query(ALL)
                .map(rows -> rows.stream().map(SqlKeyStore::key).toList());
    }

    /** Two processes that add the last two at once may come to one more than there may be, which harms nobody. */
    @Override
    public Uni<Addition> add(StoredKey key, int keysMax) {
        return database.inTransaction(transaction -> transaction
                .query(COUNT)
                .flatMap(rows -> rows.getFirst().getLong(0) < keysMax
                        ? add(transaction, key)
                        : Uni.createFrom().item(Addition.FULL)));
    }

    private static Uni<Addition> add(Transaction transaction, StoredKey key) {
        KeyHolder holder = key.holder();
        return transaction
                .update(
                        ADD,
                        holder.name(),
                        key.hash(),
                        holder.rights().stream().sorted().map(Right::text).collect(Collectors.joining(",")),
                        Database.strings(holder.sources().stream().sorted().toList()),
                        Timestamps.toMicros(key.created()),
                        micros(key.expires()),
                        key.requestsPerSecond(),
                        micros(key.lastUsed()))
                .map(added -> added == 1 ? Addition.ADDED : Addition.NAME_TAKEN);
    }

    @Override
    public Uni<Boolean> remove(String name) {
        return database.inTransaction(transaction -> transaction.update(REMOVE, name))
                .map(removed -> removed > 0);
    }

    /** In the order of the hashes, so that two processes never wait for each other in a circle. */
    @Override
    public Uni<Void> used(Collection<String> hashes, Instant at) {
        long time = Timestamps.toMicros(at);
        return database.inTransaction(transaction -> transaction.batch(
                USED,
                hashes.stream()
                        .sorted()
                        .map(hash -> Database.tuple(time, hash, time))
                        .toList()));
    }

    @Override
    public Uni<Integer> expire(Instant before) {
        return database.inTransaction(transaction -> transaction.update(EXPIRE, Timestamps.toMicros(before)));
    }

    private static StoredKey key(Row row) {
        return new StoredKey(
                row.getString(1),
                new KeyHolder(row.getString(0), rights(row.getString(2)), sources(row.getString(3))),
                Timestamps.fromMicros(row.getLong(4)),
                instant(row.getLong(5)),
                row.getInteger(6),
                instant(row.getLong(7)));
    }

    private static Set<Right> rights(String texts) {
        return Arrays.stream(texts.split(","))
                .map(text -> Right.of(text)
                        .orElseThrow(() -> new IllegalStateException("A stored key has the unknown right " + text)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> sources(String json) {
        return new JsonArray(json).stream().map(String.class::cast).collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable Long micros(@Nullable Instant time) {
        return time == null ? null : (Long) Timestamps.toMicros(time);
    }

    private static @Nullable Instant instant(@Nullable Long micros) {
        return micros == null ? null : Timestamps.fromMicros(micros);
    }
}
