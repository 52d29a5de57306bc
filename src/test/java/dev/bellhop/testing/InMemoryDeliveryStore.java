package dev.bellhop.testing;

import dev.bellhop.delivery.DeadLetter;
import dev.bellhop.delivery.DeadLetterChoice;
import dev.bellhop.delivery.DeliveryStore;
import dev.bellhop.delivery.Retry;
import dev.bellhop.source.disposal.Readers;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.Subscriptions;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The reference for {@link DeliveryStore}: fenced by the leases, it moves the positions of the subscriptions. A delivery
 * either waits, or is a dead letter, or is settled and forgotten.
 */
public final class InMemoryDeliveryStore implements DeliveryStore, Readers {

    private static final Comparator<DeadLetter> NEWEST_FIRST = Comparator.comparing(DeadLetter::at)
            .reversed()
            .thenComparing(DeadLetter::subscription)
            .thenComparing(DeadLetter::position);

    private final InMemoryLeaseStore leases;
    private final InMemorySubscriptionStore subscriptions;
    private final List<DeadLetter> dead = new ArrayList<>();

    public InMemoryDeliveryStore(InMemoryLeaseStore leases, InMemorySubscriptionStore subscriptions) {
        this.leases = leases;
        this.subscriptions = subscriptions;
        subscriptions.onReplay((id, position) -> {
            leases.takeAway(Subscriptions.leaseName(id));
            dead.removeIf(letter -> letter.subscription().equals(id) && letter.position() > position);
        });
    }

    @Override
    public Uni<List<Retry>> retries(String subscription) {
        return answer(() -> {
            List<Retry> untried = subscriptions.untried(REDRIVEN_MAX).getOrDefault(subscription, List.of());
            return subscriptions.waiting(subscription).values().stream()
                    .filter(retry -> retry.attempts() > 0
                            || retry.position()
                                    > subscriptions.get(subscription).position()
                            || untried.contains(retry))
                    .toList();
        });
    }

    @Override
    public Uni<Map<String, List<Retry>>> redriven() {
        return answer(() -> subscriptions.untried(REDRIVEN_MAX));
    }

    @Override
    public Uni<Boolean> save(Progress progress) {
        return answer(() -> {
            if (!leases.isNewest(progress.lease())) {
                return false;
            }
            String id = progress.subscription();
            subscriptions.move(id, progress.position());
            progress.settled().forEach(position -> forget(id, position));
            if (InMemorySubscriptionStore.isOpen(subscriptions.get(id))) {
                progress.deferred().forEach(retry -> subscriptions.waiting(id).put(retry.position(), retry));
            }
            progress.dead().forEach(letter -> {
                forget(id, letter.position());
                dead.add(letter);
            });
            return true;
        });
    }

    @Override
    public Uni<List<DeadLetter>> deadLetters(DeadLetterChoice which, int skip, int limit) {
        return answer(() -> dead.stream()
                .filter(meant(which))
                .sorted(NEWEST_FIRST)
                .skip(skip)
                .limit(limit)
                .toList());
    }

    @Override
    public Uni<Integer> redrive(DeadLetterChoice which, Instant now) {
        return answer(() -> {
            List<DeadLetter> driven = dead.stream()
                    .filter(meant(which))
                    .filter(letter -> InMemorySubscriptionStore.isOpen(subscriptions.get(letter.subscription())))
                    .toList();
            dead.removeAll(driven);
            driven.forEach(letter -> subscriptions
                    .waiting(letter.subscription())
                    .put(letter.position(), new Retry(letter.position(), 0, letter.since(), now, letter.reason())));
            return driven.size();
        });
    }

    @Override
    public Uni<Integer> discard(DeadLetterChoice which) {
        return answer(() -> {
            int kept = dead.size();
            dead.removeIf(meant(which));
            return kept - dead.size();
        });
    }

    @Override
    public Uni<Integer> expireDeadLetters(Instant before) {
        return answer(() -> {
            int kept = dead.size();
            dead.removeIf(letter -> letter.at().isBefore(before));
            return kept - dead.size();
        });
    }

    /** All before what is needed, but a dead letter of a subscription that has not ended is needed too. */
    @Override
    public Uni<OptionalLong> settledUpTo(String source) {
        return subscriptions.neededFrom(source).map(needed -> {
            synchronized (this) {
                return needed.isEmpty()
                        ? needed
                        : OptionalLong.of(dead.stream()
                                .filter(letter -> isOf(source, letter))
                                .mapToLong(letter -> letter.position() - 1)
                                .reduce(needed.getAsLong() - 1, Math::min));
            }
        });
    }

    private boolean isOf(String source, DeadLetter letter) {
        Subscription subscription = subscriptions.get(letter.subscription());
        return subscription.source().equals(source) && InMemorySubscriptionStore.isOpen(subscription);
    }

    private static Predicate<DeadLetter> meant(DeadLetterChoice which) {
        return letter -> (which.subscription() == null || which.subscription().equals(letter.subscription()))
                && (which.source() == null || which.source().equals(letter.source()))
                && (which.eventIds().isEmpty() || which.eventIds().contains(letter.eventId()))
                && (which.before() == null || letter.at().isBefore(which.before()));
    }

    private void forget(String subscription, long position) {
        subscriptions.waiting(subscription).remove(position);
        dead.removeIf(letter -> letter.subscription().equals(subscription) && letter.position() == position);
    }

    private <T> Uni<T> answer(Supplier<T> work) {
        return Uni.createFrom().item(() -> {
            synchronized (this) {
                return work.get();
            }
        });
    }
}
