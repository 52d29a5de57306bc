package dev.bellhop.source;

import dev.bellhop.lease.Lease;
import dev.bellhop.lease.LeaseKeeper;
import dev.bellhop.source.disposal.Disposer;
import dev.bellhop.source.file.FolderScanner;
import dev.bellhop.source.file.ScanReport;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Scans every folder when it is due and this process holds the lease for it, and disposes of files that may go. Work on one
 * folder never overlaps.
 */
public final class ScanRunner {

    private static final Logger LOG = Logger.getLogger("dev.bellhop.source");

    private final Map<String, Folder> folders = new ConcurrentHashMap<>();
    private final LeaseKeeper leases;
    private final LongSupplier nanos;
    private volatile boolean stopping;

    /**
     * Makes the runner.
     *
     * @param nanos monotonic, see {@link System#nanoTime}
     */
    public ScanRunner(LeaseKeeper leases, LongSupplier nanos) {
        this.leases = leases;
        this.nanos = nanos;
    }

    /** Adds a folder; it is scanned from the next tick on. */
    public void add(Source.Directory source, FolderScanner scanner, Disposer disposer) {
        folders.put(source.name(), new Folder(source, scanner, disposer, nanos.getAsLong()));
    }

    /** The leases that scanning needs. */
    public List<String> leaseNames() {
        return folders.keySet().stream().map(ScanRunner::leaseName).toList();
    }

    /** What the last scan of a folder found; empty for sources that are no folders. */
    public Optional<ScanReport> report(String source) {
        return Optional.ofNullable(folders.get(source))
                .map(folder -> folder.scanner.last().with(folder.disposer.troubles()));
    }

    /** Begins the scans that are due. */
    public void tick() {
        folders.forEach((name, folder) -> leases.held(leaseName(name)).ifPresent(folder::workIfDue));
    }

    /** Begins no further scans. One that is under way is harmless at any point, and is not waited for. */
    public void stop() {
        stopping = true;
    }

    private static String leaseName(String source) {
        return "scan/" + source;
    }

    private final class Folder {

        private final Source.Directory source;
        private final FolderScanner scanner;
        private final Disposer disposer;
        private final AtomicBoolean scanning = new AtomicBoolean();
        private volatile long dueNanos;
        private volatile long epoch;
        private volatile List<String> knownTroubles = List.of();

        Folder(Source.Directory source, FolderScanner scanner, Disposer disposer, long dueNanos) {
            this.source = source;
            this.scanner = scanner;
            this.disposer = disposer;
            this.dueNanos = dueNanos;
        }

        /** Scans, and disposes of files, if it is time for the one or the other. */
        void workIfDue(Lease lease) {
            long now = nanos.getAsLong();
            boolean scanIsDue = now - dueNanos >= 0;
            if (stopping || !(scanIsDue || disposer.isDue()) || !scanning.compareAndSet(false, true)) {
                return;
            }
            if (lease.epoch() != epoch) {
                // Another process may have scanned meanwhile.
                scanner.reset();
                disposer.reset();
                epoch = lease.epoch();
            }
            Uni<Boolean> scanned = scanIsDue ? scan(now) : Uni.createFrom().item(true);
            scanned.flatMap(done -> dispose())
                    .onTermination()
                    .invoke(() -> scanning.set(false))
                    .subscribe()
                    .with(
                            done -> {},
                            failure -> LOG.errorf(failure, "a scan of source %s failed inside Bellhop", source.name()));
        }

        private Uni<Boolean> scan(long now) {
            // From beginning to beginning; a tenth is let off, because a timer that is early by a hair would else
            // leave out every second scan.
            dueNanos = now + source.folder().scanEvery().toNanos() / 10 * 9;
            return disposer.prepare()
                    .flatMap(prepared -> prepared
                            ? scanner.scan()
                                    .invoke(report -> ended(report, nanos.getAsLong() - now))
                                    .replaceWith(true)
                            : Uni.createFrom().item(false));
        }

        /** Not while the source is stopped, and not after another process may have taken over. */
        private Uni<Void> dispose() {
            boolean isOurs = leases.held(leaseName(source.name())).isPresent();
            return stopping || !isOurs || scanner.last().stopped()
                    ? Uni.createFrom().voidItem()
                    : disposer.dispose();
        }

        private void ended(ScanReport report, long tookNanos) {
            // The benchmark of the scan reads this line.
            LOG.debugf(
                    "source %s: scanned %d files in %d ms, announced %d",
                    source.name(), report.files(), TimeUnit.NANOSECONDS.toMillis(tookNanos), report.announced());
            if (report.announced() > 0) {
                LOG.infof("source %s: announced %d files", source.name(), report.announced());
            }
            // Said once, not every second.
            if (!report.troubles().equals(knownTroubles)) {
                report.troubles().stream()
                        .filter(trouble -> !knownTroubles.contains(trouble))
                        .forEach(trouble -> LOG.warnf("source %s: %s", source.name(), trouble));
                knownTroubles = report.troubles();
                if (report.troubles().isEmpty()) {
                    LOG.infof("source %s: everything can be read again", source.name());
                }
            }
        }
    }
}
