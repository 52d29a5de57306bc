package dev.bellhop.source.file;

import dev.bellhop.log.EventLog;
import dev.bellhop.source.FolderUnavailable;
import dev.bellhop.source.file.Readiness.Candidate;
import dev.bellhop.source.probe.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Scans one folder, page by page: what is there goes to {@link Arrivals}, what is missing to {@link VanishedFiles}. One
 * scan at a time.
 */
public final class FolderScanner {

    static final int PAGE = 500;
    /** When another look is worth it after a scan that failed, or if files wait for more than their rest. */
    static final Duration LOOK_AGAIN_AFTER = Duration.ofMinutes(1);
    /** How long an upload may stand still, counted by the clock of this machine and that of the file system. */
    static final Duration UPLOAD_PATIENCE = Duration.ofDays(1);

    private final FolderSettings settings;
    private final Arrivals arrivals;
    private final Blocking blocking;
    private final VanishedFiles vanished;
    private Map<String, Candidate> candidates = new HashMap<>();
    private final LongSupplier nanos;
    private final InstantSource wall;
    private volatile ScanReport last = ScanReport.NONE;
    private volatile OptionalLong nextLook = OptionalLong.empty();

    public FolderScanner(
            String source,
            FolderSettings settings,
            FileLedger ledger,
            EventLog log,
            Clocks clocks,
            Function<String, String> contentTypes) {
        this.settings = settings;
        this.nanos = clocks.nanos();
        this.wall = clocks.wall();
        this.blocking = new Blocking(clocks.blocking());
        this.arrivals = new Arrivals(source, settings, ledger, log, new FileEvents(source, contentTypes), clocks);
        this.vanished = new VanishedFiles(source, settings, ledger, clocks.wall(), blocking);
    }

    /**
     * What measures time, and what runs file access.
     *
     * @param nanos monotonic, see {@link System#nanoTime}
     * @param wall only for what people read
     * @param blocking may be blocked by slow file systems
     */
    public record Clocks(LongSupplier nanos, InstantSource wall, Executor blocking) {}

    /** Is told what a scan meets, on the threads of the scan. */
    public interface Witness {

        /** For a scan that nobody watches. */
        Witness NONE = new Witness() {
            @Override
            public void folder(Path folder) {}

            @Override
            public void files(int more) {}
        };

        /** A folder is about to be listed: whatever changes in it from now on, the scan may miss. */
        void folder(Path folder);

        /** More files were met, and compared with the ledger. */
        void files(int more);
    }

    /** The result of the last scan that ended. */
    public ScanReport last() {
        return last;
    }

    /** When another scan would find out more though nothing changes, by the monotonic clock; empty if it would not. */
    public OptionalLong nextLook() {
        return nextLook;
    }

    /** Forgets what it knows of the ledger, because another process may have written it. */
    public void reset() {
        vanished.reset();
    }

    /** So many files were taken out by Bellhop itself, and the ledger says so: no scan shall miss them. */
    public void tookOut(long files) {
        vanished.added(-files);
    }

    /** As {@link #scan(Witness)}, with nobody to tell. */
    public Uni<ScanReport> scan() {
        return scan(Witness.NONE);
    }

    /** Scans once; never fails. The next scan may begin when this one has completed. */
    public Uni<ScanReport> scan(Witness witness) {
        FolderWalk walk =
                new FolderWalk(settings, witness::folder, wall.instant().minus(UPLOAD_PATIENCE));
        long begunNanos = nanos.getAsLong();
        Scan scan = new Scan(candidates, vanished.isFirstScan(), vanished.isStopped());
        return blocking.run(() -> {
                    walk.open();
                    return FolderIdentity.of(settings.root());
                })
                .flatMap(opened -> vanished.prepare()
                        .flatMap(prepared -> pages(walk, scan, witness))
                        .flatMap(walked -> conclude(walk, scan, opened)))
                .map(done -> finished(walk, scan, begunNanos))
                .onFailure()
                .recoverWithItem(failure -> failed(scan, failure))
                .eventually(walk::close)
                .invoke(report -> last = report);
    }

    /** A loop, not a recursion: a folder may have more pages than the stack has room. */
    private Uni<Void> pages(FolderWalk walk, Scan scan, Witness witness) {
        return Multi.createBy()
                .repeating()
                .uni(() -> blocking.run(() -> walk.next(PAGE))
                        .flatMap(page -> page.isEmpty()
                                ? Uni.createFrom().item(false)
                                : arrivals.take(page, scan)
                                        .invoke(taken -> witness.files(page.size()))
                                        .replaceWith(true)))
                .whilst(more -> more)
                .onItem()
                .ignoreAsUni();
    }

    /** A scan that could not see everything proves nothing, and the ledger stays as it is. */
    private Uni<Void> conclude(FolderWalk walk, Scan scan, FolderIdentity scanned) {
        vanished.added(scan.fresh);
        return walk.troubles().isEmpty()
                ? vanished.conclude(scan.inLedger, scanned)
                        .invoke(trouble -> trouble.ifPresent(scan.troubles::add))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private ScanReport finished(FolderWalk walk, Scan scan, long begunNanos) {
        candidates = scan.candidates;
        nextLook = Readiness.nextLook(candidates.values(), begunNanos, settings.settle(), LOOK_AGAIN_AFTER);
        List<String> troubles = new ArrayList<>(walk.troubles());
        troubles.addAll(scan.troubles);
        if (walk.undecodable() > 0) {
            troubles.add(
                    walk.undecodable() + " files or folders have names that are not text in this machine's encoding"
                            + " and cannot be announced; rename them, or start Bellhop with LC_ALL=C.UTF-8");
        }
        if (walk.unnameable() > 0) {
            troubles.add(walk.unnameable() + " names cannot be those of files in folders and cannot be announced: what"
                    + " stands between their slashes is empty, '.' or '..'; rename them");
        }
        return new ScanReport(scan.files, scan.settling, scan.announced, troubles, vanished.isStopped());
    }

    /** What was met so far need not begin to settle again. */
    private ScanReport failed(Scan scan, Throwable failure) {
        reset();
        nextLook = OptionalLong.of(nanos.getAsLong() + LOOK_AGAIN_AFTER.toNanos());
        scan.candidates.forEach((path, candidate) -> {
            if (candidates.size() < Scan.CANDIDATES_MAX) {
                candidates.put(path, candidate);
            }
        });
        boolean unreadable = failure instanceof IOException;
        return new ScanReport(
                last.files(),
                last.settling(),
                scan.announced,
                List.of(trouble(failure)),
                unreadable || vanished.isStopped());
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
}
