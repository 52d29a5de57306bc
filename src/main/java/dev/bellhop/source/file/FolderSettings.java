package dev.bellhop.source.file;

import dev.bellhop.source.probe.DoneFile;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a folder is watched.
 *
 * @param scanEvery how often it is scanned
 * @param settle how long a file must rest unchanged before it is announced
 * @param inlineMax bytes up to which the content of a file stands in its event, 0 to {@link #INLINE_MAX}
 */
public record FolderSettings(
        Path root,
        FileFilter filter,
        boolean recursive,
        Duration scanEvery,
        Duration settle,
        Newness newness,
        int inlineMax) {

    /** Bytes that no event may carry more of: it is stored, and sent to every reader. */
    public static final int INLINE_MAX = 1 << 20;

    /** Folders inside each other that are entered; in a scan every one on the way down is an open file. */
    public static final int DEPTH_MAX = 100;

    /** As a folder is watched if nothing is said about what is news. */
    public FolderSettings(Path root, FileFilter filter, boolean recursive, Duration scanEvery, Duration settle) {
        this(root, filter, recursive, scanEvery, settle, Newness.STANDARD, 0);
    }

    /** Whether the folder is on the file system of this machine, whatever that is mounted from. */
    public boolean isLocal() {
        return root.getFileSystem().equals(FileSystems.getDefault());
    }

    /** The folder as people name it: a path, or a URI if it is of another file system. */
    public String place() {
        return isLocal() ? root.toString() : root.toUri().toString();
    }

    /** Whether this folder, and every one on the way to it, is entered. */
    public boolean entersFolders(Path relative) {
        for (int names = 1; names <= relative.getNameCount(); names++) {
            if (!filter.entersFolder(relative.subpath(0, names))) {
                return false;
            }
        }
        return relative.getNameCount() <= DEPTH_MAX;
    }

    /**
     * What is news, and what is not.
     *
     * @param vanishMax share of the known files that may vanish at once, 0 to 1
     * @param doneFile the marker that a file needs before it is announced, if it needs one
     * @param lockedProbe whether a file that cannot be locked waits
     */
    public record Newness(
            OnChange onChange,
            OnRename onRename,
            double vanishMax,
            @Nullable DoneFile doneFile,
            boolean lockedProbe) {

        public static final double VANISH_MAX = 0.5;

        public static final Newness STANDARD = new Newness(OnChange.ANY, OnRename.IGNORE, VANISH_MAX);

        /** Files need no marker, and are not locked. */
        public Newness(OnChange onChange, OnRename onRename, double vanishMax) {
            this(onChange, onRename, vanishMax, null, false);
        }
    }

    /** Whether a file that was announced is announced again when it has another path. */
    public enum OnRename {
        /** It is not. */
        IGNORE,
        /** It is, as renamed. */
        ANNOUNCE
    }

    /** Which changes of a file that was announced are announced. */
    public enum OnChange {
        /** All that can be seen from outside. */
        ANY,
        /** None. */
        IGNORE,
        /** Those after which it holds other bytes. */
        CONTENT
    }
}
