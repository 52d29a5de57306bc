package dev.bellhop.testing;

import dev.bellhop.delivery.Retry;
import dev.bellhop.event.Timestamps;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionLimits;
import dev.bellhop.subscription.SubscriptionState;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionState.Ended;
import dev.bellhop.subscription.SubscriptionState.Open;
import dev.bellhop.subscription.SubscriptionStore;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reference for {@link SubscriptionStore}. Deliveries that wait stand beside their subscription, because they end
 * with it and hold events for it.
 */
public final class InMemorySubscriptionStore implements SubscriptionStore {

    private final TreeMap<String, Row> rows = new TreeMap<>();
    private BiConsumer<String, Long> onReplay = (id, position) -> {};

    @Override
    public Uni<Subscribed> subscribe(Subscription wanted, SubscriptionLimits limits) {
        return answer(() -> {
            // The one with the same callback first: it is the one that goes on.
            List<Subscription> same = open(wanted.source())
                    .filter(other -> isSame(other, wanted))
                    .sorted(Comparator.comparing(other -> !other.callback().equals(wanted.callback())))
                    .toList();
            if (same.isEmpty()) {
                limits.refusal(wanted, (int) open(wanted.source()).count(), owned(wanted.owner()))
                        .ifPresent(refusal -> {
                            throw refusal;
                        });
                Row row = new Row(wanted);
                rows.put(wanted.id(), row);
                return new Subscribed(row.subscription, null, List.of());
            }
            List<String> replaced = same.stream().skip(1).map(Subscription::id).toList();
            replaced.forEach(id -> row(id).end(EndReason.REPLACED, wanted.created()));
            Row kept = row(same.getFirst().id());
            Subscription before = kept.subscription;
            kept.renew(wanted);
            return new Subscribed(kept.subscription, before, replaced);
        });
    }

    @Override
    public Uni<Boolean> isRenewal(Subscription wanted) {
        return answer(() -> open(wanted.source()).anyMatch(other -> isSame(other, wanted)));
    }

    @Override
    public Uni<Optional<Subscription>> find(String id) {
        return answer(() -> Optional.ofNullable(rows.get(id)).map(row -> row.subscription));
    }

    @Override
    public Uni<List<Subscription>> list(@Nullable String source, String afterId, int limit) {
        return answer(() -> after(afterId)
                .filter(any -> source == null || any.source().equals(source))
                .limit(limit)
                .toList());
    }

    @Override
    public Uni<List<Subscription>> open(String afterId, int limit) {
        return answer(() -> after(afterId)
                .filter(InMemorySubscriptionStore::isOpen)
                .limit(limit)
                .toList());
    }

    @Override
    public Uni<Integer> countOpen(String source) {
        return answer(() -> (int) open(source).count());
    }

    @Override
    public Uni<Integer> countOwned(String owner) {
        return answer(() -> owned(owner));
    }

    private int owned(@Nullable String owner) {
        return (int) rows.values().stream()
                .filter(row -> isOpen(row.subscription) && Objects.equals(row.subscription.owner(), owner))
                .count();
    }

    @Override
    public Uni<List<String>> end(Selector selector, EndReason reason, Instant at) {
        return answer(() -> {
            List<String> ids = after("")
                    .filter(InMemorySubscriptionStore::isOpen)
                    .filter(selected(selector))
                    .map(Subscription::id)
                    .toList();
            ids.forEach(id -> row(id).end(reason, at));
            return ids;
        });
    }

    @Override
    public Uni<Optional<Updated>> update(String id, UnaryOperator<Subscription> change) {
        return answer(() -> Optional.ofNullable(rows.get(id))
                .filter(row -> isOpen(row.subscription))
                .map(row -> {
                    Subscription before = row.subscription;
                    row.subscription = change.apply(before).at(before.position());
                    return new Updated(before, row.subscription);
                }));
    }

