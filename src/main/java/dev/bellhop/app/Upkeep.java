package dev.bellhop.app;

import dev.bellhop.access.keys.ApiKeys;
import dev.bellhop.delivery.DeadLetterRetention;
import dev.bellhop.delivery.history.AttemptLog;
import dev.bellhop.log.RetentionRunner;
import dev.bellhop.operation.engine.OperationRetention;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionStore.Selector;
import dev.bellhop.subscription.Subscriptions;
import dev.bellhop.subscription.sealing.KeyRotation;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/** The timer for what has time: everything whose age is over. */
@Singleton
final class Upkeep {

    private final RetentionRunner retention;
    private final DeadLetterRetention deadLetters;
    private final AttemptLog attempts;
    private final Subscriptions subscriptions;
    private final ApiKeys keys;
    private final OperationRetention operations;
    private final List<KeyRotation> rotations;
    private final InstantSource clock;

    Upkeep(
            RetentionRunner retention,
            DeadLetterRetention deadLetters,
            AttemptLog attempts,
            Subscriptions subscriptions,
            ApiKeys keys,
            OperationRetention operations,
            @All List<KeyRotation> rotations,
            InstantSource clock) {
        this.retention = retention;
        this.deadLetters = deadLetters;
        this.attempts = attempts;
        this.subscriptions = subscriptions;
        this.keys = keys;
        this.operations = operations;
        this.rotations = rotations;
        this.clock = clock;
    }

    /** Subscriptions first: what nobody waits for any more need not be kept. */
    @Scheduled(
            every = "1m",
            delayed = "10s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = Started.class)
    Uni<Void> everyMinute() {
        return Timers.safely("subscriptions", endExpired())
                .flatMap(done -> Timers.safely("retention", retention.tick()))
                .flatMap(done -> Timers.safely("dead letters", deadLetters.tick()))
                .flatMap(done -> Timers.safely("attempts", attempts.expire()))
                .flatMap(done -> Timers.safely("operations", operations.tick()))
                .flatMap(done -> Timers.safely("API keys", keys.tidy()));
    }

    /** Only after a change of the sealing key there is anything to do. */
    @Scheduled(every = "2s", concurrentExecution = ConcurrentExecution.SKIP, skipExecutionIf = Started.class)
    Uni<Void> everyTwoSeconds() {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (KeyRotation rotation : rotations) {
            all = all.flatMap(done -> Timers.safely("what is sealed", rotation.tick()));
        }
        return all;
    }

    private Uni<Void> endExpired() {
        return subscriptions
                .end(new Selector.ExpiredBy(clock.instant()), EndReason.EXPIRED)
                .replaceWithVoid();
    }
}
