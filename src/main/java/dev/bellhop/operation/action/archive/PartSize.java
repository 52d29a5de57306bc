package dev.bellhop.operation.action.archive;

/**
 * When a part is full, so that the next step begins another one.
 *
 * @param files whether they were added or skipped
 * @param bytes of the part; the file that reaches them is still in it
 */
record PartSize(int files, long bytes) {

    /** What a crash has done again at the most, but for one large file; some seconds of work. */
    static final PartSize STANDARD = new PartSize(1_000, 64L << 20);

    /** Parts after which they become twice as large: an operation has 10,000 steps, and a tree any size. */
    private static final int DOUBLED_EVERY = 500;

    /** The size of this part, counted from 0. */
    PartSize of(int part) {
        int doubled = Math.min(part / DOUBLED_EVERY, 20);
        return new PartSize(files << Math.min(doubled, 16), bytes << doubled);
    }
}
