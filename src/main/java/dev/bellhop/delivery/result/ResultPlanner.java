package dev.bellhop.delivery.result;

import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.history.AttemptRecord.Outcome;
import dev.bellhop.delivery.pump.RetrySchedule;
import dev.bellhop.operation.callback.Settled.Course;
import dev.bellhop.outbound.Failure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides what the result of an attempt means for the callback. Pure. */
public final class ResultPlanner {

    private final RetrySchedule schedule;

    public ResultPlanner(RetrySchedule schedule) {
        this.schedule = schedule;
    }

    /**
     * How it goes on.
     *
     * @param attempts that were made, with this one
     * @param luck from 0 to 1, where in the spread of the next wait it is
     */
    Course next(int attempts, AttemptResult result, Instant now, double luck) {
        return switch (result) {
            case AttemptResult.Accepted accepted -> new Course.Delivered();
            case AttemptResult.Gone(Failure failure) -> new Course.Dead(failure.reason());
            case AttemptResult.Refused(Failure failure) -> new Course.Dead(failure.reason());
            case AttemptResult.Denied(Failure failure) -> later(attempts, failure, null, now, luck);
            case AttemptResult.TryAgain(Failure failure, Duration retryAfter) ->
                later(attempts, failure, retryAfter, now, luck);
        };
    }

    private Course later(int attempts, Failure failure, @Nullable Duration retryAfter, Instant now, double luck) {
        return schedule.delayAfter(attempts, retryAfter, luck)
                .<Course>map(delay -> new Course.Again(now.plus(delay), failure.reason()))
                .orElseGet(() -> new Course.Dead(failure.reason()));
    }

    /** What an attempt came to, for those who look at it later. */
    static Outcome outcome(Course course) {
        return switch (course) {
            case Course.Delivered() -> Outcome.DELIVERED;
            case Course.Again again -> Outcome.RETRYING;
            case Course.Dead dead -> Outcome.DEAD;
        };
    }
}
