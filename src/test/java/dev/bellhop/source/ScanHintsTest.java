package dev.bellhop.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.lease.LeaseKeeper;
import dev.bellhop.log.EventLog;
import dev.bellhop.source.ScanRunner.Timing;
import dev.bellhop.source.disposal.AfterAnnouncing;
import dev.bellhop.source.disposal.Disposer;
import dev.bellhop.source.disposal.Readers;
import dev.bellhop.source.file.FileFilter;
import dev.bellhop.source.file.FolderScanner;
import dev.bellhop.source.file.FolderScanner.Clocks;
import dev.bellhop.source.file.FolderSettings;
import dev.bellhop.source.hint.FakeWatcher;
import dev.bellhop.testing.InMemoryEventStore;
import dev.bellhop.testing.InMemoryFileLedger;
import dev.bellhop.testing.InMemoryLeaseStore;
import dev.bellhop.testing.LogEar;
import dev.bellhop.testing.SeededIds;
import dev.bellhop.testing.SettableTime;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that is scanned once an hour, and yet tells of its files at once. */
class ScanHintsTest {

    private static final Readers NO_READERS = source -> Uni.createFrom().item(OptionalLong.empty());

    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SETTLE = Duration.ofSeconds(2);

    @TempDir
    Path root;

    private final SettableTime time = new SettableTime();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final FakeWatcher watcher = new FakeWatcher();
    private final EventLog log = new EventLog(new InMemoryEventStore(time, new SeededIds(1)));
    private final LeaseKeeper leases = new LeaseKeeper(new InMemoryLeaseStore(), "ours", time, time::nanos);
    private final Queue<Runnable> fileAccess = new ArrayDeque<>();
    private final List<Alarm> alarms = new ArrayList<>();
    private ScanRunner runner;

    private record Alarm(long atNanos, Runnable task) {}

    @BeforeEach
    void open() {
        log.open(List.of("inbox")).await().atMost(PATIENCE);
        runner = new ScanRunner(
                leases,
                new Timing(
                        nanos::get, time, (after, task) -> alarms.add(new Alarm(nanos.get() + after.toNanos(), task))),
                watcher);
        watch(SETTLE, true);
        leases.want(runner.leaseNames()).await().atMost(PATIENCE);
    }

    @Test
    void a_file_is_announced_when_it_has_rested_and_not_when_the_hour_is_over() throws IOException {
        tick();
        pass(Duration.ofMinutes(1));
        drop("a");
        pass(Duration.ZERO);
        assertThat(settling()).isEqualTo(1);
        pass(SETTLE.minusMillis(1));
        assertThat(announced()).as("it must rest").isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(announced()).containsExactly("a");
        pass(Duration.ofMinutes(10));
        assertThat(alarms).as("then there is rest").isEmpty();
    }

    @Test
    void with_no_rest_asked_for_two_scans_follow_each_other_closely() throws IOException {
        watch(Duration.ZERO, true);
        tick();
        pass(Duration.ofMinutes(1));
        drop("a");
        pass(Duration.ZERO);
        assertThat(announced()).as("one look is no proof").isEmpty();
        pass(ScanSchedule.GAP_MIN);
        assertThat(announced()).containsExactly("a");
    }

    @Test
    void a_folder_that_changes_all_the_time_is_scanned_half_of_the_time() throws IOException {
        tick();
        int scans = 0;
        for (int i = 0; i < 100; i++) {
            drop("busy");
            nanos.addAndGet(Duration.ofMillis(100).toNanos());
            ring();
            if (!fileAccess.isEmpty()) {
                scans++;
                // Each scan takes a second.
                nanos.addAndGet(Duration.ofSeconds(1).toNanos());
                drop("busy");
                finish();
            }
        }
        // In 10 s between scans that take 1 s and rest for 1 s.
        assertThat(scans).isBetween(8, 11);
    }

    @Test
    void an_overflow_is_a_hint_too() throws IOException {
        tick();
        pass(Duration.ofMinutes(1));
        Files.writeString(root.resolve("a"), "1");
        watcher.overflow();
        pass(Duration.ZERO);
        assertThat(settling()).isEqualTo(1);
    }

    @Test
    void folders_are_watched_before_they_are_listed_and_only_under_the_lease() throws IOException {
        Files.createDirectories(root.resolve("x/y"));
        tick();
        assertThat(watcher.watched()).containsExactlyInAnyOrder(root, root.resolve("x"), root.resolve("x/y"));
        leases.releaseAll().await().atMost(PATIENCE);
        runner.tick();
        assertThat(watcher.watched()).isEmpty();
        drop("a");
        assertThat(alarms).isEmpty();
    }

