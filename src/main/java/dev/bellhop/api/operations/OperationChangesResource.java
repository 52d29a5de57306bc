package dev.bellhop.api.operations;

import dev.bellhop.access.Vault;
import dev.bellhop.api.body.JsonText;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.Operations;
import dev.bellhop.operation.callback.WebhookActions;
import dev.bellhop.operation.json.Shapes;
import dev.bellhop.operation.store.Change;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changing an operation: its events, its going on, its end. */
@Path("/operations/{id}")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public final class OperationChangesResource {

    public static final int EVENT_NAME_LENGTH_MAX = 200;
    static final int REASON_LENGTH_MAX = 1_000;

    private final OperationGate gate;
    private final Operations operations;
    private final OperationAnswers answers;
    private final PublicUrl publicUrl;
    private final WebhookActions actions;

    OperationChangesResource(
            OperationGate gate, Operations operations, Vault vault, PublicUrl publicUrl, WebhookActions actions) {
        this.gate = gate;
        this.operations = operations;
        this.answers = new OperationAnswers(vault);
        this.publicUrl = publicUrl;
        this.actions = actions;
    }

    /** Any JSON, or nothing, which is null. */
    @POST
    @Path("/events/{name}")
    public Uni<Response> raise(
            @PathParam("id") String id,
            @PathParam("name") String name,
            byte[] body,
            @Context HttpServerRequest request) {
        gate.admit(id, request);
        if (name.length() > EVENT_NAME_LENGTH_MAX || name.indexOf('\0') >= 0) {
            throw Problem.malformedParameter(
                            "name", name, "an event has a name of at most " + EVENT_NAME_LENGTH_MAX + " characters")
                    .stop();
        }
        String payload = body.length == 0 ? "null" : JsonText.decode(body);
        if (Shapes.read(Object.class, payload) instanceof Shapes.Outcome.Unfit<?>) {
            throw Problem.malformedBody("The body is not JSON. Send the payload of the event as JSON, or nothing.")
                    .stop();
        }
        return operations.raise(id, name, payload).map(change -> changed(change, 202));
    }

    @POST
    @Path("/cancel")
    public Uni<Response> cancel(@PathParam("id") String id, @Context HttpServerRequest request) {
        gate.admit(id, request);
        return operations.cancel(id, reason(request)).map(change -> changed(change, 200));
    }

    @POST
    @Path("/suspend")
    public Uni<Response> suspend(@PathParam("id") String id, @Context HttpServerRequest request) {
        gate.admit(id, request);
        return operations.suspend(id, reason(request)).map(change -> changed(change, 200));
    }

    @POST
    @Path("/resume")
    public Uni<Response> resume(@PathParam("id") String id, @Context HttpServerRequest request) {
        gate.admit(id, request);
        return operations.resume(id).map(change -> changed(change, 200));
    }

    /** What failed goes on from what it had done. */
    @POST
    @Path("/rewind")
    public Uni<Response> rewind(@PathParam("id") String id, @Context HttpServerRequest request) {
        gate.admit(id, request);
        return operations.rewind(id).map(change -> changed(change, 200));
    }

    /** Another operation with the same input; whoever has no name acts for the one who started the first. */
    @POST
    @Path("/restart")
    public Uni<Response> restart(@PathParam("id") String id, @Context HttpServerRequest request) {
        gate.admit(id, request);
        String base = publicUrl.of(request);
        return operations
                .store()
                .find(id)
                .map(OperationProblems::known)
                .flatMap(before -> operations.restart(before, gate.name(request).orElse(before.caller()), false))
                .map(start -> answers.accepted(answers.started(start, operations, OperationProblems::keyUsed), base));
    }

    /**
     * Whoever cancels wants that it is over; that it is so already is no error. Who shows the token is who started it, and
     * wants no callback any more: that is how engines unsubscribe.
     */
    @DELETE
    public Uni<Response> delete(@PathParam("id") String id, @Context HttpServerRequest request) {
        gate.admit(id, request);
        String reason = reason(request);
        if (gate.isSubscriber(id, request.getParam("token"))) {
            return actions.unsubscribe(List.of(id), reason)
                    .replaceWith(Response.noContent().build());
        }
        return operations.cancel(id, reason).map(change -> {
            if (change instanceof Change.Unknown) {
                throw OperationProblems.unknownOperation().stop();
            }
            return Response.noContent().build();
        });
    }

    private static Response changed(Change change, int status) {
        return switch (change) {
            case Change.Made(Operation operation) ->
                Response.status(status)
                        .entity(OperationView.brief(operation).encode())
                        .build();
            case Change.AlreadyOver(Operation operation) ->
                throw OperationProblems.operationOver(operation.status().text()).stop();
            case Change.WrongStatus(Operation operation) ->
                throw OperationProblems.operationNotFailed(operation.status().text())
                        .stop();
            case Change.TooManyEvents(int max) ->
                throw OperationProblems.tooManyEvents(max).stop();
            case Change.Unknown() -> throw OperationProblems.unknownOperation().stop();
        };
    }

    private static @Nullable String reason(HttpServerRequest request) {
        String reason = request.getParam("reason");
        if (reason != null && (reason.length() > REASON_LENGTH_MAX || reason.indexOf('\0') >= 0)) {
            throw Problem.malformedParameter(
                            "reason", reason, "it must have at most " + REASON_LENGTH_MAX + " characters")
                    .stop();
        }
        return reason;
    }
}
