package dev.bellhop.log;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The logs with their heads in memory: idle readers are answered without a database read, and are woken when an event
 * is committed.
 *
 * <p>Heads in memory may lag behind the database when another process appends ({@link #refresh} catches up); they
 * never run ahead of it, so a reader can be late but never wrong.
 */
public final class EventLog {

    private static final Logger LOG = Logger.getLogger("dev.bellhop.log");

    private final EventStore store;
    private final Map<String, LogHead> heads = new ConcurrentHashMap<>();
    private final Map<String, Set<Waiter>> waiting = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    public EventLog(EventStore store) {
        this.store = store;
    }

    /** Opens the logs of the given sources; no other source can be read or written. */
    public Uni<Void> open(Collection<String> sources) {
        if (sources.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.join()
                .all(sources.stream()
                        .map(source -> store.open(source).invoke(this::advance))
                        .toList())
                .andFailFast()
                .replaceWithVoid();
    }

    /** The head of an opened log. */
    public LogHead head(String source) {
        return Optional.ofNullable(heads.get(source))
                .orElseThrow(() -> new IllegalStateException("The log of source " + source + " was never opened"));
    }

    /** Whether the log of this source is open. */
    public boolean knows(String source) {
        return heads.containsKey(source);
    }

    /** Appends in order and answers after the commit; wakes every reader that waits. */
    public Uni<List<AppendResult>> append(String source, List<CloudEvent> events) {
        return store.append(source, events).map(appending -> {
            advance(appending.head());
            return appending.results();
        });
    }

    /** Up to {@code limit} events from the position on. */
    public Uni<List<Event>> read(String source, long from, int limit) {
        return store.read(source, from, limit);
    }

    /** Position of the newest event recorded at or before the time; from memory where that is certain. */
    public Uni<Long> positionAt(String source, Instant time) {
        LogHead head = head(source);
        return time.isBefore(head.recorded()) && head.newest() > 0
                ? store.positionAt(source, time)
                : Uni.createFrom().item(head.newest());
    }

    /** Completes with the head as soon as the log has an event after the position; perhaps never. */
    public Uni<LogHead> awaitAfter(String source, long position) {
        return Uni.createFrom().emitter(emitter -> {
            Set<Waiter> others = waiting.computeIfAbsent(source, any -> ConcurrentHashMap.newKeySet());
            Waiter waiter = new Waiter(position, emitter);
            others.add(waiter);
            emitter.onTermination(() -> others.remove(waiter));
            // Looked at after joining the others: an event in between is seen here or there, never in neither place.
            wake(others, head(source));
        });
    }

    /** Calls back with the name of a source whenever its log grew. */
    public void onGrowth(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** Reads the heads again, because another process may have appended or expired. */
    public Uni<Void> refresh() {
        return store.heads(List.copyOf(heads.keySet()))
                .invoke(read -> read.forEach(this::advance))
                .replaceWithVoid();
    }

    /** Deletes old events, see {@link EventStore#expire}. */
    public Uni<LogHead> expire(String source, long upTo, int limit) {
        return store.expire(source, upTo, limit).invoke(this::advance);
    }

    private void advance(LogHead head) {
        LogHead before = heads.get(head.source());
        // Answers of the database may overtake each other; a head never goes back within one log.
        LogHead after = heads.merge(head.source(), head, EventLog::later);
        if (before != null
                && (after.newest() > before.newest() || !after.logId().equals(before.logId()))) {
            wake(waiting.getOrDefault(after.source(), Set.of()), after);
            listeners.forEach(listener -> tell(listener, after.source()));
        }
    }

    /** The events are committed: that somebody cannot hear of it now must not look like a failed append. */
    private static void tell(Consumer<String> listener, String source) {
        try {
            listener.accept(source);
        } catch (RuntimeException e) {
            LOG.warnf("a reader of source %s could not be woken: %s", source, e);
        }
    }

    private static LogHead later(LogHead known, LogHead read) {
        if (!known.logId().equals(read.logId())) {
            return read;
        }
        LogHead newest = read.newest() >= known.newest() ? read : known;
        return new LogHead(
                known.source(),
                known.logId(),
                Math.max(known.oldest(), read.oldest()),
                newest.newest(),
                newest.recorded());
    }

    private static void wake(Set<Waiter> waiters, LogHead head) {
        for (Waiter waiter : waiters) {
            if (head.newest() > waiter.position() && waiters.remove(waiter)) {
                waiter.emitter().complete(head);
            }
        }
    }

    /** Somebody who wants to know of the first event after a position; each one is different from all others. */
    private static final class Waiter {
        private final long position;
        private final UniEmitter<? super LogHead> emitter;

        Waiter(long position, UniEmitter<? super LogHead> emitter) {
            this.position = position;
            this.emitter = emitter;
        }

        long position() {
            return position;
        }

        UniEmitter<? super LogHead> emitter() {
            return emitter;
        }
    }
}
