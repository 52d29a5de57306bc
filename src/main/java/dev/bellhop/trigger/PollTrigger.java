package dev.bellhop.trigger;

import dev.bellhop.event.Event;
import dev.bellhop.event.Timestamps;
import dev.bellhop.event.TriggerState;
import dev.bellhop.event.TriggerState.InLog;
import dev.bellhop.event.TriggerState.Since;
import dev.bellhop.event.filter.EventFilter;
import dev.bellhop.log.EventLog;
import dev.bellhop.log.LogHead;
import dev.bellhop.trigger.BookmarkStore.Bookmark;
import dev.bellhop.trigger.PollRequest.Start;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Answers polls. A poll is a pure read: nothing is deleted and nothing moves; the caller's next state is its
 * acknowledgement. If nothing is new the answer comes from memory.
 */
public final class PollTrigger {

    private static final int READERS_IN_MEMORY_MAX = 10_000;

    private final EventLog log;
    private final BookmarkStore bookmarks;
    private final Map<String, RetryAfter> tuning;
    private final InstantSource clock;
    private final int waitingMax;
    private final Map<String, TriggerState> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder expired = new LongAdder();

    /**
     * Makes the trigger.
     *
     * @param tuning one for every source
     * @param waitingMax polls that may be held back at a time; the next ones are answered at once
     */
    public PollTrigger(
            EventLog log,
            BookmarkStore bookmarks,
            Map<String, RetryAfter> tuning,
            InstantSource clock,
            int waitingMax) {
        this.log = log;
        this.bookmarks = bookmarks;
        this.tuning = tuning;
        this.clock = clock;
        this.waitingMax = waitingMax;
    }

    /** Events that callers missed because they were no longer kept. */
    public long expired() {
        return expired.sum();
    }

    /** Answers a poll. A missing state means the place that {@code startFrom} names; then all polls are alike. */
    public Uni<PollAnswer> poll(PollRequest request) {
        TriggerState state = request.state();
        return (state == null ? start(request) : Uni.createFrom().item(state))
                .flatMap(from -> acknowledge(request, from).flatMap(noted -> from(request, from)));
    }

    private Uni<TriggerState> start(PollRequest request) {
        return switch (request.start()) {
            case Start.Now now -> Uni.createFrom().item(atNow(request));
            case Start.Beginning beginning -> Uni.createFrom().item(atBeginning(request));
            case Start.After(Instant time) -> Uni.createFrom().item(new Since(time));
            case Start.Resume(String reader) ->
                bookmarks
                        .find(request.source(), reader)
                        .map(found -> found.flatMap(TriggerState::parse).orElseGet(() -> atNow(request)));
        };
    }

    private Uni<PollAnswer> from(PollRequest request, TriggerState state) {
        LogHead head = log.head(request.source());
        boolean nothingKept = head.oldest() > head.newest();
        if (nothingKept || isAtNewest(state, head)) {
            return nothing(request, state, head, head.newest());
        }
        if (state instanceof InLog inLog && isOf(inLog, head)) {
            return fromPosition(request, inLog, head);
        }
        return fromTime(request, state, head);
    }

    /**
     * Reads one event more than asked for on both sides: the one at the state's position tells whether the log is
     * still the one that the state was made for, the one after the page tells whether more is there.
     */
    private Uni<PollAnswer> fromPosition(PollRequest request, InLog state, LogHead head) {
        long from = Math.max(state.position(), head.oldest() - 1);
        return log.read(request.source(), Math.max(1, from), request.max() + 2).flatMap(read -> {
            boolean anchored = !read.isEmpty() && read.getFirst().position() == state.position();
            if (anchored && read.getFirst().recorded().isAfter(state.time())) {
                // The log went back in time (a restored backup) and has grown past the position again.
                return fromTime(request, state, head);
            }
            List<Event> after = anchored ? read.subList(1, read.size()) : read;
            return answer(request, state, head, state.position(), after);
        });
    }

    private Uni<PollAnswer> fromTime(PollRequest request, TriggerState state, LogHead head) {
        return log.positionAt(request.source(), state.time())
                .flatMap(position -> log.read(request.source(), position + 1, request.max() + 1)
                        .flatMap(after -> answer(request, state, head, position, after)));
    }

    private Uni<PollAnswer> answer(
            PollRequest request, TriggerState state, LogHead before, long position, List<Event> after) {
        if (after.isEmpty()) {
            // The head from before the reading: an event that came since must end the wait.
            return nothing(request, state, before, Math.max(position, before.newest()));
        }
        long missed = after.getFirst().position() - 1 - position;
        expired.add(missed);
        EventFilter filter = request.filter();
        return filter == null
                ? Uni.createFrom().item(page(request, after, after.getLast(), missed))
                : new Sieve(log, request.source(), filter, request.max() + 1)
                        .look(after)
                        .flatMap(found -> sifted(request, before, found, missed));
    }

