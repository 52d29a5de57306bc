package dev.bellhop.api.operations;

import dev.bellhop.access.Right;
import dev.bellhop.access.Vault;
import dev.bellhop.api.body.JsonText;
import dev.bellhop.api.edge.Gate;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.operation.Action;
import dev.bellhop.operation.Operations;
import dev.bellhop.operation.Operations.Request;
import dev.bellhop.operation.Operations.Start;
import dev.bellhop.operation.json.FieldProblem;
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
import java.util.List;

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

    ActionsResource(Gate gate, OperationGate own, Operations operations, Vault vault, PublicUrl publicUrl) {
        this.gate = gate;
        this.own = own;
        this.operations = operations;
        this.answers = new OperationAnswers(vault);
        this.publicUrl = publicUrl;
    }

    @GET
    public String list(@Context HttpServerRequest request) {
        gate.some(request, Right.ACT);
        JsonArray value = new JsonArray();
        operations.actions().all().forEach(action -> value.add(view(action)));
        return new JsonObject().put("value", value).encode();
    }

    /** The operation is stored before this answers, so that its URLs are good at once. */
    @POST
    @Path("/{action}")
    public Uni<Response> start(@PathParam("action") String action, byte[] body, @Context HttpServerRequest request) {
        gate.some(request, Right.ACT);
        String input = body.length == 0 ? "{}" : JsonText.decode(body);
        String caller = own.starter(request, () -> operations.sources(action, input));
        String base = publicUrl.of(request);
        Duration patience = Preference.wait(request.getHeader("Prefer"));
        return operations
                .start(new Request(action, caller, OperationGate.idempotencyKey(request, input), input))
                .flatMap(start -> switch (start) {
                    case Start.Started started -> started(started, base, patience);
                    case Start.UnknownAction() ->
                        throw OperationProblems.unknownAction(operations.actions().all().stream()
                                        .map(Action::name)
                                        .toList())
                                .stop();
                    case Start.Unfit(List<FieldProblem> problems) ->
                        throw OperationProblems.malformedInput(problems).stop();
                    case Start.KeyUsed() -> throw OperationProblems.keyUsed().stop();
                });
    }

    private Uni<Response> started(Start.Started started, String base, Duration patience) {
        if (patience.isZero()) {
            return Uni.createFrom().item(answers.accepted(started.operation(), base));
        }
        return operations
                .await(started.operation().id(), patience)
                .map(found -> answers.of(found.orElse(started.operation()), base, true));
    }

    private static JsonObject view(Action<?, ?> action) {
        return new JsonObject()
                .put("name", action.name())
                .put("title", action.title())
                .put("description", action.description())
                .put("timeLimit", action.timeLimit().toString())
                .put("input", new JsonObject(Shapes.schema(action.inputType())))
                .put("output", new JsonObject(Shapes.schema(action.outputType())));
    }
}
