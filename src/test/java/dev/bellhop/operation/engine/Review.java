package dev.bellhop.operation.engine;

import dev.bellhop.operation.Action;
import dev.bellhop.operation.OperationContext;
import dev.bellhop.operation.OperationFailed;
import dev.bellhop.operation.RetryPolicy;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * An action with one of everything: work, a sleep, work that fails at first, an event, work side by side. Every execution
 * of a step answers something else, so that a step that was kept and done again shows.
 */
final class Review implements Action<Review.Input, Review.Output> {

    static final Duration NAP = Duration.ofSeconds(20);
    static final Duration PATIENCE = Duration.ofHours(1);

    /** Executions by operation and step. */
    final Map<String, Integer> executions = new HashMap<>();

    /** Of which steps the next execution fails for good. */
    Predicate<String> fails = step -> false;

    record Input(String topic) {}

    record Decision(boolean approved) {}

    record Output(List<String> results, boolean approved) {}

    @Override
    public String name() {
        return "review";
    }

    @Override
    public String title() {
        return "Review";
    }

    @Override
    public Class<Input> inputType() {
        return Input.class;
    }

    @Override
    public Class<Output> outputType() {
        return Output.class;
    }

    @Override
    public Uni<Output> run(OperationContext operation, Input input) {
        List<String> results = new ArrayList<>();
        operation.progress("reading");
        return operation
                .step("read", String.class, () -> work(operation, "read"))
                .invoke(results::add)
                .flatMap(read -> operation.sleep("nap", NAP))
                .flatMap(rested -> operation.step(
                        "check", String.class, RetryPolicy.doubling(3, Duration.ofSeconds(5)), () -> check(operation)))
                .invoke(results::add)
                .invoke(() -> operation.progress("waiting"))
                .flatMap(checked -> operation.awaitEvent("approval", Decision.class, PATIENCE))
                .flatMap(decision -> Uni.join()
                        .all(
                                operation.step("left", String.class, () -> work(operation, "left")),
                                operation.step("right", String.class, () -> work(operation, "right")))
                        .andFailFast()
                        .invoke(results::addAll)
                        .map(both -> new Output(results, decision.approved())));
    }

    private Uni<String> check(OperationContext operation) {
        return work(operation, "check").invoke(result -> {
            if (result.endsWith("1")) {
                throw new IllegalStateException("secret");
            }
        });
    }

    private Uni<String> work(OperationContext operation, String step) {
        return Uni.createFrom().item(() -> {
            if (fails.test(step)) {
                throw new OperationFailed("no-luck", "The step had no luck");
            }
            return step + ' ' + executions.merge(operation.idempotencyKey(step), 1, Integer::sum);
        });
    }
}
