package dev.bellhop.subscription;

import dev.bellhop.access.signing.SigningKey;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionState.Ended;
import dev.bellhop.subscription.SubscriptionState.Failing;
import dev.bellhop.subscription.SubscriptionState.Paused;
import dev.bellhop.subscription.SubscriptionState.PausedBy;
import dev.bellhop.subscription.SubscriptionStore.Selector;
import dev.bellhop.subscription.SubscriptionStore.Subscribed;
import dev.bellhop.subscription.SubscriptionStore.Updated;
import dev.bellhop.subscription.options.SubscriptionOptions;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Subscribing and unsubscribing, and telling those who deliver about it at once. */
public final class Subscriptions {

    private final SubscriptionStore store;
    private final InstantSource clock;
    private final SubscriptionLimits limits;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    public Subscriptions(SubscriptionStore store, InstantSource clock, SubscriptionLimits limits) {
        this.store = store;
        this.clock = clock;
        this.limits = limits;
    }

    /** The lease of whoever delivers for a subscription. */
    public static String leaseName(String id) {
        return "pump/" + id;
    }

    public SubscriptionStore store() {
        return store;
    }

    /**
     * Whether it may be subscribed as far as is known now, before anybody is asked for it; fails with {@link TooMany} if
     * not. Only subscribing itself is certain.
     */
    public Uni<Subscription> admit(Subscription wanted) {
        Uni<Integer> owned = limits.countOwner(wanted)
                ? store.countOwned(Objects.requireNonNull(wanted.owner()))
                : Uni.createFrom().item(0);
        return Uni.combine()
                .all()
                .unis(store.countOpen(wanted.source()), owned)
                .asTuple()
                .map(counts -> limits.refusal(wanted, counts.getItem1(), counts.getItem2()))
                .flatMap(refusal -> refusal.isEmpty()
                        ? Uni.createFrom().item(wanted)
                        : store.isRenewal(wanted)
                                .onItem()
                                .transformToUni(renewal -> renewal
                                        ? Uni.createFrom().item(wanted)
                                        : Uni.createFrom().failure(refusal.get())));
    }

    /** Adds or renews; fails with {@link TooMany} if the source or the caller has as many subscriptions as it may. */
    public Uni<Subscribed> subscribe(Subscription wanted) {
        return store.subscribe(wanted, limits)
                .invoke(subscribed -> listeners.forEach(listener -> {
                    Ended replaced = new Ended(EndReason.REPLACED, wanted.created());
                    subscribed.replaced().forEach(id -> listener.ended(id, replaced));
                    listener.changed(subscribed.subscription());
                    Subscription before = subscribed.before();
                    if (before != null
                            && !before.state().equals(subscribed.subscription().state())) {
                        listener.stateChanged(subscribed.subscription());
                    }
                }));
    }

    /** Signs with another key from now on; empty if there is no open subscription with this id. */
    public Uni<Optional<Subscription>> rotate(String id, SigningKey newKey, Duration overlap) {
        Instant now = clock.instant();
        return update(id, before -> before.rotated(newKey, overlap, now));
    }

    /** Changes how it is delivered; empty if there is no open subscription with this id. */
    public Uni<Optional<Subscription>> reconfigure(String id, SubscriptionOptions options) {
        return reconfigure(id, before -> options);
    }

    /**
     * Changes how it is delivered; empty if there is no open subscription with this id.
     *
     * @param change pure, and perhaps called more than once
     */
    public Uni<Optional<Subscription>> reconfigure(String id, UnaryOperator<SubscriptionOptions> change) {
        return update(id, before -> before.with(change.apply(before.options())));
    }

    /** Sends nothing until it is resumed; empty if there is no open subscription with this id. */
    public Uni<Optional<Subscription>> pause(String id, PausedBy by) {
        Instant now = clock.instant();
        return update(id, before -> switch (before.state()) {
            case Active active -> before.in(active.pause(by, now));
            case Failing failing -> before.in(failing.pause(by, now));
            case Paused paused -> before;
            case Ended ended -> before;
        });
    }

    /** Goes on; a target that failed gets its chance at once. Empty if there is no open subscription with this id. */
    public Uni<Optional<Subscription>> resume(String id) {
        return update(id, before -> switch (before.state()) {
            case Active active -> before;
            case Failing failing -> before.in(failing.recover());
            case Paused paused -> before.in(paused.resume());
            case Ended ended -> before;
        });
    }

    /** Its target does not take what it is sent; nothing changes unless it is active. */
    public Uni<Optional<Subscription>> failing(String id, String reason) {
        Instant now = clock.instant();
        return update(
                id, before -> before.state() instanceof Active active ? before.in(active.fail(reason, now)) : before);
    }

    /** Its target took something; nothing changes unless it is failing. */
    public Uni<Optional<Subscription>> recovered(String id) {
        return update(id, before -> before.state() instanceof Failing failing ? before.in(failing.recover()) : before);
    }

    /** Delivers again what comes after the position; empty if there is no open subscription with this id. */
    public Uni<Optional<Subscription>> replay(String id, long position) {
        return store.replay(id, position)
                .invoke(moved ->
                        moved.ifPresent(subscription -> listeners.forEach(listener -> listener.moved(subscription))));
    }

    /** Ends what is meant; returns the ids, which may be none. */
    public Uni<List<String>> end(Selector selector, EndReason reason) {
        Instant now = clock.instant();
        return store.end(selector, reason, now)
                .invoke(ids ->
                        ids.forEach(id -> listeners.forEach(listener -> listener.ended(id, new Ended(reason, now)))));
    }

    private Uni<Optional<Subscription>> update(String id, UnaryOperator<Subscription> change) {
        return store.update(id, change)
                .invoke(done -> done.ifPresent(updated -> listeners.forEach(listener -> {
                    listener.changed(updated.after());
                    if (!updated.before().state().equals(updated.after().state())) {
                        listener.stateChanged(updated.after());
                    }
                })))
                .map(done -> done.map(Updated::after));
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Hears of changes made by this process; those of others are found in the store. */
    public interface Listener {

        /** It is new, or something about it is. */
        void changed(Subscription subscription);

        /** It is in another state, which is not that it ended. */
        default void stateChanged(Subscription subscription) {}

        /** It was put at another place in the log. */
        default void moved(Subscription subscription) {}

        void ended(String id, Ended how);
    }

    /** A source or a caller has as many active subscriptions as it may have; the message says so. */
    public static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public TooMany(String what) {
            super(what);
        }
    }
}
