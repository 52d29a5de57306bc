package dev.bellhop.simulation;

import dev.bellhop.delivery.DeadLetter;
import dev.bellhop.delivery.DeadLetterChoice;
import dev.bellhop.delivery.Retry;
import dev.bellhop.event.Ids;
import dev.bellhop.subscription.SubscriptionState;
import dev.bellhop.testing.InMemoryBookmarkStore;
import dev.bellhop.testing.InMemoryDeliveryStore;
import dev.bellhop.testing.InMemoryEventStore;
import dev.bellhop.testing.InMemoryFileLedger;
import dev.bellhop.testing.InMemoryLeaseStore;
import dev.bellhop.testing.InMemorySubscriptionStore;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.List;

/** The database: the one thing that crashes leave alone. */
record Stores(
        InMemoryEventStore events,
        InMemoryLeaseStore leases,
        InMemorySubscriptionStore subscriptions,
        InMemoryDeliveryStore deliveries,
        InMemoryBookmarkStore bookmarks,
        InMemoryFileLedger ledger) {

    static Stores empty(InstantSource clock, Ids ids) {
        InMemoryLeaseStore leases = new InMemoryLeaseStore();
        InMemorySubscriptionStore subscriptions = new InMemorySubscriptionStore();
        return new Stores(
                new InMemoryEventStore(clock, ids),
                leases,
                subscriptions,
                new InMemoryDeliveryStore(leases, subscriptions),
                new InMemoryBookmarkStore(),
                new InMemoryFileLedger());
    }

    /** The deliveries of a subscription that wait. */
    List<Retry> waiting(String subscription) {
        return now(deliveries.retries(subscription));
    }

    List<DeadLetter> deadLetters(String subscription) {
        return now(deliveries.deadLetters(DeadLetterChoice.of(subscription), 0, Integer.MAX_VALUE));
    }

    /** How far a subscription got. */
    long position(String subscription) {
        return now(subscriptions.find(subscription)).orElseThrow().position();
    }

    SubscriptionState state(String subscription) {
        return now(subscriptions.find(subscription)).orElseThrow().state();
    }

    private static <T> T now(Uni<T> answer) {
        return answer.await().indefinitely();
    }
}
