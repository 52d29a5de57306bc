package dev.bellhop.source.file;

import java.time.Instant;

/**
 * How a file looks from outside. Two looks that are equal are taken for the same content; no clock is asked.
 *
 * @param size in bytes
 * @param modifiedNanos the file system's own modification time, in nanoseconds since 1970, compared only for equality
 */
public record FileLook(long size, long modifiedNanos) {

    /** Names this look: the version of a file's content, as in its {@code ETag}. */
    public String version() {
        return Long.toHexString(size) + '-' + Long.toHexString(modifiedNanos);
    }

    /** For people; nothing is decided by it. */
    public Instant modified() {
        return Instant.ofEpochSecond(0, modifiedNanos);
    }

    /** Whether a version, with or without the hash of the content, was given to this look. */
    public boolean isNamedBy(String version) {
        return version.equals(version()) || version.startsWith(version() + '-');
    }
}
