package dev.bellhop.source.file;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was announced of every file, so that each content is announced once, over restarts too. */
public interface FileLedger {

    /**
     * Those of the files that do not look as their entries say, by path, with the entry if there is one. In a folder
     * that rests there are none, so that a scan of it need not carry its ledger about.
     *
     * <p>A file looks otherwise if it has no entry or one that vanished, if its look is another, or if only one of the
     * two has a key.
     *
     * @param keysToo whether another key is another look, too
     */
    Uni<Map<String, Optional<Entry>>> unlike(String source, Collection<ObservedFile> files, boolean keysToo);

    /** The entries of those of the paths that have one. */
    Uni<Map<String, Entry>> find(String source, Collection<String> paths);

    /** Entries with one of the keys, vanished ones too; not all if there are more than the limit. */
    Uni<List<Entry>> findByKeys(String source, Collection<String> keys, int limit);

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
     * @param seen how it looked; later than the announcement too, if what changed since was no news
     * @param generation 1, 2, 3 …: how often the path was announced
     * @param vanished when it was found to be gone; then the same path again is a new file
     * @param key what the file system calls the file; none if it is not known, or if the file has another path now
     * @param hash SHA-256 of the content as it looked, if the source asks for it
     */
    record Entry(
            String path,
            FileLook seen,
            long generation,
            @Nullable Instant vanished,
            @Nullable String key,
            @Nullable String hash) {

        public Entry(String path, FileLook seen, long generation, @Nullable Instant vanished) {
            this(path, seen, generation, vanished, null, null);
        }

        /** The same file, as it looks now. */
        Entry looking(FileLook now, @Nullable String keyNow) {
            return new Entry(path, now, generation, vanished, keyNow, hash);
        }

        /** The same file, whose content is known, or is not known any more. */
        Entry holding(@Nullable String content) {
            return new Entry(path, seen, generation, vanished, key, content);
        }

        /** The same file, which is gone. */
        public Entry gone(Instant when) {
            return new Entry(path, seen, generation, when, key, hash);
        }

        /** The same file, which is there after all. */
        public Entry present() {
            return new Entry(path, seen, generation, null, key, hash);
        }

        /** The same path, whose file has another one now. */
        public Entry left(Instant when) {
            return new Entry(path, seen, generation, vanished == null ? when : vanished, null, hash);
        }

        /** Names the content that was announced. With a hash it outlives a touch. */
        String version() {
            return hash == null ? seen.version() : seen.version() + '-' + hash;
        }
    }
}
