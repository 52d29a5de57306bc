package dev.bellhop.storage;

import dev.bellhop.event.Timestamps;
import dev.bellhop.trigger.BookmarkStore;
import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Bookmarks in SQL; those of many readers are committed together. */
public final class SqlBookmarkStore implements BookmarkStore {

    private static final int ROW_WEIGHT = 200;
    private static final String FIND = "SELECT state FROM bookmark WHERE source = ? AND reader = ?";
    private static final String SAVE = "INSERT INTO bookmark (source, reader, state, updated) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (source, reader) DO UPDATE SET state = excluded.state, updated = excluded.updated";

    private final Database database;
    private final GroupCommit<Bookmark, Boolean> saves;

    public SqlBookmarkStore(Database database) {
        this.database = database;
        this.saves = new GroupCommit<>(this::saveAll, bookmark -> ROW_WEIGHT);
    }

    @Override
    public Uni<Optional<String>> find(String source, String reader) {
        return database.query(FIND, source, reader)
                .map(rows -> rows.stream().map(row -> row.getString(0)).findFirst());
    }

    @Override
    public Uni<Void> save(Bookmark bookmark) {
        return saves.submit(bookmark).replaceWithVoid();
    }

    /** In the order of their names, so that two replicas never wait for each other in a circle. */
    private Uni<List<Boolean>> saveAll(List<Bookmark> batch) {
        return database.inTransaction(transaction -> transaction
                .batch(
                        SAVE,
                        batch.stream()
                                .sorted(Comparator.comparing(Bookmark::source).thenComparing(Bookmark::reader))
                                .map(bookmark -> Database.tuple(
                                        bookmark.source(),
                                        bookmark.reader(),
                                        bookmark.state(),
                                        Timestamps.toMicros(bookmark.updated())))
                                .toList())
                .replaceWith(batch.stream().map(saved -> true).toList()));
    }
}
