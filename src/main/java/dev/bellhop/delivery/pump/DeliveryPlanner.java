package dev.bellhop.delivery.pump;

import dev.bellhop.delivery.DeadLetter;
import dev.bellhop.delivery.Retry;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.event.Event;
import dev.bellhop.subscription.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Decides what an attempt's result means for its delivery. Pure but for the chance it is given. */
public final class DeliveryPlanner {

    /** What happens to a delivery next. */
    sealed interface Next {}

    /** It is done. */
    record Settle() implements Next {}

    /** It is tried again. */
    record TryLater(Retry retry) implements Next {}

    /** It is given up. */
    record GiveUp(DeadLetter letter) implements Next {}

    /** Its subscription is over. */
    record End() implements Next {}

    private final RetrySchedule schedule;
    private final RandomGenerator random;

    public DeliveryPlanner(RetrySchedule schedule, RandomGenerator random) {
        this.schedule = schedule;
        this.random = random;
    }

    /**
     * Decides.
     *
     * @param before the delivery's retry row; {@code null} if this was the first attempt
     */
    Next next(Subscription subscription, Event event, @Nullable Retry before, AttemptResult result, Instant now) {
        int attempts = before == null ? 1 : before.attempts() + 1;
        Instant since = before == null ? now : before.since();
        return switch (result) {
            case AttemptResult.Accepted accepted -> new Settle();
            case AttemptResult.Gone gone -> new End();
            case AttemptResult.Refused refused ->
                new GiveUp(letter(
                        subscription,
                        event,
                        attempts,
                        since,
                        now,
                        refused.failure().reason()));
            case AttemptResult.Denied denied ->
                next(subscription, event, before, new AttemptResult.TryAgain(denied.failure(), null), now);
            case AttemptResult.TryAgain again -> {
                Optional<Duration> delay = schedule.delayAfter(attempts, again.retryAfter(), random);
                yield delay.isPresent()
                        ? new TryLater(new Retry(
                                event.position(),
                                attempts,
                                since,
                                now.plus(delay.get()),
                                again.failure().reason()))
                        : new GiveUp(letter(
                                subscription,
                                event,
                                attempts,
                                since,
                                now,
                                again.failure().reason()));
            }
        };
    }

    /** The dead letter of a delivery whose event was expired from the log while it waited. */
    DeadLetter expired(Subscription subscription, Retry retry, Instant now) {
        return new DeadLetter(
                subscription.id(),
                subscription.source(),
                retry.position(),
                "",
                retry.attempts(),
                retry.since(),
                now,
                "the event is no longer kept in the log; last failure: " + retry.reason());
    }

    private static DeadLetter letter(
            Subscription subscription, Event event, int attempts, Instant since, Instant now, String reason) {
        return new DeadLetter(
                subscription.id(),
                subscription.source(),
                event.position(),
                event.what().id(),
                attempts,
                since,
                now,
                reason);
    }
}
