package dev.bellhop.source.file;

import dev.bellhop.event.Event;
import dev.bellhop.log.EventLog;
import dev.bellhop.source.file.FolderScanner.Clocks;
import dev.bellhop.source.file.FolderSettings.Newness;
import dev.bellhop.testing.InMemoryEventStore;
import dev.bellhop.testing.InMemoryFileLedger;
import dev.bellhop.testing.SeededIds;
import dev.bellhop.testing.SettableTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A real folder that is scanned by hand; time passes only when a test says so. */
class Watched {

    static final Duration SETTLE = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    final Path root;
    private final Path seen;
    final UnreliableLedger ledger = new UnreliableLedger(new InMemoryFileLedger());
    final SettableTime clock = new SettableTime();
    final EventLog log = new EventLog(new InMemoryEventStore(new SettableTime(), new SeededIds(1)));
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private FolderScanner scanner;
    private long read;

    Watched(Path root) {
        this(root, FileFilter.of(List.of(), List.of("*.part")));
    }

    Watched(Path root, FileFilter filter) {
        this(root, root, filter);
    }

    /** What is written into one folder is watched in another, which is the same by another way. */
    Watched(Path root, Path seen, FileFilter filter) {
        this.root = root;
        this.seen = seen;
        log.open(List.of("inbox")).await().atMost(PATIENCE);
        restart(filter);
    }

    /** Begins anew with nothing in memory, as after a restart of the process. */
    void restart() {
        restart(FileFilter.of(List.of(), List.of("*.part"), seen.getFileSystem()));
    }

    void restart(FileFilter filter) {
        restart(new FolderSettings(seen, filter, true, Duration.ofSeconds(1), SETTLE));
    }

    /** As after a restart with another configuration. */
    void restart(Newness newness) {
        restart(newness, 0);
    }

    void restart(Newness newness, int inlineMax) {
        FileFilter filter = FileFilter.of(List.of(), List.of("*.part"));
        restart(new FolderSettings(seen, filter, true, Duration.ofSeconds(1), SETTLE, newness, inlineMax));
    }

    private void restart(FolderSettings settings) {
        scanner = new FolderScanner(
                "inbox",
                settings,
                ledger,
                log,
                new Clocks(nanos::get, clock, Runnable::run),
                name -> "application/octet-stream");
    }

    ScanReport scan() {
        return scanner.scan().await().atMost(PATIENCE);
    }

    FolderScanner scanner() {
        return scanner;
    }

    /** Scans twice with the settle time in between, so that everything that rests is announced. */
    ScanReport settle() {
        scan();
        pass(SETTLE);
        return scan();
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** What was announced since the last call. */
    List<Event> announced() {
        List<Event> events = log.read("inbox", read + 1, 100_000).await().atMost(PATIENCE);
        read += events.size();
        return events;
    }

    /** As {@code announced}, but only kind and path. */
    List<String> announcements() {
        return announced().stream()
                .map(event -> event.what().type().substring("dev.bellhop.file.".length())
                        + ' '
                        + event.what().subject())
                .toList();
    }

    Path write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    Path write(String path, String text, Instant modified) throws IOException {
        return Files.setLastModifiedTime(write(path, text), FileTime.from(modified));
    }
}
