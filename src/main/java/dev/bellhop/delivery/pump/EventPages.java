package dev.bellhop.delivery.pump;

import dev.bellhop.event.Event;
import dev.bellhop.event.EventData;
import dev.bellhop.log.EventLog;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * The events that subscriptions read now, shared among them: a thousand at the same place read the log once. Bounded by
 * bytes; what was not read for longest goes first, and is read from the log again by whoever is that far behind. All
 * methods run on the one thread of the delivery.
 */
final class EventPages {

    /** Roughly what the events in memory may take together. */
    static final long BYTES_MAX = 16L << 20;

    /** Roughly what one read of the log should take. */
    private static final long PAGE_BYTES = 256L << 10;

    private static final int PAGE_MIN = 8;
    private static final int PAGE_MAX = 256;

    /** An event with everything that is around it in memory. */
    private static final int EVENT_BYTES = 600;

    private final EventLog log;
    private final Executor executor;
    private final LinkedHashMap<Place, Event> events = new LinkedHashMap<>(256, 0.75f, true);
    private final Map<Place, Uni<List<Event>>> loading = new HashMap<>();
    private final Map<String, Integer> pageSizes = new HashMap<>();
    private long bytes;

    EventPages(EventLog log, Executor executor) {
        this.log = log;
        this.executor = executor;
    }

    private record Place(String source, long position) {}

    /** The events from the position on that are in memory, without a gap; none if the first one is not. */
    List<Event> ready(String source, long from, int limit) {
        List<Event> run = new ArrayList<>();
        for (long position = from; run.size() < limit; position++) {
            Event event = events.get(new Place(source, position));
            if (event == null) {
                return run;
            }
            run.add(event);
        }
        return run;
    }

    /** Reads from the position on; answers on the thread of the delivery. Empty if nothing is there. */
    Uni<List<Event>> load(String source, long from) {
        Place place = new Place(source, from);
        Uni<List<Event>> known = loading.get(place);
        if (known != null) {
            return known;
        }
        Uni<List<Event>> read = log.read(source, from, pageSizes.getOrDefault(source, PAGE_MIN))
                .emitOn(executor)
                .invoke(page -> keep(source, page))
                .onTermination()
                .invoke(() -> loading.remove(place))
                .memoize()
                .indefinitely();
        loading.put(place, read);
        return read;
    }

    /**
     * Events that were looked for.
     *
     * @param events those that are still kept, in the order asked for
     * @param looked how many of the positions were looked at, until one callback was full
     */
    record Found(List<Event> events, int looked) {}

    /** Finds the events for one callback, one by one; nearly always they are in memory or on one page. */
    Uni<Found> find(String source, List<Long> positions) {
        return find(source, positions, 0, 0, new ArrayList<>());
    }

    private Uni<Found> find(String source, List<Long> positions, int next, long bytes, List<Event> found) {
        long read = bytes;
        int i = next;
        while (i < positions.size() && read < BatchBuffer.BYTES_MAX) {
            long position = positions.get(i++);
            List<Event> ready = ready(source, position, 1);
            if (ready.isEmpty()) {
                int after = i;
                long before = read;
                return load(source, position).flatMap(page -> {
                    if (page.isEmpty() || page.getFirst().position() != position) {
                        return find(source, positions, after, before, found);
                    }
                    found.add(page.getFirst());
                    return find(source, positions, after, before + weight(page.getFirst()), found);
                });
            }
            found.add(ready.getFirst());
            read += weight(ready.getFirst());
        }
        return Uni.createFrom().item(new Found(found, i));
    }

    /** Roughly what an event takes. */
    static long weight(Event event) {
        EventData data = event.what().data();
        return EVENT_BYTES + (data == null ? 0 : data.text().length());
    }

    private void keep(String source, List<Event> page) {
        long read = 0;
        for (Event event : page) {
            long weight = weight(event);
            read += weight;
            if (events.put(new Place(source, event.position()), event) == null) {
                bytes += weight;
            }
        }
        if (!page.isEmpty()) {
            long next = PAGE_BYTES * page.size() / read;
            pageSizes.put(source, (int) Math.max(PAGE_MIN, Math.min(PAGE_MAX, next)));
        }
        Iterator<Event> oldest = events.values().iterator();
        while (bytes > BYTES_MAX && oldest.hasNext()) {
            bytes -= weight(oldest.next());
            oldest.remove();
        }
    }
}
