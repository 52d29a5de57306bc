package dev.bellhop.source.content;

import dev.bellhop.source.file.FolderSettings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The names in one folder in their order, though the file system has them in none: it is read as often as it takes, and
 * each time the smallest ones that are not done yet are kept.
 */
final class OrderedFolder {

    /** Names that are kept at a time. */
    static final int NAMES_MAX = 1_000;

    private static final char UNDECODABLE = '\uFFFD';

    private final FolderSettings settings;
    private final String path;
    private final String namePrefix;
    /** The first name of the place to go on from, and what is below it. */
    private final String first;

    private final String below;
    private final Deque<String> names = new ArrayDeque<>();
    private String done;
    private boolean started;
    private boolean complete;

    /**
     * Makes it; nothing is read yet.
     *
     * @param path with slashes; empty for the root
     * @param after only what comes after this path in it
     */
    OrderedFolder(FolderSettings settings, String path, String namePrefix, String after) {
        int slash = after.indexOf('/');
        this.settings = settings;
        this.path = path;
        this.namePrefix = namePrefix;
        this.first = slash < 0 ? after : after.substring(0, slash);
        this.below = slash < 0 ? "" : after.substring(slash + 1);
        this.done = first;
    }

    String path() {
        return path;
    }

    /** What of the place to go on from is in the folder of this name. */
    String restBelow(String name) {
        return name.equals(first) ? below : "";
    }

    Optional<String> next() throws IOException {
        while (names.isEmpty() && !complete) {
            read();
        }
        return Optional.ofNullable(names.poll());
    }

    /** Reads the next names. */
    void read() throws IOException {
        // A set, because a blob and a folder may have the same name.
        TreeSet<String> smallest = new TreeSet<>();
        complete = true;
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(settings.root().resolve(path))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (counts(name)) {
                    smallest.add(name);
                }
                if (smallest.size() > NAMES_MAX) {
                    // The greatest one goes; its turn comes when the folder is read again.
                    smallest.removeLast();
                    complete = false;
                }
            }
        }
        names.addAll(smallest);
        started = true;
        done = names.isEmpty() ? done : names.getLast();
    }

    private boolean counts(String name) {
        int order = name.compareTo(done);
        // The folder that the place is in was not done yet.
        boolean ahead = order > 0 || (order == 0 && !started && !below.isEmpty());
        return ahead
                && name.startsWith(namePrefix)
                && name.indexOf(UNDECODABLE) < 0
                && settings.filter()
                        .entersFolder(settings.root().getFileSystem().getPath(path, name));
    }
}
