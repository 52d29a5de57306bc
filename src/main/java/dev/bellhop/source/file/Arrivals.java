package dev.bellhop.source.file;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.log.EventLog;
import dev.bellhop.source.file.FileLedger.Entry;
import dev.bellhop.source.file.FolderScanner.Clocks;
import dev.bellhop.source.file.FolderSettings.OnRename;
import dev.bellhop.source.file.Readiness.Candidate;
import dev.bellhop.source.file.Readiness.Followed;
import dev.bellhop.source.file.Readiness.Known;
import dev.bellhop.source.file.Readiness.Policy;
import dev.bellhop.source.file.Readiness.Ready;
import dev.bellhop.source.file.Readiness.Settling;
import dev.bellhop.source.file.Readiness.Verdict;
import dev.bellhop.source.probe.Blocking;
import dev.bellhop.source.probe.Whereabouts;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares files with the ledger, and announces what is new and whole.
 *
 * <p>An announcement is first appended to the log, then noted in the ledger. After a crash in between the file is
 * announced again under the same id, which the log recognises.
 */
final class Arrivals {

    /** Entries that are looked through for where a page of files came from. */
    private static final int ORIGINS_MAX = 10 * FolderScanner.PAGE;

    private final String source;
    private final FileLedger ledger;
    private final EventLog log;
    private final FileEvents events;
    private final Clocks clocks;
    private final Blocking blocking;
    private final FolderSettings settings;
    private final FileProbes probes;

    Arrivals(
            String source, FolderSettings settings, FileLedger ledger, EventLog log, FileEvents events, Clocks clocks) {
        this.source = source;
        this.ledger = ledger;
        this.log = log;
        this.events = events;
        this.clocks = clocks;
        this.blocking = new Blocking(clocks.blocking());
        this.settings = settings;
        this.probes = new FileProbes(settings);
    }

