package dev.bellhop.delivery.pump;

import dev.bellhop.delivery.Retry;
import dev.bellhop.delivery.pump.DeliveryRunner.Tools;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState.Open;
import dev.bellhop.subscription.SubscriptionStore;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads again and again what other processes may have changed: subscriptions, and dead letters driven again. */
final class SubscriptionReader {

    private static final int PAGE = 500;
    private static final Duration RELOAD_EVERY = Duration.ofSeconds(10);

    private final SubscriptionStore store;
    private final Known known = new Known();
    private final Tools tools;
    private Instant reloadedAt = Instant.MIN;
    private boolean reloading;
    private boolean readingRedriven;
    private boolean readRedrivenAgain;

    SubscriptionReader(SubscriptionStore store, Tools tools) {
        this.store = store;
        this.tools = tools;
    }

    Known known() {
        return known;
    }

    /** Reads all of them if it is time to; then tells which are no longer active. */
    void reloadIfDue(Consumer<List<String>> reloaded) {
        Instant now = tools.how().clock().instant();
        boolean clockWentBack = now.isBefore(reloadedAt);
        if (reloading || (!clockWentBack && now.isBefore(reloadedAt.plus(RELOAD_EVERY)))) {
            return;
        }
        reloading = true;
        long mark = known.mark();
        page("", new ArrayList<>())
                .emitOn(tools.executor())
                .subscribe()
                .with(
                        read -> {
                            reloading = false;
                            reloadedAt = now;
                            reloaded.accept(known.read(read, mark));
                        },
                        failure -> {
                            reloading = false;
                            tools.how().report().notLoaded(failure);
                        });
    }

    /** Reads which dead letters were driven again; if that is under way, once more after it. */
    void readRedriven(Runnable before, Consumer<Map<String, List<Retry>>> then) {
        readRedrivenAgain = readingRedriven;
        if (readingRedriven) {
            return;
        }
        readingRedriven = true;
        before.run();
        tools.how()
                .store()
                .redriven()
                .onFailure()
                .invoke(tools.how().report()::notLoaded)
                .onFailure()
                .recoverWithItem(Map.of())
                .emitOn(tools.executor())
                .subscribe()
                .with(redriven -> {
                    readingRedriven = false;
                    then.accept(redriven);
                    if (readRedrivenAgain) {
                        readRedriven(before, then);
                    }
                });
    }

    /** Reads one with the deliveries of it that wait. */
    Uni<Found> find(String id) {
        long mark = known.mark();
        return Uni.combine()
                .all()
                .unis(store.find(id), tools.how().store().retries(id))
                .with((found, waiting) ->
                        new Found(found.filter(subscription -> subscription.state() instanceof Open), waiting, mark))
                .emitOn(tools.executor());
    }

    /**
     * What was read of a subscription.
     *
     * @param active empty if it is not active
     * @param mark when the read began, see {@link Known#isOutdated}
     */
    record Found(Optional<Subscription> active, List<Retry> waiting, long mark) {}

    private Uni<List<Subscription>> page(String after, List<Subscription> read) {
        return store.open(after, PAGE).flatMap(page -> {
            read.addAll(page);
            return page.size() < PAGE
                    ? Uni.createFrom().item(read)
                    : page(page.getLast().id(), read);
        });
    }

    /**
     * What this process knows of the active subscriptions. It hears of its own changes at once and reads those of others
     * later; what it heard after a read began is newer than what the read found. Knows no effects; belongs to one thread.
     */
    static final class Known {

        private final Map<String, Subscription> active = new HashMap<>();
        private final Map<String, Long> heardAt = new HashMap<>();
        private long heard;
        private long markBefore;

        /** A read of the store begins. */
        long mark() {
            return heard;
        }

        /** Whether something was heard of it since the mark, so that what was read since then may be out of date. */
        boolean isOutdated(String id, long mark) {
            return heardAt.getOrDefault(id, 0L) > mark;
        }

        void changed(Subscription subscription) {
            active.put(subscription.id(), subscription);
            heardAt.put(subscription.id(), ++heard);
        }

        void ended(String id) {
            active.remove(id);
            heardAt.put(id, ++heard);
        }

        /**
         * All active subscriptions were read.
         *
         * @return the ids of those that are no longer active
         */
        List<String> read(List<Subscription> all, long mark) {
            Set<String> gone = new HashSet<>(active.keySet());
            for (Subscription subscription : all) {
                gone.remove(subscription.id());
                if (!isOutdated(subscription.id(), mark)) {
                    active.put(subscription.id(), subscription);
                }
            }
            gone.removeIf(id -> isOutdated(id, mark));
            // No read that is still under way began before the last complete one did.
            heardAt.values().removeIf(at -> at <= markBefore);
            markBefore = mark;
            return List.copyOf(gone);
        }

        Optional<Subscription> find(String id) {
            return Optional.ofNullable(active.get(id));
        }

        /** How many there are in each state. */
        Map<Class<?>, Integer> states() {
            Map<Class<?>, Integer> counts = new HashMap<>();
            active.values().forEach(any -> counts.merge(any.state().getClass(), 1, Integer::sum));
            return counts;
        }

        List<String> ids() {
            return new ArrayList<>(active.keySet());
        }
    }
}
