package dev.bellhop.source.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Streams through a folder tree, page by page: only the folders on the way down are open, no listing is ever held.
 *
 * <p>Symbolic links are not followed; sockets, pipes and devices are no files. A folder that cannot be read is noted
 * and passed over, so that it harms no other.
 */
final class FolderWalk implements AutoCloseable {

    private static final char UNDECODABLE = '\uFFFD';

    private final FolderSettings settings;
    private final Deque<Level> levels = new ArrayDeque<>();
    private final List<String> troubles = new ArrayList<>();
    private long undecodable;

    FolderWalk(FolderSettings settings) {
        this.settings = settings;
    }

    /** Opens the folder itself; fails if that is not possible. */
    void open() throws IOException {
        levels.push(new Level("", Files.newDirectoryStream(settings.root())));
    }

    /** The next files, none only at the end. */
    List<ObservedFile> next(int max) {
        List<ObservedFile> page = new ArrayList<>(max);
        while (page.size() < max && !levels.isEmpty()) {
            Level level = levels.element();
            try {
                if (level.entries().hasNext()) {
                    visit(level, level.entries().next(), page);
                } else {
                    leave();
                }
            } catch (DirectoryIteratorException e) {
                trouble(level.path(), Objects.requireNonNull(e.getCause()));
                leave();
            }
        }
        return page;
    }

    /** Folders that could not be read to their end. */
    List<String> troubles() {
        return troubles;
    }

    /** Names that are no text in the encoding of this machine; their files cannot be announced. */
    long undecodable() {
        return undecodable;
    }

    @Override
    public void close() {
        while (!levels.isEmpty()) {
            leave();
        }
    }

    private void visit(Level level, Path entry, List<ObservedFile> page) {
        String name = entry.getFileName().toString();
        String path = level.path().isEmpty() ? name : level.path() + '/' + name;
        Path relative = settings.root().relativize(entry);
        try {
            BasicFileAttributes look =
                    Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (look.isDirectory()) {
                if (settings.recursive() && settings.filter().entersFolder(relative)) {
                    levels.push(new Level(path, Files.newDirectoryStream(entry)));
                }
            } else if (look.isRegularFile() && settings.filter().acceptsFile(relative)) {
                if (name.indexOf(UNDECODABLE) >= 0) {
                    undecodable++;
                } else {
                    page.add(new ObservedFile(path, look(look)));
                }
            }
        } catch (NoSuchFileException gone) {
            // It went away between being listed and being looked at, as files do.
        } catch (IOException e) {
            trouble(path, e);
        }
    }

    private static FileLook look(BasicFileAttributes attributes) {
        return new FileLook(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }

    private void trouble(String path, IOException e) {
        troubles.add((path.isEmpty() ? "the folder itself" : path) + ": "
                + e.getClass().getSimpleName());
    }

    private void leave() {
        Level level = levels.pop();
        try {
            level.stream().close();
        } catch (IOException e) {
            trouble(level.path(), e);
        }
    }

    private record Level(String path, DirectoryStream<Path> stream, Iterator<Path> entries) {
        Level(String path, DirectoryStream<Path> stream) {
            this(path, stream, stream.iterator());
        }
    }
}
