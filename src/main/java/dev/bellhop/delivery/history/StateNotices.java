package dev.bellhop.delivery.history;

import dev.bellhop.delivery.history.AttemptRecord.Outcome;
import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.EventData;
import dev.bellhop.event.Timestamps;
import dev.bellhop.log.EventLog;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionState.Ended;
import dev.bellhop.subscription.SubscriptionState.Failing;
import dev.bellhop.subscription.SubscriptionState.Paused;
import dev.bellhop.subscription.SubscriptionState.PausedBy;
import dev.bellhop.subscription.SubscriptionStore;
import dev.bellhop.subscription.Subscriptions;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells of every change of a subscription's state: in its history, in a count, in a log line, and as an event. One that cannot be appended is tried again at the next
 * ticks; a crash before that loses it, since the change itself is already stored. Safe to use from every thread.
 */
public final class StateNotices implements Subscriptions.Listener {

    /** What the CloudEvents types begin with; the name of the state follows. */
    public static final String TYPES = "dev.bellhop.subscription.";

    static final int WAITING_MAX = 10_000;
    static final int BATCH = 100;
    static final int TRIES_MAX = 60;

    private static final Logger LOG = Logger.getLogger("dev.bellhop.subscription");

    private final String source;
    private final EventLog log;
    private final SubscriptionStore subscriptions;
    private final Consumer<AttemptRecord> history;
    private final InstantSource clock;
    private final Map<Outcome, LongAdder> counts = new ConcurrentHashMap<>();
    private final ArrayDeque<Change> waiting = new ArrayDeque<>();
    private boolean appending;
    private int tries;

    /**
     * Notices in a log.
     *
     * @param source the source that the events are of
     * @param history keeps them among the attempts
     */
    public StateNotices(
            String source,
            EventLog log,
            SubscriptionStore subscriptions,
            Consumer<AttemptRecord> history,
            InstantSource clock) {
        this.source = source;
        this.log = log;
        this.subscriptions = subscriptions;
        this.history = history;
        this.clock = clock;
    }

    /** A state that a subscription has now; what else there is to know of it may have to be read. */
    private record Change(String id, @Nullable Subscription known, SubscriptionState state, Instant at) {}

    @Override
    public void changed(Subscription subscription) {
        // Only states are told of.
    }

    @Override
    public void stateChanged(Subscription subscription) {
        note(new Change(subscription.id(), subscription, subscription.state(), since(subscription.state())));
    }

    @Override
    public void ended(String id, Ended how) {
        note(new Change(id, null, how, how.at()));
    }

    /** Appends what waits, if anything does and nobody is at it. */
    public Uni<Void> tick() {
        return Uni.createFrom().deferred(() -> {
            List<Change> batch = begin();
            return batch.isEmpty() ? Uni.createFrom().voidItem() : append(batch);
        });
    }

    /** How often a subscription came into this state. */
    public long count(Outcome state) {
        LongAdder count = counts.get(state);
        return count == null ? 0 : count.sum();
    }

    private void note(Change change) {
        Outcome state = outcome(change.state());
        String reason = reason(change.state());
        counts.computeIfAbsent(state, any -> new LongAdder()).increment();
        LOG.infof("subscription %s is %s%s", change.id(), state.word(), reason == null ? "" : " (" + reason + ")");
        history.accept(AttemptRecord.state(change.id(), change.at(), state, reason));
        boolean now;
        synchronized (this) {
            if (waiting.size() == WAITING_MAX) {
                LOG.errorf(
                        "a change of subscription %s is not told of: too many wait",
                        waiting.removeFirst().id());
            }
            waiting.addLast(change);
            // After a failure the next tick is soon enough.
            now = tries == 0;
        }
        if (now) {
            tick().subscribe().with(done -> {}, failure -> LOG.debugf("notices wait: %s", failure.getMessage()));
        }
    }

    private Uni<Void> append(List<Change> batch) {
        return events(batch)
                .flatMap(events -> log.append(source, events))
                .onItemOrFailure()
                .transformToUni((results, failure) -> {
                    end(batch, failure);
                    return failure == null ? tick() : Uni.createFrom().failure(failure);
                });
    }

    private synchronized List<Change> begin() {
        if (appending) {
            return List.of();
        }
        List<Change> batch = waiting.stream().limit(BATCH).toList();
        appending = !batch.isEmpty();
        return batch;
    }

    private synchronized void end(List<Change> batch, @Nullable Throwable failure) {
        appending = false;
        if (failure == null || ++tries == TRIES_MAX) {
            batch.forEach(waiting::remove);
            tries = 0;
        }
        if (failure != null) {
            LOG.warnf(
                    "%d changes of subscriptions are not told of %s: %s",
                    batch.size(), tries == 0 ? "at all" : "yet", failure.getMessage());
        }
    }

    private Uni<List<CloudEvent>> events(List<Change> batch) {
        return Uni.join()
                .all(batch.stream().map(this::event).toList())
                .andFailFast()
                .map(events -> events.stream().flatMap(Optional::stream).toList());
    }

    private Uni<Optional<CloudEvent>> event(Change change) {
        Uni<Optional<Subscription>> subscription = change.known() == null
                ? subscriptions.find(change.id())
                : Uni.createFrom().item(Optional.of(change.known()));
        return subscription.map(found -> found.map(known -> event(known, change)));
    }

    /** The same change is the same event, however often it is appended. */
    private CloudEvent event(Subscription subscription, Change change) {
        String state = outcome(change.state()).word();
        Map<String, @Nullable String> data = new LinkedHashMap<>();
        data.put("subscription", subscription.id());
        data.put("source", subscription.source());
        data.put("state", state);
        data.put("reason", reason(change.state()));
        data.put("callbackHost", subscription.callback().host());
        data.put("at", Timestamps.format(change.at()));
        return new CloudEvent(
                subscription.id() + '.' + state + '.' + Timestamps.toMicros(change.at()),
                "/sources/" + source,
                TYPES + state,
                subscription.id(),
                Timestamps.truncate(change.at()),
                "application/json",
                Map.of(),
                EventData.json(json(data)),
                null);
    }

    /** A state that does not know since when it is begins now. */
    private Instant since(SubscriptionState state) {
        return switch (state) {
            case Active() -> clock.instant();
            case Failing failing -> failing.since();
            case Paused paused -> paused.since();
            case Ended ended -> ended.at();
        };
    }

    private static Outcome outcome(SubscriptionState state) {
        return switch (state) {
            case Active() -> Outcome.ACTIVE;
            case Failing failing -> Outcome.FAILING;
            case Paused paused -> Outcome.PAUSED;
            case Ended ended -> Outcome.ENDED;
        };
    }

    private static @Nullable String reason(SubscriptionState state) {
        return switch (state) {
            case Active() -> null;
            case Failing(Instant since, String reason) -> reason;
            case Paused(PausedBy by, Instant since) -> word(by);
            case Ended(EndReason reason, Instant at) -> word(reason);
        };
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String json(Map<String, @Nullable String> members) {
        StringJoiner object = new StringJoiner(",", "{", "}");
        members.forEach((name, value) -> {
            if (value != null) {
                object.add('"' + name + "\":" + EventData.text(value).text());
            }
        });
        return object.toString();
    }
}
