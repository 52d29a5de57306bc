package dev.bellhop.operation.action.events;

import dev.bellhop.event.ContentLinks;
import dev.bellhop.event.Event;
import dev.bellhop.event.EventJson;
import dev.bellhop.event.filter.EventFilter;
import dev.bellhop.log.EventLog;
import dev.bellhop.log.LogHead;
import dev.bellhop.operation.Action;
import dev.bellhop.operation.OperationContext;
import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.OperationFailed;
import dev.bellhop.operation.RetryPolicy;
import dev.bellhop.operation.json.Described;
import dev.bellhop.operation.json.Shapes;
import dev.bellhop.source.Sources;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code events-await}: waits for the first event after a place in the log that a filter wants.
 *
 * <p>The place is kept first; then the log is read up to its newest event, and if nothing is found the operation is put
 * away until {@link LogWatch} says that it is worth while to look again. That is only a hint: what counts is what is found
 * in the log, so a hint that comes twice, or wrongly, is harmless.
 */
public final class EventsAwait implements Action<EventsAwait.Input, Object> {

    /** What callers write in URLs; {@link LogWatch} looks for its operations. */
    public static final String NAME = "events-await";

    /** The steps that keep a place; {@link LogWatch} reads them. */
    static final String FROM = "from";

    static final Duration TIMEOUT_MAX = Duration.ofDays(30);

    private static final String LOOK = "look ";
    private static final int PAGE = 256;
    /** Two steps for each; in practice one look finds the event, and one more is for a hint that came to nothing. */
    private static final int LOOKS_MAX = 4_000;

    private static final RetryPolicy PATIENCE = RetryPolicy.doubling(8, Duration.ofSeconds(2));

    private final EventLog log;
    private final Sources sources;
    private final LogWatch watch;
    private final ContentLinks links;
    private final InstantSource clock;

    /**
     * Makes it.
     *
     * @param links to the content of files that are announced
     */
    public EventsAwait(EventLog log, Sources sources, LogWatch watch, ContentLinks links, InstantSource clock) {
        this.log = log;
        this.sources = sources;
        this.watch = watch;
        this.links = links;
        this.clock = clock;
    }

    public record Input(
            @Described("Name of a source, of either kind") String source,

            @Described("Which event is waited for, as in subscriptions: data.name LIKE '%.pdf'; any if left out")
            @Nullable
            String filter,

            @Described(
                    "now (if left out): events after the start of this operation; beginning; an ISO 8601 time: events"
                            + " recorded after it; a position: that event and those after it; or a triggerState of a poll")
            @Nullable
            String startFrom,

            @Described(
                    "ISO 8601 duration after which it fails with await-timeout, at most P30D, which is meant if left out")
            @Nullable
            Duration timeout) {
        public Input {
            if (filter != null
                    && EventFilter.parse(filter) instanceof EventFilter.Invalid(String problem, int column)) {
                throw new IllegalArgumentException("has a filter that is none: " + problem);
            }
            if (startFrom != null && AwaitStart.parse(startFrom).isEmpty()) {
                throw new IllegalArgumentException("has a startFrom that must be now, beginning, an ISO 8601 time, the"
                        + " position of an event or a triggerState");
            }
            if (timeout != null && (!timeout.isPositive() || timeout.compareTo(TIMEOUT_MAX) > 0)) {
                throw new IllegalArgumentException("has a timeout that must be above zero and at most P30D");
            }
        }

        @Nullable
        EventFilter wanted() {
            return filter != null && EventFilter.parse(filter) instanceof EventFilter.Parsed(EventFilter parsed)
                    ? parsed
                    : null;
        }

        AwaitStart start() {
            return AwaitStart.parse(Objects.requireNonNullElse(startFrom, "")).orElseThrow();
        }
    }

    /**
     * A place in the log.
     *
     * @param logId of the log that it is in; if it is another one by now, that is read from its beginning
     * @param position events after it count
     */
    public record Place(String logId, long position) {}

