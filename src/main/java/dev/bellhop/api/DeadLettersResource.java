package dev.bellhop.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.bellhop.access.Right;
import dev.bellhop.api.body.JsonText;
import dev.bellhop.api.body.Parameters;
import dev.bellhop.api.edge.Gate;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.delivery.DeadLetter;
import dev.bellhop.delivery.DeadLetterChoice;
import dev.bellhop.delivery.DeliveryStore;
import dev.bellhop.delivery.pump.DeliveryRunner;
import dev.bellhop.event.Timestamps;
import dev.bellhop.event.TriggerState;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Deliveries that were given up: what they are, one more try for them, or none ever. */
@Path("/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public final class DeadLettersResource {

    static final int PAGE_DEFAULT = 100;
    static final int PAGE_MAX = 1_000;
    static final int SKIP_MAX = 1_000_000;

    private final Gate gate;
    private final DeliveryStore store;
    private final DeliveryRunner runner;
    private final PublicUrl publicUrl;
    private final InstantSource clock;

    DeadLettersResource(
            Gate gate, DeliveryStore store, DeliveryRunner runner, PublicUrl publicUrl, InstantSource clock) {
        this.gate = gate;
        this.store = store;
        this.runner = runner;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    @GET
    public Uni<String> list(@Context HttpServerRequest request) {
        gate.operator(request, Right.OPERATE);
        Parameters parameters = new Parameters(request);
        int skip = parameters.number("skip", 0, 0, SKIP_MAX);
        int limit = parameters.number("limit", PAGE_DEFAULT, 1, PAGE_MAX);
        DeadLetterChoice which = new DeadLetterChoice(
                request.getParam("subscription"), request.getParam("source"), List.of(), parameters.time("before"));
        String base = publicUrl.of(request);
        return store.deadLetters(which, skip, limit).map(letters -> {
            JsonArray value = new JsonArray();
            letters.forEach(letter -> value.add(view(letter)));
            JsonObject json = new JsonObject().put("value", value);
            if (letters.size() == limit) {
                String next = parameters.withNew("skip", Integer.toString(skip + limit));
                json.put("nextLink", base + "/dead-letters" + next);
            }
            return json.encode();
        });
    }

    @POST
    @Path("/redrive")
    public Uni<String> redrive(byte[] body, @Context HttpServerRequest request) {
        gate.operator(request, Right.OPERATE);
        DeadLetterChoice which = which(body);
        return store.redrive(which, clock.instant())
                .invoke(count -> runner.redriven())
                .map(count -> new JsonObject().put("redriven", count).encode());
    }

    /** Never all of them by accident: what is meant must be said. */
    @POST
    @Path("/discard")
    public Uni<String> discard(byte[] body, @Context HttpServerRequest request) {
        gate.operator(request, Right.OPERATE);
        DeadLetterChoice which = which(body);
        if (which.equals(DeadLetterChoice.ALL)) {
            throw Problem.malformedBody("Say which dead letters to forget, for example {\"subscription\":\"…\"}; there"
                            + " are subscription, source, ids and before.")
                    .stop();
        }
        return store.discard(which)
                .map(count -> new JsonObject().put("discarded", count).encode());
    }

    private static JsonObject view(DeadLetter letter) {
        return new JsonObject()
                .put("subscription", letter.subscription())
                .put("source", letter.source())
                .put("id", letter.eventId())
                .put("position", letter.position())
                .put("attempts", letter.attempts())
                .put("since", Timestamps.format(letter.since()))
                .put("at", Timestamps.format(letter.at()))
                .put("reason", letter.reason());
    }

    private static DeadLetterChoice which(byte[] body) {
        String text = JsonText.decode(body).strip();
        return text.isEmpty() ? DeadLetterChoice.ALL : JsonText.parse(text, DeadLettersResource::which);
    }

    private static DeadLetterChoice which(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw Problem.malformedBody("An object is expected, such as {} for all or {\"subscription\":\"…\"}.")
                    .stop();
        }
        String subscription = null;
        String source = null;
        Instant before = null;
        List<String> ids = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (json.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (name) {
                case "subscription" -> subscription = JsonText.text(name, json);
                case "source" -> source = JsonText.text(name, json);
                case "before" -> before = time(JsonText.text(name, json));
                case "ids" -> ids.addAll(texts(json));
                default ->
                    throw Problem.malformedBody("The property '" + name
                                    + "' is not known; there are subscription, source," + " ids and before.")
                            .stop();
            }
        }
        return new DeadLetterChoice(subscription, source, ids, before);
    }

    private static Instant time(String text) {
        return TriggerState.parse(text)
                .filter(TriggerState.Since.class::isInstance)
                .map(TriggerState::time)
                .orElseThrow(() -> Problem.malformedBody("The property 'before' must be an ISO 8601 time.")
                        .stop());
    }

    private static List<String> texts(JsonParser json) throws IOException {
        List<String> texts = new ArrayList<>();
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw Problem.malformedBody("The property 'ids' must be an array of event ids.")
                    .stop();
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(JsonText.text("ids", json));
        }
        if (texts.isEmpty()) {
            throw Problem.malformedBody("The property 'ids' is empty; leave it out to mean all.")
                    .stop();
        }
        return texts;
    }
}
