package dev.bellhop.source.disposal;

import dev.bellhop.event.Timestamps;
import dev.bellhop.source.file.FileLedger.Entry;
import dev.bellhop.source.file.FileLook;
import dev.bellhop.source.file.FolderIdentity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far the log was read for files to dispose of. Kept in the ledger, in an entry of its own that counts as no file, so
 * that it is written in one transaction with the entries of the files.
 *
 * @param position every event up to here is dealt with
 * @param begun what was begun and may not be finished
 */
record Place(String logId, long position, @Nullable Begun begun) {

    /** No file has this path: all of them are relative, and it is absolute. */
    static final String PATH = "/";

    private static final String SEPARATOR = "~";

    /**
     * Files whose entries were marked as vanished, and which are being taken out.
     *
     * @param through position of the last event that may have announced one of them
     * @param mark the time that stands in their entries
     * @param folder the folder that they were seen in
     */
    record Begun(long through, Instant mark, FolderIdentity folder) {}

    /** The beginning of a log. */
    static Place start(String logId) {
        return new Place(logId, 0, null);
    }

    /** The place in this log; its beginning, if the entry is missing or speaks of another log. */
    static Place of(@Nullable Entry entry, String logId) {
        String text = entry == null ? null : entry.hash();
        if (entry == null || text == null) {
            return start(logId);
        }
        String[] parts = text.split(SEPARATOR);
        if (!parts[0].equals(logId)) {
            return start(logId);
        }
        Begun begun = parts.length < 3
                ? null
                : new Begun(
                        entry.seen().modifiedNanos(),
                        Timestamps.fromMicros(Long.parseLong(parts[1])),
                        new FolderIdentity(UUID.fromString(parts[2])));
        return new Place(logId, entry.seen().size(), begun);
    }

    /** Everything up to the position is dealt with. */
    Place at(long reached) {
        return new Place(logId, reached, null);
    }

    /** Files are about to be taken out. */
    Place beginning(Begun what) {
        return new Place(logId, position, what);
    }

    /** Marked as vanished, so that it is never listed or counted among the files. */
    Entry entry() {
        String text = begun == null
                ? logId
                : String.join(
                        SEPARATOR,
                        logId,
                        Long.toString(Timestamps.toMicros(begun.mark())),
                        begun.folder().hash().toString());
        FileLook look = new FileLook(position, begun == null ? position : begun.through());
        return new Entry(PATH, look, 1, Instant.EPOCH, null, text);
    }
}
