package dev.bellhop.connector;

import dev.bellhop.operation.Action;
import dev.bellhop.operation.json.Shapes;
import java.util.Set;

/**
 * An action, as far as makers see it.
 *
 * @param description what it does, in sentences; perhaps empty
 * @param input JSON Schema
 * @param output JSON Schema
 * @param forms in which it can be called
 */
public record ActionModel(String name, String title, String description, String input, String output, Set<Form> forms) {

    /** How a caller gets the result. */
    public enum Form {
        /** It asks for it until it is there. */
        ASYNCHRONOUS,
        /** It is called back. */
        CALLBACK,
        /** It waits for the answer, which must come within seconds. */
        SYNCHRONOUS
    }

    public static ActionModel of(Action<?, ?> action, Set<Form> forms) {
        return new ActionModel(
                action.name(),
                action.title(),
                action.description(),
                Shapes.schema(action.inputType()),
                Shapes.schema(action.outputType()),
                forms);
    }
}
