package dev.bellhop.source.hint;

import java.io.IOException;
import java.nio.file.Path;

/** Watches single folders for changes right in them. It may miss changes: only a scan finds them all. */
public interface ChangeWatcher extends AutoCloseable {

    /**
     * Watches a folder besides those before; cheap if it is watched already. Blocks, and does nothing after
     * {@link #close}.
     *
     * @throws java.nio.file.FileSystemException if this folder cannot be watched
     * @throws IOException if no further folder can be watched
     */
    void watch(Path folder) throws IOException;

    /** How many folders are watched. */
    int watched();

    /** Nothing is heard of after it. */
    @Override
    void close();

    /** Is told of changes, on a thread of the watcher. */
    interface Listener {

        /** Something was made, written to, renamed or deleted. */
        void changed(Path folder, Path name);

        /** Something has changed, and nobody knows what. */
        void overflowed();
    }

    /** Makes watchers. */
    interface Opener {

        /**
         * Opens a watcher for a folder and those in it. Blocks.
         *
         * @throws java.nio.file.FileSystemException if the folder cannot be looked at now
         * @throws IOException if there can be no watcher; its message says why, in words for people
         */
        ChangeWatcher open(Path root, Listener listener) throws IOException;
    }
}
