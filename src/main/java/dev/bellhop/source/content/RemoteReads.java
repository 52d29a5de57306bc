package dev.bellhop.source.content;

import dev.bellhop.source.FolderUnavailable;
import dev.bellhop.source.Source;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits the requests that read folders of other file systems at a time. Each of them holds a thread, for as long as its
 * server likes to take, and those threads are what everything else of the service needs, too.
 */
public final class RemoteReads {

    /** Requests to all folders together; there are 200 threads at least. */
    static final int ALL_MAX = 64;
    /** Requests to one folder, so that one server that hangs is not in the way of the others. */
    public static final int FOLDER_MAX = 16;

    private final Map<String, Integer> reading = new HashMap<>();
    private int all;

    /** The right to read, until it is closed. */
    public final class Turn implements AutoCloseable {

        private final String source;
        private boolean held;
        private boolean handedOver;

        private Turn(String source, boolean held) {
            this.source = source;
            this.held = held;
        }

        /** From now on only {@link #end} ends it. */
        public void handOver() {
            handedOver = true;
        }

        @Override
        public void close() {
            if (!handedOver) {
                end();
            }
        }

        /** Ends it; may be called twice. */
        public void end() {
            synchronized (RemoteReads.this) {
                if (held) {
                    held = false;
                    all--;
                    reading.merge(source, -1, (now, less) -> now + less == 0 ? null : now + less);
                }
            }
        }
    }

    /** Begins to read a folder; those of this machine are not counted. */
    public synchronized Turn begin(Source.Directory source) throws FolderUnavailable {
        if (source.folder().isLocal()) {
            return new Turn(source.name(), false);
        }
        if (all >= ALL_MAX || reading.getOrDefault(source.name(), 0) >= FOLDER_MAX) {
            throw new FolderUnavailable("too many requests read folders of other machines already; try again soon");
        }
        all++;
        reading.merge(source.name(), 1, Integer::sum);
        return new Turn(source.name(), true);
    }
}
