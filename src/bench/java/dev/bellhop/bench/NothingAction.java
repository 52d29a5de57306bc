package dev.bellhop.bench;

import dev.bellhop.operation.Action;
import dev.bellhop.operation.OperationContext;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** An action that does nothing: what remains is what every operation costs. */
@Singleton
public final class NothingAction implements Action<NothingAction.Text, NothingAction.Text> {

    /** What goes in comes out. */
    public record Text(String text) {}

    @Override
    public String name() {
        return "nothing";
    }

    @Override
    public String title() {
        return "Do nothing";
    }

    @Override
    public Class<Text> inputType() {
        return Text.class;
    }

    @Override
    public Class<Text> outputType() {
        return Text.class;
    }

    @Override
    public Uni<Text> run(OperationContext operation, Text text) {
        return Uni.createFrom().item(text);
    }
}
