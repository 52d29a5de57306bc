package dev.bellhop.operation.engine;

import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.OperationFailed;
import org.jboss.logging.Logger;

/** What callers see of a failure: only what the author of the action named, since any other message may hold a secret. */
final class Failures {

    static final Logger LOG = Logger.getLogger("dev.bellhop.operation");

    private Failures() {}

    static OperationError ofAction(Operation operation, Throwable failure) {
        return of(operation, failure, OperationError.ACTION_FAILED, "The action");
    }

    static OperationError ofStep(Operation operation, String step, Throwable failure) {
        return of(operation, failure, OperationError.STEP_FAILED, "The step '" + step + "'");
    }

    private static OperationError of(Operation operation, Throwable failure, String code, String what) {
        if (failure instanceof OperationFailed named) {
            return named.error();
        }
        LOG.warnf(
                "operation %s of action %s: %s failed with %s; the level DEBUG has its message",
                operation.id(), operation.action(), what, failure.getClass().getName());
        LOG.debugf(failure, "operation %s", operation.id());
        return new OperationError(code, what + " failed; the log of Bellhop has more under the id of the operation");
    }
}
