package dev.bellhop.source.disposal;

import dev.bellhop.source.content.FolderFiles;
import dev.bellhop.source.disposal.AfterAnnouncing.Action;
import dev.bellhop.source.disposal.Departure.Outcome;
import dev.bellhop.source.file.FileFilter;
import dev.bellhop.source.file.FileLedger.Entry;
import dev.bellhop.source.file.FolderSettings;
import dev.bellhop.source.file.ObservedFile;
import dev.bellhop.source.probe.FileKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes files out of a folder, never anything else than what was announced. Blocks.
 *
 * <p>Between looking at a path and deleting what is there a writer may put another file there. So the file first gets a
 * name of its own, which nobody else writes to, and is looked at under that name. The name follows from the event: after
 * a crash the file is found by it.
 */
final class FolderExit {

    private final FolderSettings settings;
    private final Action action;
    private final FolderFiles files;

    FolderExit(FolderSettings settings, Action action) {
        this.settings = settings;
        this.action = action;
        this.files = new FolderFiles(settings);
    }

    /** Those of the files that are as they were announced, or of which that cannot be found out now. */
    List<Departure> present(List<Departure> departures) {
        List<Departure> present = new ArrayList<>();
        for (Departure departure : departures) {
            try {
                Optional<FolderFiles.Found> found = files.find(departure.path());
                if (found.isPresent() && isAsAnnounced(look(found.get().file()), departure.entry())) {
                    present.add(departure);
                }
            } catch (NoSuchFileException gone) {
                // The next scan notes it.
            } catch (IOException unknown) {
                // Taking it out will fail too, and say why.
                present.add(departure);
            }
        }
        return present;
    }

    /** Takes the files out; a clean end or a crash at any point leaves each of them whole, here or there. */
    List<Outcome> take(List<Departure> departures) {
        Set<Path> changedFolders = new HashSet<>();
        List<Outcome> outcomes = departures.stream()
                .map(departure -> take(departure, changedFolders))
                .toList();
        changedFolders.forEach(FolderExit::store);
        return outcomes;
    }

    private Outcome take(Departure departure, Set<Path> changedFolders) {
        try {
            Path file = settings.root().resolve(departure.path());
            Path folder = Objects.requireNonNull(file.getParent());
            if (!isConfined(folder)) {
                return new Outcome.Changed(false);
            }
            changedFolders.add(folder);
            return take(departure, file, folder.resolve(FileFilter.OWN_PREFIX + "leaving-" + departure.id()))
                    .orElseGet(() -> leave(departure, file, changedFolders));
        } catch (NoSuchFileException gone) {
            return new Outcome.Gone();
        } catch (IOException | InvalidPathException e) {
            return new Outcome.Failed(reason(e));
        }
    }

    /** A link on the way would lead elsewhere. */
    private boolean isConfined(Path folder) throws IOException {
        Path root = settings.root();
        return folder.toRealPath().equals(root.toRealPath().resolve(root.relativize(folder)));
    }

    /** Gives the file its own name; empty if it has it now and is what was announced. */
    private static Optional<Outcome> take(Departure departure, Path file, Path held) throws IOException {
        Entry entry = departure.entry();
        if (!Files.exists(held, LinkOption.NOFOLLOW_LINKS)) {
            BasicFileAttributes before = look(file);
            if (!isAsAnnounced(before, entry)) {
                return Optional.of(changed(before, entry));
            }
            Files.move(file, held, StandardCopyOption.ATOMIC_MOVE);
        }
        BasicFileAttributes taken = look(held);
        if (isAsAnnounced(taken, entry)) {
            return Optional.empty();
        }
        giveBack(held, file);
        return Optional.of(changed(taken, entry));
    }

    private Outcome leave(Departure departure, Path file, Set<Path> changedFolders) {
        Path held = file.resolveSibling(FileFilter.OWN_PREFIX + "leaving-" + departure.id());
        try {
            switch (action) {
                case Action.Delete delete -> Files.delete(held);
                case Action.Move(Path to) ->
                    changedFolders.add(new MoveTarget(to, departure.path(), departure.id()).place(held));
                case Action.Leave leave -> {
                    giveBack(held, file);
                    return new Outcome.Changed(true);
                }
            }
            return new Outcome.Gone();
        } catch (IOException | RuntimeException e) {
            return givenBack(held, file, e);
        }
    }

    private static Outcome givenBack(Path held, Path file, Exception why) {
        try {
            giveBack(held, file);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
        return new Outcome.Failed(reason(why));
    }

    /** If another file has the name by now, its writer meant to replace this one. */
    private static void giveBack(Path held, Path file) throws IOException {
        try {
            Files.createLink(file, held);
        } catch (FileAlreadyExistsException replaced) {
            // As a writer's rename would have done.
        } catch (IOException | UnsupportedOperationException noLinks) {
            Files.move(held, file);
            return;
        }
        Files.delete(held);
    }

    private static Outcome changed(BasicFileAttributes now, Entry entry) {
        String key = FileKey.of(now);
        return new Outcome.Changed(key != null && key.equals(entry.key()));
    }

    /** An equal look under another key is another file, which nobody announced. */
    private static boolean isAsAnnounced(BasicFileAttributes now, Entry entry) {
        String key = FileKey.of(now);
        return now.isRegularFile()
                && ObservedFile.look(now).equals(entry.seen())
                && (key == null || entry.key() == null || key.equals(entry.key()));
    }

    private static BasicFileAttributes look(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** What happened to names is safe from a power cut only when the folder is stored; not every system can do that. */
    private static void store(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException | UnsupportedOperationException impossible) {
            // At worst a file is back after a power cut, and is announced as a new one.
        }
    }

    private static String reason(Exception e) {
        String name = e.getClass().getSimpleName();
        @Nullable String more = e instanceof FileSystemException system ? system.getReason() : null;
        return more == null ? name : name + ", " + more;
    }
}
