package dev.bellhop.operation.engine;

import dev.bellhop.operation.Action;
import dev.bellhop.operation.OperationContext;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** An action that does what a test says; it takes and answers any JSON. */
record ScriptedAction(String name, Duration timeLimit, Function<OperationContext, Uni<?>> script)
        implements Action<Map, Object> {

    static ScriptedAction of(Function<OperationContext, Uni<?>> script) {
        return new ScriptedAction("scripted", Duration.ofDays(1), script);
    }

    @Override
    public String title() {
        return "Scripted";
    }

    @Override
    public Class<Map> inputType() {
        return Map.class;
    }

    @Override
    public Class<Object> outputType() {
        return Object.class;
    }

    @Override
    public Uni<Object> run(OperationContext operation, Map input) {
        return script.apply(operation).map(result -> result);
    }
}
