package dev.bellhop.source.file;

import dev.bellhop.source.file.Arrivals.Scan;
import dev.bellhop.source.file.FileLedger.Entry;
import dev.bellhop.source.file.FolderSettings.OnChange;
import dev.bellhop.source.file.Readiness.Candidate;
import dev.bellhop.source.file.Readiness.Known;
import dev.bellhop.source.file.Readiness.Ready;
import dev.bellhop.source.file.Readiness.Settling;
import dev.bellhop.source.file.Readiness.Verdict;
import dev.bellhop.source.probe.ContentHash;
import dev.bellhop.source.probe.DoneFile;
import dev.bellhop.source.probe.WriterProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks closer at files that seem to be ready; blocks, and only when the source asks for it. */
final class FileProbes {

    private final FolderSettings settings;

    FileProbes(FolderSettings settings) {
        this.settings = settings;
    }

    /** Whether there is anything to look at. */
    boolean areAsked() {
        return settings.newness().onChange() == OnChange.CONTENT
                || settings.newness().lockedProbe();
    }

    /** The paths of those files that need a marker and have none yet. */
    Set<String> unmarked(List<ObservedFile> files) {
        DoneFile doneFile = settings.newness().doneFile();
        return doneFile == null
                ? Set.of()
                : files.stream()
                        .map(ObservedFile::path)
                        .filter(path -> !isMarked(path, doneFile))
                        .collect(Collectors.toSet());
    }

    private boolean isMarked(String path, DoneFile doneFile) {
        Path file = settings.root().resolve(path);
        return Files.exists(
                file.resolveSibling(doneFile.markerOf(file.getFileName().toString())));
    }

    /**
     * Decides again.
     *
     * @param before what the ledger has
     */
    Verdict look(Ready ready, @Nullable Entry before, long nowNanos, Scan scan) {
        Path file = settings.root().resolve(ready.entry().path());
        try {
            if (settings.newness().lockedProbe() && isLocked(file, ready, scan)) {
                return scan.waiting(ready.entry(), nowNanos);
            }
            if (settings.newness().onChange() != OnChange.CONTENT) {
                return ready;
            }
            String hash = ContentHash.of(file);
            FileLook now =
                    ObservedFile.look(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
            // Whoever wrote while it was read, wrote into what was read.
            return now.equals(ready.entry().seen())
                    ? Readiness.of(ready, before, hash)
                    : new Settling(new Candidate(now, nowNanos));
        } catch (NoSuchFileException gone) {
            return new Known();
        } catch (IOException e) {
            scan.trouble(
                    ready.entry().path() + ": cannot be read (" + e.getClass().getSimpleName() + ")");
            return scan.waiting(ready.entry(), nowNanos);
        }
    }

    private static boolean isLocked(Path file, Ready ready, Scan scan) {
        try {
            return WriterProbe.isLocked(file);
        } catch (IOException e) {
            scan.trouble(ready.entry().path() + ": cannot be opened to see whether it is being written ("
                    + e.getClass().getSimpleName() + "); it is not announced until it can be");
            return true;
        }
    }
}
