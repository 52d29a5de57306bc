package dev.bellhop.api.files;

import dev.bellhop.api.edge.Problem;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.source.content.FileUploads;
import dev.bellhop.source.content.UploadResult;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Objects;

/** What is answered when an upload has ended, whole or in parts. */
final class UploadAnswers {

    private final long bytesMax;
    private final PublicUrl publicUrl;

    UploadAnswers(long bytesMax, PublicUrl publicUrl) {
        this.bytesMax = bytesMax;
        this.publicUrl = publicUrl;
    }

    /**
     * The file, or a problem.
     *
     * @param onlyNew whether the caller wanted to replace nothing
     */
    Response.ResponseBuilder of(
            UploadResult result, String source, String path, boolean onlyNew, HttpServerRequest request) {
        return switch (result) {
            case UploadResult.Written written -> written(written, source, request);
            case UploadResult.Refused(String reason) ->
                throw Problem.fileRefused(path, reason).stop();
            case UploadResult.ReadOnly no -> throw Problem.folderReadOnly(path).stop();
            case UploadResult.NotWanted no ->
                throw (onlyNew ? Problem.fileExists(path) : Problem.fileChanged(path)).stop();
            case UploadResult.TooLarge no ->
                throw Problem.fileTooLarge(bytesMax).stop();
            case UploadResult.BrokenOff no ->
                throw Problem.malformedBody("The body ended before it was complete. Nothing was written.")
                        .stop();
            case UploadResult.Busy no ->
                throw Problem.tooManyUploads(FileUploads.UPLOADS_MAX).stop();
        };
    }

    private Response.ResponseBuilder written(UploadResult.Written written, String source, HttpServerRequest request) {
        FileView view = FileView.of(written.file(), source, publicUrl.links(request));
        Response.ResponseBuilder response = Response.status(written.created() ? 201 : 200)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.ETAG, view.etag())
                .entity(view);
        // As a text: a URI object would be resolved against the address of this request.
        return written.created()
                ? response.header(HttpHeaders.LOCATION, publicUrl.of(request) + FileView.urlPath(source, view.path()))
                : response;
    }

    /** What the operating system said, without the path on this machine. */
    static Problem notWritten(String path, IOException refused) {
        String said = refused instanceof FileSystemException failure ? failure.getReason() : refused.getMessage();
        return Problem.fileNotWritten(
                path, Objects.requireNonNullElse(said, refused.getClass().getSimpleName()));
    }
}
