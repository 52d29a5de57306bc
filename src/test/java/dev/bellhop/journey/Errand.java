package dev.bellhop.journey;

import dev.bellhop.operation.Action;
import dev.bellhop.operation.OperationContext;
import dev.bellhop.operation.OperationFailed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An action that fails as often as it is told, after a step that shows how often it was done. */
@Singleton
public final class Errand implements Action<Errand.Input, Errand.Output> {

    private final Map<String, Integer> prepared = new ConcurrentHashMap<>();
    private final Map<String, Integer> tried = new ConcurrentHashMap<>();

    public record Input(String what, int failures) {}

    public record Output(String what, int prepared) {}

    @Override
    public String name() {
        return "errand";
    }

    @Override
    public String title() {
        return "Errand";
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
        return operation
                .step(
                        "prepare",
                        Integer.class,
                        () -> Uni.createFrom().item(prepared.merge(operation.id(), 1, Integer::sum)))
                .flatMap(count -> operation.step("go", Output.class, () -> {
                    if (tried.merge(operation.id(), 1, Integer::sum) <= input.failures()) {
                        throw new OperationFailed("lost", "The way was lost");
                    }
                    return Uni.createFrom().item(new Output(input.what(), count));
                }));
    }
}
