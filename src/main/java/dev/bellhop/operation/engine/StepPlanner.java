package dev.bellhop.operation.engine;

import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.RetryPolicy;
import dev.bellhop.operation.store.RaisedEvent;
import dev.bellhop.operation.store.Step;
import dev.bellhop.operation.store.Step.Kind;
import dev.bellhop.operation.store.StepState;
import dev.bellhop.operation.store.StepState.Done;
import dev.bellhop.operation.store.StepState.Failed;
import dev.bellhop.operation.store.StepState.Waiting;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides what a step needs, from what was kept of it and the time; pure. */
final class StepPlanner {

    private StepPlanner() {}

    /** Work: done once, or tried again when its time has come. */
    static Move work(@Nullable Step known, String name, Instant now) {
        if (known == null) {
            return new Move.Attempt(new Step(name, Kind.WORK, 1, now, new Waiting(now)));
        }
        return switch (settled(known, Kind.WORK)) {
            case Move move -> move;
            case null -> {
                Instant until = ((Waiting) known.state()).until();
                yield until.isAfter(now)
                        ? new Move.Park(until, known)
                        : new Move.Attempt(
                                new Step(name, Kind.WORK, known.attempts() + 1, known.began(), known.state()));
            }
        };
    }

    /** What becomes of a step whose attempt failed. */
    static Step afterFailure(Step attempted, OperationError error, boolean isFinal, RetryPolicy retries, Instant now) {
        StepState next = isFinal || attempted.attempts() >= retries.attempts()
                ? new Failed(error, now)
                : new Waiting(now.plus(retries.waitAfter(attempted.attempts())));
        return attempted.with(next);
    }

    /** A sleep: until a time that was fixed when the action first came to it. */
    static Move sleep(@Nullable Step known, String name, Duration duration, Instant now) {
        if (known != null && settled(known, Kind.SLEEP) instanceof Move move) {
            return move;
        }
        Step step = known == null ? new Step(name, Kind.SLEEP, 0, now, new Waiting(now.plus(duration))) : known;
        Instant until = ((Waiting) step.state()).until();
        return until.isAfter(now) ? new Move.Park(until, step) : new Move.Keep(step.with(new Done(null, now)), null);
    }

    /**
     * An awaited event: an event that came counts also when the deadline has passed since, because nobody looked.
     *
     * @param event the oldest that would do
     */
    static Move event(@Nullable Step known, String name, Duration deadline, @Nullable RaisedEvent event, Instant now) {
        if (known != null && settled(known, Kind.EVENT) instanceof Move move) {
            return move;
        }
        Step step = known == null ? new Step(name, Kind.EVENT, 0, now, new Waiting(now.plus(deadline))) : known;
        Instant until = ((Waiting) step.state()).until();
        if (event != null && !event.received().isAfter(until)) {
            return new Move.Keep(step.with(new Done(event.payload(), now)), event.no());
        }
        if (until.isAfter(now)) {
            return new Move.Park(until, step);
        }
        OperationError late = new OperationError(
                OperationError.EVENT_TIMEOUT, "The operation waited for an event that did not come: " + name);
        return new Move.Keep(step.with(new Failed(late, now)), null);
    }

    /** What a step that is over answers; one that was kept as something else belongs to another version of the action. */
    private static @Nullable Move settled(Step known, Kind kind) {
        if (known.kind() != kind) {
            return new Move.Refuse(new OperationError(
                    OperationError.ACTION_CHANGED,
                    "The step '" + known.name() + "' was kept by another version of the action, as something else"));
        }
        return switch (known.state()) {
            case Done(String result, Instant at) -> new Move.Answer(result);
            case Failed(OperationError error, Instant at) -> new Move.Refuse(error);
            case Waiting waiting -> null;
        };
    }
}
