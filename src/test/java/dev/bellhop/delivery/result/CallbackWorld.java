package dev.bellhop.delivery.result;

import dev.bellhop.access.CallbackUrl;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.history.AttemptRecord;
import dev.bellhop.delivery.pump.RetrySchedule;
import dev.bellhop.operation.callback.Callback;
import dev.bellhop.operation.callback.CallbackStore;
import dev.bellhop.operation.callback.ClaimedCallback;
import dev.bellhop.operation.callback.NewCallback;
import dev.bellhop.operation.store.NewOperation;
import dev.bellhop.testing.InMemoryCallbackStore;
import dev.bellhop.testing.InMemoryOperationStore;
import dev.bellhop.testing.SeededRandom;
import dev.bellhop.testing.SettableTime;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * Processes that call back, over one store and on one thread: every request to the store, its answer, every POST and its
 * answer is a task of its own, and tasks are done in an order that the test chooses.
 */
final class CallbackWorld {

    static final Duration TIMEOUT = Duration.ofSeconds(15);
    static final RetrySchedule SCHEDULE =
            new RetrySchedule(List.of(Duration.ofSeconds(2), Duration.ofMinutes(1)), 0.2, Duration.ofHours(1));

    final SettableTime clock = new SettableTime();
    final InMemoryOperationStore operations = new InMemoryOperationStore();
    final CallbackStore callbacks = new InMemoryCallbackStore(operations);
    final List<AttemptRecord> history = new ArrayList<>();
    /** Is told of every claim as it is given. */
    Consumer<ClaimedCallback> claims = any -> {};

    private final IntUnaryOperator choice;
    private final List<Task> tasks = new ArrayList<>();

    private record Task(Process of, Runnable work) {}

    /**
     * Makes an empty one.
     *
     * @param choice of so many tasks, which is done next
     */
    CallbackWorld(IntUnaryOperator choice) {
        this.choice = choice;
    }

    /** One that calls back, until it dies. */
    final class Process {

        final String name;
        final ResultRunner runner;
        final ResultReport report = new ResultReport(history::add);
        boolean dead;

        /**
         * Begins.
         *
         * @param receivers what they answer to a POST
         */
        Process(String name, Function<ClaimedCallback, Uni<AttemptResult>> receivers) {
            this.name = name;
            ResultSender sender = callback -> Uni.createFrom()
                    .emitter(emitter -> add(
                            this,
                            () -> receivers
                                    .apply(callback)
                                    .subscribe()
                                    .with(result -> add(this, () -> emitter.complete(result)), wrong -> {
                                        throw new AssertionError("A receiver was called wrongly", wrong);
                                    })));
            this.runner = new ResultRunner(
                    new ResultRunner.Settings(wire(this), name, TIMEOUT),
                    sender,
                    new ResultPlanner(SCHEDULE),
                    report,
                    new ResultRunner.Clocks(clock, clock::nanos, SeededRandom.of(1)));
            later(runner.start());
        }

        void later(Uni<?> uni) {
            add(
                    this,
                    () -> uni.subscribe().with(done -> {}, failure -> {
                        throw new AssertionError("A process failed", failure);
                    }));
        }

        void die() {
            dead = true;
            tasks.removeIf(task -> task.of() == this);
        }
    }

    private void add(Process process, Runnable work) {
        if (!process.dead) {
            tasks.add(new Task(process, work));
        }
    }

    boolean isQuiet() {
        return tasks.isEmpty();
    }

    /** Does one task. */
    void step() {
        tasks.remove(choice.applyAsInt(tasks.size())).work().run();
    }

    void settle() {
        while (!isQuiet()) {
            step();
        }
    }

    /** Lets time pass, with a tick of the processes each time. */
    void pass(Duration step, int times, List<Process> processes) {
        for (int i = 0; i < times; i++) {
            clock.advance(step);
            processes.forEach(process -> process.later(process.runner.tick()));
            settle();
        }
    }

    /** Starts an operation that wants to be called back. */
    void subscribe(String id, String url) {
        NewOperation operation = new NewOperation(
                id, "act", "me", null, "{}", clock.instant(), clock.instant().plus(Duration.ofDays(30)));
        CallbackUrl target = ((CallbackUrl.Valid) CallbackUrl.parse(url)).url();
        var started = now(callbacks.subscribe(operation, new NewCallback(target, null, null, clock.instant())));
        if (started.isEmpty()) {
            throw new AssertionError("It was not started");
        }
    }

    Callback callback(String id) {
        return now(callbacks.of(List.of(id))).get(id);
    }

    static <T> T now(Uni<T> uni) {
        return uni.await().indefinitely();
    }

    /** The store as a process sees it: every call is two tasks, one to do it and one to hear of it. */
    private CallbackStore wire(Process process) {
        return (CallbackStore) Proxy.newProxyInstance(
                CallbackWorld.class.getClassLoader(),
                new Class<?>[] {CallbackStore.class},
                (proxy, method, arguments) -> Uni.createFrom()
                        .emitter(emitter -> add(process, () -> {
                            Object result = now((Uni<?>) invoke(method, arguments));
                            if (method.getName().equals("claim")) {
                                ((List<?>) result).forEach(claimed -> claims.accept((ClaimedCallback) claimed));
                            }
                            add(process, () -> emitter.complete(result));
                        })));
    }

    private Object invoke(Method method, Object[] arguments) {
        try {
            return method.invoke(callbacks, arguments);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new AssertionError(e);
        }
    }

    /** States of all callbacks, by operation. */
    Map<String, Callback> all(List<String> ids) {
        return now(callbacks.of(ids));
    }
}
