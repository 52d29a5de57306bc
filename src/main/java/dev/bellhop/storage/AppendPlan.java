package dev.bellhop.storage;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import dev.bellhop.event.Timestamps;
import dev.bellhop.log.AppendResult;
import dev.bellhop.log.EventStore.Appending;
import dev.bellhop.log.LogHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides what appending means: which events are new, where they stand, and what each caller is told. Pure, so that
 * every store appends alike.
 *
 * @param added the new events with their positions
 * @param answers one for every request, in order
 */
public record AppendPlan(List<Event> added, List<Appending> answers) {

    /**
     * Plans the requests of one source.
     *
     * @param head the log before
     * @param known which of the events' identities the log has already
     */
    public static AppendPlan of(
            LogHead head, Set<CloudEvent.Identity> known, Instant now, List<List<CloudEvent>> requests) {
        Set<CloudEvent.Identity> seen = new HashSet<>(known);
        List<Event> added = new ArrayList<>();
        List<List<AppendResult>> answers = new ArrayList<>(requests.size());
        LogHead after = head;
        for (List<CloudEvent> request : requests) {
            List<AppendResult> results = new ArrayList<>(request.size());
            for (CloudEvent what : request) {
                if (!seen.add(what.identity())) {
                    results.add(new AppendResult.AlreadyKnown());
                    continue;
                }
                after = next(after, now);
                added.add(new Event(head.source(), after.newest(), after.recorded(), what));
                results.add(new AppendResult.Appended(after.newest(), after.recorded()));
            }
            answers.add(results);
        }
        // All of them are committed together, so all are told of the same head, and readers are woken once.
        LogHead committed = after;
        return new AppendPlan(
                added,
                answers.stream()
                        .map(results -> new Appending(results, committed))
                        .toList());
    }

    /** Times within a log strictly increase, also when the clock stands or steps back: a time names one place. */
    private static LogHead next(LogHead head, Instant now) {
        Instant soonest = head.recorded().plusNanos(1_000);
        Instant recorded = Timestamps.truncate(now.isBefore(soonest) ? soonest : now);
        return new LogHead(head.source(), head.logId(), head.oldest(), head.newest() + 1, recorded);
    }
}
