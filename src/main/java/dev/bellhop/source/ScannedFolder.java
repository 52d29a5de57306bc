package dev.bellhop.source;

import dev.bellhop.lease.Lease;
import dev.bellhop.source.ScanRunner.Timing;
import dev.bellhop.source.disposal.Disposer;
import dev.bellhop.source.file.FolderScanner;
import dev.bellhop.source.file.ScanReport;
import dev.bellhop.source.hint.ChangeWatcher;
import dev.bellhop.source.hint.FolderHints;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One folder with its scans and the disposal of its files, which never overlap, and the log lines about them. */
final class ScannedFolder {

    private static final Logger LOG = Logger.getLogger("dev.bellhop.source");

    private final Source.Directory source;
    private final FolderScanner scanner;
    private final Disposer disposer;
    private final Supplier<Optional<Lease>> lease;
    private final Timing timing;
    private final FolderHints hints;
    private final ScanSchedule schedule;
    private volatile @Nullable ScanProgress underWay;
    private volatile long lastTookNanos;
    private volatile boolean stopping;
    private boolean working;
    private boolean scanned;
    private OptionalLong alarmNanos = OptionalLong.empty();
    private long epoch;
    private List<String> knownTroubles = List.of();

    /**
     * Makes the folder; it is due at once.
     *
     * @param lease the right to scan it, while this process has it
     */
    ScannedFolder(
            Source.Directory source,
            FolderScanner scanner,
            Disposer disposer,
            Supplier<Optional<Lease>> lease,
            Timing timing,
            ChangeWatcher.Opener watching) {
        this.source = source;
        this.scanner = scanner;
        this.disposer = disposer;
        this.lease = lease;
        this.timing = timing;
        this.hints = new FolderHints(source.name(), source.folder(), source.hints(), watching, this::hinted);
        this.schedule =
                new ScanSchedule(source.folder().scanEvery(), timing.nanos().getAsLong());
    }

    ScanReport last() {
        return scanner.last().with(disposer.troubles());
    }

    Duration lastTook() {
        return Duration.ofNanos(lastTookNanos);
    }

    Optional<ScanUnderWay> underWay() {
        return Optional.ofNullable(underWay)
                .flatMap(progress -> progress.shown(timing.nanos().getAsLong()));
    }

    /** Says how far a long scan is, and begins one, or the disposal of files, if it is due. */
    void tick() {
        Optional.ofNullable(underWay)
                .flatMap(progress -> progress.line(timing.nanos().getAsLong()))
                .ifPresent(line -> LOG.infof("source %s: %s", source.name(), line));
        wake();
    }

    void stop() {
        stopping = true;
        hints.end();
    }

    private void wake() {
        // Whoever else holds the lease hears of changes, too.
        lease.get().ifPresentOrElse(this::workIfDue, hints::end);
    }

    private void workIfDue(Lease held) {
        Work work = stopping ? Work.NONE : begin();
        if (work == Work.NONE) {
            return;
        }
        if (held.epoch() != epoch) {
            // Another process may have scanned meanwhile.
            scanner.reset();
            disposer.reset();
            epoch = held.epoch();
        }
        Uni<Boolean> scanned = work == Work.SCAN ? scan() : Uni.createFrom().item(true);
        scanned.flatMap(done -> dispose())
                .onTermination()
                .invoke(this::rest)
                .subscribe()
                .with(
                        done -> setAlarm(),
                        failure -> LOG.errorf(failure, "a scan of source %s failed inside Bellhop", source.name()));
    }

    private Uni<Boolean> scan() {
        hints.begin();
        if (stopping) {
            hints.end();
        }
        return disposer.prepare()
                .flatMap(prepared -> prepared
                        ? scanner.scan(new Met()).invoke(this::ended).replaceWith(true)
                        : Uni.createFrom().item(false))
                .onTermination()
                .invoke(this::end);
    }

    /** Not while the source is stopped, and not after another process may have taken over. */
    private Uni<Void> dispose() {
        return stopping || lease.get().isEmpty() || scanner.last().stopped()
                ? Uni.createFrom().voidItem()
                : disposer.dispose();
    }

    private enum Work {
        NONE,
        SCAN,
        /** Of files that may go; it is due more often than a scan. */
        DISPOSAL
    }

    private synchronized Work begin() {
        long now = timing.nanos().getAsLong();
        if (working) {
            return Work.NONE;
        }
        if (schedule.isDue(now)) {
            working = true;
            underWay = new ScanProgress(!scanned, now, timing.wall().instant());
            schedule.begin(now);
            return Work.SCAN;
        }
        working = disposer.isDue();
        return working ? Work.DISPOSAL : Work.NONE;
    }

    private synchronized void rest() {
        working = false;
    }

    private synchronized void end() {
        long now = timing.nanos().getAsLong();
        ScanProgress ended = underWay;
        if (ended != null) {
            lastTookNanos = ended.tookNanos(now);
        }
        underWay = null;
        scanned = true;
        // Without hints the interval is a promise to whoever the folder belongs to.
        schedule.end(now, hints.areOn() ? scanner.nextLook() : OptionalLong.empty());
    }

    private void ended(ScanReport report) {
        ScanProgress progress = underWay;
        long tookNanos =
                progress == null ? 0 : progress.tookNanos(timing.nanos().getAsLong());
        say(report);
        LOG.debugf(
                // The benchmark of the scan reads this line.
                "source %s: scanned %d files in %d ms, announced %d",
                source.name(), report.files(), TimeUnit.NANOSECONDS.toMillis(tookNanos), report.announced());
    }

    private void say(ScanReport report) {
        if (report.announced() > 0) {
            LOG.infof("source %s: announced %d files", source.name(), report.announced());
        }
        // Said once, not every second.
        if (!report.troubles().equals(knownTroubles)) {
            report.troubles().stream()
                    .filter(trouble -> !knownTroubles.contains(trouble))
                    .forEach(trouble -> LOG.warnf("source %s: %s", source.name(), ScanReport.logged(trouble)));
            knownTroubles = report.troubles();
            if (report.troubles().isEmpty()) {
                LOG.infof("source %s: everything can be read again", source.name());
            }
        }
    }

    private void hinted() {
        synchronized (this) {
            if (!schedule.hint()) {
                return;
            }
        }
        setAlarm();
    }

    /** For a scan that is due before its interval is over: the ticks alone would be late for it by up to a second. */
    private void setAlarm() {
        long wait;
        synchronized (this) {
            long due = schedule.dueNanos();
            if (stopping || working || !schedule.isEarly()) {
                return;
            }
            if (alarmNanos.isPresent() && alarmNanos.getAsLong() - due <= 0) {
                return;
            }
            alarmNanos = OptionalLong.of(due);
            wait = Math.max(0, due - timing.nanos().getAsLong());
        }
        timing.alarm().set(Duration.ofNanos(wait), this::ring);
    }

    private void ring() {
        synchronized (this) {
            alarmNanos = OptionalLong.empty();
        }
        wake();
    }

    /** What the scan meets. */
    private final class Met implements FolderScanner.Witness {

        @Override
        public void folder(Path folder) {
            hints.meet(folder);
        }

        @Override
        public void files(int more) {
            ScanProgress progress = underWay;
            if (progress != null) {
                progress.add(more);
            }
        }
    }
}
