package dev.bellhop.api.keys;

import dev.bellhop.access.Right;
import dev.bellhop.access.keys.ApiKeys;
import dev.bellhop.access.keys.ApiKeys.Created;
import dev.bellhop.access.keys.ApiKeys.Refusal;
import dev.bellhop.access.keys.KeyRequest;
import dev.bellhop.api.edge.Gate;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.api.edge.Throttle;
import dev.bellhop.source.Sources;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** API keys: which there are, a new one, and one less. */
@Path("/keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public final class KeysResource {

    private final Gate gate;
    private final ApiKeys keys;
    private final Sources sources;
    private final Throttle throttle;
    private final PublicUrl publicUrl;
    private final InstantSource clock;

    KeysResource(
            Gate gate, ApiKeys keys, Sources sources, Throttle throttle, PublicUrl publicUrl, InstantSource clock) {
        this.gate = gate;
        this.keys = keys;
        this.sources = sources;
        this.throttle = throttle;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    @GET
    public Uni<String> list(@Context HttpServerRequest request) {
        gate.operator(request, Right.OPERATE);
        return all().map(views ->
                new JsonObject().put("value", new JsonArray(views)).encode());
    }

    @GET
    @Path("/{name}")
    public Uni<String> get(@PathParam("name") String name, @Context HttpServerRequest request) {
        gate.operator(request, Right.OPERATE);
        return all().map(views -> views.stream()
                .filter(view -> name.equals(view.getString("name")))
                .findFirst()
                .orElseThrow(() -> KeyProblems.unknownKey().stop())
                .encode());
    }

    /** The answer has the key, so that nobody on the way may keep it. */
    @POST
    public Uni<Response> create(byte[] body, @Context HttpServerRequest request) {
        gate.operator(request, Right.OPERATE);
        if (keys.isLocalMode()) {
            throw KeyProblems.localMode().stop();
        }
        KeyRequest wanted = KeyBody.read(body, clock.instant());
        check(wanted, request);
        String location = publicUrl.of(request) + "/keys/" + wanted.name();
        return keys.create(wanted).map(creation -> switch (creation) {
            case Created created ->
                Response.created(URI.create(location))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .entity(KeyView.created(created.key())
                                .put("key", created.text().reveal())
                                .encode())
                        .build();
            case Refusal refusal -> throw problem(refusal, wanted.name()).stop();
        });
    }

    @DELETE
    @Path("/{name}")
    public Uni<Void> revoke(@PathParam("name") String name, @Context HttpServerRequest request) {
        gate.operator(request, Right.OPERATE);
        return keys.revoke(name)
                .invoke(revocation -> {
                    if (revocation == ApiKeys.Revocation.CONFIGURED) {
                        throw KeyProblems.keyConfigured(name).stop();
                    }
                })
                .replaceWithVoid();
    }

    /** A misspelt source would be found out only when somebody else is refused with the key. */
    private void check(KeyRequest wanted, HttpServerRequest request) {
        wanted.sources().stream()
                .filter(source -> sources.find(source).isEmpty())
                .findFirst()
                .ifPresent(source -> {
                    throw Problem.malformedBody("The property 'sources' names '" + source
                                    + "', which there is not; there are " + String.join(", ", sources.names()) + '.')
                            .stop();
                });
        Set<Right> beyond = wanted.rightsBeyond(gate.caller(request));
        if (!beyond.isEmpty()) {
            throw KeyProblems.beyondOwnRights(beyond.stream().map(Right::text).toList())
                    .stop();
        }
    }

    private static Problem problem(Refusal refusal, String name) {
        return switch (refusal) {
            case LOCAL_MODE -> KeyProblems.localMode();
            case NAME_TAKEN -> KeyProblems.keyExists(name);
            case FULL -> KeyProblems.tooManyKeys(ApiKeys.KEYS_MAX);
        };
    }

    /** By name; a created one before the configured one that came by its name later. */
    private Uni<List<JsonObject>> all() {
        return keys.created()
                .map(created -> Stream.concat(
                                created.stream().map(KeyView::created),
                                keys.configured().stream()
                                        .map(holder -> KeyView.configured(holder, throttle.own(holder.name()))))
                        .sorted(Comparator.comparing(view -> view.getString("name")))
                        .toList());
    }
}
