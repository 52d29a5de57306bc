package dev.bellhop.app;

import dev.bellhop.access.Vault;
import dev.bellhop.api.durable.DurableGate;
import dev.bellhop.api.edge.Gate;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.api.operations.OperationGate;
import dev.bellhop.app.config.StartRefused;
import dev.bellhop.delivery.result.ResultRunner;
import dev.bellhop.event.Ids;
import dev.bellhop.operation.Action;
import dev.bellhop.operation.Actions;
import dev.bellhop.operation.Endings;
import dev.bellhop.operation.Operations;
import dev.bellhop.operation.OperationsConfig;
import dev.bellhop.operation.callback.CallbackStore;
import dev.bellhop.operation.callback.WebhookActions;
import dev.bellhop.operation.engine.OperationRetention;
import dev.bellhop.operation.engine.OperationRunner;
import dev.bellhop.operation.example.CallForSpeakers;
import dev.bellhop.operation.example.ExamplesConfig;
import dev.bellhop.operation.store.OperationStore;
import dev.bellhop.storage.Database;
import dev.bellhop.storage.operation.SqlOperationStore;
import io.quarkus.arc.All;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * What runs the actions; those that are built in are made in {@link dev.bellhop.app.action}. Inputs and outputs are records
 * that a native image must be told of.
 */
@RegisterForReflection(
        targets = {
            CallForSpeakers.Proposal.class,
            CallForSpeakers.Speaker.class,
            CallForSpeakers.Verdict.class,
            CallForSpeakers.Review.class
        })
final class OperationWiring {

    private static final int CONCURRENCY_MAX = 1_000;
    private static final Duration RUN_TIME_MAX = Duration.ofSeconds(110);

    @Produces
    @Singleton
    OperationStore operationStore(Database database) {
        return new SqlOperationStore(database);
    }

    /** Every bean that is an action, also of extensions. Examples only where they are wanted. */
    @Produces
    @Singleton
    Actions actions(@All List<Action<?, ?>> beans, ExamplesConfig examples, Vault vault) {
        List<Action<?, ?>> actions = new ArrayList<>(beans);
        if (examples.callForSpeakers()) {
            actions.add(new CallForSpeakers());
        }
        try {
            return new Actions(actions, vault);
        } catch (IllegalArgumentException e) {
            throw StartRefused.because("An action cannot be used: " + e.getMessage());
        }
    }

    @Produces
    @Singleton
    Endings endings() {
        return new Endings();
    }

    @Produces
    @Singleton
    OperationRunner operationRunner(
            OperationStore store,
            Actions actions,
            Endings endings,
            ResultRunner results,
            OperationsConfig config,
            DataFolder data,
            RandomGenerator random,
            InstantSource clock)
            throws IOException {
        int concurrency = config.concurrency();
        if (concurrency < 1 || concurrency > CONCURRENCY_MAX) {
            throw StartRefused.because(
                    "bellhop.operations.concurrency=" + concurrency + ": must be from 1 to " + CONCURRENCY_MAX);
        }
        return new OperationRunner(
                actions,
                new OperationRunner.Settings(store, data.nodeId(random), concurrency),
                threads(concurrency),
                clock,
                System::nanoTime,
                id -> {
                    endings.ended(id);
                    results.wake();
                });
    }

    /** Of their own: an action that blocks its thread holds up only other actions. What waits is what runs already. */
    private static ExecutorService threads(int concurrency) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                concurrency,
                concurrency,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("bellhop-action-", 0).factory());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    @Produces
    @Singleton
    Operations operations(
            OperationStore store,
            Actions actions,
            OperationRunner runner,
            Endings endings,
            Ids ids,
            OperationsConfig config,
            InstantSource clock) {
        Duration runTime = config.runTime();
        if (!runTime.isPositive() || runTime.compareTo(RUN_TIME_MAX) > 0) {
            throw StartRefused.because("bellhop.operations.run-time=" + runTime + ": must be above zero and at most "
                    + RUN_TIME_MAX.toSeconds() + "s, because engines give up after two minutes");
        }
        return new Operations(store, actions, runner, endings, ids, clock);
    }

    @Produces
    @Singleton
    WebhookActions webhookActions(Operations operations, CallbackStore store, InstantSource clock) {
        return new WebhookActions(operations, store, clock);
    }

    @Produces
    @Singleton
    OperationGate operationGate(Gate gate, Vault vault) {
        return new OperationGate(gate, vault);
    }

    @Produces
    @Singleton
    DurableGate durableGate(Gate gate, OperationGate operations, Vault vault, PublicUrl publicUrl) {
        return new DurableGate(gate, operations, vault, publicUrl);
    }

    @Produces
    @Singleton
    OperationRetention operationRetention(OperationStore store, OperationsConfig config, InstantSource clock) {
        if (config.age().isNegative()) {
            throw StartRefused.because("bellhop.operations.age=" + config.age() + ": must not be negative");
        }
        return new OperationRetention(store, config.age(), clock);
    }
}
