package dev.bellhop.source.file;

import dev.bellhop.source.file.FileLedger.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.UUID;

/**
 * Tells one folder from another that stands in its place, such as the mount point of a share that is not mounted. Kept
 * in the ledger, in an entry of its own that counts as no file.
 */
public record FolderIdentity(UUID hash) {

    /** No file has this path. */
    public static final String PATH = "";

    public static FolderIdentity of(Path folder) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
        Object key = attributes.fileKey();
        if (key == null) {
            // Not every file system has keys. Others than this machine's may give the time of the last modification for
            // that of the creation, and it changes with every file, or none at all.
            key = folder.getFileSystem().equals(FileSystems.getDefault()) ? attributes.creationTime() : folder.toUri();
        }
        return new FolderIdentity(UUID.nameUUIDFromBytes(key.toString().getBytes(StandardCharsets.UTF_8)));
    }

    public static FolderIdentity of(Entry entry) {
        return new FolderIdentity(new UUID(entry.seen().size(), entry.seen().modifiedNanos()));
    }

    /** Marked as vanished, so that it is never listed or counted among the files. */
    Entry entry() {
        FileLook look = new FileLook(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
        return new Entry(PATH, look, 1, Instant.EPOCH);
    }
}
