package dev.bellhop.testing;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import dev.bellhop.event.Ids;
import dev.bellhop.event.Timestamps;
import dev.bellhop.log.EventStore;
import dev.bellhop.log.LogHead;
import dev.bellhop.storage.AppendPlan;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The reference for {@link EventStore}: a log is its head and its events by position. */
public final class InMemoryEventStore implements EventStore {

    private static final int LOG_ID_LENGTH = 5;

    private final InstantSource clock;
    private final Ids ids;
    private final Map<String, Log> logs = new HashMap<>();

    public InMemoryEventStore(InstantSource clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public Uni<LogHead> open(String source) {
        return answer(() -> logs.computeIfAbsent(source, this::create).head);
    }

    @Override
    public Uni<List<LogHead>> heads(Collection<String> sources) {
        return answer(() -> logs.values().stream()
                .map(log -> log.head)
                .filter(head -> sources.contains(head.source()))
                .toList());
    }

    @Override
    public Uni<Appending> append(String source, List<CloudEvent> events) {
        return answer(() -> {
            Log log = log(source);
            AppendPlan plan = AppendPlan.of(log.head, log.identities, clock.instant(), List.of(events));
            plan.added().forEach(log::add);
            Appending answer = plan.answers().getFirst();
            log.head = answer.head();
            return answer;
        });
    }

    @Override
    public Uni<List<Event>> read(String source, long from, int limit) {
        return answer(() -> log(source).events.tailMap(from, true).values().stream()
                .limit(limit)
                .toList());
    }

    @Override
    public Uni<Long> positionAt(String source, Instant time) {
        return answer(() -> log(source).events.values().stream()
                .filter(event -> !event.recorded().isAfter(time))
                .mapToLong(Event::position)
                .max()
                .orElse(log(source).head.oldest() - 1));
    }

    @Override
    public Uni<LogHead> expire(String source, long upTo, int limit) {
        return answer(() -> {
            Log log = log(source);
            LogHead head = log.head;
            log.removeWhile(event -> event.position() <= upTo && event.position() < head.oldest() + limit);
            long oldest = log.events.isEmpty() ? head.newest() + 1 : log.events.firstKey();
            log.head = new LogHead(source, head.logId(), oldest, head.newest(), head.recorded());
            return log.head;
        });
    }

    private Log create(String source) {
        String logId = ids.next().substring(0, LOG_ID_LENGTH);
        return new Log(new LogHead(source, logId, 1, 0, Timestamps.truncate(clock.instant())));
    }

    private Log log(String source) {
        return Objects.requireNonNull(logs.get(source), () -> "The log of " + source + " was never opened");
    }

    private <T> Uni<T> answer(Supplier<T> work) {
        return Uni.createFrom().item(() -> {
            synchronized (this) {
                return work.get();
            }
        });
    }

    private static final class Log {

        private final TreeMap<Long, Event> events = new TreeMap<>();
        private final Set<CloudEvent.Identity> identities = new HashSet<>();
        private LogHead head;

        Log(LogHead head) {
            this.head = head;
        }

        void add(Event event) {
            events.put(event.position(), event);
            identities.add(event.what().identity());
        }

        void removeWhile(Predicate<Event> which) {
            List<Event> gone = events.values().stream().takeWhile(which).toList();
            gone.forEach(event -> {
                events.remove(event.position());
                identities.remove(event.what().identity());
            });
        }
    }
}
