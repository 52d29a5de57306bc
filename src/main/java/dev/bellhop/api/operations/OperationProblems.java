package dev.bellhop.api.operations;

import dev.bellhop.api.edge.Problem;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.json.FieldProblem;
import dev.bellhop.operation.store.OperationStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be wrong with actions and operations, besides what can be wrong with any request. */
public final class OperationProblems {

    private OperationProblems() {}

    public static Problem unknownAction(Collection<String> known) {
        return new Problem(
                Problem.TYPES + "unknown-action",
                404,
                "Unknown action",
                "There is no action of this name. GET /actions lists those there are.",
                Map.of("known", known));
    }

    public static Problem unknownOperation() {
        return new Problem(
                Problem.TYPES + "unknown-operation",
                404,
                "Unknown operation",
                "There is no such operation, or it was over so long ago that it was forgotten; or the token in the URL is"
                        + " not the one that the operation was started with.",
                Map.of());
    }

    public static Problem malformedInput(List<FieldProblem> problems) {
        StringBuilder detail = new StringBuilder("The input does not fit the schema of the action: ");
        JsonArray fields = new JsonArray();
        for (FieldProblem problem : problems) {
            String field = problem.field().isEmpty() ? "the input" : problem.field();
            detail.append(fields.isEmpty() ? "" : "; ")
                    .append(field)
                    .append(' ')
                    .append(problem.message());
            fields.add(new JsonObject().put("field", problem.field()).put("message", problem.message()));
        }
        return new Problem(
                Problem.TYPES + "malformed-input",
                400,
                "Malformed input",
                detail.append(". GET /actions has the schema.").toString(),
                Map.of("fields", fields));
    }

    public static Problem keyUsed() {
        return new Problem(
                Problem.TYPES + "idempotency-key-used",
                409,
                "Idempotency key used",
                "This Idempotency-Key started an operation with another input. Repeat that input, or use a new key.",
                Map.of());
    }

    public static Problem subscribedOtherwise() {
        return new Problem(
                Problem.TYPES + "subscribed-otherwise",
                409,
                "Subscribed otherwise",
                "This callbackUrl, Idempotency-Key or workflow run has started another operation, or one with another input."
                        + " Repeat that call as it was, unsubscribe first, or use a new URL and key.",
                Map.of());
    }

    public static Problem operationNotOver(String id, long seconds) {
        return new Problem(
                Problem.TYPES + "operation-not-over",
                504,
                "Operation not over",
                "The operation is not over after " + seconds + " s; it goes on. Ask at the Location of this"
                        + " answer for its result, or repeat this call with the same Idempotency-Key to wait for it again."
                        + " For work that takes long use POST /actions/{action}, which is asked for its result, or"
                        + " POST /actions/{action}/subscribe, which calls back.",
                Map.of("id", id));
    }

    public static Problem noCallbackToRedrive(@Nullable String state) {
        return new Problem(
                Problem.TYPES + "no-callback-to-redrive",
                409,
                "No callback to redrive",
                state == null
                        ? "The operation was started without a callback. Ask for its result instead."
                        : "The callback of the operation is " + state + ". Only one that is dead, or waits for its next"
                                + " attempt, can be tried again.",
                Map.of());
    }

    public static Problem operationOver(String status) {
        return new Problem(
                Problem.TYPES + "operation-over",
                409,
                "Operation over",
                "The operation is over (" + status + "); nothing changes that any more. Start a new one.",
                Map.of("status", status));
    }

    public static Problem operationNotFailed(String status) {
        return new Problem(
                Problem.TYPES + "operation-not-failed",
                409,
                "Operation not failed",
                "The operation is " + status
                        + ", and only one that failed can be rewound. Restart it to do all of it again.",
                Map.of("status", status));
    }

    public static Problem operationExists(String status) {
        return new Problem(
                Problem.TYPES + "operation-exists",
                409,
                "Operation exists",
                "Another operation has this id and is not over (" + status
                        + "). Wait for its end, or choose another id.",
                Map.of("status", status));
    }

    public static Problem tooManyEvents(int max) {
        return new Problem(
                Problem.TYPES + "too-many-events",
                409,
                "Too many events",
                "The operation has as many events that it did not ask for yet as it may have: " + max + ", or "
                        + (OperationStore.EVENTS_WAITING_LENGTH_MAX >> 20)
                        + " MiB of them. Wait until it has asked for some.",
                Map.of("max", max));
    }

    public static Problem failed(String id, OperationError error) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("id", id);
        more.put("code", error.code());
        more.put("error", error(error.code(), error.message()));
        boolean expired = error.code().equals(OperationError.EXPIRED);
        return new Problem(
                Problem.TYPES + (expired ? "operation-expired" : "operation-failed"),
                422,
                expired ? "Operation expired" : "Operation failed",
                error.message(),
                more);
    }

    public static Problem cancelled(String id, @Nullable String reason) {
        String detail = "The operation was cancelled" + (reason == null ? "." : ": " + reason);
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("id", id);
        more.put("code", "cancelled");
        more.put("error", error("cancelled", detail));
        return new Problem(Problem.TYPES + "operation-cancelled", 410, "Operation cancelled", detail, more);
    }

    /** The operation, if there is one. */
    static Operation known(Optional<Operation> found) {
        return found.orElseThrow(() -> unknownOperation().stop());
    }

    static JsonObject error(String code, String message) {
        return new JsonObject().put("code", code).put("message", message);
    }
}
