package dev.bellhop.source.content;

/** What became of the beginning of an upload in parts, or of a part. */
public sealed interface PartResult {

    /** Parts may come now. */
    record Begun(String id) implements PartResult {}

    /**
     * The part is stored, and others are missing.
     *
     * @param bytes that are there, from the first one on
     */
    record Kept(long bytes) implements PartResult {}

    /** There is no more to come: it is written, or will not be. */
    record Ended(UploadResult result) implements PartResult {}

    /**
     * The part begins after the bytes that are there. Nothing was kept of it.
     *
     * @param bytes that are there
     */
    record Gap(long bytes) implements PartResult {}

    /** Another part of it is being received. */
    record UnderWay() implements PartResult {}

    /** There is no such upload, or no longer. */
    record Unknown() implements PartResult {}

    /** The folder takes files only as a whole. */
    record WholeOnly() implements PartResult {}
}
