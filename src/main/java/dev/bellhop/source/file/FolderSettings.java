package dev.bellhop.source.file;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a folder is watched.
 *
 * @param scanEvery how often it is scanned
 * @param settle how long a file must rest unchanged before it is announced
 */
public record FolderSettings(Path root, FileFilter filter, boolean recursive, Duration scanEvery, Duration settle) {

    /** Whether the folder is on the file system of this machine, whatever that is mounted from. */
    public boolean isLocal() {
        return root.getFileSystem().equals(FileSystems.getDefault());
    }

    /** The folder as people name it: a path, or a URI if it is of another file system. */
    public String place() {
        return isLocal() ? root.toString() : root.toUri().toString();
    }
}
