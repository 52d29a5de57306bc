package dev.bellhop.trigger;

import dev.bellhop.event.Event;
import dev.bellhop.event.filter.EventFilter;
import dev.bellhop.log.EventLog;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/** Reads on in a log until enough events match a filter, the log ends, or one poll has looked at enough. */
final class Sieve {

    /** Events that one poll looks at; the next one goes on behind them, so that no poll costs more than this. */
    static final int LOOKED_AT_MAX = 5_000;

    /** As many as a batch has by default: events may hold content, and these are in memory together. */
    static final int PAGE = 100;

    private final EventLog log;
    private final String source;
    private final EventFilter filter;
    private final int wanted;
    private final List<Event> matching = new ArrayList<>();
    private int lookedAt;

    Sieve(EventLog log, String source, EventFilter filter, int wanted) {
        this.log = log;
        this.source = source;
        this.filter = filter;
        this.wanted = wanted;
    }

    /**
     * What was found.
     *
     * @param matching up to as many as are wanted
     * @param last the last event that was looked at; whatever is before it and does not match need not be read again
     */
    record Found(List<Event> matching, Event last) {}

    /** Looks at events that were read, at least one, and at those behind them. */
    Uni<Found> look(List<Event> read) {
        for (Event event : read) {
            lookedAt++;
            if (filter.matches(event)) {
                matching.add(event);
            }
            if (matching.size() == wanted || lookedAt == LOOKED_AT_MAX) {
                return Uni.createFrom().item(new Found(matching, event));
            }
        }
        Event last = read.getLast();
        return log.read(source, last.position() + 1, PAGE)
                .flatMap(next -> next.isEmpty() ? Uni.createFrom().item(new Found(matching, last)) : look(next));
    }
}
