package dev.bellhop.source.content;

import dev.bellhop.source.file.ObservedFile;

/** How an upload ended. Unless it was written, the folder is as it was before. */
public sealed interface UploadResult {

    /** The file is there, whole and safe from a power cut. */
    record Written(ObservedFile file, boolean created) implements UploadResult {}

    /** There may be no file of this path, for a reason that completes "cannot be written: …". */
    record Refused(String reason) implements UploadResult {}

    /** Nothing can be written to this folder, whatever its path. */
    record ReadOnly() implements UploadResult {}

    /** The file that is there, or is not, is not the one that the caller wants to replace. */
    record NotWanted() implements UploadResult {}

    /** The body has more bytes than a file may have. */
    record TooLarge() implements UploadResult {}

    /** The caller went away before the body was complete. */
    record BrokenOff() implements UploadResult {}

    /** As many uploads as may be are under way. */
    record Busy() implements UploadResult {}
}
