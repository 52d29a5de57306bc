package dev.bellhop.source.disposal;

import dev.bellhop.source.file.FileLedger.Entry;

/**
 * A file that is to be taken out.
 *
 * @param id of the event that announced it, so that it names this content of this path
 * @param position of that event
 */
record Departure(String id, long position, Entry entry) {

    String path() {
        return entry.path();
    }

    /** What became of it. */
    sealed interface Outcome {

        /** It is not there any more. */
        record Gone() implements Outcome {}

        /**
         * It is not what was announced any more, and stays.
         *
         * @param sameFile whether it was written to; otherwise it is another file
         */
        record Changed(boolean sameFile) implements Outcome {}

        /** It could not be taken out, and stays. The reason is for people. */
        record Failed(String reason) implements Outcome {}
    }
}
