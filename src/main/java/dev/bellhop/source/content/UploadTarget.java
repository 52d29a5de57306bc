package dev.bellhop.source.content;

import dev.bellhop.source.file.FileFilter;
import dev.bellhop.source.file.FileLook;
import dev.bellhop.source.file.ObservedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The place of a file in a folder, and the steps that lead there: past no link, and over nothing but a file. */
final class UploadTarget {

    private final Path root;
    private final String path;
    private final Path relative;
    private final Path file;

    UploadTarget(Path root, String path) {
        this.root = root;
        this.path = path;
        this.relative = root.getFileSystem().getPath(path);
        this.file = root.resolve(relative);
    }

    /** What is in the way; empty if the file can be written here. */
    Optional<String> refusal() throws IOException {
        Path folder = root;
        for (Path name : relative) {
            Path inside = folder.resolve(name);
            Optional<BasicFileAttributes> found = look(inside);
            if (found.isPresent()) {
                boolean last = inside.equals(file);
                if (last && !found.get().isRegularFile()) {
                    return Optional.of("there is something of this name that is no file");
                }
                if (!last && !found.get().isDirectory()) {
                    return Optional.of("there is something on the way that is no folder");
                }
            }
            folder = inside;
        }
        return Optional.empty();
    }

    /** The file that is there now. */
    Optional<FileLook> present() throws IOException {
        return look(file).map(ObservedFile::look);
    }

    /** The file that is there now, as the result of an upload. */
    Optional<UploadResult.Written> written() throws IOException {
        return look(file)
                .filter(BasicFileAttributes::isRegularFile)
                .map(look -> new UploadResult.Written(ObservedFile.of(path, look), false));
    }

    /** Whether what is sent is what the file has from there to its end. */
    boolean endsWith(long from, InputStream sent) throws IOException {
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            return PartedUploads.isSame(channel.position(from), sent);
        }
    }

    void makeFolders() throws IOException {
        // The folder itself is never made: where a share is not mounted, nothing may be written.
        if (look(root).isEmpty()) {
            throw new NoSuchFileException(root.toString());
        }
        for (int names = 1; names < relative.getNameCount(); names++) {
            Path folder = root.resolve(relative.subpath(0, names));
            if (look(folder).isEmpty()) {
                createFolder(folder);
            }
        }
    }

    /** A name beside the file that no source watches: from there the file can be moved in one step. */
    Path temporary(String id) {
        return file.resolveSibling(FileFilter.UPLOAD_PREFIX + id);
    }

    /** Gives the received file its name. Empty if somebody else was faster. */
    Optional<UploadResult> place(Path temporary) throws IOException {
        ObservedFile received = ObservedFile.of(path, look(temporary).orElseThrow());
        boolean created = present().isEmpty();
        if (created) {
            try {
                placeNew(temporary);
            } catch (FileAlreadyExistsException faster) {
                return Optional.empty();
            }
        } else {
            move(temporary);
        }
        storeFolder(Objects.requireNonNull(file.getParent()));
        return Optional.of(new UploadResult.Written(received, created));
    }

    /** A link is made only where nothing is, in one step; a move would replace what came in between. */
    private void placeNew(Path temporary) throws IOException {
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException faster) {
            throw faster;
        } catch (IOException | UnsupportedOperationException noLinks) {
            move(temporary);
        }
    }

    private void move(Path temporary) throws IOException {
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException remote) {
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void createFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException faster) {
            // Another upload needs it too.
        }
    }

    /** The name is safe from a power cut only when the folder is stored; not every system can do that. */
    private static void storeFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException | UnsupportedOperationException impossible) {
            // The file itself is stored, and at worst it is not there after a power cut.
        }
    }

    private static Optional<BasicFileAttributes> look(Path file) throws IOException {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }
}
