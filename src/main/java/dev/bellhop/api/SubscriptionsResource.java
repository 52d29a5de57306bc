package dev.bellhop.api;

import dev.bellhop.access.Right;
import dev.bellhop.api.body.Parameters;
import dev.bellhop.api.body.Urls;
import dev.bellhop.api.edge.Gate;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.api.edge.SubscriptionGate;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionStore.Selector;
import dev.bellhop.subscription.Subscriptions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Subscriptions: for those who hold the URL of one, and for those who look after all of them. */
@Path("/subscriptions")
@Produces(MediaType.APPLICATION_JSON)
public final class SubscriptionsResource {

    static final int PAGE_DEFAULT = 100;
    static final int PAGE_MAX = 1_000;

    private final Gate gate;
    private final SubscriptionGate own;
    private final Subscriptions subscriptions;
    private final PublicUrl publicUrl;

    SubscriptionsResource(Gate gate, SubscriptionGate own, Subscriptions subscriptions, PublicUrl publicUrl) {
        this.gate = gate;
        this.own = own;
        this.subscriptions = subscriptions;
        this.publicUrl = publicUrl;
    }

    @GET
    public Uni<String> list(@Context HttpServerRequest request) {
        gate.operator(request, Right.OPERATE);
        int limit = new Parameters(request).number("limit", PAGE_DEFAULT, 1, PAGE_MAX);
        String after = request.getParam("after") == null ? "" : request.getParam("after");
        String base = publicUrl.of(request);
        return subscriptions
                .store()
                .list(request.getParam("source"), after, limit)
                .map(page -> page(page, limit, base, request));
    }

    @GET
    @Path("/{id}")
    public Uni<String> get(@PathParam("id") String id, @Context HttpServerRequest request) {
        own.admit(id, request, Right.OPERATE);
        return subscriptions
                .store()
                .find(id)
                .map(found -> SubscriptionView.of(found.orElseThrow(
                                () -> Problem.unknownSubscription().stop()))
                        .encode());
    }

    /** The token in the URL is the right to do this; engines do not send a key here. */
    @DELETE
    @Path("/{id}")
    public Uni<Response> delete(@PathParam("id") String id, @Context HttpServerRequest request) {
        boolean byToken = own.admit(id, request, Right.SUBSCRIBE);
        return subscriptions
                .end(new Selector.ById(id), EndReason.UNSUBSCRIBED)
                .flatMap(ended -> byToken || !ended.isEmpty()
                        ? Uni.createFrom().item(true)
                        : subscriptions.store().find(id).map(found -> found.isPresent()))
                .map(known -> {
                    if (!known) {
                        throw Problem.unknownSubscription().stop();
                    }
                    return Response.noContent().build();
                });
    }

    private static String page(List<Subscription> page, int limit, String base, HttpServerRequest request) {
        JsonArray value = new JsonArray();
        page.forEach(subscription -> value.add(SubscriptionView.of(subscription)));
        JsonObject json = new JsonObject().put("value", value);
        if (page.size() == limit) {
            String source = request.getParam("source");
            json.put(
                    "nextLink",
                    base + "/subscriptions?limit=" + limit + "&after="
                            + page.getLast().id() + (source == null ? "" : "&source=" + Urls.encode(source)));
        }
        return json.encode();
    }
}
