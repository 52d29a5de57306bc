package dev.bellhop.source.content;

import dev.bellhop.source.file.FileFilter;
import dev.bellhop.source.file.FolderSettings;
import dev.bellhop.source.file.ObservedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Gives files of a folder other paths in it, each in one step. To do it again after a crash at any point is harmless: what
 * was moved before is recognised by its look. Blocks.
 */
public final class FileMoves {

    private final FileUploads uploads;

    /**
     * Makes it.
     *
     * @param uploads they put files in place as well, and only one does that at a time
     */
    public FileMoves(FileUploads uploads) {
        this.uploads = uploads;
    }

    /** How a move ended. Unless it was moved, both places are as they were before. */
    public sealed interface MoveResult {

        /** It is there, and no longer where it was; by this move, or by one before that nobody heard of. */
        record Moved(ObservedFile file) implements MoveResult {}

        /** There is no file to be moved. */
        record Gone() implements MoveResult {}

        /** There is another one than the one that was to be moved. */
        record Changed() implements MoveResult {}

        /** There may be no file of this path, for a reason that completes "cannot be written: …". */
        record Refused(String reason) implements MoveResult {}

        /** Nothing can be written to this folder, whatever its path. */
        record ReadOnly() implements MoveResult {}

        /** There is a file already, and it is not to be replaced. */
        record Exists() implements MoveResult {}
    }

    /** The file of this path, if the source watches it. */
    public static Optional<ObservedFile> look(FolderSettings settings, String path) throws IOException {
        Optional<FolderFiles.Found> found = new FolderFiles(settings).find(path);
        return found.isPresent() ? look(found.get().file(), path) : Optional.empty();
    }

    /** What speaks against a file of this path; empty if it can be written. */
    public Optional<MoveResult> obstacle(FolderSettings settings, String to, boolean overwrite) throws IOException {
        if (settings.root().getFileSystem().isReadOnly()) {
            return Optional.of(new MoveResult.ReadOnly());
        }
        Optional<String> refusal = WritableNames.refusal(to, settings);
        UploadTarget target = null;
        if (refusal.isEmpty()) {
            target = new UploadTarget(settings.root(), to);
            refusal = target.refusal();
        }
        if (refusal.isPresent()) {
            return Optional.of(new MoveResult.Refused(refusal.get()));
        }
        return !overwrite && target != null && target.present().isPresent()
                ? Optional.of(new MoveResult.Exists())
                : Optional.empty();
    }

    /**
     * Moves a file that the source watches.
     *
     * @param what as it was seen before
     * @param id names this move, also when it is done again
     */
    public MoveResult move(FolderSettings settings, ObservedFile what, String to, boolean overwrite, String id)
            throws IOException {
        Optional<ObservedFile> here = look(settings, what.path());
        return move(settings, settings.root().resolve(what.path()), here, what, new Wish(to, overwrite, id));
    }

    /**
     * Gives a file that no source watches its place.
     *
     * @param from somewhere in the folder
     * @param what as it was made
     */
    public MoveResult place(
            FolderSettings settings, Path from, ObservedFile what, String to, boolean overwrite, String id)
            throws IOException {
        return move(settings, from, look(from, what.path()), what, new Wish(to, overwrite, id));
    }

    /** Where to, and by which name it is known. */
    private record Wish(String to, boolean overwrite, String id) {}

    private MoveResult move(
            FolderSettings settings, Path from, Optional<ObservedFile> here, ObservedFile what, Wish wish)
            throws IOException {
        // What is there is looked at below.
        Optional<MoveResult> obstacle = obstacle(settings, wish.to(), true);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        UploadTarget target = new UploadTarget(settings.root(), wish.to());
        synchronized (uploads.placing()) {
            boolean there = target.observed().filter(file -> isSame(file, what)).isPresent();
            if (here.isEmpty() || !isSame(here.get(), what)) {
                if (!there) {
                    return here.isEmpty() ? new MoveResult.Gone() : new MoveResult.Changed();
                }
                forget(held(from, wish.id()), target.file());
                return moved(target);
            }
            if (there && Files.isSameFile(from, target.file())) {
                // It got its second name before a crash.
                takeAway(from, target.file(), wish.id());
                return moved(target);
            }
            target.makeFolders();
            if (!put(from, target, wish)) {
                return new MoveResult.Exists();
            }
            UploadTarget.storeFolder(Objects.requireNonNull(from.getParent()));
            UploadTarget.storeFolder(Objects.requireNonNull(target.file().getParent()));
            return moved(target);
        }
    }

    /** Whether it was put there; {@code false} if something is there that is not to be replaced. */
    private static boolean put(Path from, UploadTarget target, Wish wish) throws IOException {
        boolean free = target.present().isEmpty();
        boolean linked = false;
        if (!free && !wish.overwrite()) {
            return false;
        }
        if (free) {
            try {
                // A link is made only where nothing is, in one step; a move would replace what came in between.
                Files.createLink(target.file(), from);
                linked = true;
            } catch (FileAlreadyExistsException faster) {
                if (!wish.overwrite()) {
                    return false;
                }
            } catch (NoSuchFileException gone) {
                throw gone;
            } catch (IOException | UnsupportedOperationException noLinks) {
                // Then a move is the best there is.
            }
        }
        if (linked) {
            takeAway(from, target.file(), wish.id());
        } else {
            rename(from, target.file());
        }
        return true;
    }

    private static void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException otherDisk) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Between a look and a deletion a writer may put another file there: so what is deleted gets a name of its own first. */
    private static void takeAway(Path from, Path placed, String id) throws IOException {
        Path held = held(from, id);
        Files.move(from, held, StandardCopyOption.ATOMIC_MOVE);
        if (!Files.isSameFile(held, placed)) {
            Files.move(held, from);
            return;
        }
        Files.delete(held);
    }

    /** An id that somebody chose may be longer than a name can be. */
    private static Path held(Path from, String id) {
        return from.resolveSibling(
                FileFilter.OWN_PREFIX + "moved-" + UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)));
    }

    /** A crash may have come before its deletion. */
    private static void forget(Path held, Path placed) throws IOException {
        if (Files.exists(held, LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(held, placed)) {
            Files.delete(held);
        }
    }

    private static MoveResult moved(UploadTarget target) throws IOException {
        return new MoveResult.Moved(target.observed()
                .orElseThrow(() -> new NoSuchFileException(target.file().toString())));
    }

    private static Optional<ObservedFile> look(Path file, String path) throws IOException {
        try {
            return Optional.of(ObservedFile.of(
                    path, Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /** An equal look under another key is another file. */
    private static boolean isSame(ObservedFile now, ObservedFile then) {
        return now.look().equals(then.look())
                && (now.key() == null || then.key() == null || now.key().equals(then.key()));
    }
}
