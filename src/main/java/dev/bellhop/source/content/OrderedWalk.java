package dev.bellhop.source.content;

import dev.bellhop.source.file.FolderSettings;
import dev.bellhop.source.file.ObservedFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Goes through a folder tree in the order of the paths, from a place on, with few names in memory. */
final class OrderedWalk {

    /** Entries that are looked at for one page. */
    static final int VISITS_MAX = 10_000;

    private final FolderSettings settings;
    private final Deque<OrderedFolder> levels = new ArrayDeque<>();
    private final List<ObservedFile> files = new ArrayList<>();
    /** The path that was dealt with last: everything up to it is listed, or does not count. */
    private String last = "";

    private int visits;

    OrderedWalk(FolderSettings settings) {
        this.settings = settings;
    }

    /**
     * Begins in this folder.
     *
     * @param path of the folder, with slashes; empty for the root
     * @param namePrefix only names in it that begin so
     * @param after only what comes after this path in it
     */
    void enter(String path, String namePrefix, String after) throws IOException {
        OrderedFolder folder = new OrderedFolder(settings, path, namePrefix, after);
        // A folder that was asked for and cannot be read is not the same as an empty one.
        folder.read();
        levels.push(folder);
    }

    FolderListing.Page page(int limit) {
        while (!levels.isEmpty()) {
            Optional<String> name = next(levels.element());
            if (name.isPresent()) {
                visit(levels.element(), name.get());
            } else {
                last = levels.pop().path();
            }
            if (files.size() > limit) {
                List<ObservedFile> page = List.copyOf(files.subList(0, limit));
                return new FolderListing.Page(
                        page, Optional.of(new ListingCursor(page.getLast().path())));
            }
            if (visits >= VISITS_MAX && !levels.isEmpty() && !last.isEmpty()) {
                return new FolderListing.Page(files, Optional.of(new ListingCursor(last)));
            }
        }
        return new FolderListing.Page(files, Optional.empty());
    }

    private static Optional<String> next(OrderedFolder folder) {
        try {
            return folder.next();
        } catch (IOException | DirectoryIteratorException unreadable) {
            // As in a scan: it harms no other folder.
            return Optional.empty();
        }
    }

    private void visit(OrderedFolder folder, String name) {
        visits++;
        String path = folder.path().isEmpty() ? name : folder.path() + '/' + name;
        Path file = settings.root().resolve(path);
        Path relative = settings.root().relativize(file);
        try {
            BasicFileAttributes look = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (look.isDirectory() && settings.recursive() && levels.size() <= FolderSettings.DEPTH_MAX) {
                levels.push(new OrderedFolder(settings, path, "", folder.restBelow(name)));
                return;
            }
            if (look.isRegularFile()
                    && folder.restBelow(name).isEmpty()
                    && settings.filter().acceptsFile(relative)) {
                files.add(ObservedFile.of(path, look));
            }
        } catch (IOException gone) {
            // It went away meanwhile, or nobody may look at it.
        }
        last = path;
    }
}
