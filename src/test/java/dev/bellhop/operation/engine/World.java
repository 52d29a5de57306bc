package dev.bellhop.operation.engine;

import dev.bellhop.access.Vault;
import dev.bellhop.operation.Action;
import dev.bellhop.operation.Actions;
import dev.bellhop.operation.Endings;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.Operations;
import dev.bellhop.operation.store.OperationStore;
import dev.bellhop.testing.InMemoryOperationStore;
import dev.bellhop.testing.SeededIds;
import dev.bellhop.testing.SeededRandom;
import dev.bellhop.testing.SettableTime;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;

/**
 * Processes over one store, on one thread: whatever a process does, its requests to the store and the answers included,
 * is a task of its own, and tasks are done in an order that the test chooses. A process that dies leaves its tasks undone:
 * so it may die before a request arrives, and between what the request does and its answer.
 */
public final class World {

    private static final Vault VAULT = new Vault(new byte[Vault.KEY_BYTES], SeededRandom.of(1));
    private static final int TASKS_MAX = 200_000;

    public final SettableTime clock = new SettableTime();
    public final InMemoryOperationStore store = new InMemoryOperationStore();
    private final SeededIds ids = new SeededIds(1);
    private final Actions actions;
    private final IntUnaryOperator choice;
    private final List<Task> tasks = new ArrayList<>();

    private record Task(Process of, Runnable work) {}

    /**
     * Makes an empty one.
     *
     * @param choice of so many tasks, which is done next
     */
    public World(List<Action<?, ?>> actions, IntUnaryOperator choice) {
        this.actions = new Actions(actions, VAULT);
        this.choice = choice;
    }

    /** First come, first served. */
    public static World inOrder(Action<?, ?>... actions) {
        return new World(List.of(actions), size -> 0);
    }

    /** One that runs operations, until it dies. */
    public final class Process {

        final String name;
        public final OperationRunner runner;
        public final Operations operations;
        boolean dead;

        Process(String name, int concurrency) {
            this(name, concurrency, actions);
        }

        Process(String name, int concurrency, Actions actions) {
            this.name = name;
            Endings endings = new Endings();
            OperationStore wire = wire(this);
            this.runner = new OperationRunner(
                    actions,
                    new OperationRunner.Settings(wire, name, concurrency),
                    task -> add(this, task),
                    clock,
                    clock::nanos,
                    endings::ended);
            this.operations = new Operations(wire, actions, runner, endings, ids, clock);
            later(runner.start());
        }

        /** Asks for something; what it answers is in the reference then. */
        public <T> AtomicReference<T> later(Uni<T> uni) {
            AtomicReference<T> answer = new AtomicReference<>();
            add(
                    this,
                    () -> uni.subscribe().with(answer::set, failure -> {
                        throw new AssertionError("A process failed", failure);
                    }));
            return answer;
        }

        public void die() {
            dead = true;
            tasks.removeIf(task -> task.of() == this);
        }
    }

    public Process process(String name) {
        return new Process(name, 100);
    }

    /** One that knows these actions alone. */
    Process process(String name, List<Action<?, ?>> known) {
        return new Process(name, 100, new Actions(known, VAULT));
    }

    private void add(Process process, Runnable work) {
        if (!process.dead) {
            tasks.add(new Task(process, work));
        }
    }

    public boolean isQuiet() {
        return tasks.isEmpty();
    }

    /** Does one task. */
    public void step() {
        tasks.remove(choice.applyAsInt(tasks.size())).work().run();
    }

    /** Does all there is to do now. */
    public int settle() {
        int done = 0;
        while (!isQuiet()) {
            step();
            if (++done > TASKS_MAX) {
                throw new AssertionError("There is no end of tasks");
            }
        }
        return done;
    }

    /** Lets time pass, with a tick of the processes every second. */
    public void pass(Duration time, Process... processes) {
        for (long second = 0; second < time.toSeconds(); second++) {
            clock.advance(Duration.ofSeconds(1));
            for (Process process : processes) {
                process.later(process.runner.tick());
            }
            settle();
        }
    }

    public Operation operation(String id) {
        return store.find(id).await().indefinitely().orElseThrow();
    }

    /** The store as a process sees it: every call is two tasks, one to do it and one to hear of it. */
    private OperationStore wire(Process process) {
        return (OperationStore) Proxy.newProxyInstance(
                World.class.getClassLoader(),
                new Class<?>[] {OperationStore.class},
                (proxy, method, arguments) -> Uni.createFrom()
                        .emitter(emitter -> add(process, () -> {
                            Object result =
                                    ((Uni<?>) invoke(method, arguments)).await().indefinitely();
                            add(process, () -> emitter.complete(result));
                        })));
    }

    private Object invoke(java.lang.reflect.Method method, Object[] arguments) {
        try {
            return method.invoke(store, arguments);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new AssertionError(e);
        }
    }
}
