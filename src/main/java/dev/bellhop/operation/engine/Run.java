package dev.bellhop.operation.engine;

import dev.bellhop.operation.Action;
import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.OperationFailed;
import dev.bellhop.operation.json.Shapes;
import dev.bellhop.operation.store.Checkpoint.Course;
import dev.bellhop.operation.store.Checkpoint.Saved;
import dev.bellhop.operation.store.Claimed;
import dev.bellhop.operation.store.OperationStore;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One execution of an action from the top, under one claim. It ends by being parked, given back, lost, or with the
 * operation; what the action waits for then simply never answers, and its subscription is cancelled.
 *
 * <p>Parked is what has nothing under way and at least one thing to wait for. "Under way" is counted: every piece of the
 * action that runs, and every step until it is kept.
 */
final class Run {

    private final Claimed claimed;
    private final Tools tools;
    private final Ending ending;
    private final Ledger ledger;

    private final Map<Object, Instant> waits = new IdentityHashMap<>();
    private @Nullable Cancellable work;
    private int underWay;
    private boolean held;
    private boolean over;

    Run(Claimed claimed, Tools tools, Ending ending) {
        this.claimed = claimed;
        this.tools = tools;
        this.ending = ending;
        this.ledger = new Ledger(claimed);
    }

    /** What all runs work with. */
    record Tools(OperationStore store, Executor executor, InstantSource clock) {}

    /** Who is told when the run is over. */
    @FunctionalInterface
    interface Ending {
        void ended(Run run, boolean operationIsOver);
    }

    Claimed claimed() {
        return claimed;
    }

    Executor executor() {
        return tools.executor();
    }

    Instant now() {
        return tools.clock().instant();
    }

    synchronized boolean isOver() {
        return over;
    }

    /**
     * Executes the action.
     *
     * @param action {@code null} if there is none of that name any more
     * @param opening makes the input of what was kept of it
     */
    void begin(@Nullable Action<?, ?> action, UnaryOperator<String> opening) {
        tools.executor()
                .execute(() -> come(() -> {
                    Cancellable running = Uni.createFrom()
                            .deferred(() -> execute(action, opening))
                            .subscribe()
                            .with(
                                    output -> afresh(() -> finish(new Course.Succeeded(output))),
                                    failure -> afresh(() -> fail(Failures.ofAction(claimed.operation(), failure))));
                    boolean tooLate;
                    synchronized (this) {
                        work = running;
                        tooLate = over;
                    }
                    if (tooLate) {
                        running.cancel();
                    }
                }));
    }

    private Uni<String> execute(@Nullable Action<?, ?> action, UnaryOperator<String> opening) {
        if (action == null) {
            String name = claimed.operation().action();
            throw new OperationFailed(OperationError.ACTION_CHANGED, "There is no action " + name + " any more");
        }
        return executeTyped(action, opening.apply(claimed.operation().input()));
    }

    private <I, O> Uni<String> executeTyped(Action<I, O> action, String text) {
        return switch (Shapes.read(action.inputType(), text)) {
            case Shapes.Outcome.Fits<I>(I input) ->
                action.run(new RunContext(this), input).map(Shapes::write);
            case Shapes.Outcome.Unfit<I> unfit ->
                throw new OperationFailed(
                        OperationError.ACTION_CHANGED, "The input was that of another version of the action");
        };
    }

    /** Ends the operation as failed. */
    void fail(OperationError error) {
        finish(new Course.Failed(error));
    }

    /** Asks the ledger. */
    synchronized <T> T ask(Function<Ledger, T> question) {
        return question.apply(ledger);
    }

    /** Tells the ledger. */
    synchronized void note(Consumer<Ledger> news) {
        news.accept(ledger);
    }

    /** A piece of the action that runs now. */
    void come(Runnable piece) {
        enter();
        try {
            piece.run();
        } catch (StackOverflowError e) {
            // Thousands of steps chained by recursion answer through each other. Without this it would never end.
            afresh(() -> fail(Failures.ofAction(claimed.operation(), e)));
        } finally {
            leave();
        }
    }

