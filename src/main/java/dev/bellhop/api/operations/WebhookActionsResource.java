package dev.bellhop.api.operations;

import dev.bellhop.access.CallbackUrl;
import dev.bellhop.access.Right;
import dev.bellhop.access.SecretText;
import dev.bellhop.access.signing.SigningKey;
import dev.bellhop.access.signing.SigningKeys;
import dev.bellhop.api.SubscribeResource.Tools;
import dev.bellhop.api.body.SecretWish;
import dev.bellhop.api.edge.Gate;
import dev.bellhop.operation.Operations;
import dev.bellhop.operation.Operations.Request;
import dev.bellhop.operation.callback.CallbackStore.Selector;
import dev.bellhop.operation.callback.WebhookActions;
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

/** The webhook action: the engine leaves a callback URL with the input, and is called when the work is done. */
@Path("/actions/{action}")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public final class WebhookActionsResource {

    private final Gate gate;
    private final OperationGate own;
    private final Operations operations;
    private final WebhookActions actions;
    private final OperationAnswers answers;
    private final Tools tools;

    WebhookActionsResource(Gate gate, OperationGate own, Operations operations, WebhookActions actions, Tools tools) {
        this.gate = gate;
        this.own = own;
        this.operations = operations;
        this.actions = actions;
        this.answers = new OperationAnswers(tools.vault());
        this.tools = tools;
    }

    /** Starts it with a callback; the same call again is the same operation. */
    @POST
    @Path("/subscribe")
    public Uni<Response> subscribe(
            @PathParam("action") String action, byte[] body, @Context HttpServerRequest request) {
        String caller = own.starter(request);
        String base = tools.publicUrl().of(request);
        WebhookBody wanted = WebhookBody.read(body);
        CallbackUrl callback = tools.callback(wanted.callbackUrl());
        SecretWish wish = SecretWish.of(wanted.secret(), wanted.generateSecret());
        @Nullable SigningKey key = tools.key(wish);
        String input = wanted.input();
        return actions.subscribe(
                        new Request(action, caller, OperationGate.idempotencyKey(request, input), input),
                        callback,
                        key == null ? null : SigningKeys.of(key),
                        OperationGate.run(request).orElse(null))
                .map(start -> answers.subscribed(
                        answers.started(start, operations, OperationProblems::subscribedOtherwise),
                        base,
                        wish.isMade() ? key : null));
    }

    /** Late and repeated unsubscribing is normal for engines, so nothing found is no error. */
    @POST
    @Path("/unsubscribe")
    public Uni<Response> unsubscribe(
            @PathParam("action") String action, byte[] body, @Context HttpServerRequest request) {
        @Nullable String token = request.getParam("token");
        if (token == null) {
            gate.operator(request, Right.ACT);
        }
        WebhookBody named = WebhookBody.readToTakeBack(body);
        return takeBack(action, named, token, request)
                .replaceWith(Response.noContent().build());
    }

    /** The most exact thing that the caller names; if that is over, nothing else is meant. */
    private Uni<Void> takeBack(String action, WebhookBody named, @Nullable String token, HttpServerRequest request) {
        if (token != null && (named.id() == null || !own.isSubscriber(named.id(), token))) {
            throw OperationProblems.unknownOperation().stop();
        }
        if (named.id() != null) {
            return operations
                    .store()
                    .find(named.id())
                    .map(found -> found.filter(operation -> operation.action().equals(action)))
                    .flatMap(found -> found.isPresent()
                            ? actions.unsubscribe(List.of(found.get().id()), null)
                                    .replaceWithVoid()
                            : Uni.createFrom().voidItem());
        }
        if (named.callbackUrl() != null) {
            return actions.unsubscribe(new Selector.ByUrl(action, new SecretText(named.callbackUrl())));
        }
        return OperationGate.run(request)
                .map(run -> actions.unsubscribe(new Selector.ByRun(action, run)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
