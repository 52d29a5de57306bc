package dev.bellhop.api.connector;

import dev.bellhop.connector.parcel.ConnectorPackage;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** All files of the connector in one. */
@Path("/connector.zip")
@Blocking
public final class ArchiveResource {

    private final ConnectorModels models;

    ArchiveResource(ConnectorModels models) {
        this.models = models;
    }

    @GET
    public Response archive(@Context HttpServerRequest request) {
        byte[] zip = ConnectorPackage.zip(ConnectorPackage.files(models.of(request)));
        return Document.bytes("application/zip", zip);
    }
}
