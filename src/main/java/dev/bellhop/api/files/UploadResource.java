package dev.bellhop.api.files;

import dev.bellhop.access.Right;
import dev.bellhop.api.body.Conditions;
import dev.bellhop.api.edge.Gate;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.source.Source;
import dev.bellhop.source.content.FileUploads;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Writing files: what is written is announced, so it needs the right to publish beside the one to files. */
@Path("/sources/{source}/files")
@Consumes(MediaType.WILDCARD)
@Blocking
public final class UploadResource {

    private final Gate gate;
    private final FileUploads uploads;
    private final PartedUpload parted;
    private final UploadAnswers answers;

    UploadResource(Gate gate, FileUploads uploads, PartedUpload parted, PublicUrl publicUrl) {
        this.gate = gate;
        this.uploads = uploads;
        this.parted = parted;
        this.answers = new UploadAnswers(uploads.bytesMax(), publicUrl);
    }

    @PUT
    @Path("/{path: .+}")
    public Response write(
            @PathParam("source") String source,
            @PathParam("path") String path,
            InputStream body,
            @Context HttpServerRequest request) {
        Source.Directory directory = gate.directory(request, Right.FILES, source);
        gate.source(request, Right.PUBLISH, source);
        String exact = exact(path, request);
        Conditions conditions = new Conditions(request);
        try {
            return PartedUpload.isWanted(request)
                    ? parted.begin(directory, exact, request)
                    : answers.of(
                                    uploads.write(directory.folder(), exact, body, conditions::allowReplacing),
                                    source,
                                    exact,
                                    conditions.onlyNew(),
                                    request)
                            .build();
        } catch (IOException refused) {
            throw UploadAnswers.notWritten(exact, refused).stop();
        }
    }

    /** A part of an upload that was begun by {@code PUT}; the token in its URL is the right to send it. */
    @PATCH
    @Path("/{path: .+}")
    public Response part(
            @PathParam("source") String source,
            @PathParam("path") String path,
            InputStream body,
            @Context HttpServerRequest request) {
        String exact = exact(path, request);
        try {
            // Who has no token is not even told which sources there are.
            parted.assureToken(source, exact, request);
            return parted.append(gate.directory(source), exact, body, request);
        } catch (IOException refused) {
            throw UploadAnswers.notWritten(exact, refused).stop();
        }
    }

    /** Routing takes a slash at the end for nothing, and it would be a folder. */
    private static String exact(String path, HttpServerRequest request) {
        return Objects.toString(request.path(), "").endsWith("/") && !path.endsWith("/") ? path + '/' : path;
    }
}
