package dev.bellhop.operation.callback;

import dev.bellhop.access.SecretText;
import dev.bellhop.operation.store.NewOperation;
import dev.bellhop.operation.store.OperationStore.Started;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Callbacks of operations. Everything is committed before it answers; whatever ends an operation makes its callback due in
 * the same transaction.
 */
public interface CallbackStore {

    /**
     * Starts the operation with its callback, in one transaction; or joins the one that has the same key, or that still is
     * to tell the same caller and action's URL. Of one with another input nothing is changed. Empty if the key means one
     * operation, and the URL another.
     */
    Uni<Optional<Started>> subscribe(NewOperation operation, NewCallback callback);

    /** Operations whose callback the selector means, as far as somebody could still be called. */
    Uni<List<String>> find(Selector which);

    /** What somebody means who unsubscribes. */
    sealed interface Selector {

        String action();

        record ByUrl(String action, SecretText url) implements Selector {}

        /** Without tracking, all executions of the run are meant. */
        record ByRun(String action, WorkflowRun run) implements Selector {}
    }

    /**
     * Cancels those that are not over, and drops the callbacks of all of them: none of them is called any more, but for
     * attempts under way.
     *
     * @return those that it cancelled
     */
    Uni<List<String>> unsubscribe(Collection<String> operations, @Nullable String reason, Instant now);

    /** Those that these operations have, by the id of the operation. */
    Uni<Map<String, Callback>> of(Collection<String> operations);

    /** Takes those that are due and whose target has a turn left, the longest due first. */
    Uni<List<ClaimedCallback>> claim(String owner, Instant now, Instant until, int limit, Turns turns);

    /** Keeps what came of an attempt; false if the claim is not the newest one, or the callback was dropped. */
    Uni<Boolean> save(Settled settled);

    /** Makes all that the owner has claimed due at once: what a process does that begins anew under its old name. */
    Uni<Integer> takeBack(String owner);

    /** Makes a dead callback, or one that is to be tried later, due at once; false if it is neither. */
    Uni<Boolean> redrive(String operation);
}
