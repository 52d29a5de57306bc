package dev.bellhop.log;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * The logs as the database keeps them.
 *
 * <p>Positions of one source are given out by one writer at a time and without gaps, so that commit order is position
 * order and no reader can skip an event that commits late.
 */
public interface EventStore {

    /** Makes sure that a log exists for the source. */
    Uni<LogHead> open(String source);

    /** The present heads of the given sources. */
    Uni<List<LogHead>> heads(Collection<String> sources);

    /**
     * Appends the events in their order, in one transaction, and answers after the commit.
     *
     * @return one result for every event, and the head after them
     */
    Uni<Appending> append(String source, List<CloudEvent> events);

    /** Up to {@code limit} events from the position on, in order. */
    Uni<List<Event>> read(String source, long from, int limit);

    /** Position of the newest event recorded at or before the time; one before the oldest kept if there is none. */
    Uni<Long> positionAt(String source, Instant time);

    /** Deletes up to {@code limit} of the oldest events, none after {@code upTo}; returns the head after that. */
    Uni<LogHead> expire(String source, long upTo, int limit);

    /** Results in the order of the events, and the head of the log after the commit. */
    record Appending(List<AppendResult> results, LogHead head) {}
}
