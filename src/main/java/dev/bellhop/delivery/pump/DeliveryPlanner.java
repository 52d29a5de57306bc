package dev.bellhop.delivery.pump;

import dev.bellhop.delivery.DeadLetter;
import dev.bellhop.delivery.Retry;
import dev.bellhop.delivery.attempt.Attempt;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.history.AttemptRecord.Outcome;
import dev.bellhop.event.Event;
import dev.bellhop.outbound.Failure;
import dev.bellhop.subscription.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Decides what an attempt's result means for its deliveries. Pure but for the chance it is given. */
public final class DeliveryPlanner {

    /** What happens to a delivery next. */
    sealed interface Next {}

    /** It is done. */
    record Settle() implements Next {}

    /** It is tried again. */
    record TryLater(Retry retry) implements Next {}

    /** It is given up. */
    record GiveUp(DeadLetter letter) implements Next {}

    /**
     * Its subscription is over.
     *
     * @param retry what becomes of it if the subscription goes on with another callback
     */
    record End(Retry retry) implements Next {}

    private final RetrySchedule schedule;
    private final RandomGenerator random;

    public DeliveryPlanner(RetrySchedule schedule, RandomGenerator random) {
        this.schedule = schedule;
        this.random = random;
    }

    /** The longest wait that a callback may ask for. */
    Duration retryAfterMax() {
        return schedule.retryAfterMax();
    }

    /**
     * Decides about the deliveries of an attempt, one after the other.
     *
     * @param before the retry row that each of them has so far
     * @param holding whether it is the target that fails, so that nothing is given up because of it
     */
    List<Next> next(
            Attempt attempt, LongFunction<@Nullable Retry> before, AttemptResult result, boolean holding, Instant now) {
        // What failed together is tried again together, so chance must not part it.
        double luck = random.nextDouble();
        List<Next> nexts = new ArrayList<>();
        for (Event event : attempt.events()) {
            Retry row = before.apply(event.position());
            Tried tried = new Tried(
                    attempt.target(),
                    event,
                    row == null ? 1 : row.attempts() + 1,
                    row == null ? now : row.since(),
                    now);
            nexts.add(
                    result instanceof AttemptResult.Refused refused
                                    && attempt.events().size() > 1
                            ? alone(tried, nexts.size(), refused.failure())
                            : next(tried, result, luck, holding));
        }
        return nexts;
    }

    /** A delivery after an attempt. */
    private record Tried(Subscription subscription, Event event, int attempts, Instant since, Instant now) {

        TryLater later(Duration delay, String reason) {
            return new TryLater(new Retry(event.position(), attempts, since, now.plus(delay), reason));
        }

        GiveUp giveUp(String reason) {
            return new GiveUp(new DeadLetter(
                    subscription.id(),
                    subscription.source(),
                    event.position(),
                    event.what().id(),
                    attempts,
                    since,
                    now,
                    reason));
        }
    }

    private Next next(Tried tried, AttemptResult result, double luck, boolean holding) {
        return switch (result) {
            case AttemptResult.Accepted accepted -> new Settle();
            case AttemptResult.Gone gone ->
                new End(new Retry(
                        tried.event().position(),
                        tried.attempts() - 1,
                        tried.since(),
                        tried.now(),
                        gone.failure().reason()));
            case AttemptResult.Refused refused -> tried.giveUp(refused.failure().reason());
            case AttemptResult.Denied denied -> later(tried, denied.failure(), null, luck, holding);
            case AttemptResult.TryAgain again -> later(tried, again.failure(), again.retryAfter(), luck, holding);
        };
    }

    /** One event may have spoilt it for all, so each is sent by itself: it is due at a time of its own. */
    private static TryLater alone(Tried tried, int index, Failure failure) {
        return tried.later(Duration.of(index, ChronoUnit.MICROS), failure.reason());
    }

    private Next later(Tried tried, Failure failure, @Nullable Duration retryAfter, double luck, boolean holding) {
        RetrySchedule own = schedule.of(tried.subscription().options());
        Optional<Duration> delay = own.delayAfter(tried.attempts(), retryAfter, luck);
        if (delay.isEmpty() && holding) {
            delay = Optional.of(own.longest());
        }
        return delay.isPresent() ? tried.later(delay.get(), failure.reason()) : tried.giveUp(failure.reason());
    }

    /** A callback that is not the present one may take an event, but cannot refuse it for good. */
    static AttemptResult fromBefore(AttemptResult result) {
        return result instanceof AttemptResult.Refused(Failure failure)
                ? new AttemptResult.TryAgain(failure, null)
                : result;
    }

    /** What an attempt came to, for those who look at it later. */
    static Outcome outcome(AttemptResult result, Next next) {
        return switch (result) {
            case AttemptResult.Accepted accepted -> Outcome.DELIVERED;
            case AttemptResult.Gone gone -> Outcome.GONE;
            case AttemptResult.Denied denied when !(next instanceof GiveUp) -> Outcome.DENIED;
            case AttemptResult.Failed failed -> next instanceof GiveUp ? Outcome.DEAD : Outcome.RETRYING;
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
}
