package dev.bellhop.operation.engine;

import dev.bellhop.operation.store.OperationStore;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;

/** Forgets operations that were over long ago, in small batches, so that nobody waits for it. */
public final class OperationRetention {

    static final int BATCH = 200;
    /** Batches of one tick: the rest waits for the next one. */
    static final int BATCHES_A_TICK = 50;

    private final OperationStore store;
    private final Duration age;
    private final InstantSource clock;

    public OperationRetention(OperationStore store, Duration age, InstantSource clock) {
        this.store = store;
        this.age = age;
        this.clock = clock;
    }

    public Uni<Void> tick() {
        return batches(BATCHES_A_TICK);
    }

    private Uni<Void> batches(int left) {
        return store.purge(clock.instant().minus(age), BATCH)
                .flatMap(
                        purged -> purged < BATCH || left <= 1 ? Uni.createFrom().voidItem() : batches(left - 1));
    }
}
