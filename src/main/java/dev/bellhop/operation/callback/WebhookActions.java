package dev.bellhop.operation.callback;

import dev.bellhop.access.CallbackUrl;
import dev.bellhop.access.signing.SigningKeys;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.Operations;
import dev.bellhop.operation.Operations.Request;
import dev.bellhop.operation.Operations.Start;
import dev.bellhop.operation.callback.CallbackStore.Selector;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What callers do who want to be called back. */
public final class WebhookActions {

    private final Operations operations;
    private final CallbackStore store;
    private final InstantSource clock;

    public WebhookActions(Operations operations, CallbackStore store, InstantSource clock) {
        this.operations = operations;
        this.store = store;
        this.clock = clock;
    }

    public CallbackStore store() {
        return store;
    }

    /** Starts an operation with a callback; both are stored when this answers. */
    public Uni<Start> subscribe(
            Request request, CallbackUrl url, @Nullable SigningKeys keys, @Nullable WorkflowRun run) {
        return operations
                .start(
                        request,
                        operation -> store.subscribe(operation, new NewCallback(url, keys, run, operation.created())))
                .invoke(start -> {
                    if (start instanceof Start.Started(Operation operation, boolean isNew)
                            && operation.status().isOver()) {
                        operations.tellEnd(operation.id());
                    }
                });
    }

    /** Takes back what the selector means. */
    public Uni<Void> unsubscribe(Selector which) {
        return store.find(which)
                .flatMap(ids -> ids.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : unsubscribe(ids, null).replaceWithVoid());
    }

    /** Takes these back; returns those that were cancelled by it. */
    public Uni<List<String>> unsubscribe(List<String> ids, @Nullable String reason) {
        return store.unsubscribe(ids, reason, clock.instant())
                .invoke(cancelled -> cancelled.forEach(operations::tellEnd));
    }

    /** Tries a dead callback again, or one that waits for its next attempt; false if it is neither. */
    public Uni<Boolean> redrive(String id) {
        return store.redrive(id).invoke(due -> {
            if (due) {
                operations.tellEnd(id);
            }
        });
    }
}
