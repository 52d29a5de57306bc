package dev.bellhop.source.content;

import dev.bellhop.source.file.ObservedFile;

/** How a move ended. Unless it was moved, both places are as they were before. */
public sealed interface MoveResult {

    /** It is there, and no longer where it was; by this move, or by one before that nobody heard of. */
    record Moved(ObservedFile file) implements MoveResult {}

    /** There is no file to be moved. */
    record Gone() implements MoveResult {}

    /** There is another one than the one that was to be moved. */
    record Changed() implements MoveResult {}

    /** There may be no file of this path, for a reason that completes "cannot be written: …". */
    record Refused(String reason) implements MoveResult {}

    /** Nothing can be written to this folder, whatever its path. */
    record ReadOnly() implements MoveResult {}

    /** There is a file already, and it is not to be replaced. */
    record Exists() implements MoveResult {}
}
