package dev.bellhop.source;

import dev.bellhop.lease.LeaseKeeper;
import dev.bellhop.source.disposal.Disposer;
import dev.bellhop.source.file.FolderScanner;
import dev.bellhop.source.file.ScanReport;
import dev.bellhop.source.hint.ChangeWatcher;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Scans every folder when it is due and this process holds the lease for it, and disposes of files that may go. Work on one
 * folder never overlaps.
 */
public final class ScanRunner {

    private final Map<String, ScannedFolder> folders = new ConcurrentHashMap<>();
    private final LeaseKeeper leases;
    private final Timing timing;
    private final ChangeWatcher.Opener watching;

    /**
     * Makes the runner.
     *
     * @param watching for hints of local folders
     */
    public ScanRunner(LeaseKeeper leases, Timing timing, ChangeWatcher.Opener watching) {
        this.leases = leases;
        this.timing = timing;
        this.watching = watching;
    }

    /**
     * What measures time, and what wakes.
     *
     * @param nanos monotonic, see {@link System#nanoTime}
     * @param wall only for what people read
     */
    public record Timing(LongSupplier nanos, InstantSource wall, Alarm alarm) {}

    /** For what cannot wait for the next tick. */
    public interface Alarm {

        /** Runs something short when the time has passed, or soon after. */
        void set(Duration after, Runnable task);
    }

    /** Adds a folder; it is scanned from the next tick on. */
    public void add(Source.Directory source, FolderScanner scanner, Disposer disposer) {
        String lease = leaseName(source.name());
        folders.put(
                source.name(),
                new ScannedFolder(source, scanner, disposer, () -> leases.held(lease), timing, watching));
    }

    /** The leases that scanning needs. */
    public List<String> leaseNames() {
        return folders.keySet().stream().map(ScanRunner::leaseName).toList();
    }

    /** What the last scan of a folder found; empty for sources that are no folders. */
    public Optional<ScanReport> report(String source) {
        return Optional.ofNullable(folders.get(source)).map(ScannedFolder::last);
    }

    /** How far a scan is that takes long or is the first; as a rule empty. */
    public Optional<ScanUnderWay> underWay(String source) {
        return Optional.ofNullable(folders.get(source)).flatMap(ScannedFolder::underWay);
    }

    /** How long the last scan of a folder took, zero before the first has ended. */
    public Duration lastTook(String source) {
        return Optional.ofNullable(folders.get(source))
                .map(ScannedFolder::lastTook)
                .orElse(Duration.ZERO);
    }

    /** Begins the scans that are due. */
    public void tick() {
        folders.values().forEach(ScannedFolder::tick);
    }

    /** Begins no further scans. One that is under way is harmless at any point, and is not waited for. */
    public void stop() {
        folders.values().forEach(ScannedFolder::stop);
    }

    private static String leaseName(String source) {
        return "scan/" + source;
    }
}
