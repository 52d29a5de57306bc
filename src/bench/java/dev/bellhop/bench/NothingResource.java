package dev.bellhop.bench;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Two endpoints that do nothing: what is measured is measured against them, on the same machine in the same run. */
@Path("/bench/nothing")
public final class NothingResource {

    @GET
    public Uni<Response> get() {
        return Uni.createFrom().item(Response.status(202).build());
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public Uni<Response> post(byte[] body) {
        return Uni.createFrom()
                .item(Response.status(202)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .entity("{\"accepted\":1,\"duplicates\":0}")
                        .build());
    }
}
