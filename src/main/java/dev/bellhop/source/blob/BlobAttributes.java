package dev.bellhop.source.blob;

import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the storage tells of a blob, or that a path is a folder, of which there is nothing to tell.
 *
 * @param etag names the content and the properties, without quotation marks; empty for a folder
 */
record BlobAttributes(long size, FileTime lastModifiedTime, String etag) implements BasicFileAttributes {

    static final BlobAttributes FOLDER = new BlobAttributes(0, FileTime.fromMillis(0), "");

    private static final long NANOS = 1_000_000_000;

    /**
     * Of a blob. Its time is in whole seconds, and it may be written twice within one. The ETag is another one every time,
     * so the fraction of the second is made from it: the same for the same content, whoever asks.
     */
    static BlobAttributes of(long size, OffsetDateTime modified, String etag) {
        String plain = etag.startsWith("W/") ? etag.substring(2) : etag;
        String bare = plain.replace("\"", "");
        long fraction = Math.floorMod(
                UUID.nameUUIDFromBytes(bare.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits(), NANOS);
        return new BlobAttributes(size, FileTime.from(Instant.ofEpochSecond(modified.toEpochSecond(), fraction)), bare);
    }

    @Override
    public FileTime lastAccessTime() {
        return lastModifiedTime;
    }

    @Override
    public FileTime creationTime() {
        return lastModifiedTime;
    }

    @Override
    public boolean isRegularFile() {
        return !isDirectory();
    }

    @Override
    public boolean isDirectory() {
        return etag.isEmpty();
    }

    @Override
    public boolean isSymbolicLink() {
        return false;
    }

    @Override
    public boolean isOther() {
        return false;
    }

    /** None: a blob that is copied and deleted is another one, and the storage knows no renaming. */
    @Override
    public @Nullable Object fileKey() {
        return null;
    }
}
