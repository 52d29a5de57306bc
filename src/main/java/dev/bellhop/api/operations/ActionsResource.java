package dev.bellhop.api.operations;

import dev.bellhop.access.Right;
import dev.bellhop.access.Vault;
import dev.bellhop.api.body.JsonText;
import dev.bellhop.api.edge.Gate;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.operation.Action;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.Operations;
import dev.bellhop.operation.Operations.Request;
import dev.bellhop.operation.OperationsConfig;
import dev.bellhop.operation.json.Shapes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** Actions: which there are, and starting one. */
@Path("/actions")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public final class ActionsResource {

    private final Gate gate;
    private final OperationGate own;
    private final Operations operations;
    private final OperationAnswers answers;
    private final PublicUrl publicUrl;
    private final Duration runTime;

    ActionsResource(
            Gate gate,
            OperationGate own,
            Operations operations,
            Vault vault,
            PublicUrl publicUrl,
            OperationsConfig config) {
        this.gate = gate;
        this.own = own;
        this.operations = operations;
        this.answers = new OperationAnswers(vault);
        this.publicUrl = publicUrl;
        this.runTime = config.runTime();
    }

    @GET
    public String list(@Context HttpServerRequest request) {
        gate.operator(request, Right.ACT);
        JsonArray value = new JsonArray();
        operations.actions().all().forEach(action -> value.add(view(action)));
        return new JsonObject().put("value", value).encode();
    }

    /** The operation is stored before this answers, so that its URLs are good at once. */
    @POST
    @Path("/{action}")
    public Uni<Response> start(@PathParam("action") String action, byte[] body, @Context HttpServerRequest request) {
        String caller = own.starter(request);
        String base = publicUrl.of(request);
        String input = body.length == 0 ? "{}" : JsonText.decode(body);
        Duration patience = Preference.wait(request.getHeader("Prefer"));
        return operations
                .start(new Request(action, caller, OperationGate.idempotencyKey(request, input), input))
                .map(start -> answers.started(start, operations, OperationProblems::keyUsed))
                .flatMap(operation -> started(operation, base, patience));
    }

    /** Starts it and answers its end. The operation does not depend on the connection: a repeat of the call joins it. */
    @POST
    @Path("/{action}/run")
    public Uni<Response> run(@PathParam("action") String action, byte[] body, @Context HttpServerRequest request) {
        String caller = own.starter(request);
        String base = publicUrl.of(request);
        String input = body.length == 0 ? "{}" : JsonText.decode(body);
        return operations
                .start(new Request(action, caller, OperationGate.idempotencyKey(request, input), input))
                .map(start -> answers.started(start, operations, OperationProblems::keyUsed))
                .flatMap(operation -> operations.await(operation.id(), runTime).map(found -> {
                    Operation now = found.orElse(operation);
                    return now.status().isOver() ? answers.ended(now, base) : answers.notOver(now, base, runTime);
                }));
    }

    private Uni<Response> started(Operation operation, String base, Duration patience) {
        if (patience.isZero()) {
            return Uni.createFrom().item(answers.accepted(operation, base));
        }
        return operations.await(operation.id(), patience).map(found -> answers.ended(found.orElse(operation), base));
    }

    private static JsonObject view(Action<?, ?> action) {
        return new JsonObject()
                .put("name", action.name())
                .put("title", action.title())
                .put("timeLimit", action.timeLimit().toString())
                .put("input", new JsonObject(Shapes.schema(action.inputType())))
                .put("output", new JsonObject(Shapes.schema(action.outputType())));
    }
}
