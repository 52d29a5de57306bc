package dev.bellhop.api.durable;

import dev.bellhop.api.edge.Methods;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.Operations;
import dev.bellhop.operation.store.OperationChoice;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Many instances: listed, and forgotten. */
@Path(Methods.DURABLE + "/instances")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public final class InstancesResource {

    private final DurableGate gate;
    private final Operations operations;
    private final InstantSource clock;

    InstancesResource(DurableGate gate, Operations operations, InstantSource clock) {
        this.gate = gate;
        this.operations = operations;
        this.clock = clock;
    }

    /** A page; the header says where the next one begins, and is empty when there is none: no page is empty but the first. */
    @GET
    public Uni<Response> list(@Context HttpServerRequest request) {
        gate.operator(request);
        DurableQuery query = new DurableQuery(request.params());
        boolean showInput = query.flag(InstanceResource.SHOW_INPUT, true);
        int top = query.top();
        Optional<OperationChoice> which = query.listed(request.getHeader(ContinuationToken.HEADER));
        return which.isEmpty()
                ? Uni.createFrom().item(page(List.of(), "", showInput))
                : operations.store().list(which.get(), top + 1).map(found -> {
                    List<Operation> page = found.subList(0, Math.min(top, found.size()));
                    boolean more = found.size() > top;
                    return page(page, more ? ContinuationToken.write(page.getLast(), which.get()) : "", showInput);
                });
    }

    private static Response page(List<Operation> page, String token, boolean showInput) {
        JsonArray body = new JsonArray();
        page.forEach(operation -> body.add(StatusBody.of(operation, showInput)));
        return StartAnswers.json(200, body.encode())
                .header(ContinuationToken.HEADER, token)
                .build();
    }

    @DELETE
    public Uni<Response> purge(@Context HttpServerRequest request) {
        gate.operator(request);
        Optional<OperationChoice> which = new DurableQuery(request.params()).purged(clock.instant());
        return which.map(operations::purge).orElse(Uni.createFrom().item(0L)).map(InstancesResource::purged);
    }

    /** That there was nothing is told as the original does, and clients take it for none. */
    static Response purged(long count) {
        return count == 0
                ? Response.status(404).build()
                : StartAnswers.json(
                                200,
                                new JsonObject().put("instancesDeleted", count).encode())
                        .build();
    }
}
