package dev.bellhop.api.operations;

import dev.bellhop.access.Vault;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationError;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

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

    private Response.ResponseBuilder linked(Response.ResponseBuilder response, Operation operation, String base) {
        String url = base + "/operations/" + operation.id();
        String token =
                "?token=" + vault.token(Operation.capability(operation.id())).reveal();
        return response.type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.LOCATION, url + token)
                .header("Operation-Location", url + "/monitor" + token);
    }
}
