package dev.bellhop.simulation;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import dev.bellhop.log.AppendResult.Appended;
import dev.bellhop.log.EventStore.Appending;
import dev.bellhop.log.LogHead;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What stands in the logs, written down when it was committed. */
final class LogFacts {

    private final Site site;
    private final Map<String, TreeMap<Long, Fact>> logs = new HashMap<>();
    private final Map<String, Long> oldest = new HashMap<>();
    private final Set<String> known = new HashSet<>();

    LogFacts(Site site) {
        this.site = site;
        Site.SOURCES.forEach(source -> {
            logs.put(source, new TreeMap<>());
            oldest.put(source, 1L);
        });
    }

    private record Fact(Event event, long committedAt) {}

    void appended(String source, List<CloudEvent> wanted, Appending done) {
        for (int i = 0; i < wanted.size(); i++) {
            if (done.results().get(i) instanceof Appended appended) {
                Event event = new Event(source, appended.position(), appended.recorded(), wanted.get(i));
                if (appended.position() != newest(source) + 1) {
                    site.world().violation("position %d of %s after %d", event.position(), source, newest(source));
                }
                if (!known.add(source + wanted.get(i).id()) && oldest.get(source) == 1) {
                    site.world()
                            .violation("%s is in the log twice", wanted.get(i).id());
                }
                logs.get(source)
                        .put(event.position(), new Fact(event, site.world().nanos()));
            }
        }
    }

    void expired(LogHead head) {
        oldest.put(head.source(), head.oldest());
    }

    /** The publisher was told that the log has them. */
    void acknowledged(String source, List<CloudEvent> events) {
        events.stream()
                .filter(event -> !known.contains(source + event.id()))
                .forEach(event -> site.world().violation("%s was acknowledged but is not in the log", event.id()));
    }

    long newest(String source) {
        return logs.get(source).isEmpty() ? 0 : logs.get(source).lastKey();
    }

    boolean isExpired(String source, long position) {
        return position < oldest.get(source);
    }

    Event event(String source, long position) {
        return logs.get(source).get(position).event();
    }

    long committedAt(String source, long position) {
        return logs.get(source).get(position).committedAt();
    }

    /** The store still says the same as when it was written. */
    void check() {
        for (String source : Site.SOURCES) {
            List<Event> kept = site.stores()
                    .events()
                    .read(source, 1, Integer.MAX_VALUE)
                    .await()
                    .indefinitely();
            List<Event> expected = logs.get(source).tailMap(oldest.get(source)).values().stream()
                    .map(Fact::event)
                    .toList();
            if (!kept.equals(expected)) {
                site.world().violation("the log of %s has changed", source);
            }
        }
    }
}
