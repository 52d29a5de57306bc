package dev.bellhop.api.operations;

import dev.bellhop.access.Vault;
import dev.bellhop.access.signing.SigningKey;
import dev.bellhop.api.body.Urls;
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
     * The answer to a start whose end was waited for.
     *
     * @param base the public URL
     */
    Response ended(Operation operation, String base) {
        return of(operation, base + url(operation), Operation.capability(operation.id()), FIRST_AGAIN_SECONDS);
    }

    /**
     * The answer to a look at the status.
     *
     * @param base the public URL
     * @param readsOnly whether the caller may do no more, and gets no URL with which it could
     */
    Response asked(Operation operation, String base, boolean readsOnly) {
        String id = operation.id();
        String capability = readsOnly ? Operation.readingCapability(id) : Operation.capability(id);
        return of(operation, base + url(operation), capability, AGAIN_SECONDS);
    }

    private Response of(Operation operation, String url, String capability, int againSeconds) {
        return switch (operation.status()) {
            case PENDING, RUNNING, WAITING, SUSPENDED ->
                linked(Response.status(202), url, capability)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .header(HttpHeaders.RETRY_AFTER, againSeconds)
                        .entity(OperationView.brief(operation).encode())
                        .build();
            case SUCCEEDED ->
                linked(Response.status(200), url, capability)
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
        return linked(Response.status(202), base + url(operation), Operation.capability(operation.id()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.RETRY_AFTER, FIRST_AGAIN_SECONDS)
                .entity(OperationView.brief(operation).encode())
                .build();
    }

    /** The answer to a start with a callback. */
    Response subscribed(Operation operation, String base, @Nullable SigningKey made) {
        return linked(Response.status(201), base + url(operation), Operation.capability(operation.id()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(CallbackView.subscribed(operation, made).encode())
                .build();
    }

    /** The answer to a synchronous call whose operation goes on. */
    Response notOver(Operation operation, String base, Duration waited) {
        Response problem = Problems.answer(OperationProblems.operationNotOver(operation.id(), waited.toSeconds()));
        return linked(Response.fromResponse(problem), base + url(operation), Operation.capability(operation.id()))
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
            case Start.IdTaken(Operation holder) ->
                throw OperationProblems.operationExists(holder.status().text()).stop();
        };
    }

    private static String url(Operation operation) {
        return "/operations/" + Urls.encode(operation.id());
    }

    private Response.ResponseBuilder linked(Response.ResponseBuilder response, String url, String capability) {
        String token = "?token=" + vault.token(capability).reveal();
        return response.type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.LOCATION, url + token)
                .header("Operation-Location", url + "/monitor" + token);
    }
}
