package dev.bellhop.api.durable;

import dev.bellhop.api.edge.Methods;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.Operations;
import dev.bellhop.operation.store.Change;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** One instance: asked for, and forgotten. */
@Path(Methods.DURABLE + "/instances")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public final class InstanceResource {

    static final String FAILS_AS_ERROR = "returnInternalServerErrorOnFailure";
    static final String SHOW_INPUT = "showInput";

    private static final int AGAIN_SECONDS = 5;

    private final DurableGate gate;
    private final Operations operations;

    InstanceResource(DurableGate gate, Operations operations) {
        this.gate = gate;
        this.operations = operations;
    }

    @GET
    @Path("/{id}")
    public Uni<Response> status(@PathParam("id") String id, @Context HttpServerRequest request) {
        gate.admitReader(id, request);
        DurableQuery query = new DurableQuery(request.params());
        boolean showInput = query.flag(SHOW_INPUT, true);
        boolean showHistory = query.flag("showHistory", false);
        HistoryBody history = new HistoryBody(showInput, query.flag("showHistoryOutput", false));
        boolean failsAsError = query.flag(FAILS_AS_ERROR, false);
        return operations.store().find(id).flatMap(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(Response.status(404).build());
            }
            Operation operation = found.get();
            JsonObject body = StatusBody.of(operation, showInput);
            Uni<JsonObject> whole = showHistory
                    ? operations.store().trail(id).map(trail -> body.put("historyEvents", history.of(operation, trail)))
                    : Uni.createFrom().item(body);
            return whole.map(json -> answer(operation, json, failsAsError, gate.url(id, request)));
        });
    }

    private static Response answer(Operation operation, JsonObject body, boolean failsAsError, String url) {
        boolean asError = failsAsError && operation.status() == OperationStatus.FAILED;
        return operation.status().isOver()
                ? StartAnswers.json(asError ? 500 : 200, body.encode()).build()
                : StartAnswers.json(202, body.encode())
                        .header(HttpHeaders.LOCATION, url)
                        .header(HttpHeaders.RETRY_AFTER, AGAIN_SECONDS)
                        .build();
    }

    @DELETE
    @Path("/{id}")
    public Uni<Response> purge(@PathParam("id") String id, @Context HttpServerRequest request) {
        gate.admit(id, request);
        return operations.store().forget(id).map(change -> switch (change) {
            case Change.Made made -> InstancesResource.purged(1);
            case Change.WrongStatus(Operation operation) ->
                throw new Fault(
                                412,
                                "Only orchestrations in a terminal state can be purged, but the orchestration has"
                                        + " status "
                                        + RuntimeStatus.of(operation.status()).text()
                                        + ". Terminate it first.",
                                null)
                        .stop();
            case Change.Unknown unknown -> InstancesResource.purged(0);
            case Change.AlreadyOver over -> throw new IllegalStateException("What is over is forgotten");
            case Change.TooManyEvents events -> throw new IllegalStateException("Forgetting raises nothing");
        });
    }
}
