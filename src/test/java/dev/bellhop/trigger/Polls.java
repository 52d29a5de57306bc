package dev.bellhop.trigger;

import dev.bellhop.event.Event;
import dev.bellhop.event.SampleEvents;
import dev.bellhop.event.TriggerState;
import dev.bellhop.log.EventLog;
import dev.bellhop.log.HeldBackEventStore;
import dev.bellhop.testing.InMemoryBookmarkStore;
import dev.bellhop.testing.InMemoryEventStore;
import dev.bellhop.testing.SeededIds;
import dev.bellhop.testing.SettableTime;
import dev.bellhop.trigger.PollAnswer.Events;
import dev.bellhop.trigger.PollAnswer.Nothing;
import dev.bellhop.trigger.PollRequest.Start;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A log and its polling trigger. */
final class Polls {

    static final int WAITING_MAX = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final RetryAfter TUNING =
            new RetryAfter(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ZERO);

    final SettableTime time;
    final HeldBackEventStore store;
    final EventLog log;
    final PollTrigger trigger;
    private final InMemoryBookmarkStore bookmarks;

    Polls() {
        this(new SettableTime(), 1, new InMemoryBookmarkStore());
    }

    /** With the same seed the log has the same id, as one that was restored from a backup. */
    Polls(SettableTime time, long seed, InMemoryBookmarkStore bookmarks) {
        this.time = time;
        this.bookmarks = bookmarks;
        this.store = new HeldBackEventStore(new InMemoryEventStore(time, new SeededIds(seed)));
        this.log = new EventLog(store);
        log.open(List.of("orders")).await().atMost(PATIENCE);
        this.trigger = trigger();
    }

    /** Another process, or this one after a restart: nothing in memory, the same database. */
    PollTrigger trigger() {
        return new PollTrigger(log, bookmarks, Map.of("orders", TUNING), time, WAITING_MAX);
    }

    void append(String... ids) {
        for (String id : ids) {
            log.append("orders", List.of(SampleEvents.what(id))).await().atMost(PATIENCE);
            time.advance(Duration.ofMillis(1));
        }
    }

    void expireUpTo(long position) {
        while (log.head("orders").oldest()
                <= Math.min(position, log.head("orders").newest())) {
            log.expire("orders", position, 1_000).await().atMost(PATIENCE);
        }
    }

    PollAnswer poll(String state, int max) {
        return done(request(state, new Start.Now(), max, Duration.ZERO));
    }

    PollAnswer start(Start start) {
        return done(request(null, start, 100, Duration.ZERO));
    }

    Nothing nothing(String state) {
        return (Nothing) poll(state, 100);
    }

    Events events(String state) {
        return (Events) poll(state, 100);
    }

    /** The state of a reader that has everything there is. */
    String now() {
        return ((Nothing) start(new Start.Now())).nextState();
    }

    Uni<PollAnswer> held(String state, Duration hold) {
        return trigger.poll(request(state, new Start.Now(), 100, hold));
    }

    PollAnswer done(PollRequest request) {
        return trigger.poll(request).await().atMost(PATIENCE);
    }

    static PollRequest request(@Nullable String state, Start start, int max, Duration hold) {
        TriggerState parsed = state == null ? null : TriggerState.parse(state).orElseThrow();
        return new PollRequest("orders", parsed, start, max, hold);
    }

    static List<String> ids(PollAnswer answer) {
        return ((Events) answer)
                .events().stream().map(Event::what).map(what -> what.id()).toList();
    }

    Instant recorded(long position) {
        return log.read("orders", position, 1)
                .await()
                .atMost(PATIENCE)
                .getFirst()
                .recorded();
    }
}
