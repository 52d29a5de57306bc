package dev.bellhop.delivery;

import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionStore;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads again and again what other processes may have changed: subscriptions, and dead letters driven again. */
final class SubscriptionReader {

    private static final int PAGE = 500;
    private static final Duration RELOAD_EVERY = Duration.ofSeconds(10);

    private final SubscriptionStore store;
    private final KnownSubscriptions known;
    private final DeliveryTools tools;
    private Instant reloadedAt = Instant.MIN;
    private boolean reloading;
    private boolean readingRedriven;
    private boolean readRedrivenAgain;

    SubscriptionReader(SubscriptionStore store, KnownSubscriptions known, DeliveryTools tools) {
        this.store = store;
        this.known = known;
        this.tools = tools;
    }

    /** Reads all of them if it is time to; then tells which are no longer active. */
    void reloadIfDue(Consumer<List<String>> reloaded) {
        Instant now = tools.clock().instant();
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
                            tools.report().notLoaded(failure);
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
        tools.store()
                .redriven()
                .onFailure()
                .invoke(tools.report()::notLoaded)
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
                .unis(store.find(id), tools.store().retries(id))
                .with((found, waiting) ->
                        new Found(found.filter(subscription -> subscription.state() instanceof Active), waiting, mark))
                .emitOn(tools.executor());
    }

    /**
     * What was read of a subscription.
     *
     * @param active empty if it is not active
     * @param mark when the read began, see {@link KnownSubscriptions#isOutdated}
     */
    record Found(Optional<Subscription> active, List<Retry> waiting, long mark) {}

    private Uni<List<Subscription>> page(String after, List<Subscription> read) {
        return store.active(after, PAGE).flatMap(page -> {
            read.addAll(page);
            return page.size() < PAGE
                    ? Uni.createFrom().item(read)
                    : page(page.getLast().id(), read);
        });
    }
}
