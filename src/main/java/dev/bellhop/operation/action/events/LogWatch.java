package dev.bellhop.operation.action.events;

import dev.bellhop.event.Event;
import dev.bellhop.event.filter.EventFilter;
import dev.bellhop.log.EventLog;
import dev.bellhop.log.LogHead;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.action.events.EventsAwait.Input;
import dev.bellhop.operation.action.events.EventsAwait.Look;
import dev.bellhop.operation.action.events.EventsAwait.Place;
import dev.bellhop.operation.json.Shapes;
import dev.bellhop.operation.store.OperationChoice;
import dev.bellhop.operation.store.OperationStore;
import dev.bellhop.operation.store.Step;
import dev.bellhop.operation.store.StepState.Done;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks on behalf of the operations that wait for events, so that they cost nothing while nothing for them comes: what a
 * log gets is read once for all of them, and only an operation whose filter matches is woken.
 *
 * <p>It keeps all in memory. What it does not know of (after a restart, or because another process had it) it finds among
 * the operations that wait. If several processes watch for one operation, it is told several times, which is harmless.
 */
public final class LogWatch {

    /** The event of an operation that says that it should look at its log again. */
    public static final String HINT = "log-grew";

    /** So much later operations of a process that died are watched for. */
    static final Duration FIND_EVERY = Duration.ofSeconds(30);

    private static final OperationChoice WAITING =
            OperationChoice.ALL.with(Set.of(OperationStatus.WAITING)).ofAction(EventsAwait.NAME);
    private static final Logger LOG = Logger.getLogger("dev.bellhop.operation");
    private static final int PAGE = 256;
    private static final int OPERATIONS_PAGE = 500;

    private final EventLog log;
    private final OperationStore store;
    private final BiFunction<String, String, Uni<?>> raise;
    private final Executor executor;
    private final LongSupplier nanos;

    private final Map<String, Map<String, Watched>> bySource = new HashMap<>();
    private final Set<String> reading = new HashSet<>();
    private @Nullable Long foundAt;

    /**
     * Makes it.
     *
     * @param raise keeps an event named {@link #HINT} for an operation, with a payload
     * @param executor where filters are evaluated
     * @param nanos monotonic
     */
    public LogWatch(
            EventLog log,
            OperationStore store,
            BiFunction<String, String, Uni<?>> raise,
            Executor executor,
            LongSupplier nanos) {
        this.log = log;
        this.store = store;
        this.raise = raise;
        this.executor = executor;
        this.nanos = nanos;
        log.onGrowth(this::grew);
    }

    /** Somebody who waits, and the place up to which nothing was for it. */
    private record Watched(@Nullable EventFilter filter, Place place) {}

    /** How many operations are watched for. */
    public synchronized int size() {
        return bySource.values().stream().mapToInt(Map::size).sum();
    }

    /** From now on the operation is told of the first event after the place that the filter wants. */
    void add(String operation, String source, @Nullable EventFilter filter, Place place) {
        synchronized (this) {
            bySource.computeIfAbsent(source, any -> new HashMap<>()).put(operation, new Watched(filter, place));
        }
        grew(source);
    }

    /** Finds operations that wait and are not watched for, and forgets those that are over; now and then. */
    public Uni<Void> tick() {
        long now = nanos.getAsLong();
        synchronized (this) {
            if (foundAt != null && now - foundAt < FIND_EVERY.toNanos()) {
                return Uni.createFrom().voidItem();
            }
            foundAt = now;
        }
        Set<String> unseen = new HashSet<>();
        synchronized (this) {
            bySource.values().forEach(watched -> unseen.addAll(watched.keySet()));
        }
        return find(WAITING, unseen).flatMap(found -> forget(unseen));
    }

    /** Page by page, newest first; those that wait are taken out of the set. */
    private Uni<Void> find(OperationChoice which, Set<String> unseen) {
        return store.list(which, OPERATIONS_PAGE).flatMap(page -> {
            List<Operation> unknown =
                    page.stream().filter(each -> !unseen.remove(each.id())).toList();
            Uni<Void> added = Multi.createFrom()
                    .iterable(unknown)
                    .onItem()
                    .transformToUniAndConcatenate(this::find)
                    .collect()
                    .last()
                    .replaceWithVoid();
            return page.size() < OPERATIONS_PAGE
                    ? added
                    : added.flatMap(done -> find(which.beyond(page.getLast()), unseen));
        });
    }

    private Uni<Void> find(Operation operation) {
        return store.trail(operation.id())
                .invoke(trail -> place(trail.steps()).ifPresent(place -> add(operation, place)))
                .replaceWithVoid();
    }

