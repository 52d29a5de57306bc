package dev.bellhop.operation.engine;

import dev.bellhop.operation.OperationContext;
import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.OperationFailed;
import dev.bellhop.operation.RetryPolicy;
import dev.bellhop.operation.json.Shapes;
import dev.bellhop.operation.store.RaisedEvent;
import dev.bellhop.operation.store.Step;
import dev.bellhop.operation.store.StepState.Done;
import dev.bellhop.operation.store.StepState.Failed;
import dev.bellhop.operation.store.StepState.Waiting;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The steps of one run: asks {@link StepPlanner} what each needs, and does that. */
final class RunContext implements OperationContext {

    /** Steps an operation may have: all of them are read whenever it goes on. */
    static final int STEPS_MAX = 10_000;
    /** Steps that answer from what was kept before a new stack is begun: they answer from within each other. */
    private static final int ANSWERS_A_STACK = 64;

    private final Run run;
    private final AtomicInteger answers = new AtomicInteger();

    RunContext(Run run) {
        this.run = run;
    }

    @Override
    public String id() {
        return run.claimed().operation().id();
    }

    @Override
    public Instant started() {
        return run.claimed().operation().created();
    }

    @Override
    public Instant deadline() {
        return run.claimed().operation().deadline();
    }

    @Override
    public boolean isOver() {
        return run.isOver();
    }

    @Override
    public void progress(@Nullable Object customStatus) {
        String json = Shapes.write(customStatus);
        run.note(ledger -> ledger.tell(json));
    }

    @Override
    public <T> Uni<T> step(String name, Class<T> type, RetryPolicy retries, Supplier<Uni<T>> work) {
        named(name);
        return come((emitter, now) -> {
            Move move = planned(name, (ledger, known) -> StepPlanner.work(known, name, now));
            if (move instanceof Move.Attempt(Step attempt)) {
                attempt(attempt, retries, work, new Waiter<>(emitter, type));
            } else {
                follow(move, new Waiter<>(emitter, type));
            }
        });
    }

    @Override
    public Uni<Void> sleep(String name, Duration duration) {
        named(name);
        return come((emitter, now) -> follow(
                planned(name, (ledger, known) -> StepPlanner.sleep(known, name, duration, now)),
                new Waiter<>(emitter, Void.class)));
    }

    @Override
    public <T> Uni<T> awaitEvent(String name, Class<T> type, Duration deadline) {
        String step = run.ask(ledger -> ledger.nameNext("await " + name));
        return come((emitter, now) -> follow(
                planned(
                        step,
                        (ledger, known) -> StepPlanner.event(known, step, deadline, event(ledger, name, type), now)),
                new Waiter<>(emitter, type)));
    }

    private void named(String name) {
        run.note(ledger -> ledger.name(name));
    }

    private <T> Uni<T> come(Piece<T> piece) {
        return Uni.createFrom().emitter(emitter -> run.come(() -> piece.run(emitter, run.now())));
    }

    private interface Piece<T> {
        void run(UniEmitter<? super T> emitter, Instant now);
    }

    /** Whoever waits for a step, and for what. */
    private record Waiter<T>(UniEmitter<? super T> emitter, Class<T> type) {

        /** What nothing was kept for is nothing, whatever was wanted. */
        void answer(@Nullable String result) {
            if (result == null) {
                emitter.complete(null);
                return;
            }
            switch (Shapes.read(type, result)) {
                case Shapes.Outcome.Fits<T>(T value) -> emitter.complete(value);
                case Shapes.Outcome.Unfit<T> unfit ->
                    refuse(new OperationError(
                            OperationError.ACTION_CHANGED, "A step was kept by another version of the action"));
            }
        }

        void refuse(OperationError error) {
            emitter.fail(new OperationFailed(error));
        }
    }

    private Move planned(String name, Planning planning) {
        return run.ask(ledger -> {
            Step known = ledger.step(name);
            return known == null && ledger.size() >= STEPS_MAX
                    ? new Move.Refuse(new OperationError(
                            OperationError.TOO_MANY_STEPS,
                            "An operation can have no more than " + STEPS_MAX + " steps"))
                    : planning.move(ledger, known);
        });
    }

    private interface Planning {
        Move move(Ledger ledger, @Nullable Step known);
    }

    /** An event whose payload is not what the action waits for is not for it: it is consumed, but by nothing. */
    private static @Nullable RaisedEvent event(Ledger ledger, String name, Class<?> type) {
        return ledger.event(name, event -> Shapes.read(type, event.payload()) instanceof Shapes.Outcome.Fits<?>);
    }

    private <T> void follow(Move move, Waiter<T> waiter) {
        switch (move) {
            case Move.Answer(String result) -> answer(result, waiter);
            case Move.Refuse(OperationError error) -> waiter.refuse(error);
            case Move.Park(Instant until, Step step) -> park(until, step, waiter);
            case Move.Keep(Step step, Long consumed) -> keep(step, consumed, waiter);
            case Move.Attempt attempt -> throw new IllegalStateException("Only work is attempted");
        }
    }

    private <T> void answer(@Nullable String result, Waiter<T> waiter) {
        if (answers.incrementAndGet() % ANSWERS_A_STACK != 0) {
            waiter.answer(result);
            return;
        }
        run.enter();
        run.executor().execute(() -> {
            run.come(() -> waiter.answer(result));
            run.leave();
        });
    }

    private <T> void attempt(Step attempt, RetryPolicy retries, Supplier<Uni<T>> work, Waiter<T> waiter) {
        run.enter();
        Cancellable attempting = Uni.createFrom()
                .deferred(work::get)
                .runSubscriptionOn(run.executor())
                .map(Shapes::write)
                .onItemOrFailure()
                .transform((result, failure) ->
                        failure == null ? attempt.with(new Done(result, run.now())) : failed(attempt, failure, retries))
                .onCancellation()
                .invoke(run::leave)
                .subscribe()
                .with(
                        step -> {
                            keep(step, null, waiter);
                            run.leave();
                        },
                        bug -> run.fail(Failures.ofStep(run.claimed().operation(), attempt.name(), bug)));
        waiter.emitter().onTermination(attempting::cancel);
    }

    private Step failed(Step attempt, Throwable failure, RetryPolicy retries) {
        OperationError error = Failures.ofStep(run.claimed().operation(), attempt.name(), failure);
        boolean isFinal = failure instanceof OperationFailed named && named.isFinal();
        return StepPlanner.afterFailure(attempt, error, isFinal, retries, run.now());
    }

    /** Keeps a step as it is now, then lets the action go on from it. */
    private <T> void keep(Step step, @Nullable Long consumed, Waiter<T> waiter) {
        run.note(ledger -> {
            ledger.put(step);
            if (consumed != null) {
                ledger.consume(consumed, step.name());
            }
        });
        run.keep(() -> {
            switch (step.state()) {
                case Done(String result, Instant at) -> waiter.answer(result);
                case Failed(OperationError error, Instant at) -> waiter.refuse(error);
                case Waiting(Instant until) -> park(until, step, waiter);
            }
        });
    }

    private <T> void park(Instant until, Step step, Waiter<T> waiter) {
        run.note(ledger -> ledger.put(step));
        run.await(waiter, until);
        waiter.emitter().onTermination(() -> run.awaitNoMore(waiter));
    }
}
