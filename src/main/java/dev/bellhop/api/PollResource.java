package dev.bellhop.api;

import dev.bellhop.access.Right;
import dev.bellhop.api.body.Parameters;
import dev.bellhop.api.edge.Gate;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.event.EventJson;
import dev.bellhop.trigger.PollAnswer;
import dev.bellhop.trigger.PollRequest;
import dev.bellhop.trigger.PollTrigger;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Objects;

/** The polling trigger: the engine asks, Bellhop answers with the next events or with when and where to ask again. */
@Path("/triggers/{source}")
public final class PollResource {

    static final String EXPIRED_HEADER = "Bellhop-Events-Expired";
    static final int PAGE_DEFAULT = 100;
    static final int PAGE_MAX = 1_000;
    static final int HOLD_SECONDS_MAX = 100;
    static final int LOCATION_LENGTH_MAX = 2_000;

    private final Gate gate;
    private final PollTrigger trigger;
    private final PublicUrl publicUrl;

    PollResource(Gate gate, PollTrigger trigger, PublicUrl publicUrl) {
        this.gate = gate;
        this.trigger = trigger;
        this.publicUrl = publicUrl;
    }

    @GET
    @Path("/poll")
    public Uni<Response> poll(@PathParam("source") String source, @Context HttpServerRequest request) {
        return answer(request, source, 1, false);
    }

    @GET
    @Path("/poll-batch")
    public Uni<Response> pollBatch(@PathParam("source") String source, @Context HttpServerRequest request) {
        int max = new Parameters(request).number("max", PAGE_DEFAULT, 1, PAGE_MAX);
        return answer(request, source, max, true);
    }

    private Uni<Response> answer(HttpServerRequest request, String source, int max, boolean batch) {
        gate.source(request, Right.POLL, source);
        Parameters parameters = new Parameters(request);
        PollRequest poll = new PollRequest(
                source,
                parameters.triggerState(),
                parameters.startFrom(),
                max,
                Duration.ofSeconds(parameters.number("wait", 0, 0, HOLD_SECONDS_MAX)),
                parameters.filter());
        String base = publicUrl.of(request);
        return trigger.poll(poll).map(answer -> switch (answer) {
            case PollAnswer.Nothing nothing ->
                telling(
                                nothing.expired(),
                                response(202, request, base, nothing.nextState(), nothing.retryAfterSeconds()))
                        .build();
            case PollAnswer.Events events -> events(request, base, events, batch);
        });
    }

    private Response events(HttpServerRequest request, String base, PollAnswer.Events events, boolean batch) {
        byte[] body = batch
                ? EventJson.array(events.events(), publicUrl.links(request))
                : EventJson.one(events.events().getFirst(), publicUrl.links(request));
        return telling(events.expired(), response(200, request, base, events.nextState(), events.retryAfterSeconds()))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body)
                .build();
    }

    private static Response.ResponseBuilder telling(long expired, Response.ResponseBuilder response) {
        return expired > 0 ? response.header(EXPIRED_HEADER, Long.toString(expired)) : response;
    }

    private static Response.ResponseBuilder response(
            int status, HttpServerRequest request, String base, String nextState, long retryAfterSeconds) {
        return Response.status(status)
                .header(HttpHeaders.LOCATION, location(request, base, nextState))
                .header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfterSeconds))
                // What a later poll with the same state is answered may be another thing.
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** The engine uses {@code Location} as it is, so every parameter of the caller must be in it again. */
    private static String location(HttpServerRequest request, String base, String nextState) {
        String location = base + request.path() + new Parameters(request).withNew("triggerState", nextState);
        if (location.length() >= LOCATION_LENGTH_MAX) {
            throw Problem.malformedParameter(
                            "query",
                            Objects.toString(request.query(), ""),
                            "with it the next URL would have " + LOCATION_LENGTH_MAX
                                    + " characters or more, which engines refuse; shorten it")
                    .stop();
        }
        return location;
    }
}