    /** On a stack of its own: the end of an action comes at the top of all that led to it, where little may be left. */
    private void afresh(Runnable last) {
        enter();
        tools.executor().execute(() -> {
            last.run();
            leave();
        });
    }

    /** Something is under way until {@link #leave}. */
    synchronized void enter() {
        underWay++;
    }

    /** Parks or gives back what has nothing under way any more. */
    void leave() {
        Course course;
        synchronized (this) {
            underWay--;
            if (underWay > 0 || over || !(held || !waits.isEmpty())) {
                return;
            }
            course = held
                    ? new Course.GivenBack()
                    : new Course.Parked(
                            waits.values().stream()
                                    .min(Comparator.naturalOrder())
                                    .orElse(null),
                            claimed.eventsSeen());
        }
        finish(course);
    }

    /** The action waits for something, until then at the latest. */
    synchronized void await(Object what, Instant until) {
        waits.put(what, until);
    }

    synchronized void awaitNoMore(Object what) {
        waits.remove(what);
    }

    /** Keeps what the ledger has; the action goes on only if that is kept, and this run still counts. */
    void keep(Runnable next) {
        enter();
        save(new Course.Going())
                .emitOn(tools.executor())
                .subscribe()
                .with(
                        saved -> {
                            switch (saved) {
                                case KEPT -> come(next);
                                case SUSPENDED -> hold();
                                case LOST -> abandon();
                            }
                            leave();
                        },
                        failure -> {
                            log(failure);
                            abandon();
                        });
    }

    /** Keeps progress that callers do not see yet; while the action only repeats what it did, there is none. */
    void tellNews() {
        boolean news;
        synchronized (this) {
            news = !over && underWay > 0 && ledger.hasNews();
        }
        if (news) {
            keep(() -> {});
        }
    }

    /** Ends it without a word to the store: somebody else has the operation, or nobody needs it. */
    void stop() {
        boolean ignored = close();
    }

    /** Ends it, so that somebody else can go on with the operation at once; what is under way will be done again. */
    Uni<Void> giveBack() {
        return close()
                ? save(new Course.GivenBack())
                        .onFailure()
                        .recoverWithItem(Saved.LOST)
                        .invoke(saved -> ending.ended(this, false))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    /** The last checkpoint of this run. */
    private void finish(Course course) {
        if (!close()) {
            return;
        }
        boolean ends = course instanceof Course.Succeeded || course instanceof Course.Failed;
        save(course)
                .flatMap(saved -> saved == Saved.SUSPENDED && !(course instanceof Course.GivenBack)
                        ? save(new Course.GivenBack())
                        : Uni.createFrom().item(saved))
                .subscribe()
                .with(saved -> ending.ended(this, ends && saved == Saved.KEPT), failure -> {
                    log(failure);
                    ending.ended(this, false);
                });
    }

    private synchronized void hold() {
        held = true;
    }

    /** If the store is away, the lease runs out, and whoever claims the operation then goes on from what was kept. */
    private void abandon() {
        if (close()) {
            ending.ended(this, false);
        }
    }

    /** Whether this call ended it. */
    private boolean close() {
        Cancellable running;
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
            running = work;
        }
        if (running != null) {
            cancel(running);
        }
        return true;
    }

    private void cancel(Cancellable running) {
        try {
            running.cancel();
        } catch (StackOverflowError e) {
            // As deep as the answers would have been; what is not cancelled is not listened to.
            Failures.LOG.debugf(
                    "operation %s is cancelled in part", claimed.operation().id());
        }
    }

    private Uni<Saved> save(Course course) {
        return Uni.createFrom().deferred(() -> tools.store().save(ask(known -> known.checkpoint(course, now()))));
    }

    private void log(Throwable failure) {
        Failures.LOG.warnf(
                "operation %s is put off, its progress could not be stored: %s",
                claimed.operation().id(), failure.getMessage());
    }
}