    @Test
    void after_the_stop_nothing_is_watched_and_no_hint_counts() throws IOException {
        tick();
        drop("a");
        runner.stop();
        assertThat(watcher.watched()).isEmpty();
        pass(Duration.ofMinutes(1));
        assertThat(fileAccess).isEmpty();
        assertThat(settling()).isZero();
    }

    @Test
    void without_hints_the_interval_stands() throws IOException {
        watch(SETTLE, false);
        Files.writeString(root.resolve("a"), "1");
        tick();
        assertThat(settling()).isEqualTo(1);
        assertThat(watcher.opened()).isZero();
        assertThat(alarms).isEmpty();
    }

    @Test
    void a_scan_that_failed_is_repeated_soon_though_no_hint_can_come() throws IOException {
        tick();
        Path away = root.resolveSibling(root.getFileName() + "-away");
        Files.move(root, away);
        watcher.overflow();
        pass(Duration.ofSeconds(1));
        assertThat(runner.report("inbox").orElseThrow().troubles()).hasSize(1);
        Files.move(away, root);
        pass(Duration.ofMinutes(1));
        assertThat(runner.report("inbox").orElseThrow().troubles()).isEmpty();
    }

    @Test
    void a_long_scan_tells_how_far_it_is() throws IOException {
        Files.writeString(root.resolve("a"), "1");
        assertThat(runner.underWay("inbox")).isEmpty();
        runner.tick();
        assertThat(runner.underWay("inbox")).contains(new ScanUnderWay(0, time.instant()));
        finish();
        assertThat(runner.underWay("inbox")).isEmpty();

        pass(SETTLE);
        nanos.addAndGet(EVERY.toNanos());
        try (LogEar ear = new LogEar("dev.bellhop.source")) {
            runner.tick();
            assertThat(runner.underWay("inbox")).as("a short scan").isEmpty();
            nanos.addAndGet(Duration.ofSeconds(20).toNanos());
            fileAccess.remove().run();
            fileAccess.remove().run();
            assertThat(runner.underWay("inbox")).contains(new ScanUnderWay(1, time.instant()));
            runner.tick();
            runner.tick();
            assertThat(ear.heard())
                    .filteredOn(line -> line.contains("so far"))
                    .singleElement()
                    .asString()
                    .contains("source inbox: scanning, 1 files so far, 0 a second");
            finish();
        }
        assertThat(runner.lastTook("inbox")).isEqualTo(Duration.ofSeconds(20));
        assertThat(runner.underWay("events")).isEmpty();
        assertThat(runner.lastTook("events")).isZero();
    }

    private void watch(Duration settle, boolean hints) {
        FolderSettings settings = new FolderSettings(root, FileFilter.of(List.of(), List.of()), true, EVERY, settle);
        InMemoryFileLedger ledger = new InMemoryFileLedger();
        Clocks clocks = new Clocks(nanos::get, time, fileAccess::add);
        Source.Directory source = new Source.Directory("inbox", "Inbox", "", settings, hints, AfterAnnouncing.LEAVE);
        FolderScanner scanner = new FolderScanner("inbox", settings, ledger, log, clocks, name -> "text/plain");
        runner.add(source, scanner, new Disposer(source, scanner, ledger, log, NO_READERS, clocks));
    }

    private void drop(String name) throws IOException {
        watcher.change(Files.writeString(root.resolve(name), "1"));
    }

    private void tick() {
        runner.tick();
        finish();
    }

    /** No tick comes, only alarms. */
    private void pass(Duration passed) {
        nanos.addAndGet(passed.toNanos());
        ring();
        finish();
    }

    private void ring() {
        List<Alarm> due = alarms.stream()
                .filter(alarm -> alarm.atNanos() - nanos.get() <= 0)
                .toList();
        alarms.removeAll(due);
        due.forEach(alarm -> alarm.task().run());
    }

    private void finish() {
        while (!fileAccess.isEmpty()) {
            fileAccess.remove().run();
        }
    }

    private long settling() {
        return runner.report("inbox").orElseThrow().settling();
    }

    private List<String> announced() {
        return log.read("inbox", 1, 10).await().atMost(PATIENCE).stream()
                .map(event -> event.what().subject())
                .toList();
    }
}
