package dev.bellhop.api.durable;

import dev.bellhop.api.edge.Methods;
import dev.bellhop.api.operations.OperationChangesResource;
import dev.bellhop.api.operations.OperationProblems;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.Operations;
import dev.bellhop.operation.store.Change;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is done with one instance; answered without a body. */
@Path(Methods.DURABLE + "/instances/{id}")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public final class InstanceChangesResource {

    private final DurableGate gate;
    private final Operations operations;
    private final StartAnswers answers;

    InstanceChangesResource(DurableGate gate, Operations operations) {
        this.gate = gate;
        this.operations = operations;
        this.answers = new StartAnswers(operations);
    }

    /** Of an instance that there is not, or no longer, that is told first, whatever the body. */
    @POST
    @Path("/raiseEvent/{name}")
    public Uni<Response> raise(
            @PathParam("id") String id,
            @PathParam("name") String name,
            byte[] body,
            @Context HttpServerRequest request) {
        gate.admit(id, request);
        String payload;
        try {
            payload = payload(name, body, request.getHeader("Content-Type"));
        } catch (Fault.Stop unusable) {
            return operations.store().find(id).map(found -> {
                if (found.isPresent() && !found.get().status().isOver()) {
                    throw unusable;
                }
                return Response.status(found.isEmpty() ? 404 : 410).build();
            });
        }
        return operations.raise(id, name, payload).map(InstanceChangesResource::changed);
    }

    /** Nobody must say that it is JSON; but what says that it is something else is none. */
    private static String payload(String name, byte[] body, @Nullable String contentType) {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.isEmpty() && !type.equals("application/json") && !type.endsWith("+json")) {
            throw Fault.badRequest("Only application/json request content is supported")
                    .stop();
        }
        if (name.length() > OperationChangesResource.EVENT_NAME_LENGTH_MAX || name.indexOf('\0') >= 0) {
            throw Fault.badRequest("The name of an event must have at most "
                            + OperationChangesResource.EVENT_NAME_LENGTH_MAX + " characters, and no NUL.")
                    .stop();
        }
        return JsonBody.payload(body);
    }

    @POST
    @Path("/terminate")
    public Uni<Response> terminate(@PathParam("id") String id, @Context HttpServerRequest request) {
        gate.admit(id, request);
        String reason = new DurableQuery(request.params()).reason();
        return operations.cancel(id, reason).map(InstanceChangesResource::changed);
    }

    @POST
    @Path("/suspend")
    public Uni<Response> suspend(@PathParam("id") String id, @Context HttpServerRequest request) {
        gate.admit(id, request);
        String reason = new DurableQuery(request.params()).reason();
        return operations.suspend(id, reason).map(InstanceChangesResource::changed);
    }

    @POST
    @Path("/resume")
    public Uni<Response> resume(@PathParam("id") String id, @Context HttpServerRequest request) {
        gate.admit(id, request);
        return operations.resume(id).map(InstanceChangesResource::changed);
    }

    @POST
    @Path("/rewind")
    public Uni<Response> rewind(@PathParam("id") String id, @Context HttpServerRequest request) {
        gate.admit(id, request);
        return operations.rewind(id).map(InstanceChangesResource::changed);
    }

    @POST
    @Path("/restart")
    public Uni<Response> restart(@PathParam("id") String id, @Context HttpServerRequest request) {
        gate.admit(id, request);
        DurableQuery query = new DurableQuery(request.params());
        boolean newId = query.flag("restartWithNewInstanceId", true);
        boolean failsAsError = query.flag(InstanceResource.FAILS_AS_ERROR, false);
        Optional<Duration> patience = query.patience();
        return operations.store().find(id).flatMap(found -> {
            Operation before = found.orElseThrow(() -> Fault.badRequest(
                            "InstanceId does not match a valid orchestration instance.",
                            "There is no instance with this id, or it was over so long ago that it was forgotten.")
                    .stop());
            return operations
                    .restart(before, gate.name(request, before), !newId)
                    .map(start -> answers.unlessStarted(
                            start,
                            before.action(),
                            holder -> "A non-terminal instance with this instance ID already exists."))
                    .flatMap(started -> answers.of(started, gate.links(started.id(), failsAsError, request), patience));
        });
    }

    private static Response changed(Change change) {
        return switch (change) {
            case Change.Made made -> Response.status(202).build();
            case Change.AlreadyOver over -> Response.status(410).build();
            case Change.WrongStatus(Operation operation)
            when operation.status().isOver() -> Response.status(410).build();
            case Change.WrongStatus(Operation operation) ->
                throw new Fault(
                                412,
                                "This orchestration has status "
                                        + RuntimeStatus.of(operation.status()).text()
                                        + ", but only orchestrations in the \"Failed\" state can be rewound.",
                                null)
                        .stop();
            case Change.TooManyEvents(int max) ->
                throw Fault.conflict(OperationProblems.tooManyEvents(max).detail())
                        .stop();
            case Change.Unknown unknown -> Response.status(404).build();
        };
    }
}