    /**
     * What came of looking.
     *
     * @param place up to where the log was read
     * @param event as callers see it
     */
    public record Look(Place place, @Nullable Object event) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "Wait for an event";
    }

    @Override
    public String description() {
        return "Waits until a source has an event that matches a filter, such as a file that arrives, and answers that event.";
    }

    @Override
    public Class<Input> inputType() {
        return Input.class;
    }

    @Override
    public Class<Object> outputType() {
        return Object.class;
    }

    @Override
    public Duration timeLimit() {
        return TIMEOUT_MAX.plusDays(1);
    }

    @Override
    public Set<String> sources(Input input) {
        return Set.of(input.source());
    }

    @Override
    public Uni<Object> run(OperationContext operation, Input input) {
        if (sources.find(input.source()).isEmpty()) {
            throw new OperationFailed("unknown-source", "There is no source named '" + input.source() + "'");
        }
        return operation
                .step(FROM, Place.class, PATIENCE, () -> start(operation, input))
                .flatMap(from -> new Waiting(operation, input, from).event());
    }

    private Uni<Place> start(OperationContext operation, Input input) {
        // Another process may have appended: what was recorded before the start must not count as later.
        return log.refresh().flatMap(read -> {
            LogHead head = log.head(input.source());
            return position(operation, input, head).map(position -> new Place(head.logId(), position));
        });
    }

    private Uni<Long> position(OperationContext operation, Input input, LogHead head) {
        return switch (input.start()) {
            case AwaitStart.Beginning beginning -> Uni.createFrom().item(head.oldest() - 1);
            case AwaitStart.At(long position) -> Uni.createFrom().item(position - 1);
            case AwaitStart.Now now -> log.positionAt(input.source(), operation.started());
            case AwaitStart.After(Instant time) -> log.positionAt(input.source(), time);
            case AwaitStart.State(var state) ->
                state.logId().equals(head.logId())
                        ? Uni.createFrom().item(state.position())
                        : log.positionAt(input.source(), state.time());
        };
    }

    /** One execution, from a place on. */
    private final class Waiting {

        private final OperationContext operation;
        private final Input input;
        private final @Nullable EventFilter filter;
        private Place place;
        private int looks;

        Waiting(OperationContext operation, Input input, Place from) {
            this.operation = operation;
            this.input = input;
            this.filter = input.wanted();
            this.place = from;
        }

        /** Looks, and waits, until there is something. */
        Uni<Object> event() {
            return Multi.createBy()
                    .repeating()
                    .uni(this::round)
                    .whilst(found -> found.isEmpty())
                    .collect()
                    .last()
                    .map(Optional::orElseThrow);
        }

        private Uni<Optional<Object>> round() {
            looks++;
            if (looks > LOOKS_MAX) {
                throw new OperationFailed("too-many-looks", "The operation was told too often to look for its event");
            }
            return look(LOOK + looks)
                    .flatMap(found -> found.isPresent()
                            ? Uni.createFrom().item(found)
                            : hint().flatMap(inTime -> inTime ? Uni.createFrom().item(found) : lastLook()));
        }

        private Uni<Optional<Object>> look(String step) {
            return operation
                    .step(step, Look.class, PATIENCE, () -> read(place).invoke(this::keepWatch))
                    .invoke(look -> place = look.place())
                    .map(look -> Optional.ofNullable(look.event()));
        }

        /** In the step, so that it is done where the log was read last, and not again whenever the action is executed. */
        private void keepWatch(Look look) {
            if (look.event() == null) {
                watch.add(operation.id(), input.source(), filter, look.place());
            }
        }

        /** Whether it came in time. */
        private Uni<Boolean> hint() {
            Duration left = Duration.between(clock.instant(), until());
            return operation
                    .awaitEvent(LogWatch.HINT, Object.class, left.isNegative() ? Duration.ZERO : left)
                    .map(hinted -> true)
                    .onFailure(Waiting::isTimeout)
                    .recoverWithItem(false);
        }

        private Instant until() {
            // Not from the start: one that is rewound has as much time as a new one.
            return operation
                    .deadline()
                    .minus(timeLimit())
                    .plus(Objects.requireNonNullElse(input.timeout(), TIMEOUT_MAX));
        }

        private static boolean isTimeout(Throwable failure) {
            return failure instanceof OperationFailed named
                    && named.error().code().equals(OperationError.EVENT_TIMEOUT);
        }

        /** The event may have come in time, and only the hint too late. */
        private Uni<Optional<Object>> lastLook() {
            // Fails as a step, so that it is done again when the operation is rewound.
            return operation
                    .step(
                            "last look",
                            Look.class,
                            PATIENCE,
                            () -> read(place).invoke(look -> {
                                if (look.event() == null) {
                                    throw new OperationFailed(
                                            "await-timeout",
                                            "No event of source " + input.source() + " matched within the timeout");
                                }
                            }))
                    .map(look -> Optional.ofNullable(look.event()));
        }

        /** Reads page by page up to the newest event. */
        private Uni<Look> read(Place from) {
            LogHead head = log.head(input.source());
            Place[] at = {head.logId().equals(from.logId()) ? from : new Place(head.logId(), 0)};
            return Multi.createBy()
                    .repeating()
                    .uni(() -> operation.isOver()
                            ? Uni.createFrom().<Look>nothing()
                            : log.read(input.source(), at[0].position() + 1, PAGE)
                                    .map(page -> look(at[0], page)))
                    .whilst(look -> {
                        boolean more = look.event() == null && look.place().position() > at[0].position();
                        at[0] = look.place();
                        return more;
                    })
                    .collect()
                    .last();
        }

        private Look look(Place from, List<Event> page) {
            Instant until = until();
            for (Event event : page) {
                if ((filter == null || filter.matches(event))
                        && !event.recorded().isAfter(until)) {
                    return new Look(new Place(from.logId(), event.position()), json(event));
                }
            }
            return new Look(
                    page.isEmpty()
                            ? from
                            : new Place(from.logId(), page.getLast().position()),
                    null);
        }

        private Object json(Event event) {
            String text = new String(EventJson.one(event, links), StandardCharsets.UTF_8);
            if (Shapes.read(Object.class, text) instanceof Shapes.Outcome.Fits<Object>(Object value) && value != null) {
                return value;
            }
            throw new OperationFailed(
                    "unreadable-event",
                    "The event at position " + event.position() + " names something twice in its data");
        }
    }
}