    /** What was passed over counts as read: the next poll goes on behind it. */
    private Uni<PollAnswer> sifted(PollRequest request, LogHead before, Sieve.Found found, long missed) {
        Event last = found.last();
        if (!found.matching().isEmpty()) {
            return Uni.createFrom().item(page(request, found.matching(), last, missed));
        }
        LogHead head = log.head(request.source());
        InLog later = after(last, head);
        RetryAfter retryAfter = tuning(request);
        if (last.position() < head.newest()) {
            return Uni.createFrom().item(new PollAnswer.Nothing(later.toString(), retryAfter.moreSeconds(), missed));
        }
        // What was missed is told at once, not perhaps.
        return missed > 0
                ? Uni.createFrom()
                        .item(new PollAnswer.Nothing(
                                later.toString(), retryAfter.idleSeconds(head.recorded(), clock.instant()), missed))
                : nothing(request, later, before, last.position());
    }

    /**
     * An answer with events.
     *
     * @param found one more than asked for, if there are so many
     * @param last where reading ended
     */
    private PollAnswer page(PollRequest request, List<Event> found, Event last, long missed) {
        LogHead head = log.head(request.source());
        boolean full = found.size() > request.max();
        List<Event> page = full ? found.subList(0, request.max()) : found;
        Event reached = full ? page.getLast() : last;
        boolean more = full || reached.position() < head.newest();
        RetryAfter retryAfter = tuning(request);
        return new PollAnswer.Events(
                List.copyOf(page),
                after(reached, head).toString(),
                more ? retryAfter.moreSeconds() : retryAfter.idleSeconds(),
                missed);
    }

    private static InLog after(Event last, LogHead head) {
        return new InLog(last.recorded(), head.logId(), last.position());
    }

    private Uni<PollAnswer> nothing(PollRequest request, TriggerState state, LogHead head, long newest) {
        PollAnswer now =
                new PollAnswer.Nothing(state.toString(), tuning(request).idleSeconds(head.recorded(), clock.instant()));
        if (request.hold().isZero()) {
            return Uni.createFrom().item(now);
        }
        if (waiting.incrementAndGet() > waitingMax) {
            waiting.decrementAndGet();
            return Uni.createFrom().item(now);
        }
        return log.awaitAfter(request.source(), newest)
                .map(grown -> true)
                .ifNoItem()
                .after(request.hold())
                .recoverWithItem(false)
                .onTermination()
                .invoke(waiting::decrementAndGet)
                .flatMap(grown -> grown
                        ? from(request.withoutHold(), state)
                        : Uni.createFrom().item(now));
    }

    /** Remembers the state if the caller wants that and it is news; the caller is answered after the commit. */
    private Uni<Void> acknowledge(PollRequest request, TriggerState state) {
        if (!(request.start() instanceof Start.Resume(String reader))) {
            return Uni.createFrom().voidItem();
        }
        String key = request.source() + '\n' + reader;
        TriggerState before = acknowledged.get(key);
        if (state.equals(before) || (before != null && isBehind(state, before))) {
            return Uni.createFrom().voidItem();
        }
        return bookmarks
                .save(new Bookmark(request.source(), reader, state.toString(), clock.instant()))
                .invoke(() -> remember(key, state));
    }

    /** A late repetition of an older poll takes nothing back. */
    private static boolean isBehind(TriggerState state, TriggerState before) {
        return state instanceof InLog here
                && before instanceof InLog there
                && here.logId().equals(there.logId())
                && here.position() < there.position();
    }

    private void remember(String key, TriggerState state) {
        if (acknowledged.size() >= READERS_IN_MEMORY_MAX) {
            acknowledged.clear();
        }
        acknowledged.put(key, state);
    }

    private TriggerState atNow(PollRequest request) {
        LogHead head = log.head(request.source());
        Instant now = Timestamps.truncate(clock.instant());
        return new InLog(now.isAfter(head.recorded()) ? now : head.recorded(), head.logId(), head.newest());
    }

    private TriggerState atBeginning(PollRequest request) {
        LogHead head = log.head(request.source());
        return new InLog(Instant.EPOCH, head.logId(), head.oldest() - 1);
    }

    private RetryAfter tuning(PollRequest request) {
        RetryAfter found = tuning.get(request.source());
        if (found == null) {
            throw new IllegalStateException("Source " + request.source() + " has no Retry-After tuning");
        }
        return found;
    }

    private static boolean isOf(InLog state, LogHead head) {
        return state.logId().equals(head.logId()) && state.position() <= head.newest();
    }

    private static boolean isAtNewest(TriggerState state, LogHead head) {
        return !isBefore(state, head)
                && (!(state instanceof InLog inLog)
                        || !inLog.logId().equals(head.logId())
                        || inLog.position() >= head.newest());
    }

    private static boolean isBefore(TriggerState state, LogHead head) {
        return head.newest() > 0 && state.time().isBefore(head.recorded());
    }
}
