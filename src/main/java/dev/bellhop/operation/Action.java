package dev.bellhop.operation;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Set;

/**
 * A named piece of work that callers start; a CDI bean that implements this is all there is to it.
 *
 * <p>{@link #run} may be executed again from the top at any time: after a crash, and whenever what it waited for has
 * come. Steps that were done answer at once with what they answered then. So whatever has an effect, takes long or may
 * come out differently the next time (the clock, chance) belongs in a step, and steps must come by the same names.
 *
 * @param <I> a record; its JSON Schema is derived from its components, see {@link dev.bellhop.operation.json.Shapes}
 * @param <O> a record, or what else {@link dev.bellhop.operation.json.Shapes} can write
 */
public interface Action<I, O> {

    /** What callers write in the URL: letters a to z, digits and hyphens. */
    String name();

    /** What people read, in a few words. */
    String title();

    /** What it does and what comes of it, in a sentence or two for people who build workflows. */
    default String description() {
        return "";
    }

    Class<I> inputType();

    Class<O> outputType();

    /**
     * Fields of the input that may hold secrets, such as headers with a key: in the database they are sealed, and no list or
     * history shows them.
     */
    default Set<String> secretFields() {
        return Set.of();
    }

    /** How long an operation may take from its start to its end, waiting included; then it fails as expired. */
    default Duration timeLimit() {
        return Duration.ofDays(30);
    }

    /**
     * The names of the sources that work with this input is about. Who has the right to act with some sources only may
     * start the action exactly if it tells at least one here, and all of them are among those. An action that tells none
     * needs the right without limits.
     */
    default Set<String> sources(I input) {
        return Set.of();
    }

    /** Does the work, on a thread that may be blocked; see {@link OperationContext} for what may wait without one. */
    Uni<O> run(OperationContext operation, I input);
}
