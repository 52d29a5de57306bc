package dev.bellhop.source.disposal;

import dev.bellhop.event.Event;
import dev.bellhop.lease.LeaseKeeper;
import dev.bellhop.log.EventLog;
import dev.bellhop.log.EventStore;
import dev.bellhop.source.ScanRunner;
import dev.bellhop.source.ScanRunner.Timing;
import dev.bellhop.source.Source;
import dev.bellhop.source.disposal.AfterAnnouncing.Action;
import dev.bellhop.source.disposal.AfterAnnouncing.Patience;
import dev.bellhop.source.file.FileFilter;
import dev.bellhop.source.file.FileLedger;
import dev.bellhop.source.file.FolderScanner;
import dev.bellhop.source.file.FolderScanner.Clocks;
import dev.bellhop.source.file.FolderSettings;
import dev.bellhop.source.file.FolderSettings.Newness;
import dev.bellhop.source.file.FolderSettings.OnChange;
import dev.bellhop.source.file.FolderSettings.OnRename;
import dev.bellhop.source.file.ScanReport;
import dev.bellhop.testing.InMemoryEventStore;
import dev.bellhop.testing.InMemoryFileLedger;
import dev.bellhop.testing.InMemoryLeaseStore;
import dev.bellhop.testing.SeededIds;
import dev.bellhop.testing.SettableTime;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real folder, scanned every second in virtual time, whose files are moved away; and its process, which may die. */
final class Inbox {

    static final Duration DELAY = Duration.ofSeconds(10);
    /** Longer than any of the pauses. */
    static final int A_WHILE = 120;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final FileFilter ALL = FileFilter.of(List.of(), List.of());

    final Path root;
    final Path to;
    final SettableTime time = new SettableTime();
    final InMemoryFileLedger ledger = new InMemoryFileLedger();
    final InMemoryEventStore events = new InMemoryEventStore(time, new SeededIds(1));
    /** What all subscriptions are done with. */
    OptionalLong settled = OptionalLong.of(Long.MAX_VALUE);

    Effects effects = new Effects();
    int readersAsked;

    private final InMemoryLeaseStore leaseStore = new InMemoryLeaseStore();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private AfterAnnouncing wanted;
    private Newness newness = Newness.STANDARD;
    private Duration scanEvery = Duration.ofSeconds(1);
    private LeaseKeeper leases;
    private ScanRunner runner;
    private long read;

    Inbox(Path base) throws IOException {
        root = Files.createDirectories(base.resolve("inbox")).toRealPath();
        to = Files.createDirectories(base.resolve("done")).toRealPath();
        wanted = move(null);
        start();
    }

    AfterAnnouncing move(@Nullable Duration age) {
        return new AfterAnnouncing(new Action.Move(to), new Patience(DELAY, age));
    }

    void restart(AfterAnnouncing changed) {
        wanted = changed;
        start();
    }

    void restart(OnChange onChange) {
        newness = new Newness(onChange, OnRename.IGNORE, Newness.VANISH_MAX);
        start();
    }

    void scanEvery(Duration pause) {
        scanEvery = pause;
        start();
    }

    /** A process begins, with nothing in memory. */
    void start() {
        effects = new Effects();
        FolderSettings folder = new FolderSettings(root, ALL, true, scanEvery, Duration.ofSeconds(2), newness, 0);
        Source.Directory source = new Source.Directory("inbox", "", "", folder, false, wanted);
        FileLedger port = effects.port(FileLedger.class, ledger);
        EventLog log = new EventLog(effects.port(EventStore.class, events));
        Readers readers = effects.port(
                Readers.class,
                name -> Uni.createFrom().item(() -> {
                    readersAsked++;
                    return settled;
                }));
        Clocks clocks = new Clocks(nanos::get, time, effects.executor());
        FolderScanner scanner = new FolderScanner("inbox", folder, port, log, clocks, name -> "text/plain");
        leases = new LeaseKeeper(leaseStore, "node", time, time::nanos);
        runner = new ScanRunner(leases, new Timing(nanos::get, time, (after, task) -> {}), (any, listener) -> {
            throw new IOException("no hints here");
        });
        runner.add(source, scanner, new Disposer(source, scanner, port, log, readers, clocks));
        log.open(List.of("inbox")).await().atMost(PATIENCE);
        leases.want(runner.leaseNames()).await().atMost(PATIENCE);
    }

    /** Lets seconds pass, with everything that is done meanwhile. */
    void pass(int seconds) {
        for (int i = 0; i < seconds && !effects.isDead(); i++) {
            time.advance(Duration.ofSeconds(1));
            nanos.addAndGet(1_000_000_000L);
            leases.tick().await().atMost(PATIENCE);
            runner.tick();
        }
    }

    ScanReport report() {
        return runner.report("inbox").orElseThrow();
    }

    Path write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** What was announced since the last call, kind and path. */
    List<String> announcements() {
        List<Event> page = events.read("inbox", read + 1, 100_000).await().atMost(PATIENCE);
        read += page.size();
        return page.stream()
                .map(event -> event.what().type().substring("dev.bellhop.file.".length())
                        + ' '
                        + event.what().subject())
                .toList();
    }

    /** The files in a folder with what they hold. */
    static TreeMap<String, String> files(Path folder) throws IOException {
        TreeMap<String, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                found.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return found;
    }
}
