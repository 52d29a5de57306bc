package dev.bellhop.source.file;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.log.EventLog;
import dev.bellhop.source.file.FileLedger.Entry;
import dev.bellhop.source.file.Readiness.Candidate;
import dev.bellhop.source.file.Readiness.Known;
import dev.bellhop.source.file.Readiness.Ready;
import dev.bellhop.source.file.Readiness.Settling;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Scans one folder: compares what is there with the ledger, page by page, and announces what is new and whole. One scan
 * at a time.
 *
 * <p>An announcement is first appended to the log, then noted in the ledger. After a crash in between the file is
 * announced again under the same id, which the log recognises.
 */
public final class FolderScanner {

    static final int PAGE = 500;
    /** Young files that are watched at a time; further ones wait their turn, so memory is bounded. */
    static final int CANDIDATES_MAX = 100_000;

    private final String source;
    private final FolderSettings settings;
    private final FileLedger ledger;
    private final EventLog log;
    private final Clocks clocks;
    private final FileEvents events;
    private final Blocking blocking;
    private final VanishedFiles vanished;
    private Map<String, Candidate> candidates = new HashMap<>();
    private volatile ScanReport last = ScanReport.NONE;

    public FolderScanner(
            String source,
            FolderSettings settings,
            FileLedger ledger,
            EventLog log,
            Clocks clocks,
            Function<String, String> contentTypes) {
        this.source = source;
        this.settings = settings;
        this.ledger = ledger;
        this.log = log;
        this.clocks = clocks;
        this.events = new FileEvents(source, contentTypes);
        this.blocking = new Blocking(clocks.blocking());
        this.vanished = new VanishedFiles(source, settings.root(), ledger, clocks.wall(), blocking);
    }

    /**
     * What measures time, and what runs file access.
     *
     * @param nanos monotonic, see {@link System#nanoTime}
     * @param wall only for what people read
     * @param blocking may be blocked by slow file systems
     */
    public record Clocks(LongSupplier nanos, InstantSource wall, Executor blocking) {}

    /** The result of the last scan that ended. */
    public ScanReport last() {
        return last;
    }

    /** Forgets what it knows of the ledger, because another process may have written it. */
    public void reset() {
        vanished.reset();
    }

    /** Scans once; never fails. The next scan may begin when this one has completed. */
    public Uni<ScanReport> scan() {
        Scan scan = new Scan(new FolderWalk(settings));
        return blocking.run(() -> {
                    scan.walk.open();
                    return FolderIdentity.of(settings.root());
                })
                .flatMap(opened ->
                        vanished.prepare().flatMap(prepared -> pages(scan)).flatMap(walked -> conclude(scan, opened)))
                .map(done -> finished(scan))
                .onFailure()
                .recoverWithItem(failure -> failed(scan, failure))
                .eventually(scan.walk::close)
                .invoke(report -> last = report);
    }

    /** A loop, not a recursion: a folder may have more pages than the stack has room. */
    private Uni<Void> pages(Scan scan) {
        return Multi.createBy()
                .repeating()
                .uni(() -> blocking.run(() -> scan.walk.next(PAGE))
                        .flatMap(page -> page.isEmpty()
                                ? Uni.createFrom().item(false)
                                : compare(scan, page).replaceWith(true)))
                .whilst(more -> more)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> compare(Scan scan, List<ObservedFile> page) {
        return ledger.find(source, page.stream().map(ObservedFile::path).toList())
                .flatMap(entries -> {
                    List<Entry> ready = new ArrayList<>();
                    List<CloudEvent> announcements = new ArrayList<>();
                    for (ObservedFile file : page) {
                        decide(scan, file, entries.get(file.path())).ifPresent(verdict -> {
                            ready.add(verdict.entry());
                            announcements.add(events.announce(verdict.entry(), verdict.changed()));
                        });
                    }
                    return ready.isEmpty() ? Uni.createFrom().voidItem() : announce(scan, ready, announcements);
                });
    }

    private Optional<Ready> decide(Scan scan, ObservedFile file, @Nullable Entry entry) {
        scan.files++;
        if (entry != null && entry.vanished() == null) {
            scan.inLedger++;
        }
        Candidate candidate = candidates.get(file.path());
        return switch (Readiness.of(file, entry, candidate, clocks.nanos().getAsLong(), settings.settle())) {
            case Known known -> Optional.empty();
            case Settling(Candidate settling) -> {
                scan.settling++;
                if (scan.candidates.size() < CANDIDATES_MAX) {
                    scan.candidates.put(file.path(), settling);
                }
                yield Optional.empty();
            }
            case Ready ready -> {
                // Kept until the ledger has it: if storing fails, the next scan need not wait for the settle time.
                scan.candidates.put(
                        file.path(),
                        new Candidate(
                                file.look(), Objects.requireNonNull(candidate).sinceNanos()));
                yield Optional.of(ready);
            }
        };
    }

    private Uni<Void> announce(Scan scan, List<Entry> ready, List<CloudEvent> announcements) {
        return log.append(source, announcements)
                .flatMap(appended -> ledger.put(source, ready))
                .invoke(stored -> {
                    for (Entry entry : ready) {
                        scan.candidates.remove(entry.path());
                    }
                    long fresh = announcements.stream()
                            .filter(what -> what.type().equals(FileEvents.CREATED))
                            .count();
                    scan.announced += ready.size();
                    scan.inLedger += fresh;
                    vanished.added(fresh);
                });
    }

    /** A scan that could not see everything proves nothing, and the ledger stays as it is. */
    private Uni<Void> conclude(Scan scan, FolderIdentity scanned) {
        return scan.walk.troubles().isEmpty()
                ? vanished.conclude(scan.inLedger, scanned)
                        .invoke(trouble -> trouble.ifPresent(scan.troubles::add))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private ScanReport finished(Scan scan) {
        candidates = scan.candidates;
        List<String> troubles = new ArrayList<>(scan.walk.troubles());
        troubles.addAll(scan.troubles);
        if (scan.walk.undecodable() > 0) {
            troubles.add(scan.walk.undecodable() + " files have names that are not text in this machine's encoding and"
                    + " cannot be announced; rename them, or start Bellhop with LC_ALL=C.UTF-8");
        }
        return new ScanReport(scan.files, scan.settling, scan.announced, troubles);
    }

    /** What was met so far need not begin to settle again. */
    private ScanReport failed(Scan scan, Throwable failure) {
        reset();
        scan.candidates.forEach((path, candidate) -> {
            if (candidates.size() < CANDIDATES_MAX) {
                candidates.put(path, candidate);
            }
        });
        return new ScanReport(last.files(), last.settling(), scan.announced, List.of(trouble(failure)));
    }

    private String trouble(Throwable failure) {
        if (failure instanceof FolderUnavailable unavailable) {
            return "the folder " + settings.place() + " cannot be read, and nothing is announced until it can: "
                    + unavailable.getMessage();
        }
        return failure instanceof IOException
                ? "the folder " + settings.place() + " cannot be read ("
                        + failure.getClass().getSimpleName() + "); nothing is announced until it can"
                : "the scan stopped half-way and is repeated: " + failure.getMessage();
    }

    /** What one scan has met so far. */
    private static final class Scan {

        private final FolderWalk walk;
        private final Map<String, Candidate> candidates = new HashMap<>();
        private final List<String> troubles = new ArrayList<>();
        private long files;
        private long settling;
        private long announced;
        /** Files met or announced that the ledger has now. */
        private long inLedger;

        Scan(FolderWalk walk) {
            this.walk = walk;
        }
    }
}
