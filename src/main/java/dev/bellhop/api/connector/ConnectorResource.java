package dev.bellhop.api.connector;

import dev.bellhop.api.body.Parameters;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.connector.parcel.ApiProperties;
import dev.bellhop.connector.parcel.ApiProperties.Flavour;
import dev.bellhop.connector.parcel.ConnectorPackage;
import dev.bellhop.connector.swagger.ApiDefinition;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** The files that an import or a review asks for, one by one. */
@Path("/connector")
@Blocking
public final class ConnectorResource {

    private static final String PUBLISHING = "publishing";
    private static final String IMPORT = "import";

    private final ConnectorModels models;

    ConnectorResource(ConnectorModels models) {
        this.models = models;
    }

    @GET
    @Path("/apiDefinition.swagger.json")
    public Response definition(@Context HttpServerRequest request) {
        return Document.json(ApiDefinition.of(models.of(request)));
    }

    @GET
    @Path("/apiProperties.json")
    public Response properties(@Context HttpServerRequest request) {
        String wanted = new Parameters(request).text("for");
        Flavour flavour = switch (wanted) {
            case "", IMPORT -> Flavour.IMPORT;
            case PUBLISHING -> Flavour.PUBLISHING;
            default ->
                throw Problem.malformedParameter("for", wanted, "it must be " + IMPORT + " or " + PUBLISHING)
                        .stop();
        };
        return Document.json(ApiProperties.of(models.of(request), flavour));
    }

    @GET
    @Path("/icon.png")
    public Response icon(@Context HttpServerRequest request) {
        models.admit(request);
        return Document.bytes("image/png", ConnectorPackage.icon());
    }
}