    @Override
    public Uni<Optional<Subscription>> replay(String id, long position) {
        return answer(() -> Optional.ofNullable(rows.get(id))
                .filter(row -> isOpen(row.subscription))
                .map(row -> {
                    onReplay.accept(id, position);
                    row.waiting.tailMap(position, false).clear();
                    row.subscription = row.subscription.at(position);
                    return row.subscription;
                }));
    }

    /** Called within a replay: dead letters and leases are kept elsewhere. */
    void onReplay(BiConsumer<String, Long> listener) {
        onReplay = onReplay.andThen(listener);
    }

    @Override
    public Uni<OptionalLong> neededFrom(String source) {
        return answer(() -> open(source)
                .map(subscription -> row(subscription.id()))
                .flatMapToLong(row -> LongStream.concat(
                        LongStream.of(row.subscription.position() + 1),
                        row.waiting.keySet().stream().mapToLong(position -> position)))
                .min());
    }

    /** Moves the position, only forward. */
    synchronized void move(String id, long position) {
        row(id).move(position);
    }

    /** The deliveries that wait and were not tried yet, by subscription. */
    synchronized Map<String, List<Retry>> untried(int most) {
        Map<String, List<Retry>> untried = new TreeMap<>();
        rows.forEach((id, row) -> row.waiting.values().stream()
                .filter(retry -> retry.attempts() == 0)
                .limit(most)
                .forEach(retry ->
                        untried.computeIfAbsent(id, any -> new ArrayList<>()).add(retry)));
        return untried;
    }

    /** The deliveries that wait to be tried again, by position. */
    synchronized NavigableMap<Long, Retry> waiting(String id) {
        return rows.containsKey(id) ? row(id).waiting : new TreeMap<>();
    }

    synchronized Subscription get(String id) {
        return row(id).subscription;
    }

    static boolean isOpen(Subscription subscription) {
        return subscription.state() instanceof Open;
    }

    private static boolean isSame(Subscription other, Subscription wanted) {
        return other.callback().equals(wanted.callback())
                || (wanted.workflow() != null && wanted.workflow().equals(other.workflow()));
    }

    private static Predicate<Subscription> selected(Selector selector) {
        return switch (selector) {
            case Selector.ById byId -> any -> any.id().equals(byId.id());
            case Selector.ByCallback by ->
                any -> any.source().equals(by.source())
                        && any.callback().whole().reveal().equals(by.callbackUrl());
            case Selector.ByWorkflow by ->
                any -> any.source().equals(by.source()) && by.workflow().equals(any.workflow());
            case Selector.ExpiredBy by ->
                any -> any.options().expires() != null
                        && !any.options().expires().isAfter(by.time());
        };
    }

    private Stream<Subscription> after(String id) {
        return new ArrayList<>(rows.tailMap(id, false).values()).stream().map(row -> row.subscription);
    }

    private Stream<Subscription> open(String source) {
        return after("").filter(any -> isOpen(any) && any.source().equals(source));
    }

    private Row row(String id) {
        return Optional.ofNullable(rows.get(id)).orElseThrow();
    }

    private <T> Uni<T> answer(Supplier<T> work) {
        return Uni.createFrom().item(() -> {
            synchronized (this) {
                return work.get();
            }
        });
    }

    private static final class Row {

        private final NavigableMap<Long, Retry> waiting = new TreeMap<>();
        private Subscription subscription;

        Row(Subscription subscription) {
            this.subscription = subscription;
            change(subscription, subscription.state(), subscription.position());
        }

        void renew(Subscription wanted) {
            subscription = subscription.renewed(wanted);
        }

        void move(long position) {
            change(subscription, subscription.state(), Math.max(subscription.position(), position));
        }

        void end(EndReason reason, Instant at) {
            change(subscription, new Ended(reason, Timestamps.truncate(at)), subscription.position());
            waiting.clear();
        }

        private void change(Subscription before, SubscriptionState state, long position) {
            subscription = new Subscription(
                    before.id(),
                    before.source(),
                    before.callback(),
                    before.workflow(),
                    state,
                    position,
                    Timestamps.truncate(before.created()),
                    before.publicUrl(),
                    before.signingKeys(),
                    before.options(),
                    before.owner());
        }
    }
}
