package dev.bellhop.api.durable;

import dev.bellhop.api.edge.Methods;
import dev.bellhop.api.operations.OperationGate;
import dev.bellhop.operation.OperationIds;
import dev.bellhop.operation.Operations;
import dev.bellhop.operation.Operations.Request;
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

/** Starts instances: the function is an action. */
@Path(Methods.DURABLE + "/orchestrators")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public final class OrchestratorsResource {

    private final DurableGate gate;
    private final Operations operations;
    private final StartAnswers answers;

    OrchestratorsResource(DurableGate gate, Operations operations) {
        this.gate = gate;
        this.operations = operations;
        this.answers = new StartAnswers(operations);
    }

    @POST
    @Path("/{action}")
    public Uni<Response> start(@PathParam("action") String action, byte[] body, @Context HttpServerRequest request) {
        return start(action, null, body, request);
    }

    @POST
    @Path("/{action}/{id}")
    public Uni<Response> startAs(
            @PathParam("action") String action,
            @PathParam("id") String id,
            byte[] body,
            @Context HttpServerRequest request) {
        return start(action, id, body, request);
    }

    private Uni<Response> start(String function, @Nullable String id, byte[] body, HttpServerRequest request) {
        String caller = gate.starter(request);
        DurableQuery query = new DurableQuery(request.params());
        Optional<Duration> patience = query.patience();
        boolean failsAsError = query.flag(InstanceResource.FAILS_AS_ERROR, false);
        if (id != null) {
            OperationIds.flaw(id).ifPresent(flaw -> {
                throw Fault.badRequest(Fault.ARGUMENTS, "The instance id " + flaw + ".")
                        .stop();
            });
        }
        String input = JsonBody.input(body);
        String action = function.toLowerCase(Locale.ROOT);
        String key = OperationGate.idempotencyKey(request, input);
        return operations
                .start(new Request(action, caller, key, input, id))
                .map(start -> answers.unlessStarted(
                        start,
                        function,
                        holder -> "An Orchestration instance with the status "
                                + RuntimeStatus.of(holder.status()).text() + " already exists."))
                .flatMap(started -> answers.of(started, gate.links(started.id(), failsAsError, request), patience));
    }
}
