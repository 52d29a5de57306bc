package dev.bellhop.source.file;

import dev.bellhop.source.FolderUnavailable;
import dev.bellhop.source.probe.DoneFile;
import dev.bellhop.source.remote.SkippingListing;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Streams through a folder tree, page by page: only the folders on the way down are open, no listing is ever held.
 *
 * <p>Symbolic links are not followed; sockets, pipes and devices are no files. A folder that cannot be read is noted
 * and passed over, so that it harms no other.
 */
final class FolderWalk implements AutoCloseable {

    static final int DEPTH_MAX = FolderSettings.DEPTH_MAX;
    /** Troubles that are told one by one; further ones are counted. */
    static final int TROUBLES_MAX = 20;

    private static final char UNDECODABLE = '\uFFFD';

    private final FolderSettings settings;
    private final Consumer<Path> entered;
    private final FileTime abandoned;
    private final Deque<Level> levels = new ArrayDeque<>();
    private final List<String> troubles = new ArrayList<>();
    private long furtherTroubles;
    private long undecodable;
    private long unnameable;

    FolderWalk(FolderSettings settings) {
        this(settings, folder -> {}, Instant.MIN);
    }

    /**
     * Makes the walk.
     *
     * @param entered takes every folder, before it is listed
     * @param abandoned what uploads received and nothing came to since then is deleted
     */
    FolderWalk(FolderSettings settings, Consumer<Path> entered, Instant abandoned) {
        this.settings = settings;
        this.entered = entered;
        this.abandoned = FileTime.from(abandoned);
    }

    /** Opens the folder itself; fails if that is not possible. */
    void open() throws IOException {
        entered.accept(settings.root());
        levels.push(new Level("", Files.newDirectoryStream(settings.root())));
    }

    /** The next files, none only at the end. Fails if the folder as a whole is not there any more. */
    List<ObservedFile> next(int max) throws FolderUnavailable {
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
                if (e.getCause() instanceof FolderUnavailable all) {
                    throw all;
                }
                trouble(level.path(), Objects.requireNonNull(e.getCause()));
                leave();
            }
        }
        return page;
    }

    /** What could not be read to its end; if there is nothing, every file was met. */
    List<String> troubles() {
        List<String> told = new ArrayList<>(troubles);
        if (furtherTroubles > 0) {
            told.add("and " + furtherTroubles + " more");
        }
        return told;
    }

    /** Names of files and folders that are no text in the encoding of this machine; they cannot be announced. */
    long undecodable() {
        return undecodable;
    }

    /** Names of another machine that cannot be those of a file in a folder; they cannot be announced either. */
    long unnameable() {
        return unnameable;
    }

    @Override
    public void close() {
        while (!levels.isEmpty()) {
            leave();
        }
    }

    private void visit(Level level, Path entry, List<ObservedFile> page) throws FolderUnavailable {
        String name = entry.getFileName().toString();
        String path = level.path().isEmpty() ? name : level.path() + '/' + name;
        Path relative = settings.root().relativize(entry);
        try {
            BasicFileAttributes look =
                    Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (look.isDirectory()) {
                enter(entry, relative, path);
            } else if (name.startsWith(FileFilter.UPLOAD_PREFIX)) {
                tidy(entry, look);
            } else if (look.isRegularFile()
                    && !isMarker(name)
                    && settings.filter().acceptsFile(relative)) {
                if (isText(entry.getFileName())) {
                    page.add(ObservedFile.of(path, look));
                } else {
                    undecodable++;
                }
            }
        } catch (NoSuchFileException gone) {
            // It went away between being listed and being looked at, as files do.
        } catch (FolderUnavailable all) {
            throw all;
        } catch (IOException e) {
            trouble(path, e);
        }
    }

    /** Uploads that a crash or a lost caller left half done. */
    private void tidy(Path upload, BasicFileAttributes look) {
        if (look.lastModifiedTime().compareTo(abandoned) >= 0) {
            return;
        }
        try {
            Files.deleteIfExists(upload);
        } catch (IOException stays) {
            // It is in nobody's way, and no reason to believe that other files could not be seen.
        }
    }

    private boolean isMarker(String name) {
        DoneFile doneFile = settings.newness().doneFile();
        return doneFile != null && doneFile.isMarker(name);
    }

    private void enter(Path folder, Path relative, String path) throws IOException {
        if (!settings.recursive() || !settings.filter().entersFolder(relative)) {
            return;
        }
        if (!isText(folder.getFileName())) {
            // Two such folders would look alike, and so would the files in them.
            undecodable++;
            return;
        }
        if (levels.size() > DEPTH_MAX) {
            trouble(path, "deeper than " + DEPTH_MAX + " folders");
            return;
        }
        entered.accept(folder);
        levels.push(new Level(path, Files.newDirectoryStream(folder)));
    }

    /** Whether the text of a name leads back to the name; the sign for what cannot be decoded is a letter, too. */
    private static boolean isText(Path name) {
        String text = name.toString();
        if (text.indexOf(UNDECODABLE) < 0) {
            return true;
        }
        try {
            return name.getFileSystem().getPath(text).equals(name);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private void trouble(String path, IOException e) {
        trouble(path, e.getClass().getSimpleName());
    }

    private void trouble(String path, String reason) {
        if (troubles.size() < TROUBLES_MAX) {
            troubles.add((path.isEmpty() ? "the folder itself" : path) + ": " + reason);
        } else {
            furtherTroubles++;
        }
    }

    private void leave() {
        Level level = levels.pop();
        if (level.stream() instanceof SkippingListing listing) {
            unnameable += listing.skipped();
        }
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
