package dev.bellhop.delivery.result;

import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.history.AttemptRecord;
import dev.bellhop.event.Timestamps;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.callback.ClaimedCallback;
import dev.bellhop.operation.callback.Settled.Course;
import dev.bellhop.outbound.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Counts attempts, remembers them, and writes a log line for every one that failed; none of it with a secret. */
public final class ResultReport {

    private static final Logger LOG = Logger.getLogger("dev.bellhop.delivery");

    private final Consumer<AttemptRecord> history;
    private final LongAdder delivered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder dead = new LongAdder();

    public ResultReport(Consumer<AttemptRecord> history) {
        this.history = history;
    }

    /** Under which name the history has the attempts of an operation. Its number is never given to another one. */
    public static String name(Operation operation) {
        return "operation:" + operation.no();
    }

    /** Attempts that callbacks took. */
    public long delivered() {
        return delivered.sum();
    }

    /** Attempts that failed. */
    public long failed() {
        return failed.sum();
    }

    /** Callbacks given up. */
    public long dead() {
        return dead.sum();
    }

    /** An attempt that counts is over. */
    void attempted(ClaimedCallback callback, AttemptResult result, Course course, Instant began, Duration took) {
        Operation operation = callback.operation();
        int number = callback.attempts() + 1;
        @Nullable Failure failure = result instanceof AttemptResult.Failed no ? no.failure() : null;
        history.accept(new AttemptRecord(
                name(operation),
                Timestamps.truncate(began),
                1,
                operation.id(),
                0,
                0,
                number,
                took.toMillis(),
                result instanceof AttemptResult.Accepted(int status) ? status : failure == null ? 0 : failure.status(),
                failure == null ? null : failure.kind().word(),
                failure == null ? null : failure.reason(),
                ResultPlanner.outcome(course)));
        if (failure == null) {
            delivered.increment();
            return;
        }
        failed.increment();
        LOG.warnf(
                "callback attempt failed operation=%s attempt=%d host=%s status=%d kind=%s millis=%d reason=\"%s\" next=%s",
                operation.id(),
                number,
                callback.url().host(),
                failure.status(),
                failure.kind().word(),
                took.toMillis(),
                failure.reason(),
                next(course));
    }

    private String next(Course course) {
        return switch (course) {
            case Course.Delivered() -> "delivered";
            case Course.Again(Instant due, String reason) -> Timestamps.format(due);
            case Course.Dead(String reason) -> {
                dead.increment();
                yield "dead";
            }
        };
    }

    void notSaved(ClaimedCallback callback, Throwable failure) {
        LOG.warnf(
                "what came of the callback of operation %s is not stored, so it is repeated: %s",
                callback.operation().id(), failure.getMessage());
    }

    void bug(ClaimedCallback callback, Throwable bug) {
        LOG.errorf(
                bug,
                "the callback of operation %s failed inside Bellhop",
                callback.operation().id());
    }

    void notFilled(Throwable failure) {
        LOG.warnf("callbacks of operations are not looked for yet: %s", failure.getMessage());
    }
}
