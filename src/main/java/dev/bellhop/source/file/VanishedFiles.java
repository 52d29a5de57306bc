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
import org.jspecify.annotations.Nullable;

/**
 * Notes the files of the ledger that are gone, so that the same file again is a new one. It counts: only when a scan met
 * fewer of them than it should have is the ledger read.
 *
 * <p>Only a proof counts. A folder that cannot be read proves nothing, and neither does another folder that stands in
 * its place while a share is not mounted.
 */
final class VanishedFiles {

    private static final int PAGE = 500;
    private static final long UNKNOWN = -1;

    private final String source;
    private final Path root;
    private final FileLedger ledger;
    private final InstantSource wall;
    private final Blocking blocking;
    /** Files of the ledger that a scan should meet. */
    private long expected = UNKNOWN;

    private @Nullable FolderIdentity folder;

    VanishedFiles(String source, Path root, FileLedger ledger, InstantSource wall, Blocking blocking) {
        this.source = source;
        this.root = root;
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

    /** So many files are in the ledger that were not there before. */
    void added(long files) {
        expected += files;
    }

    /**
     * Draws the conclusions of a scan that could see everything.
     *
     * @param met files of the ledger that it met
     * @param scanned the folder that it scanned
     * @return why nothing could be concluded, as a rule empty
     */
    Uni<Optional<String>> conclude(long met, FolderIdentity scanned) {
        if (met == 0 && expected > 0 && !scanned.equals(folder)) {
            return Uni.createFrom()
                    .item(Optional.of("another folder than before stands at " + root + ", and none of the " + expected
                            + " files known is in it (is a share not mounted?); they are not taken for deleted"));
        }
        Uni<Void> noted = met < expected ? note(scanned) : Uni.createFrom().voidItem();
        // What is in the ledger and was not met, and yet is not gone, does not count any more: it is excluded now.
        return noted.invoke(done -> expected = met)
                .flatMap(done -> remember(scanned))
                .replaceWith(Optional.empty());
    }

    private Uni<Void> remember(FolderIdentity scanned) {
        return scanned.equals(folder)
                ? Uni.createFrom().voidItem()
                : ledger.put(source, List.of(scanned.entry())).invoke(stored -> folder = scanned);
    }

    private Uni<Void> note(FolderIdentity scanned) {
        Place place = new Place();
        return Multi.createBy()
                .repeating()
                .uni(() -> notePage(place, scanned))
                .whilst(more -> more)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Boolean> notePage(Place place, FolderIdentity scanned) {
        return ledger.list(source, place.after, PAGE).flatMap(page -> {
            if (page.isEmpty()) {
                return Uni.createFrom().item(false);
            }
            place.after = page.getLast().path();
            return blocking.run(() -> missing(page, scanned))
                    .flatMap(missing -> missing.isEmpty()
                            ? Uni.createFrom().item(true)
                            : ledger.put(source, missing).replaceWith(true));
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
    }
}