    /** Takes a page of what a scan met. */
    Uni<Void> take(List<ObservedFile> page, Scan scan) {
        // Keys are compared once: some file systems make up new ones all the time.
        return ledger.unlike(source, page, scan.first).flatMap(entries -> {
            List<ObservedFile> unlike = page.stream()
                    .filter(file -> entries.containsKey(file.path()))
                    .toList();
            scan.metKnown(page.size() - unlike.size());
            if (unlike.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            Map<String, Entry> before = new HashMap<>();
            entries.forEach((path, entry) -> entry.ifPresent(known -> before.put(path, known)));
            List<ObservedFile> news = unlike.stream()
                    .filter(file -> isNews(file, before.get(file.path())))
                    .toList();
            return unmarked(news).flatMap(unmarked -> compare(unlike, new Arrived(before, unmarked), scan));
        });
    }

    private static boolean isNews(ObservedFile file, @Nullable Entry entry) {
        return entry == null || entry.vanished() != null || !entry.seen().equals(file.look());
    }

    private Uni<Set<String>> unmarked(List<ObservedFile> news) {
        return settings.newness().doneFile() == null || news.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : blocking.run(() -> probes.unmarked(news));
    }

    private Uni<Void> compare(List<ObservedFile> unlike, Arrived arrived, Scan scan) {
        unlike.forEach(file -> judge(file, arrived, scan));
        // A stopped source follows its files: a large folder that was renamed looks like a disaster at first.
        Uni<Void> probed = scan.stopped ? Uni.createFrom().voidItem() : probe(arrived, scan);
        return probed.flatMap(done -> findMoved(arrived)).flatMap(found -> {
            if (scan.stopped) {
                // These stay candidates.
                scan.settling += arrived.ready.size();
                arrived.ready.clear();
            }
            return store(arrived, scan);
        });
    }

    private void judge(ObservedFile file, Arrived arrived, Scan scan) {
        Entry entry = arrived.before.get(file.path());
        scan.met(entry);
        if (arrived.unmarked.contains(file.path())) {
            // No candidate: files whose markers never come must not take the room of others.
            scan.settling++;
            return;
        }
        Candidate candidate = scan.earlier.get(file.path());
        Policy policy = new Policy(settings.settle(), settings.newness().onChange(), scan.first);
        switch (Readiness.of(file, entry, candidate, clocks.nanos().getAsLong(), policy)) {
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
        return blocking.run(() ->
                        probes.look(fromOutside, arrived.before, clocks.nanos().getAsLong(), scan))
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

    /** Takes those from what is ready that the ledger knows by another path. */
    private Uni<Void> findMoved(Arrived arrived) {
        List<String> keys = arrived.ready.stream()
                .filter(ready -> !ready.changed())
                .map(ready -> ready.entry().key())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (keys.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return ledger.findByKeys(source, keys, ORIGINS_MAX)
                .flatMap(origins -> origins.isEmpty()
                        ? Uni.createFrom().item(List.<Moved>of())
                        : blocking.run(() -> moved(arrived, origins)))
                .invoke(moved -> {
                    arrived.moved.addAll(moved);
                    Set<Entry> entries = moved.stream().map(Moved::entry).collect(Collectors.toSet());
                    arrived.ready.removeIf(ready -> entries.contains(ready.entry()));
                })
                .replaceWithVoid();
    }

    private List<Moved> moved(Arrived arrived, List<Entry> origins) {
        Map<String, List<Entry>> byKey = origins.stream().collect(Collectors.groupingBy(Entry::key));
        // One path is where one file came from, and a path that is written anyway is not written twice.
        Set<String> taken =
                arrived.ready.stream().map(ready -> ready.entry().path()).collect(Collectors.toSet());
        List<Moved> moved = new ArrayList<>();
        for (Ready ready : arrived.ready) {
            Entry entry = ready.entry();
            byKey.getOrDefault(Objects.toString(entry.key()), List.of()).stream()
                    .filter(origin -> !ready.changed() && Readiness.isSameFile(entry, origin))
                    .filter(origin -> !taken.contains(origin.path())
                            && Whereabouts.hasLeft(settings.root(), origin.path(), entry.path()))
                    .findFirst()
                    .ifPresent(origin -> {
                        taken.add(origin.path());
                        moved.add(new Moved(entry, origin, ready.content()));
                    });
        }
        return moved;
    }

    private Uni<Void> store(Arrived arrived, Scan scan) {
        List<Entry> entries = new ArrayList<>(arrived.followed);
        List<CloudEvent> announcements = new ArrayList<>();
        for (Ready ready : arrived.ready) {
            entries.add(ready.entry());
            announcements.add(events.announce(ready));
        }
        for (Moved moved : arrived.moved) {
            Entry entry = moved.entry();
            entries.add(entry.hash() == null ? entry.holding(moved.from().hash()) : entry);
            entries.add(moved.from().left(clocks.wall().instant()));
            if (settings.newness().onRename() == OnRename.ANNOUNCE) {
                announcements.add(events.renamed(entry, moved.from().path(), moved.content()));
            }
        }
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Uni<Void> appended = announcements.isEmpty()
                ? Uni.createFrom().voidItem()
                : log.append(source, announcements).replaceWithVoid();
        return appended.flatMap(done -> ledger.put(source, entries)).invoke(stored -> {
            arrived.ready.forEach(ready -> scan.stored(ready.entry(), !ready.changed()));
            arrived.moved.forEach(moved -> scan.moved(moved.entry(), moved.from()));
            scan.announced += announcements.size();
        });
    }

    /** A file that is new at its path, and that the ledger has under another one. */
    private record Moved(Entry entry, Entry from, @Nullable String content) {}

    /** What a page comes to. */
    private static final class Arrived {

        private final Map<String, Entry> before;
        /** News that may not be announced yet. */
        private final Set<String> unmarked;

        private final List<Ready> ready = new ArrayList<>();
        private final List<Entry> followed = new ArrayList<>();
        private final List<Moved> moved = new ArrayList<>();

        Arrived(Map<String, Entry> before, Set<String> unmarked) {
            this.before = before;
            this.unmarked = unmarked;
        }
    }
}
