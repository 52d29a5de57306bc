package dev.bellhop.storage;

import dev.bellhop.event.Timestamps;
import dev.bellhop.source.file.FileLedger;
import dev.bellhop.source.file.FileLook;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The file ledger in SQL, read and written in batches. */
public final class SqlFileLedger implements FileLedger {

    private static final String SELECT =
            "SELECT COALESCE(whole_path, path), size, modified, generation, vanished, file_key, content_hash"
                    + " FROM file WHERE source = ?";
    private static final String PUT =
            "INSERT INTO file (source, path, whole_path, size, modified, generation, vanished, file_key, content_hash)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source, path) DO UPDATE SET"
                    + " size = excluded.size, modified = excluded.modified, generation = excluded.generation,"
                    + " vanished = excluded.vanished, file_key = excluded.file_key,"
                    + " content_hash = excluded.content_hash";

    private final Database database;

    public SqlFileLedger(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Map<String, Entry>> find(String source, Collection<String> paths) {
        return database.query(
                        SELECT + " AND path IN " + database.dialect().stringsOf("?"),
                        source,
                        Database.strings(keys(paths)))
                .map(rows -> {
                    Map<String, Entry> entries = new HashMap<>();
                    rows.forEach(row -> entries.put(row.getString(0), entry(row)));
                    return entries;
                });
    }

    @Override
    public Uni<List<Entry>> findByKeys(String source, Collection<String> keys, int limit) {
        return database.query(
                        SELECT + " AND file_key IN " + database.dialect().stringsOf("?") + " LIMIT ?",
                        source,
                        Database.strings(keys),
                        limit)
                .map(rows -> rows.stream().map(SqlFileLedger::entry).toList());
    }

    @Override
    public Uni<Long> count(String source) {
        return database.query("SELECT COUNT(*) FROM file WHERE source = ? AND vanished IS NULL", source)
                .map(rows -> rows.getFirst().getLong(0));
    }

    @Override
    public Uni<List<Entry>> list(String source, String afterPath, int limit) {
        return database.query(
                        SELECT + " AND vanished IS NULL AND path > ? ORDER BY path LIMIT ?",
                        source,
                        PathKey.of(afterPath),
                        limit)
                .map(rows -> rows.stream().map(SqlFileLedger::entry).toList());
    }

    @Override
    public Uni<Void> put(String source, Collection<Entry> entries) {
        // Sorted, so that two processes that both believe it is their turn do not wait for each other in a circle.
        List<Tuple> rows = entries.stream()
                .sorted(Comparator.comparing(Entry::path))
                .map(entry -> row(source, entry))
                .toList();
        return database.inTransaction(transaction -> transaction.batch(PUT, rows));
    }

    private static List<String> keys(Collection<String> paths) {
        return paths.stream().map(PathKey::of).toList();
    }

    private static Tuple row(String source, Entry entry) {
        String key = PathKey.of(entry.path());
        return Database.tuple(
                source,
                key,
                key.equals(entry.path()) ? null : entry.path(),
                entry.seen().size(),
                entry.seen().modifiedNanos(),
                entry.generation(),
                entry.vanished() == null ? null : Timestamps.toMicros(entry.vanished()),
                entry.key(),
                entry.hash());
    }

    private static Entry entry(Row row) {
        Long vanished = row.getLong(4);
        return new Entry(
                row.getString(0),
                new FileLook(row.getLong(1), row.getLong(2)),
                row.getLong(3),
                vanished == null ? null : Timestamps.fromMicros(vanished),
                row.getString(5),
                row.getString(6));
    }
}
