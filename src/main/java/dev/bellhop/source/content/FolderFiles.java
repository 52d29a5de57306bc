package dev.bellhop.source.content;

import dev.bellhop.source.file.FileLook;
import dev.bellhop.source.file.FolderSettings;
import dev.bellhop.source.file.ObservedFile;
import dev.bellhop.source.probe.ContentHash;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Finds files by the path in their events, never outside the folder. Blocks. */
public final class FolderFiles {

    /** No file system of ours has longer ones, and to look at all segments of one takes long. */
    private static final int PATH_LENGTH_MAX = 4_096;

    private final FolderSettings settings;

    public FolderFiles(FolderSettings settings) {
        this.settings = settings;
    }

    /** A file as it is now; where a path can remember what was seen, only that content can be opened by it. */
    public record Found(Path file, FileLook look) {

        public long size() {
            return look.size();
        }

        public String version() {
            return look.version();
        }

        /**
         * Whether a version names the content that is there now. One with a hash does so however the file was touched;
         * only then it is read.
         */
        public boolean is(String named) throws IOException {
            int hashAt = named.length() - ContentHash.LENGTH;
            if (named.equals(version()) || hashAt < 2 || named.charAt(hashAt - 1) != '-') {
                return named.equals(version());
            }
            String seen = named.substring(0, hashAt - 1);
            return seen.equals(version())
                    || (seen.startsWith(Long.toHexString(size()) + '-')
                            && named.substring(hashAt).equals(ContentHash.of(file)));
        }
    }

    /** The file, if it is one that the source watches; links, {@code ..} and excluded names lead nowhere. */
    public Optional<Found> find(String path) throws IOException {
        if (path.isEmpty() || path.length() > PATH_LENGTH_MAX) {
            return Optional.empty();
        }
        Path relative;
        try {
            relative = settings.root().getFileSystem().getPath(path);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        if (relative.isAbsolute() || !relative.equals(relative.normalize()) || !isWatched(relative)) {
            return Optional.empty();
        }
        Path file = settings.root().resolve(relative);
        try {
            // A link anywhere on the way would lead the real path elsewhere.
            Path real = file.toRealPath();
            if (!real.equals(settings.root().toRealPath().resolve(relative))) {
                return Optional.empty();
            }
            BasicFileAttributes look = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return look.isRegularFile() ? Optional.of(new Found(real, ObservedFile.look(look))) : Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (FileSystemException e) {
            // A file where a folder should be, a name that is too long: there cannot be such a file.
            if (e.getClass() == FileSystemException.class) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean isWatched(Path relative) {
        if (!settings.recursive() && relative.getNameCount() > 1) {
            return false;
        }
        Path folder = relative.getParent();
        return (folder == null || settings.entersFolders(folder))
                && settings.filter().acceptsFile(relative);
    }
}
