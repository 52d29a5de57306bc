package dev.bellhop.source.file;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a folder is watched.
 *
 * @param scanEvery how often it is scanned
 * @param settle how long a file must rest unchanged before it is announced
 */
public record FolderSettings(Path root, FileFilter filter, boolean recursive, Duration scanEvery, Duration settle) {

    /** Folders inside each other that are entered; in a scan every one on the way down is an open file. */
    public static final int DEPTH_MAX = 100;

    /** Whether this folder, and every one on the way to it, is entered. */
    public boolean entersFolders(Path relative) {
        for (int names = 1; names <= relative.getNameCount(); names++) {
            if (!filter.entersFolder(relative.subpath(0, names))) {
                return false;
            }
        }
        return relative.getNameCount() <= DEPTH_MAX;
    }
}
