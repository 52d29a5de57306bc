package dev.bellhop.api;

import dev.bellhop.access.Right;
import dev.bellhop.api.body.Parameters;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.api.edge.SubscriptionGate;
import dev.bellhop.delivery.history.AttemptLog;
import dev.bellhop.delivery.history.AttemptRecord;
import dev.bellhop.delivery.history.AttemptStore.Kept;
import dev.bellhop.delivery.history.SampleDelivery;
import dev.bellhop.event.Timestamps;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState.Ended;
import dev.bellhop.subscription.SubscriptionStore;
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
import java.util.List;

/** What happened when something was posted to a callback, and a way to try it now. */
@Path("/subscriptions/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public final class AttemptsResource {

    static final int PAGE_DEFAULT = 100;
    static final int PAGE_MAX = 1_000;

    private final SubscriptionGate gate;
    private final SubscriptionStore subscriptions;
    private final AttemptLog attempts;
    private final SampleDelivery samples;
    private final PublicUrl publicUrl;

    AttemptsResource(
            SubscriptionGate gate,
            SubscriptionStore subscriptions,
            AttemptLog attempts,
            SampleDelivery samples,
            PublicUrl publicUrl) {
        this.gate = gate;
        this.subscriptions = subscriptions;
        this.attempts = attempts;
        this.samples = samples;
        this.publicUrl = publicUrl;
    }

    @GET
    @Path("/attempts")
    public Uni<String> attempts(@PathParam("id") String id, @Context HttpServerRequest request) {
        gate.admit(id, request, Right.OPERATE);
        Parameters parameters = new Parameters(request);
        int limit = parameters.number("limit", PAGE_DEFAULT, 1, PAGE_MAX);
        long cursor = parameters.position("before");
        String base = publicUrl.of(request);
        return find(id).flatMap(found -> attempts.list(id, cursor == 0 ? Long.MAX_VALUE : cursor, limit)
                .map(page -> page(page, limit, base + "/subscriptions/" + found.id() + "/attempts", parameters)
                        .encode()));
    }

    /** Also while it is paused: that is when somebody wants to know whether it works again. */
    @POST
    @Path("/test")
    public Uni<String> test(@PathParam("id") String id, @Context HttpServerRequest request) {
        gate.admit(id, request, Right.OPERATE);
        return find(id).invoke(found -> {
                    if (found.state() instanceof Ended) {
                        throw Problem.subscriptionEnded().stop();
                    }
                })
                .flatMap(samples::send)
                .map(attempt -> result(attempt).encode());
    }

    private Uni<Subscription> find(String id) {
        return subscriptions
                .find(id)
                .map(found ->
                        found.orElseThrow(() -> Problem.unknownSubscription().stop()));
    }

    private static JsonObject page(List<Kept> page, int limit, String path, Parameters parameters) {
        JsonArray value = new JsonArray();
        page.forEach(kept -> value.add(view(kept.attempt())));
        JsonObject json = new JsonObject().put("value", value);
        if (page.size() == limit) {
            String before = Long.toString(page.getLast().cursor());
            json.put("nextLink", path + parameters.withNew("before", before));
        }
        return json;
    }

    private static JsonObject view(AttemptRecord attempt) {
        return answer(
                new JsonObject()
                        .put("at", Timestamps.format(attempt.at()))
                        .put("outcome", attempt.outcome().word())
                        .put("attempt", attempt.number())
                        .put("events", attempt.events())
                        .put("id", attempt.firstEvent())
                        .put("position", attempt.firstPosition())
                        .put("lastPosition", attempt.lastPosition()),
                attempt);
    }

    private static JsonObject result(AttemptRecord attempt) {
        return answer(new JsonObject().put("delivered", attempt.failure() == null), attempt);
    }

    private static JsonObject answer(JsonObject json, AttemptRecord attempt) {
        json.put("millis", attempt.millis());
        if (attempt.status() != 0) {
            json.put("status", attempt.status());
        }
        if (attempt.failure() != null) {
            json.put("failure", attempt.failure()).put("reason", attempt.reason());
        }
        return json;
    }
}
