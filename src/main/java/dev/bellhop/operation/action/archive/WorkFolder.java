package dev.bellhop.operation.action.archive;

import dev.bellhop.source.file.FileFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Where the parts of one archive are until it is done: below the folder of the source, so that the archive gets its place in
 * one step, and under a name that no source watches. It has no folders in it. Blocks.
 */
final class WorkFolder {

    /** Holds those of all archives of a source. */
    static final String ALL = FileFilter.OWN_PREFIX + "archives";

    private static final int ATTEMPTS_MAX = 3;

    /** Ids that are good names on every file system. Others, which callers chose, may be too long, or differ in case only. */
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9-]{8,64}");
    /** Begins the names of the folders of other ids. */
    private static final String ODD = "id_";
    /** In such a folder: the id. */
    private static final String ID = "id";

    private final Path all;
    private final Path folder;
    private final String operation;

    WorkFolder(Path root, String operation) {
        this(root.resolve(ALL), name(operation), operation);
    }

    private WorkFolder(Path all, String name, String operation) {
        this.all = all;
        this.folder = all.resolve(name);
        this.operation = operation;
    }

    private static String name(String operation) {
        return PLAIN.matcher(operation).matches()
                ? operation
                : ODD + UUID.nameUUIDFromBytes(operation.getBytes(StandardCharsets.UTF_8));
    }

    /** All that there are. */
    static List<WorkFolder> of(Path root) throws IOException {
        List<WorkFolder> found = new ArrayList<>();
        Path all = root.resolve(ALL);
        if (!Files.isDirectory(all, LinkOption.NOFOLLOW_LINKS)) {
            return found;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(all)) {
            for (Path folder : folders) {
                String name = folder.getFileName().toString();
                found.add(new WorkFolder(all, name, name.startsWith(ODD) ? id(folder, name) : name));
            }
        }
        return found;
    }

    /** A folder that does not say so is one of nobody. */
    private static String id(Path folder, String name) {
        try {
            return Files.readString(folder.resolve(ID));
        } catch (IOException unknown) {
            return name;
        }
    }

    /** The id of the operation that has it. */
    String operation() {
        return operation;
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
                if (folder.getFileName().toString().startsWith(ODD)) {
                    Files.writeString(folder.resolve(ID), operation);
                }
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
