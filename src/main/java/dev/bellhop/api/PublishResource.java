package dev.bellhop.api;

import dev.bellhop.access.Right;
import dev.bellhop.api.body.CloudEventReader;
import dev.bellhop.api.edge.Gate;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Ids;
import dev.bellhop.log.AppendResult;
import dev.bellhop.log.EventLog;
import dev.bellhop.source.Source;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Publishing events: answered after the commit, so that what was accepted is never lost. */
@Path("/sources/{source}/events")
public final class PublishResource {

    private final Gate gate;
    private final EventLog log;
    private final Ids ids;

    PublishResource(Gate gate, EventLog log, Ids ids) {
        this.gate = gate;
        this.log = log;
        this.ids = ids;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public Uni<Response> publish(@PathParam("source") String source, byte[] body, @Context HttpServerRequest request) {
        takesEvents(gate.source(request, Right.PUBLISH, source));
        List<CloudEvent> events = new CloudEventReader(source, ids).read(request.headers(), body);
        if (events.isEmpty()) {
            return Uni.createFrom().item(answer(0, 0));
        }
        return log.append(source, events).map(results -> {
            long accepted = results.stream()
                    .filter(AppendResult.Appended.class::isInstance)
                    .count();
            return answer(accepted, results.size() - accepted);
        });
    }

    private static void takesEvents(Source source) {
        switch (source) {
            case Source.Pushed pushed -> {}
            case Source.Directory directory ->
                throw Problem.wrongKindOfSource(
                                source.name(), "is a folder: put a file there, or publish to a source of kind events.")
                        .stop();
            case Source.Notices notices ->
                throw Problem.wrongKindOfSource(
                                source.name(),
                                "is where Bellhop itself tells of subscriptions: publish to another source of kind"
                                        + " events.")
                        .stop();
        }
    }

    private static Response answer(long accepted, long duplicates) {
        return Response.status(202)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity("{\"accepted\":" + accepted + ",\"duplicates\":" + duplicates + '}')
                .build();
    }
}
