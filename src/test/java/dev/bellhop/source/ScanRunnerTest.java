package dev.bellhop.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.lease.LeaseKeeper;
import dev.bellhop.log.EventLog;
import dev.bellhop.source.ScanRunner.Timing;
import dev.bellhop.source.disposal.AfterAnnouncing;
import dev.bellhop.source.disposal.Disposer;
import dev.bellhop.source.disposal.Readers;
import dev.bellhop.source.file.FileFilter;
import dev.bellhop.source.file.FileLedger;
import dev.bellhop.source.file.FolderScanner;
import dev.bellhop.source.file.FolderScanner.Clocks;
import dev.bellhop.source.file.FolderSettings;
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
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanRunnerTest {

    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Readers NO_READERS = source -> Uni.createFrom().item(OptionalLong.empty());

    @TempDir
    Path root;

    private final SettableTime time = new SettableTime();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final InMemoryLeaseStore database = new InMemoryLeaseStore();
    private final FileLedger ledger = new InMemoryFileLedger();
    private final EventLog log = new EventLog(new InMemoryEventStore(time, new SeededIds(1)));
    private final Process ours = new Process("ours");
    private final Process theirs = new Process("theirs");

    @BeforeEach
    void open() throws IOException {
        log.open(List.of("inbox")).await().atMost(Duration.ofSeconds(5));
        Files.writeString(root.resolve("a"), "1");
    }

    @Test
    void it_scans_only_while_it_holds_the_lease() {
        assertThat(ours.scans()).isZero();
        ours.wantLease();
        assertThat(ours.scans()).isEqualTo(1);
        assertThat(theirs.wantLease().scans()).isZero();
        assertThat(ours.runner.leaseNames()).containsExactly("scan/inbox");
    }

    @Test
    void a_scan_is_due_again_after_its_interval() {
        ours.wantLease();
        assertThat(ours.scans()).isEqualTo(1);
        assertThat(ours.scans()).as("at once").isZero();
        pass(EVERY.dividedBy(2));
        assertThat(ours.scans()).as("too early").isZero();
        pass(EVERY.dividedBy(2).minusMillis(50));
        assertThat(ours.scans())
                .as("a timer that is early by a hair leaves out no scan")
                .isEqualTo(1);
        pass(EVERY.multipliedBy(10));
        assertThat(ours.scans()).as("what was missed is not caught up on").isEqualTo(1);
        assertThat(ours.scans()).isZero();
    }

    /** Whoever may write into the folder chooses names. */
    @Test
    void a_name_makes_no_line_of_its_own_in_the_log() throws IOException {
        Path deep = root;
        for (int depth = 0; depth < 100; depth++) {
            deep = deep.resolve("d");
        }
        Files.createDirectories(deep.resolve("x\n2026-11-27 INFO [dev.bellhop.audit] caller=owner\u2028\u001b[2K"));

        try (LogEar ear = new LogEar("dev.bellhop.source")) {
            ours.wantLease();
            ours.scans();

            assertThat(ear.heard())
                    .filteredOn(line -> line.contains("caller=owner"))
                    .singleElement()
                    .asString()
                    .contains("/x?2026-11-27 INFO [dev.bellhop.audit] caller=owner??[2K: deeper than 100 folders");
        }
    }

    @Test
    void scans_of_one_folder_never_overlap() {
        ours.wantLease();
        ours.runner.tick();
        pass(EVERY.multipliedBy(3));
        ours.runner.tick();
        ours.runner.tick();
        assertThat(ours.blocked).hasSize(1);

        ours.finishScan();
        assertThat(ours.scans()).isEqualTo(1);
    }

    @Test
    void another_process_goes_on_where_the_first_one_stopped_and_announces_nothing_twice() throws IOException {
        ours.wantLease();
        ours.scans();
        pass(EVERY);
        assertThat(ours.scans()).isEqualTo(1);
        assertThat(ours.runner.report("inbox"))
                .get()
                .extracting(report -> report.announced())
                .isEqualTo(1L);

        ours.leases.releaseAll().await().atMost(Duration.ofSeconds(5));
        theirs.wantLease();
        Files.writeString(root.resolve("b"), "2");
        for (int i = 0; i < 3; i++) {
            pass(EVERY);
            assertThat(ours.scans()).isZero();
            assertThat(theirs.scans()).isEqualTo(1);
        }
        assertThat(log.read("inbox", 1, 10).await().atMost(Duration.ofSeconds(5)))
                .extracting(event -> event.what().subject())
                .containsExactly("a", "b");
    }

    @Test
    void a_process_that_gets_its_lease_back_has_forgotten_what_the_other_may_have_changed() throws IOException {
        // given a process that knows of one file in the ledger
        ours.wantLease();
        ours.scans();
        pass(EVERY);
        ours.scans();
        // when another process announced a second one and noted that it is gone
        ours.leases.releaseAll().await().atMost(Duration.ofSeconds(5));
        theirs.wantLease();
        Path b = Files.writeString(root.resolve("b"), "2");
        theirs.scans();
        pass(EVERY);
        theirs.scans();
        theirs.leases.releaseAll().await().atMost(Duration.ofSeconds(5));
        Files.delete(b);
        // then the first one, back again, finds that out
        ours.wantLease();
        pass(EVERY);
        ours.scans();
        assertThat(ledger.count("inbox").await().atMost(Duration.ofSeconds(5))).isEqualTo(1);
    }

    @Test
    void after_the_stop_no_scan_begins() {
        ours.wantLease();
        ours.runner.stop();
        assertThat(ours.scans()).isZero();
    }

    @Test
    void a_trouble_ends_no_scanning() throws IOException {
        ours.wantLease();
        Path away = root.resolveSibling(root.getFileName() + "-away");
        Files.move(root, away);
        ours.scans();
        assertThat(ours.runner.report("inbox").orElseThrow().troubles()).hasSize(1);
        Files.move(away, root);
        pass(EVERY);
        assertThat(ours.scans()).isEqualTo(1);
        assertThat(ours.runner.report("inbox").orElseThrow().troubles()).isEmpty();
        assertThat(ours.runner.report("events")).isEmpty();
    }

    private void pass(Duration step) {
        nanos.addAndGet(step.toNanos());
    }

    /** One of two processes that share a database and a folder; its file access waits until the test lets it go on. */
    private final class Process {

        private final Queue<Runnable> blocked = new ArrayDeque<>();
        private final LeaseKeeper leases;
        private final ScanRunner runner;

        Process(String owner) {
            leases = new LeaseKeeper(database, owner, time, time::nanos);
            runner = new ScanRunner(leases, new Timing(nanos::get, time, (after, task) -> {}), (folder, listener) -> {
                throw new IOException("hints are tested elsewhere");
            });
        }

        Process wantLease() {
            if (runner.leaseNames().isEmpty()) {
                FolderSettings settings = new FolderSettings(
                        root, FileFilter.of(List.of(), List.of()), true, EVERY, Duration.ofSeconds(1));
                Clocks clocks = new Clocks(nanos::get, time, blocked::add);
                Source.Directory source =
                        new Source.Directory("inbox", "Inbox", "", settings, false, AfterAnnouncing.LEAVE);
                FolderScanner scanner = new FolderScanner("inbox", settings, ledger, log, clocks, name -> "text/plain");
                Disposer disposer = new Disposer(source, scanner, ledger, log, NO_READERS, clocks);
                runner.add(source, scanner, disposer);
            }
            leases.want(runner.leaseNames()).await().atMost(Duration.ofSeconds(5));
            return this;
        }

        /** Ticks once; how many scans that began and ended. */
        int scans() {
            runner.tick();
            int begun = blocked.size();
            finishScan();
            return begun;
        }

        void finishScan() {
            while (!blocked.isEmpty()) {
                blocked.remove().run();
            }
        }
    }
}