    private void add(Operation operation, Place place) {
        if (Shapes.read(Input.class, operation.input()) instanceof Shapes.Outcome.Fits<Input>(Input input)
                && input != null
                && log.knows(input.source())) {
            add(operation.id(), input.source(), input.wanted(), place);
        }
    }

    /** Up to where the operation looked itself. */
    private static Optional<Place> place(List<Step> steps) {
        Place place = null;
        for (Step step : steps) {
            if (step.state() instanceof Done(String result, var at) && result != null) {
                if (Shapes.read(Look.class, result) instanceof Shapes.Outcome.Fits<Look>(Look look) && look != null) {
                    place = look.place();
                } else if (Shapes.read(Place.class, result) instanceof Shapes.Outcome.Fits<Place>(Place from)) {
                    place = from;
                }
            }
        }
        return Optional.ofNullable(place);
    }

    /** Those that run just now, or are suspended, are still watched for. */
    private Uni<Void> forget(Set<String> unseen) {
        return Multi.createFrom()
                .iterable(unseen)
                .onItem()
                .transformToUniAndConcatenate(id -> store.find(id).invoke(found -> {
                    if (found.map(operation -> operation.status().isOver()).orElse(true)) {
                        remove(id);
                    }
                }))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private synchronized void remove(String operation) {
        bySource.values().forEach(watched -> watched.remove(operation));
    }

    /** One round at a time reads a log; what comes meanwhile is seen by its end. */
    private void grew(String source) {
        synchronized (this) {
            if (bySource.getOrDefault(source, Map.of()).isEmpty() || !reading.add(source)) {
                return;
            }
        }
        try {
            executor.execute(() -> round(source));
        } catch (RejectedExecutionException stopping) {
            synchronized (this) {
                reading.remove(source);
            }
        }
    }

    /** The place that is furthest behind, if there is anything after it. */
    private synchronized @Nullable Place next(String source) {
        LogHead head = log.head(source);
        Place furthest = null;
        for (Watched watched : bySource.getOrDefault(source, Map.of()).values()) {
            Place place = inLog(watched.place(), head);
            if (place.position() < head.newest() && (furthest == null || place.position() < furthest.position())) {
                furthest = place;
            }
        }
        return furthest;
    }

    /** The place in the log that there is now: another one is read from its beginning. */
    private static Place inLog(Place place, LogHead head) {
        return place.logId().equals(head.logId()) ? place : new Place(head.logId(), 0);
    }

    private void round(String source) {
        Place from;
        synchronized (this) {
            from = next(source);
            if (from == null) {
                reading.remove(source);
                return;
            }
        }
        log.read(source, from.position() + 1, PAGE)
                .emitOn(executor)
                .subscribe()
                .with(
                        page -> {
                            look(source, from, page);
                            round(source);
                        },
                        failure -> {
                            LOG.warnf(
                                    "source %s cannot be read for operations that wait: %s",
                                    source, failure.getMessage());
                            synchronized (this) {
                                reading.remove(source);
                            }
                        });
    }

    private void look(String source, Place from, List<Event> page) {
        LogHead head = log.head(source);
        // Where the page is empty there is nothing any more, up to the head as it is now.
        long last = page.isEmpty()
                ? Math.max(from.position(), head.newest())
                : page.getLast().position();
        Map<String, Long> matches = new HashMap<>();
        synchronized (this) {
            Map<String, Watched> all = bySource.getOrDefault(source, Map.of());
            all.replaceAll((operation, watched) -> {
                Place place = inLog(watched.place(), head);
                // Who came meanwhile and is further behind has its turn in the next round.
                if (place.position() > last
                        || place.position() < from.position()
                        || !head.logId().equals(from.logId())) {
                    return watched;
                }
                page.stream()
                        .filter(event -> event.position() > place.position())
                        .filter(event ->
                                watched.filter() == null || watched.filter().matches(event))
                        .findFirst()
                        .ifPresent(event -> matches.put(operation, event.position()));
                return new Watched(watched.filter(), new Place(from.logId(), last));
            });
            matches.keySet().forEach(all::remove);
        }
        matches.forEach((operation, position) -> tell(operation, source, position));
    }

    /** If it cannot be told now, the operation is found again among those that wait. */
    private void tell(String operation, String source, long position) {
        raise.apply(operation, "{\"position\":" + position + '}')
                .subscribe()
                .with(
                        told -> {},
                        failure -> LOG.warnf(
                                "operation %s cannot be told yet of an event of source %s: %s",
                                operation, source, failure.getMessage()));
    }
}
