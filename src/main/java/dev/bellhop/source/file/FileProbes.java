package dev.bellhop.source.file;

import dev.bellhop.source.file.FileLedger.Entry;
import dev.bellhop.source.file.FolderSettings.OnChange;
import dev.bellhop.source.file.Readiness.Candidate;
import dev.bellhop.source.file.Readiness.Known;
import dev.bellhop.source.file.Readiness.Ready;
import dev.bellhop.source.file.Readiness.Settling;
import dev.bellhop.source.file.Readiness.Verdict;
import dev.bellhop.source.probe.ContentHash;
import dev.bellhop.source.probe.DoneFile;
import dev.bellhop.source.probe.SmallContent;
import dev.bellhop.source.probe.WriterProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks closer at files that seem to be ready; blocks, and only when the source asks for it. */
final class FileProbes {

    /** Content that a page of files may carry inside events, so that memory is bounded; further files wait. */
    static final long PAGE_CONTENT_BYTES_MAX = 8L << 20;

    private final FolderSettings settings;

    FileProbes(FolderSettings settings) {
        this.settings = settings;
    }

    /** Whether there is anything to look at. */
    boolean areAsked() {
        return settings.newness().onChange() == OnChange.CONTENT
                || settings.newness().lockedProbe()
                || settings.inlineMax() > 0;
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
     * Decides again about each.
     *
     * @param before what the ledger has
     */
    List<Verdict> look(List<Ready> page, Map<String, Entry> before, long nowNanos, Scan scan) {
        List<Verdict> verdicts = new ArrayList<>(page.size());
        long room = PAGE_CONTENT_BYTES_MAX;
        for (Ready ready : page) {
            Entry entry = ready.entry();
            long inline =
                    entry.seen().size() <= settings.inlineMax() ? entry.seen().size() : 0;
            if (inline > room) {
                verdicts.add(scan.waiting(entry, nowNanos));
            } else {
                room -= inline;
                verdicts.add(look(ready, before.get(entry.path()), nowNanos, scan));
            }
        }
        return verdicts;
    }

    private Verdict look(Ready ready, @Nullable Entry before, long nowNanos, Scan scan) {
        Path file = settings.root().resolve(ready.entry().path());
        try {
            return settings.newness().lockedProbe() && isLocked(file, ready, scan)
                    ? scan.waiting(ready.entry(), nowNanos)
                    : read(file, ready, before, nowNanos);
        } catch (NoSuchFileException gone) {
            return new Known();
        } catch (IOException e) {
            scan.trouble(
                    ready.entry().path() + ": cannot be read (" + e.getClass().getSimpleName() + ")");
            return scan.waiting(ready.entry(), nowNanos);
        }
    }

    private Verdict read(Path file, Ready ready, @Nullable Entry before, long nowNanos) throws IOException {
        long size = ready.entry().seen().size();
        String hash = settings.newness().onChange() == OnChange.CONTENT ? ContentHash.of(file) : null;
        String content =
                settings.inlineMax() > 0 && size <= settings.inlineMax() ? SmallContent.of(file, (int) size) : null;
        if (hash == null && content == null) {
            return ready;
        }
        FileLook now =
                ObservedFile.look(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        if (!now.equals(ready.entry().seen())) {
            // Whoever wrote while it was read, wrote into what was read.
            return new Settling(new Candidate(now, nowNanos));
        }
        Verdict verdict = hash == null ? ready : Readiness.of(ready, before, hash);
        return verdict instanceof Ready news ? news.holding(content) : verdict;
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
