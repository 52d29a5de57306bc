package dev.bellhop.operation.action.archive;

import dev.bellhop.source.file.FileFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Where the parts of one archive are until it is done: below the folder of the source, so that the archive gets its place in
 * one step, and under a name that no source watches. It has no folders in it. Blocks.
 */
final class WorkFolder {

    /** Holds those of all archives of a source. */
    static final String ALL = FileFilter.OWN_PREFIX + "archives";

    private static final int ATTEMPTS_MAX = 3;

    private final Path all;
    private final Path folder;

    WorkFolder(Path root, String operation) {
        this.all = root.resolve(ALL);
        this.folder = all.resolve(operation);
    }

    /** The ids of the operations that have one. */
    static List<String> operations(Path root) throws IOException {
        List<String> names = new ArrayList<>();
        Path all = root.resolve(ALL);
        if (!Files.isDirectory(all, LinkOption.NOFOLLOW_LINKS)) {
            return names;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(all)) {
            for (Path folder : folders) {
                names.add(folder.getFileName().toString());
            }
        }
        return names;
    }

    /** Makes it, if it is not there. */
    void make(Path root) throws IOException {
        // The folder itself is never made: where a share is not mounted, nothing may be written.
        if (!Files.isDirectory(root)) {
            throw new NoSuchFileException(root.toString(), null, "the folder is not there");
        }
        for (int attempt = 1; ; attempt++) {
            try {
                Files.createDirectories(folder);
                return;
            } catch (NoSuchFileException tidied) {
                // Another archive was the last one there, and took the common folder away.
                if (attempt == ATTEMPTS_MAX) {
                    throw tidied;
                }
            }
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** When something in it changed last. */
    Instant changed() throws IOException {
        Instant changed =
                Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant();
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return changed;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Instant written = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                        .toInstant();
                changed = written.isAfter(changed) ? written : changed;
            }
        }
        return changed;
    }

    /** Deletes it with all there is in it; nothing if it is not there. */
    void delete() throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                files.forEach(WorkFolder::delete);
            } catch (UncheckedIOException trouble) {
                throw Objects.requireNonNull(trouble.getCause());
            } catch (NoSuchFileException gone) {
                return;
            }
        }
        Files.deleteIfExists(folder);
        try {
            Files.deleteIfExists(all);
        } catch (DirectoryNotEmptyException others) {
            // Theirs.
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
