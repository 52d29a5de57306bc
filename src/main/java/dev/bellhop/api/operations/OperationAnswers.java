package dev.bellhop.api.operations;

import dev.bellhop.access.Vault;
import dev.bellhop.api.body.Urls;
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
     * The answer to a start.
     *
     * @param base the public URL
     */
    Response started(Operation operation, String base) {
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
