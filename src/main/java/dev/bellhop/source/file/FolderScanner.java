package dev.bellhop.source.file;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.log.EventLog;
import dev.bellhop.source.file.FileLedger.Entry;
import dev.bellhop.source.file.Readiness.Candidate;
import dev.bellhop.source.file.Readiness.Known;
import dev.bellhop.source.file.Readiness.Ready;
import dev.bellhop.source.file.Readiness.Settling;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
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

    private static final long UNKNOWN = -1;

    private final String source;
    private final FolderSettings settings;
    private final FileLedger ledger;
    private final EventLog log;
    private final Clocks clocks;
    private final FileEvents events;
    private Map<String, Candidate> candidates = new HashMap<>();
    private long inLedger = UNKNOWN;
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
        inLedger = UNKNOWN;
    }

    /** Scans once; never fails. The next scan may begin when this one has completed. */
    public Uni<ScanReport> scan() {
        Scan scan = new Scan(new FolderWalk(settings));
        return blocking(() -> {
                    scan.walk.open();
                    return scan;
                })
                .flatMap(opened -> inLedger == UNKNOWN
                        ? ledger.count(source).invoke(count -> inLedger = count)
                        : Uni.createFrom().item(inLedger))
                .flatMap(count -> pages(scan))
                .flatMap(walked -> findVanished(scan))
                .map(done -> finished(scan))
                .onFailure()
                .recoverWithItem(failure -> {
                    reset();
                    return new ScanReport(last.files(), last.settling(), 0, List.of(trouble(failure)));
                })
                .eventually(scan.walk::close)
                .invoke(report -> last = report);
    }

    private Uni<Void> pages(Scan scan) {
        return blocking(() -> scan.walk.next(PAGE))
                .flatMap(page -> page.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : compare(scan, page).flatMap(compared -> pages(scan)));
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
                    inLedger += fresh;
                });
    }

    /**
     * The ledger has more files than the scan met, so some are gone. A scan that could not see everything proves
     * nothing, and the ledger stays as it is.
     */
    private Uni<Void> findVanished(Scan scan) {
        return scan.walk.troubles().isEmpty() && scan.inLedger < inLedger
                ? vanishedAfter("")
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> vanishedAfter(String path) {
        return ledger.list(source, path, PAGE).flatMap(page -> {
            if (page.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            return blocking(() -> missing(page)).flatMap(missing -> {
                Uni<Void> noted = missing.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : ledger.put(source, missing).invoke(stored -> inLedger -= missing.size());
                return noted.flatMap(done -> vanishedAfter(page.getLast().path()));
            });
        });
    }

    private List<Entry> missing(List<Entry> page) {
        Instant now = clocks.wall().instant();
        return page.stream()
                .filter(entry -> !Files.isRegularFile(settings.root().resolve(entry.path()), LinkOption.NOFOLLOW_LINKS))
                .map(entry -> new Entry(entry.path(), entry.seen(), entry.generation(), now))
                .toList();
    }

    private ScanReport finished(Scan scan) {
        candidates = scan.candidates;
        List<String> troubles = new ArrayList<>(scan.walk.troubles());
        if (scan.walk.undecodable() > 0) {
            troubles.add(scan.walk.undecodable() + " files have names that are not text in this machine's encoding and"
                    + " cannot be announced; rename them, or start Bellhop with LC_ALL=C.UTF-8");
        }
        return new ScanReport(scan.files, scan.settling, scan.announced, troubles);
    }

    private String trouble(Throwable failure) {
        return failure instanceof IOException
                ? "the folder " + settings.root() + " cannot be read ("
                        + failure.getClass().getSimpleName() + "); nothing is announced until it can"
                : "the scan stopped half-way and is repeated: " + failure.getMessage();
    }

    private <T> Uni<T> blocking(Callable<T> action) {
        return Uni.createFrom()
                .item(() -> {
                    try {
                        return action.call();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .runSubscriptionOn(clocks.blocking())
                .onFailure(UncheckedIOException.class)
                .transform(Throwable::getCause);
    }

    /** What one scan has met so far. */
    private static final class Scan {

        private final FolderWalk walk;
        private final Map<String, Candidate> candidates = new HashMap<>();
        private long files;
        private long settling;
        private long announced;
        /** Files met or announced that the ledger has and that have not vanished. */
        private long inLedger;

        Scan(FolderWalk walk) {
            this.walk = walk;
        }
    }
}
