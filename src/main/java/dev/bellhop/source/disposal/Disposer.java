package dev.bellhop.source.disposal;

import dev.bellhop.event.Event;
import dev.bellhop.event.Timestamps;
import dev.bellhop.log.EventLog;
import dev.bellhop.log.LogHead;
import dev.bellhop.source.Source;
import dev.bellhop.source.disposal.Departure.Outcome;
import dev.bellhop.source.disposal.Place.Begun;
import dev.bellhop.source.file.FileLedger;
import dev.bellhop.source.file.FileLedger.Entry;
import dev.bellhop.source.file.FolderIdentity;
import dev.bellhop.source.file.FolderScanner;
import dev.bellhop.source.file.FolderScanner.Clocks;
import dev.bellhop.source.probe.Blocking;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Disposes of the files of one folder once they may go. A reader of the log like others, whose place is in the ledger.
 *
 * <p>The entries of a page of files are marked as vanished together with what is begun, in one transaction; then the files
 * are taken out; then the place moves on. So the ledger never has a file that Bellhop took out. After a crash in between
 * {@link #prepare} finishes what was begun, before a scan could take what is left of it for new.
 *
 * <p>Nothing here may run beside a scan of the folder.
 */
public final class Disposer {

    static final int PAGE = 500;
    /** A page may be shorter, so that the contents in its events take no more than this. */
    static final int PAGE_BYTES_MAX = 16 * 1024 * 1024;
    /** Pause after nothing could be done. */
    static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger("dev.bellhop.source");

    private final String source;
    private final int page;
    private final Path root;
    private final AfterAnnouncing wanted;
    private final FolderExit exit;
    private final FolderScanner scanner;
    private final FileLedger ledger;
    private final EventLog log;
    private final Readers readers;
    private final Clocks clocks;
    private final Blocking blocking;
    private final Failures failures;

    /** None if the ledger is to be asked. */
    private volatile @Nullable Place place;
    /** When the event after the place was announced, if that is known. */
    private @Nullable Instant nextAnnounced;

    private volatile long dueNanos;
    private volatile @Nullable String trouble;

    public Disposer(
            Source.Directory source,
            FolderScanner scanner,
            FileLedger ledger,
            EventLog log,
            Readers readers,
            Clocks clocks) {
        this.source = source.name();
        this.page = Math.min(PAGE, PAGE_BYTES_MAX / Math.max(1, source.folder().inlineMax()));
        this.root = source.folder().root();
        this.wanted = source.afterAnnouncing();
        this.exit = new FolderExit(source.folder(), wanted.action());
        this.scanner = scanner;
        this.ledger = ledger;
        this.log = log;
        this.readers = readers;
        this.clocks = clocks;
        this.blocking = new Blocking(clocks.blocking());
        this.failures = new Failures(source.name());
        this.dueNanos = clocks.nanos().getAsLong();
    }

    /** What a person should know. */
    public List<String> troubles() {
        List<String> troubles = new ArrayList<>(failures.troubles());
        String own = trouble;
        if (own != null) {
            troubles.add(own);
        }
        return troubles;
    }

    /** Forgets what it knows of the ledger, because another process may have written it. */
    public void reset() {
        place = null;
    }

    /** Finishes what a crash left behind; to be done before every scan. False if no scan may begin. Never fails. */
    public Uni<Boolean> prepare() {
        Place known = place;
        if (known != null && known.begun() == null) {
            return Uni.createFrom().item(true);
        }
        return safely("what was begun before cannot be finished, and no scan begins until it is", this::load);
    }

    /** Whether there may be something to do; asks nobody. */
    public boolean isDue() {
        Place known = place;
        return known != null
                && known.begun() == null
                && !wanted.leaves()
                && log.head(source).newest() > known.position()
                && clocks.nanos().getAsLong() - dueNanos >= 0;
    }

    /** Disposes of a page of files, if it is time; never fails. */
    public Uni<Void> dispose() {
        Place known = place;
        return known == null || !isDue()
                ? Uni.createFrom().voidItem()
                : safely("files that may go are not disposed of", () -> page(known))
                        .replaceWithVoid();
    }

    private Uni<Boolean> safely(String problem, Supplier<Uni<Void>> work) {
        return Uni.createFrom()
                .deferred(() -> work.get())
                .replaceWith(true)
                .invoke(done -> trouble = null)
                .onFailure()
                .recoverWithItem(failure -> {
                    // What was stored is not known: it is read again, and so is what a scan should meet.
                    reset();
                    scanner.reset();
                    rest(Failures.TRY_EVERY);
                    tell(problem + " (" + failure.getMessage() + ")");
                    return false;
                });
    }

    /** Said once while it lasts. */
    private void tell(String problem) {
        if (!problem.equals(trouble)) {
            LOG.warnf("source %s: %s", source, problem);
        }
        trouble = problem;
    }

    private void rest(Duration pause) {
        dueNanos = clocks.nanos().getAsLong() + pause.toNanos();
    }

    private Uni<Void> load() {
        return ledger.find(source, List.of(Place.PATH, FolderIdentity.PATH)).flatMap(found -> {
            Place stored = Place.of(found.get(Place.PATH), log.head(source).logId());
            Begun begun = stored.begun();
            nextAnnounced = null;
            place = stored;
            return begun == null
                    ? Uni.createFrom().voidItem()
                    : blocking.run(this::folder)
                            .flatMap(now -> isSame(begun.folder(), now, found)
                                    ? resume(stored, begun)
                                    : Uni.createFrom().voidItem());
        });
    }

    /** The present folder; none if it cannot be reached, which the scan will say. */
    private FolderOrNone folder() {
        try {
            return new FolderOrNone(FolderIdentity.of(root));
        } catch (IOException e) {
            return new FolderOrNone(null);
        }
    }

    /** In another folder nothing proves that the files are gone, unless scans have accepted it meanwhile. */
    private static boolean isSame(FolderIdentity before, FolderOrNone now, Map<String, Entry> ledger) {
        Entry accepted = ledger.get(FolderIdentity.PATH);
        return now.folder() != null
                && (now.folder().equals(before)
                        || (accepted != null && FolderIdentity.of(accepted).equals(now.folder())));
    }

    private Uni<Void> resume(Place stored, Begun begun) {
        int count = (int) Math.min(PAGE, begun.through() - stored.position());
        return log.read(source, stored.position() + 1, count).flatMap(read -> {
            List<Event> events = read.stream()
                    .filter(event -> event.position() <= begun.through())
                    .toList();
            return ledger.find(source, DisposalPlan.paths(events)).flatMap(entries -> {
                List<Departure> departures = DisposalPlan.departures(source, events, entries, begun.mark());
                LOG.infof("source %s: goes on with %d files that were to leave", source, departures.size());
                return blocking.run(this::folder)
                        .flatMap(now -> takeOut(stored, begun, Objects.requireNonNull(now.folder()), departures))
                        .invoke(scanner::reset);
            });
        });
    }

    private Uni<Void> page(Place known) {
        LogHead head = log.head(source);
        return readers.settledUpTo(source).flatMap(settled -> {
            if (!isWorthReading(known, settled)) {
                rest(LOOK_EVERY);
                return Uni.createFrom().voidItem();
            }
            return log.read(source, known.position() + 1, page)
                    .flatMap(events -> events.isEmpty()
                            // They expired.
                            ? reach(known.at(head.newest()), List.of())
                            : page(known, events, settled));
        });
    }

    private boolean isWorthReading(Place known, OptionalLong settled) {
        boolean isSettled = DisposalPlan.isSettled(known.position() + 1, settled);
        Instant announced = nextAnnounced;
        return announced == null
                ? isSettled || wanted.patience().age() != null
                : wanted.patience().isOver(announced, isSettled, clocks.wall().instant());
    }

    private Uni<Void> page(Place known, List<Event> events, OptionalLong settled) {
        List<Event> due = DisposalPlan.due(
                events, settled, wanted.patience(), clocks.wall().instant());
        Instant next = due.size() < events.size() ? events.get(due.size()).recorded() : null;
        if (due.isEmpty()) {
            nextAnnounced = next;
            rest(LOOK_EVERY);
            return Uni.createFrom().voidItem();
        }
        List<String> paths = new ArrayList<>(DisposalPlan.paths(due));
        paths.add(FolderIdentity.PATH);
        return ledger.find(source, paths)
                .flatMap(entries -> dispose(known, due, entries))
                .invoke(() -> nextAnnounced = failures.isWaiting() ? null : next);
    }

    private Uni<Void> dispose(Place known, List<Event> due, Map<String, Entry> entries) {
        List<Departure> announced = DisposalPlan.departures(source, due, entries, null);
        long through = due.getLast().position();
        if (announced.isEmpty()) {
            return reach(known.at(through), List.of());
        }
        return blocking.run(() -> seen(announced, entries.get(FolderIdentity.PATH)))
                .flatMap(seen -> seen.departures().isEmpty()
                        ? reach(known.at(through), List.of())
                        : begin(known, through, seen));
    }

    /** What is there of the files; fails if the folder is another one, because a share is not mounted. */
    private Seen seen(List<Departure> announced, @Nullable Entry expected) throws IOException {
        FolderIdentity folder = FolderIdentity.of(root);
        List<Departure> present = exit.present(announced);
        boolean isExpected = expected == null || FolderIdentity.of(expected).equals(folder);
        if (!isExpected || !FolderIdentity.of(root).equals(folder)) {
            throw new NoSuchFileException(root.toString(), null, "another folder than before stands here");
        }
        return new Seen(folder, present);
    }

    private Uni<Void> begin(Place known, long through, Seen seen) {
        Instant mark = Timestamps.truncate(clocks.wall().instant());
        Begun begun = new Begun(through, mark, seen.folder());
        List<Entry> entries = new ArrayList<>(DisposalPlan.marked(seen.departures(), mark));
        Place beginning = known.beginning(begun);
        entries.add(beginning.entry());
        return ledger.put(source, entries).flatMap(marked -> {
            scanner.tookOut(seen.departures().size());
            place = beginning;
            return takeOut(known, begun, seen.folder(), seen.departures());
        });
    }

    private Uni<Void> takeOut(Place known, Begun begun, FolderIdentity folder, List<Departure> departures) {
        return blocking.run(() -> taken(folder, departures)).flatMap(outcomes -> {
            List<Entry> entries = DisposalPlan.afterwards(departures, outcomes, begun.mark());
            long reached = failures.note(departures, outcomes).orElse(begun.through());
            long stay =
                    entries.stream().filter(entry -> entry.vanished() == null).count();
            if (failures.isWaiting()) {
                rest(Failures.TRY_EVERY);
            }
            return reach(known.at(reached), entries).invoke(() -> {
                scanner.tookOut(-stay);
                report(outcomes.size() - stay);
            });
        });
    }

    /** A share that went away meanwhile took all its files along: then nothing is known of them. */
    private List<Outcome> taken(FolderIdentity folder, List<Departure> departures) throws IOException {
        List<Outcome> outcomes = exit.take(departures);
        if (!FolderIdentity.of(root).equals(folder)) {
            throw new NoSuchFileException(root.toString(), null, "another folder than before stands here");
        }
        return outcomes;
    }

    private void report(long gone) {
        if (gone > 0 && !wanted.leaves()) {
            LOG.infof(
                    "source %s: %s %d files that were announced",
                    source, wanted.action() instanceof AfterAnnouncing.Action.Move ? "moved" : "deleted", gone);
        }
    }

    private Uni<Void> reach(Place reached, List<Entry> entries) {
        List<Entry> all = new ArrayList<>(entries);
        all.add(reached.entry());
        return ledger.put(source, all).invoke(stored -> {
            place = reached;
            nextAnnounced = null;
        });
    }

    /** What a look at the folder found. */
    private record Seen(FolderIdentity folder, List<Departure> departures) {}

    /** The folder that stands at the path, if it can be reached. */
    private record FolderOrNone(@Nullable FolderIdentity folder) {}
}
