package dev.bellhop.delivery;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;

/** Forgets dead letters that nobody drove again in time. */
public final class DeadLetterRetention {

    private final DeliveryStore store;
    private final Duration age;
    private final InstantSource clock;

    public DeadLetterRetention(DeliveryStore store, Duration age, InstantSource clock) {
        this.store = store;
        this.age = age;
        this.clock = clock;
    }

    /** Forgets those that are old enough. */
    public Uni<Void> tick() {
        return store.expireDeadLetters(clock.instant().minus(age)).replaceWithVoid();
    }
}
