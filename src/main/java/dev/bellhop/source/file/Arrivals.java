package dev.bellhop.source.file;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.log.EventLog;
import dev.bellhop.source.file.FileLedger.Entry;
import dev.bellhop.source.file.Readiness.Candidate;
import dev.bellhop.source.file.Readiness.Followed;
import dev.bellhop.source.file.Readiness.Known;
import dev.bellhop.source.file.Readiness.Policy;
import dev.bellhop.source.file.Readiness.Ready;
import dev.bellhop.source.file.Readiness.Settling;
import dev.bellhop.source.file.Readiness.Verdict;
import dev.bellhop.source.probe.Blocking;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares files with the ledger, and announces what is new and whole.
 *
 * <p>An announcement is first appended to the log, then noted in the ledger. After a crash in between the file is
 * announced again under the same id, which the log recognises.
 */
final class Arrivals {

    private final String source;
    private final FileLedger ledger;
    private final EventLog log;
    private final FileEvents events;
    private final LongSupplier nanos;
    private final Blocking blocking;
    private final Policy policy;
    private final FileProbes probes;

    Arrivals(
            String source,
            FolderSettings settings,
            FileLedger ledger,
            EventLog log,
            FileEvents events,
            LongSupplier nanos,
            Blocking blocking) {
        this.source = source;
        this.ledger = ledger;
        this.log = log;
        this.events = events;
        this.nanos = nanos;
        this.blocking = blocking;
        this.policy = new Policy(settings.settle(), settings.newness().onChange());
        this.probes = new FileProbes(settings);
    }

    /** Takes a page of what a scan met. */
    Uni<Void> take(List<ObservedFile> page, Scan scan) {
        return ledger.find(source, page.stream().map(ObservedFile::path).toList())
                .flatMap(entries -> {
                    Arrived arrived = new Arrived(entries);
                    page.forEach(file -> judge(file, arrived, scan));
                    return probe(arrived, scan).flatMap(probed -> store(arrived, scan));
                });
    }

    private void judge(ObservedFile file, Arrived arrived, Scan scan) {
        Entry entry = arrived.before.get(file.path());
        scan.met(entry);
        Candidate candidate = scan.earlier.get(file.path());
        switch (Readiness.of(file, entry, candidate, nanos.getAsLong(), policy)) {
            case Known known -> {}
            case Followed(Entry followed) -> arrived.followed.add(followed);
            case Settling(Candidate settling) -> scan.settles(file.path(), settling);
            case Ready ready -> {
                // Kept until the ledger has it: if storing fails, the next scan need not wait for the settle time.
                scan.keeps(file.path(), candidate);
                arrived.ready.add(ready);
            }
        }
    }

    /** Looks closer at what is ready, if the source asks for that. */
    private Uni<Void> probe(Arrived arrived, Scan scan) {
        if (arrived.ready.isEmpty() || !probes.areAsked()) {
            return Uni.createFrom().voidItem();
        }
        List<Ready> fromOutside = List.copyOf(arrived.ready);
        arrived.ready.clear();
        return blocking.run(() -> fromOutside.stream()
                        .map(ready -> probes.look(
                                ready, arrived.before.get(ready.entry().path()), nanos.getAsLong(), scan))
                        .toList())
                .invoke(verdicts -> {
                    for (int i = 0; i < verdicts.size(); i++) {
                        sort(fromOutside.get(i).entry().path(), verdicts.get(i), arrived, scan);
                    }
                })
                .replaceWithVoid();
    }

    private static void sort(String path, Verdict verdict, Arrived arrived, Scan scan) {
        switch (verdict) {
            case Known gone -> scan.candidates.remove(path);
            case Followed(Entry followed) -> {
                scan.candidates.remove(path);
                arrived.followed.add(followed);
            }
            case Settling(Candidate settling) -> scan.settles(path, settling);
            case Ready ready -> arrived.ready.add(ready);
        }
    }

    private Uni<Void> store(Arrived arrived, Scan scan) {
        List<Entry> entries = new ArrayList<>(arrived.followed);
        List<CloudEvent> announcements = new ArrayList<>();
        for (Ready ready : arrived.ready) {
            entries.add(ready.entry());
            announcements.add(events.announce(ready.entry(), ready.changed()));
        }
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Uni<Void> appended = announcements.isEmpty()
                ? Uni.createFrom().voidItem()
                : log.append(source, announcements).replaceWithVoid();
        return appended.flatMap(done -> ledger.put(source, entries)).invoke(stored -> {
            arrived.ready.forEach(ready -> scan.announced(ready.entry(), ready.changed()));
        });
    }

    /** What a page comes to. */
    private static final class Arrived {

        private final Map<String, Entry> before;
        private final List<Ready> ready = new ArrayList<>();
        private final List<Entry> followed = new ArrayList<>();

        Arrived(Map<String, Entry> before) {
            this.before = before;
        }
    }

    /** What one scan has met so far. */
    static final class Scan {

        /** Young files that are watched at a time; further ones wait their turn, so memory is bounded. */
        static final int CANDIDATES_MAX = 100_000;

        final Map<String, Candidate> candidates = new HashMap<>();
        final List<String> troubles = new ArrayList<>();
        long files;
        long settling;
        long announced;
        /** Files met or announced that the ledger has now. */
        long inLedger;
        /** Those among them that the ledger did not have before. */
        long fresh;

        private final Map<String, Candidate> earlier;

        Scan(Map<String, Candidate> earlier) {
            this.earlier = earlier;
        }

        /** Notes what a person should know; there may be as many as there are files. */
        void trouble(String trouble) {
            if (troubles.size() < FolderWalk.TROUBLES_MAX) {
                troubles.add(trouble);
            }
        }

        private void met(@Nullable Entry entry) {
            files++;
            if (entry != null && entry.vanished() == null) {
                inLedger++;
            }
        }

        private void settles(String path, Candidate candidate) {
            settling++;
            keeps(path, candidate);
        }

        private void keeps(String path, @Nullable Candidate candidate) {
            if (candidate != null && (candidates.size() < CANDIDATES_MAX || candidates.containsKey(path))) {
                candidates.put(path, candidate);
            }
        }

        private void announced(Entry entry, boolean changed) {
            candidates.remove(entry.path());
            announced++;
            if (!changed) {
                inLedger++;
                fresh++;
            }
        }
    }
}
