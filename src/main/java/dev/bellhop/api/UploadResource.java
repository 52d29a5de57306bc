package dev.bellhop.api;

import dev.bellhop.access.Right;
import dev.bellhop.api.body.Conditions;
import dev.bellhop.api.edge.Gate;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.source.Source;
import dev.bellhop.source.content.FileUploads;
import dev.bellhop.source.content.UploadResult;
import dev.bellhop.source.file.FileLook;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import java.util.Optional;

/** Writing files: what is written is announced, so it needs the right to publish beside the one to files. */
@Path("/sources/{source}/files")
public final class UploadResource {

    private final Gate gate;
    private final FileUploads uploads;
    private final PublicUrl publicUrl;

    UploadResource(Gate gate, FileUploads uploads, PublicUrl publicUrl) {
        this.gate = gate;
        this.uploads = uploads;
        this.publicUrl = publicUrl;
    }

    @PUT
    @Path("/{path: .+}")
    @Consumes(MediaType.WILDCARD)
    @Blocking
    public Response write(
            @PathParam("source") String source,
            @PathParam("path") String path,
            InputStream body,
            @Context HttpServerRequest request) {
        Source.Directory directory = gate.directory(request, Right.FILES, source);
        gate.source(request, Right.PUBLISH, source);
        // Routing takes a slash at the end for nothing, and it would be a folder.
        String exact = Objects.toString(request.path(), "").endsWith("/") && !path.endsWith("/") ? path + '/' : path;
        Conditions conditions = new Conditions(request);
        try {
            UploadResult result =
                    uploads.write(directory.folder(), exact, body, present -> isWanted(conditions, present));
            return answer(result, source, exact, request);
        } catch (IOException refused) {
            throw Problem.fileNotWritten(path, reason(refused)).stop();
        }
    }

    private static boolean isWanted(Conditions conditions, Optional<FileLook> present) {
        Conditions.Current current =
                present.<Conditions.Current>map(look -> look::isNamedBy).orElse(null);
        try {
            return conditions.allowed(current) && !conditions.known(current);
        } catch (IOException e) {
            throw new UncheckedIOException("A look is compared without reading", e);
        }
    }

    private Response answer(UploadResult result, String source, String path, HttpServerRequest request) {
        return switch (result) {
            case UploadResult.Written written -> written(written, source, request);
            case UploadResult.Refused(String reason) ->
                throw Problem.fileRefused(path, reason).stop();
            case UploadResult.ReadOnly no -> throw Problem.folderReadOnly(path).stop();
            case UploadResult.NotWanted no ->
                throw (request.getHeader("If-None-Match") == null
                                ? Problem.fileChanged(path)
                                : Problem.fileExists(path))
                        .stop();
            case UploadResult.TooLarge no ->
                throw Problem.fileTooLarge(uploads.bytesMax()).stop();
            case UploadResult.BrokenOff no ->
                throw Problem.malformedBody("The body ended before it was complete. Nothing was written.")
                        .stop();
            case UploadResult.Busy no ->
                throw Problem.tooManyUploads(FileUploads.UPLOADS_MAX).stop();
        };
    }

    private Response written(UploadResult.Written written, String source, HttpServerRequest request) {
        String base = publicUrl.of(request);
        FileView view = FileView.of(written.file(), source, publicUrl.links(request));
        Response.ResponseBuilder response = Response.status(written.created() ? 201 : 200)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.ETAG, view.etag())
                .entity(view);
        // As a text: a URI object would be resolved against the address of this request.
        return written.created()
                ? response.header(HttpHeaders.LOCATION, base + FileView.urlPath(source, view.path()))
                        .build()
                : response.build();
    }

    /** What the operating system said, without the path on this machine. */
    private static String reason(IOException refused) {
        String said = refused instanceof FileSystemException failure ? failure.getReason() : refused.getMessage();
        return Objects.requireNonNullElse(said, refused.getClass().getSimpleName());
    }
}
