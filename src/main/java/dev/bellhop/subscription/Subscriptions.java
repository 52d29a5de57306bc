package dev.bellhop.subscription;

import dev.bellhop.access.signing.SigningKey;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionStore.Selector;
import dev.bellhop.subscription.SubscriptionStore.Subscribed;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Subscribing and unsubscribing, and telling those who deliver about it at once. */
public final class Subscriptions {

    private final SubscriptionStore store;
    private final InstantSource clock;
    private final int perSourceMax;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    public Subscriptions(SubscriptionStore store, InstantSource clock, int perSourceMax) {
        this.store = store;
        this.clock = clock;
        this.perSourceMax = perSourceMax;
    }

    public SubscriptionStore store() {
        return store;
    }

    /** Adds or renews; fails with {@link TooMany} if the source has as many subscriptions as it may. */
    public Uni<Subscribed> subscribe(Subscription wanted) {
        return store.countActive(wanted.source())
                .flatMap(active -> active < perSourceMax ? Uni.createFrom().item(true) : store.isRenewal(wanted))
                .flatMap(admitted ->
                        admitted ? store.subscribe(wanted) : Uni.createFrom().failure(new TooMany(perSourceMax)))
                .invoke(subscribed -> listeners.forEach(listener -> {
                    subscribed.replaced().forEach(listener::ended);
                    listener.changed(subscribed.subscription());
                }));
    }

    /** Signs with another key from now on; empty if there is no active subscription with this id. */
    public Uni<Optional<Subscription>> rotate(String id, SigningKey newKey, Duration overlap) {
        return store.rotate(id, newKey, overlap, clock.instant())
                .invoke(rotated -> rotated.ifPresent(
                        subscription -> listeners.forEach(listener -> listener.changed(subscription))));
    }

    /** Ends what is meant; returns the ids, which may be none. */
    public Uni<List<String>> end(Selector selector, EndReason reason) {
        return store.end(selector, reason, clock.instant())
                .invoke(ids -> listeners.forEach(listener -> ids.forEach(listener::ended)));
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Hears of changes made by this process; those of others are found in the store. */
    public interface Listener {
        void changed(Subscription subscription);

        void ended(String id);
    }

    /** A source has as many active subscriptions as it may have. */
    public static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public TooMany(int max) {
            super("The source has " + max + " active subscriptions already, which is the most it may have"
                    + " (bellhop.subscriptions.per-source-max)");
        }
    }
}
