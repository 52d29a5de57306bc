package dev.bellhop.api.operations;

import dev.bellhop.operation.callback.Callback;
import dev.bellhop.operation.callback.WebhookActions;
import dev.bellhop.operation.store.OperationStore;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The callback of an operation, for those who look after all of them. */
@Path("/operations/{id}/callback")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public final class CallbackResource {

    private final OperationGate gate;
    private final OperationStore operations;
    private final WebhookActions actions;

    CallbackResource(OperationGate gate, OperationStore operations, WebhookActions actions) {
        this.gate = gate;
        this.operations = operations;
        this.actions = actions;
    }

    @POST
    @Path("/redrive")
    public Uni<Response> redrive(@PathParam("id") String id, @Context HttpServerRequest request) {
        gate.operator(request);
        return operations.find(id).flatMap(found -> {
            if (found.isEmpty()) {
                throw OperationProblems.unknownOperation().stop();
            }
            return actions.redrive(id)
                    .flatMap(due -> actions.store().of(List.of(id)).map(those -> answer(those.get(id), due)));
        });
    }

    private static Response answer(@Nullable Callback callback, boolean due) {
        if (callback == null || !due) {
            throw OperationProblems.noCallbackToRedrive(
                            callback == null ? null : callback.state().text())
                    .stop();
        }
        return Response.accepted(CallbackView.of(callback).encode()).build();
    }
}
