package dev.bellhop.source.file;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was announced of every file, so that each content is announced once, over restarts too. */
public interface FileLedger {

    /** The entries of those of the paths that have one. */
    Uni<Map<String, Entry>> find(String source, Collection<String> paths);

    /** How many entries of the source have not vanished. */
    Uni<Long> count(String source);

    /** Entries that have not vanished, in the order of their paths. */
    Uni<List<Entry>> list(String source, String afterPath, int limit);

    /** Writes the entries, new ones and changed ones, all or none. */
    Uni<Void> put(String source, Collection<Entry> entries);

    /**
     * A file as it was announced last.
     *
     * @param path relative to the folder, with slashes
     * @param seen how it looked
     * @param generation 1, 2, 3 …: how often the path was announced
     * @param vanished when it was found to be gone; then the same path again is a new file
     */
    record Entry(
            String path,
            FileLook seen,
            long generation,
            @Nullable Instant vanished) {}
}
