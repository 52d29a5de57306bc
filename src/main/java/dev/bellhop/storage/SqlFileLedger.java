package dev.bellhop.storage;

import dev.bellhop.event.Timestamps;
import dev.bellhop.source.file.FileLedger;
import dev.bellhop.source.file.FileLook;
import dev.bellhop.source.file.ObservedFile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The file ledger in SQL, read and written in batches. */
public final class SqlFileLedger implements FileLedger {

    private static final String COLUMNS =
            "COALESCE(whole_path, path), size, modified, generation, vanished, file_key, content_hash";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM file WHERE source = ?";
    /** The database tells files and entries apart, because rows that only say that nothing is new cost most of a scan. */
    private static final String UNLIKE = "SELECT " + COLUMNS + ", met.key FROM %s AS met"
            + " LEFT JOIN file ON source = ? AND path = met.key"
            + " WHERE path IS NULL OR vanished IS NOT NULL OR met.value <> size || '~' || modified || '~' || ";

    private static final String KEY = "COALESCE(file_key, '')";
    private static final String HAS_KEY = "CASE WHEN file_key IS NULL THEN '' ELSE '+' END";
    private static final String PUT =
            "INSERT INTO file (source, path, whole_path, size, modified, generation, vanished, file_key, content_hash)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source, path) DO UPDATE SET"
                    + " size = excluded.size, modified = excluded.modified, generation = excluded.generation,"
                    + " vanished = excluded.vanished, file_key = excluded.file_key,"
                    + " content_hash = excluded.content_hash";

    private static final int MET = 7;

    private final Database database;

    public SqlFileLedger(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Map<String, Optional<Entry>>> unlike(String source, Collection<ObservedFile> files, boolean keysToo) {
        Map<String, String> paths = new HashMap<>();
        JsonObject looks = new JsonObject();
        for (ObservedFile file : files) {
            String key = PathKey.of(file.path());
            paths.put(key, file.path());
            looks.put(key, look(file, keysToo));
        }
        return database.query(
                        UNLIKE.formatted(database.dialect().membersOf("?")) + (keysToo ? KEY : HAS_KEY),
                        looks.encode(),
                        source)
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> paths.get(row.getString(MET)),
                                row -> row.getValue(0) == null ? Optional.empty() : Optional.of(entry(row)))));
    }

    /** As the database puts it together. */
    private static String look(ObservedFile file, boolean keysToo) {
        String key = Objects.requireNonNullElse(file.key(), "");
        return file.look().size() + "~" + file.look().modifiedNanos() + '~' + (keysToo || key.isEmpty() ? key : "+");
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
