package dev.bellhop.api.operations;

import dev.bellhop.access.Vault;
import dev.bellhop.api.body.Parameters;
import dev.bellhop.api.body.Urls;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.delivery.history.AttemptLog;
import dev.bellhop.delivery.result.ResultReport;
import dev.bellhop.operation.Monitor;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.Operations;
import dev.bellhop.operation.callback.Callback;
import dev.bellhop.operation.callback.CallbackState;
import dev.bellhop.operation.callback.CallbackStore;
import dev.bellhop.operation.callback.WebhookActions;
import dev.bellhop.operation.store.OperationChoice;
import dev.bellhop.operation.store.Place;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asking for operations: for those who hold the URL of one, and for those who look after all of them. */
@Path("/operations")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public final class OperationsResource {

    static final int PAGE_DEFAULT = 100;
    static final int PAGE_MAX = 1_000;
    static final int ATTEMPTS_MAX = 100;

    private final OperationGate gate;
    private final Operations operations;
    private final OperationAnswers answers;
    private final PublicUrl publicUrl;
    private final CallbackStore callbacks;
    private final AttemptLog attempts;

    OperationsResource(
            OperationGate gate,
            Operations operations,
            Vault vault,
            PublicUrl publicUrl,
            WebhookActions actions,
            AttemptLog attempts) {
        this.gate = gate;
        this.operations = operations;
        this.callbacks = actions.store();
        this.attempts = attempts;
        this.answers = new OperationAnswers(vault);
        this.publicUrl = publicUrl;
    }

    @GET
    public Uni<String> list(@Context HttpServerRequest request) {
        gate.operator(request);
        Parameters parameters = new Parameters(request);
        int limit = parameters.number("limit", PAGE_DEFAULT, 1, PAGE_MAX);
        OperationChoice which = OperationChoice.ALL
                .with(statuses(parameters.text("status")))
                .ofAction(request.getParam("action"))
                .withCallback(callbackState(parameters.text("callback")))
                .after(before(parameters.text("before")));
        String base = publicUrl.of(request);
        return operations
                .store()
                .list(which, limit)
                .flatMap(page -> callbacks
                        .of(page.stream().map(Operation::id).toList())
                        .map(those -> page(page, those, limit, base + "/operations?" + query(which, limit))));
    }

    /** What polls is answered 202 until there is a result; that can be read as often as wanted. */
    @GET
    @Path("/{id}")
    public Uni<Response> status(@PathParam("id") String id, @Context HttpServerRequest request) {
        boolean readsOnly = gate.admitReader(id, request);
        String base = publicUrl.of(request);
        Duration patience = Preference.wait(request.getHeader("Prefer"));
        return operations
                .await(id, patience)
                .map(found -> answers.asked(OperationProblems.known(found), base, readsOnly));
    }

    /** Always 200: the state stands in the body. */
    @GET
    @Path("/{id}/monitor")
    public Uni<Response> monitor(@PathParam("id") String id, @Context HttpServerRequest request) {
        gate.admitReader(id, request);
        return find(id).map(operation -> {
            Response.ResponseBuilder response = Response.ok(Monitor.json(operation));
            return operation.status().isOver()
                    ? response.build()
                    : response.header("Retry-After", 5)
                            .header(HttpHeaders.CACHE_CONTROL, "no-store")
                            .build();
        });
    }

    @GET
    @Path("/{id}/history")
    public Uni<String> history(@PathParam("id") String id, @Context HttpServerRequest request) {
        gate.operator(request);
        return find(id).flatMap(operation -> callbacks
                .of(List.of(id))
                .flatMap(callback -> operations
                        .store()
                        .trail(id)
                        .map(trail ->
                                OperationView.full(operation, callback.get(id)).mergeIn(OperationView.history(trail))))
                .flatMap(json -> attempts.list(ResultReport.name(operation), Long.MAX_VALUE, ATTEMPTS_MAX)
                        .map(made -> json.containsKey("callback")
                                ? json.put("callbackAttempts", CallbackView.attempts(made))
                                : json))
                .map(JsonObject::encode));
    }

    private Uni<Operation> find(String id) {
        return operations.store().find(id).map(OperationProblems::known);
    }

    private static Set<OperationStatus> statuses(String text) {
        Set<OperationStatus> statuses = EnumSet.noneOf(OperationStatus.class);
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            statuses.add(OperationStatus.of(part)
                    .orElseThrow(() -> Problem.malformedParameter(
                                    "status",
                                    text,
                                    "it must be one or more, with commas, of "
                                            + EnumSet.allOf(OperationStatus.class).stream()
                                                    .map(OperationStatus::text)
                                                    .collect(Collectors.joining(", ")))
                            .stop()));
        }
        return statuses;
    }

    private static @Nullable Place before(String text) {
        return text.isEmpty()
                ? null
                : Place.parse(text, false)
                        .orElseThrow(() -> Problem.malformedParameter(
                                        "before",
                                        text,
                                        "it must be as in the nextLink of the page before; leave it out to begin anew")
                                .stop());
    }

    private static @Nullable CallbackState callbackState(String text) {
        return text.isEmpty()
                ? null
                : CallbackState.of(text)
                        .orElseThrow(() -> Problem.malformedParameter(
                                        "callback",
                                        text,
                                        "it must be one of "
                                                + EnumSet.allOf(CallbackState.class).stream()
                                                        .map(CallbackState::text)
                                                        .collect(Collectors.joining(", ")))
                                .stop());
    }

    private static String page(List<Operation> page, Map<String, Callback> callbacks, int limit, String next) {
        JsonArray value = new JsonArray();
        page.forEach(operation -> value.add(OperationView.full(operation, callbacks.get(operation.id()))));
        JsonObject json = new JsonObject().put("value", value);
        if (page.size() == limit) {
            json.put(
                    "nextLink",
                    next + "&before="
                            + Place.of(page.getLast(), OperationChoice.ALL).text());
        }
        return json.encode();
    }

    private static String query(OperationChoice which, int limit) {
        String statuses = which.statuses().stream().map(OperationStatus::text).collect(Collectors.joining(","));
        return "limit=" + limit + (statuses.isEmpty() ? "" : "&status=" + statuses)
                + (which.action() == null ? "" : "&action=" + Urls.encode(which.action()))
                + (which.callback() == null
                        ? ""
                        : "&callback=" + which.callback().text());
    }
}
