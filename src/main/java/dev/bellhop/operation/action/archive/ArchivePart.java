package dev.bellhop.operation.action.archive;

import dev.bellhop.operation.json.Described;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one step added to an archive.
 *
 * @param file name of its files in the working folder, without their ends
 * @param next where the next one goes on; {@code null} if everything is in
 * @param files that were added
 * @param bytes of them, as they were before
 * @param skipped some of those that were not
 * @param skippedCount of all that were not
 */
public record ArchivePart(
        String file, @Nullable String next, long files, long bytes, List<Skipped> skipped, long skippedCount) {

    /** Files that are told one by one; further ones are counted. */
    static final int SKIPPED_TOLD_MAX = 100;

    static final ArchivePart NOTHING = new ArchivePart("", null, 0, 0, List.of(), 0);

    /** A file that is not in the archive. */
    public record Skipped(
            String path,
            @Described("Why it is not in the archive") String reason) {}

    /** How far the archive is. */
    public record Progress(long files, long bytes, String stage) {}
}
