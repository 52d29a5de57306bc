package dev.bellhop.operation.action.archive;

import dev.bellhop.operation.OperationContext;
import dev.bellhop.operation.action.archive.ArchivePart.Progress;
import dev.bellhop.operation.action.archive.ArchivePart.Skipped;
import dev.bellhop.source.content.FolderFiles;
import dev.bellhop.source.content.FolderFiles.Found;
import dev.bellhop.source.content.FolderListing;
import dev.bellhop.source.content.ListingCursor;
import dev.bellhop.source.content.OpenedFile;
import dev.bellhop.source.file.FolderSettings;
import dev.bellhop.source.file.ObservedFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Writes one part of an archive: the files that come next, until it is full. Blocks. */
final class PartWriter {

    private static final int PAGE = 1_000;
    private static final int PIECE_BYTES = 256 * 1024;
    /** Only a file that is written to all the time changes in every one of them. */
    private static final int ATTEMPTS_MAX = 3;
    /** What the directory of a zip can hold, in bytes. */
    private static final int NAME_BYTES_MAX = 65_000;

    private static final byte[] END = {};

    private final FolderSettings settings;
    private final String prefix;
    private final String to;
    private final PartSize size;
    private final OperationContext operation;
    private final ArchivePart before;

    private final List<Skipped> skipped = new ArrayList<>();
    private long skippedCount;
    private long files;
    private long bytes;

    /**
     * Makes it.
     *
     * @param prefix of the paths of files that belong into the archive
     * @param to path of the archive, which does not belong into itself
     * @param before what all parts before have together
     */
    PartWriter(
            FolderSettings settings,
            String prefix,
            String to,
            PartSize size,
            OperationContext operation,
            ArchivePart before) {
        this.settings = settings;
        this.prefix = prefix;
        this.to = to;
        this.size = size;
        this.operation = operation;
        this.before = before;
    }

    /** Writes files from a place on into the part of this name. */
    ArchivePart write(ListingCursor from, ZipPart part, String name) throws IOException {
        ListingCursor cursor = from;
        while (true) {
            FolderListing.Page page = page(cursor);
            for (ObservedFile file : page.files()) {
                if (isFull(part)) {
                    return done(name, cursor.toString());
                }
                add(file.path(), part);
                cursor = new ListingCursor(file.path());
            }
            if (page.next().isEmpty()) {
                return done(name, null);
            }
            cursor = page.next().get();
        }
    }

    private FolderListing.Page page(ListingCursor cursor) throws IOException {
        try {
            // No more than there is room for, and one, so that the last file of all does not leave a part for nothing.
            int room = (int) Math.min(PAGE, size.files() - files - skippedCount + 1);
            return new FolderListing(settings).page(prefix, cursor, Math.max(1, room));
        } catch (DirectoryIteratorException broken) {
            throw Objects.requireNonNull(broken.getCause());
        }
    }

    private boolean isFull(ZipPart part) {
        return files + skippedCount >= size.files() || part.bytes() >= size.bytes();
    }

    private ArchivePart done(String name, @Nullable String next) {
        return new ArchivePart(name, next, files, bytes, List.copyOf(skipped), skippedCount);
    }

    private void add(String path, ZipPart part) {
        stopIfOver(operation);
        if (path.equals(to)) {
            return;
        }
        String name = path.substring(prefix.lastIndexOf('/') + 1);
        if (name.indexOf('\\') >= 0 || name.length() > NAME_BYTES_MAX / 3) {
            skip(path, "its name means something else on other systems");
            return;
        }
        try {
            for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
                Optional<Found> found = new FolderFiles(settings).find(path);
                if (found.isEmpty()) {
                    skip(path, "it went away");
                    return;
                }
                if (add(name, found.get(), part)) {
                    files++;
                    bytes += found.get().size();
                    tell(0);
                    return;
                }
            }
            skip(path, "it was written to while it was read");
        } catch (AccessDeniedException closed) {
            skip(path, "Bellhop may not read it");
        } catch (IOException unreadable) {
            skip(path, "it cannot be read");
        }
    }

    /** Whether it was added; not if it became another one meanwhile. */
    private boolean add(String name, Found found, ZipPart part) throws IOException {
        Optional<OpenedFile> opened = OpenedFile.open(found);
        if (opened.isEmpty()) {
            return false;
        }
        try (OpenedFile file = opened.get()) {
            part.add(name, found.look().modified(), found.size(), pieces(file, found.size()));
            return true;
        } catch (OpenedFile.Torn torn) {
            return false;
        }
    }

    private ZipPart.Content pieces(OpenedFile file, long length) {
        long[] read = {0};
        return () -> {
            stopIfOver(operation);
            if (read[0] == length) {
                file.assureUntouched();
                return END;
            }
            byte[] piece = file.read(read[0], (int) Math.min(PIECE_BYTES, length - read[0]));
            read[0] += piece.length;
            tell(read[0]);
            return piece;
        };
    }

    private void tell(long ofThisFile) {
        operation.progress(new Progress(before.files() + files, before.bytes() + bytes + ofThisFile, "reading"));
    }

    private void skip(String path, String reason) {
        skippedCount++;
        if (before.skipped().size() + skipped.size() < ArchivePart.SKIPPED_TOLD_MAX) {
            skipped.add(new Skipped(path, reason));
        }
    }

    /** Breaks off what nobody waits for any more. */
    static void stopIfOver(OperationContext operation) {
        if (operation.isOver()) {
            throw new CancellationException("The operation is over, or somebody else's by now");
        }
    }
}
