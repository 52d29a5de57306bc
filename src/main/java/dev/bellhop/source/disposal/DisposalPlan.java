package dev.bellhop.source.disposal;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import dev.bellhop.source.disposal.AfterAnnouncing.Patience;
import dev.bellhop.source.disposal.Departure.Outcome;
import dev.bellhop.source.file.FileEvents;
import dev.bellhop.source.file.FileLedger.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Decides which files go. Pure. */
final class DisposalPlan {

    private DisposalPlan() {}

    /**
     * The events at the beginning of the page whose files nobody needs any more; readers read in order, so all after the
     * first that is needed wait with it.
     *
     * @param settled the last position that all subscriptions are done with, empty if there are none
     */
    static List<Event> due(List<Event> page, OptionalLong settled, Patience patience, Instant now) {
        return page.stream()
                .takeWhile(event -> patience.isOver(event.recorded(), isSettled(event.position(), settled), now))
                .toList();
    }

    static boolean isSettled(long position, OptionalLong settled) {
        return settled.isPresent() && position <= settled.getAsLong();
    }

    /** The paths that the events announce. */
    static List<String> paths(List<Event> events) {
        return events.stream()
                .map(Event::what)
                .filter(FileEvents::isAnnouncement)
                .map(CloudEvent::subject)
                .distinct()
                .toList();
    }

    /**
     * The files that are in the ledger exactly as one of the events announced them. What was announced again since has
     * a later event, which decides then.
     *
     * @param vanished the time that stands in their entries as that of vanishing, none if they are there
     */
    static List<Departure> departures(
            String source, List<Event> events, Map<String, Entry> ledger, @Nullable Instant vanished) {
        Map<String, Departure> departures = new LinkedHashMap<>();
        for (Event event : events) {
            String path = event.what().subject();
            Entry entry = path == null || !FileEvents.isAnnouncement(event.what()) ? null : ledger.get(path);
            if (entry != null
                    && (vanished == null ? entry.vanished() == null : vanished.equals(entry.vanished()))
                    && FileEvents.id(source, entry).equals(event.what().id())) {
                departures.put(entry.path(), new Departure(event.what().id(), event.position(), entry));
            }
        }
        return List.copyOf(departures.values());
    }

    /** How the ledger says that the files vanish, before they do. */
    static List<Entry> marked(List<Departure> departures, Instant mark) {
        return departures.stream().map(each -> each.entry().gone(mark)).toList();
    }

    /** How the ledger has them afterwards, in the order of the departures. */
    static List<Entry> afterwards(List<Departure> departures, List<Outcome> outcomes, Instant mark) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < departures.size(); i++) {
            Entry entry = departures.get(i).entry();
            entries.add(
                    switch (outcomes.get(i)) {
                        // Without its key: if somebody puts it back under another name, that is no renaming.
                        case Outcome.Gone gone -> entry.present().left(mark);
                        case Outcome.Changed(boolean sameFile) ->
                            sameFile ? entry.present() : entry.present().left(mark);
                        case Outcome.Failed failed -> entry.present();
                    });
        }
        return entries;
    }
}
