package dev.bellhop.delivery.result;

import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.operation.callback.ClaimedCallback;
import io.smallrye.mutiny.Uni;

/** Makes attempts. */
@FunctionalInterface
public interface ResultSender {

    /** Posts the end of the operation to its callback; whatever goes wrong is a result, never a failure. */
    Uni<AttemptResult> send(ClaimedCallback callback);
}
