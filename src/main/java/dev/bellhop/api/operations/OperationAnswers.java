package dev.bellhop.api.operations;

import dev.bellhop.access.Vault;
import dev.bellhop.access.signing.SigningKey;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.api.edge.Problems;
import dev.bellhop.operation.Action;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.Operations;
import dev.bellhop.operation.Operations.Start;
import dev.bellhop.operation.json.FieldProblem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a caller that polls is answered: still running, the result, or why there is none. */
final class OperationAnswers {

    private static final int AGAIN_SECONDS = 5;
    /** In an answer to a start: most actions take no time. */
    private static final int FIRST_AGAIN_SECONDS = 1;

    private final Vault vault;

    OperationAnswers(Vault vault) {
        this.vault = vault;
    }

    /**
     * The answer to a start, or to a look at the status.
     *
     * @param base the public URL
     */
    Response of(Operation operation, String base, boolean isStart) {
        return switch (operation.status()) {
            case PENDING, RUNNING, WAITING, SUSPENDED ->
                linked(Response.status(202), operation, base)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .header(HttpHeaders.RETRY_AFTER, isStart ? FIRST_AGAIN_SECONDS : AGAIN_SECONDS)
                        .entity(OperationView.brief(operation).encode())
                        .build();
            case SUCCEEDED ->
                linked(Response.status(200), operation, base)
                        .entity(operation.output() == null ? "null" : operation.output())
                        .build();
            case FAILED ->
                throw OperationProblems.failed(
                                operation.id(),
                                operation.error() == null
                                        ? new OperationError(OperationError.ACTION_FAILED, "The action failed")
                                        : operation.error())
                        .stop();
            case CANCELLED ->
                throw OperationProblems.cancelled(operation.id(), operation.reason())
                        .stop();
        };
    }

    /** The same, but of a start that nobody waited for: it is accepted, whatever came of it since. */
    Response accepted(Operation operation, String base) {
        return linked(Response.status(202), operation, base)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.RETRY_AFTER, FIRST_AGAIN_SECONDS)
                .entity(OperationView.brief(operation).encode())
                .build();
    }

    /** The answer to a start with a callback. */
    Response subscribed(Operation operation, String base, @Nullable SigningKey made) {
        return linked(Response.status(201), operation, base)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(CallbackView.subscribed(operation, made).encode())
                .build();
    }

    /** The answer to a synchronous call whose operation goes on. */
    Response notOver(Operation operation, String base, Duration waited) {
        Response problem = Problems.answer(OperationProblems.operationNotOver(operation.id(), waited.toSeconds()));
        return linked(Response.fromResponse(problem), operation, base)
                .type(problem.getMediaType())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /**
     * What a start came to, if to anything.
     *
     * @param usedOtherwise the problem if it repeats a start that was another one
     */
    Operation started(Start start, Operations operations, Supplier<Problem> usedOtherwise) {
        return switch (start) {
            case Start.Started(Operation operation, boolean isNew) -> operation;
            case Start.UnknownAction() ->
                throw OperationProblems.unknownAction(operations.actions().all().stream()
                                .map(Action::name)
                                .toList())
                        .stop();
            case Start.Unfit(List<FieldProblem> problems) ->
                throw OperationProblems.malformedInput(problems).stop();
            case Start.KeyUsed() -> throw usedOtherwise.get().stop();
        };
    }

    private Response.ResponseBuilder linked(Response.ResponseBuilder response, Operation operation, String base) {
        String url = base + "/operations/" + operation.id();
        String token =
                "?token=" + vault.token(Operation.capability(operation.id())).reveal();
        return response.type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.LOCATION, url + token)
                .header("Operation-Location", url + "/monitor" + token);
    }
}
