package dev.bellhop.source.file;

import dev.bellhop.source.file.FileLedger.Entry;
import dev.bellhop.source.probe.Blocking;
import dev.bellhop.source.probe.Whereabouts;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Notes the files of the ledger that are gone, so that the same file again is a new one. It counts: only when a scan met
 * fewer of them than it should have is the ledger read.
 *
 * <p>Only a proof counts. A folder that cannot be read proves nothing, and neither does another folder that stands in
 * its place while a share is not mounted. And if too many are gone at once, that is a disaster and no deletion.
 */
final class VanishedFiles {

    /** Below so many known files it is no disaster when most of them vanish. */
    static final int KNOWN_MIN = 20;
    /** Scans in a row that must miss the same number of files until a stopped source takes them for gone. */
    static final int CALM_SCANS = 10;

    private static final int PAGE = 500;
    private static final long UNKNOWN = -1;

    private final String source;
    private final Path root;
    private final FileLedger ledger;
    private final InstantSource wall;
    private final Blocking blocking;
    /** Files of the ledger that a scan should meet. */
    private long expected = UNKNOWN;
    /** Why nothing is announced and nothing is forgotten; none as a rule. */
    private @Nullable String stopped;

    private long missedBefore = UNKNOWN;
    private int calmScans;
    private final double vanishMax;

    private @Nullable FolderIdentity folder;

    VanishedFiles(String source, FolderSettings settings, FileLedger ledger, InstantSource wall, Blocking blocking) {
        this.source = source;
        this.root = settings.root();
        this.vanishMax = settings.newness().vanishMax();
        this.ledger = ledger;
        this.wall = wall;
        this.blocking = blocking;
    }

    /** Forgets what it knows of the ledger. */
    void reset() {
        expected = UNKNOWN;
    }

    /** Whether the ledger was not compared with the folder yet. */
    boolean isFirstScan() {
        return expected == UNKNOWN;
    }

    /** Whether too many files vanished at once. */
    boolean isStopped() {
        return stopped != null;
    }

    /** Asks the ledger how many files a scan should meet, unless that is known. */
    Uni<Void> prepare() {
        if (expected != UNKNOWN) {
            return Uni.createFrom().voidItem();
        }
        return ledger.find(source, List.of(FolderIdentity.PATH))
                .invoke(found -> folder = Optional.ofNullable(found.get(FolderIdentity.PATH))
                        .map(FolderIdentity::of)
                        .orElse(null))
                .flatMap(found -> ledger.count(source))
                .invoke(count -> expected = count)
                .replaceWithVoid();
    }

    /** So many files are in the ledger that were not there before; negative if they are not there any more. */
    void added(long files) {
        if (expected != UNKNOWN) {
            expected += files;
        }
    }

    /**
     * Draws the conclusions of a scan that could see everything.
     *
     * @param met files of the ledger that it met
     * @param scanned the folder that it scanned
     * @return why nothing could be concluded, as a rule empty
     */
    Uni<Optional<String>> conclude(long met, FolderIdentity scanned) {
        long missed = expected - met;
        if (met == 0 && expected > 0 && !scanned.equals(folder)) {
            String trouble = "another folder than before stands at " + root + ", and none of the " + expected
                    + " files known is in it (is a share not mounted?); they are not taken for deleted";
            stopped = isDisaster(missed, expected) ? trouble : null;
            return Uni.createFrom().item(Optional.of(trouble));
        }
        if (stopped != null && missed > 0 && !isCalm(missed)) {
            return Uni.createFrom().item(Optional.of(stopped));
        }
        if (!isDisaster(missed, expected)) {
            return goOn(met, scanned);
        }
        return each(scanned, page -> Uni.createFrom().voidItem())
                .flatMap(gone -> isDisaster(gone, met + gone) ? stop(gone, met + gone) : goOn(met, scanned));
    }

    private Uni<Optional<String>> goOn(long met, FolderIdentity scanned) {
        stopped = null;
        Uni<Long> noted = met < expected
                ? each(scanned, missing -> ledger.put(source, missing))
                : Uni.createFrom().item(0L);
        // What is in the ledger and was not met, and yet is not gone, does not count any more: it is excluded now.
        return noted.invoke(done -> expected = met)
                .flatMap(done -> remember(scanned))
                .replaceWith(Optional.empty());
    }

    private Uni<Optional<String>> stop(long gone, long known) {
        // In the same words while it lasts, so that it is logged once.
        stopped = stopped != null
                ? stopped
                : gone + " of " + known + " known files vanished at once, more than vanish-max=" + vanishMax
                        + " allows: nothing is announced and nothing is forgotten until they are back; if they were"
                        + " deleted on purpose, start once with bellhop.sources." + source + ".vanish-max=1";
        return Uni.createFrom().item(Optional.of(stopped));
    }

    private boolean isDisaster(long gone, long known) {
        return known >= KNOWN_MIN && gone > vanishMax * known;
    }

    /** A share that fills again file by file is not complete because it is half full. */
    private boolean isCalm(long missed) {
        calmScans = missed == missedBefore ? calmScans + 1 : 0;
        missedBefore = missed;
        if (calmScans < CALM_SCANS) {
            return false;
        }
        // Looking for each of them takes long: not at every scan.
        calmScans = 0;
        return true;
    }

    private Uni<Void> remember(FolderIdentity scanned) {
        return scanned.equals(folder)
                ? Uni.createFrom().voidItem()
                : ledger.put(source, List.of(scanned.entry())).invoke(stored -> folder = scanned);
    }

    /** Does something with all entries whose files are gone, page by page; how many there are. */
    private Uni<Long> each(FolderIdentity scanned, Function<List<Entry>, Uni<Void>> action) {
        Place place = new Place();
        return Multi.createBy()
                .repeating()
                .uni(() -> eachOfPage(place, scanned, action))
                .whilst(more -> more)
                .onItem()
                .ignoreAsUni()
                .map(done -> place.gone);
    }

    private Uni<Boolean> eachOfPage(Place place, FolderIdentity scanned, Function<List<Entry>, Uni<Void>> action) {
        return ledger.list(source, place.after, PAGE).flatMap(page -> {
            if (page.isEmpty()) {
                return Uni.createFrom().item(false);
            }
            place.after = page.getLast().path();
            return blocking.run(() -> missing(page, scanned)).flatMap(missing -> {
                place.gone += missing.size();
                return missing.isEmpty()
                        ? Uni.createFrom().item(true)
                        : action.apply(missing).replaceWith(true);
            });
        });
    }

    private List<Entry> missing(List<Entry> page, FolderIdentity scanned) throws IOException {
        Instant now = wall.instant();
        List<Entry> missing = page.stream()
                .filter(entry -> Whereabouts.isGone(root, entry.path()))
                .map(entry -> entry.gone(now))
                .toList();
        // Looked at last: a share that went away meanwhile took all its files along.
        if (!FolderIdentity.of(root).equals(scanned)) {
            throw new NoSuchFileException(root.toString());
        }
        return missing;
    }

    /** How far the ledger was read. */
    private static final class Place {
        private String after = "";
        private long gone;
    }
}
