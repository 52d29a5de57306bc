package dev.bellhop.source.content;

import dev.bellhop.source.file.FolderSettings;
import dev.bellhop.source.file.ObservedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Lists the files that a source watches, page by page. Blocks.
 *
 * <p>The order is that of the paths, name by name, and the cursor is the path that a page ended at. Nothing is kept
 * between pages, files may come and go meanwhile, and a file that is there all the time is listed exactly once. The
 * price is that every page reads anew the names of the folders on the way to its place: a folder tree is listed in
 * linear time, a single folder with very many files is read once for each of its pages. The ledger would be cheaper, but
 * it knows only what was announced, and callers want to see what they have just written.
 */
public final class FolderListing {

    private final FolderSettings settings;

    public FolderListing(FolderSettings settings) {
        this.settings = settings;
    }

    /**
     * Some files.
     *
     * @param next where the next page goes on; empty if there is nothing behind this one
     */
    public record Page(List<ObservedFile> files, Optional<ListingCursor> next) {}

    /**
     * The files after the cursor whose paths begin with the prefix. A page that would take too long ends early: it has
     * fewer files than asked for, perhaps none, and yet a next one.
     *
     * @throws IOException if the folder itself cannot be read
     */
    public Page page(String prefix, ListingCursor after, int limit) throws IOException {
        int slash = prefix.lastIndexOf('/');
        String folder = prefix.substring(0, Math.max(0, slash));
        if (prefix.startsWith("/") || !isWatchedFolder(folder)) {
            return new Page(List.of(), Optional.empty());
        }
        OrderedWalk walk = new OrderedWalk(settings);
        String below = after.path().startsWith(prefix) ? after.path().substring(slash + 1) : "";
        walk.enter(folder, prefix.substring(slash + 1), below);
        return walk.page(limit);
    }

    /** Whether the source would enter this folder: by no link, and past nothing that is excluded. */
    private boolean isWatchedFolder(String folder) throws IOException {
        Path root = settings.root();
        if (folder.isEmpty()) {
            return true;
        }
        try {
            Path relative = root.getFileSystem().getPath(folder);
            return settings.recursive()
                    && !relative.isAbsolute()
                    && relative.equals(relative.normalize())
                    && relative.toString().equals(folder)
                    && settings.entersFolders(relative)
                    && root.resolve(relative)
                            .toRealPath()
                            .equals(root.toRealPath().resolve(relative))
                    && Files.isDirectory(root.resolve(relative), LinkOption.NOFOLLOW_LINKS);
        } catch (InvalidPathException odd) {
            return false;
        } catch (IOException missing) {
            // A folder inside that is not there has nothing to list; that of the source itself should be there.
            if (!Files.isDirectory(root)) {
                throw missing;
            }
            return false;
        }
    }
}
