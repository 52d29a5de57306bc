package dev.bellhop.api;

import dev.bellhop.access.Right;
import dev.bellhop.api.body.ByteRange;
import dev.bellhop.api.edge.Gate;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.source.Source;
import dev.bellhop.source.file.FolderFiles;
import dev.bellhop.source.file.FolderFiles.Found;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.PathPart;
import org.jspecify.annotations.Nullable;

/** The content of files, pinned to the version that was announced. */
@Path("/sources/{source}/files")
public final class FilesResource {

    private final Gate gate;

    FilesResource(Gate gate) {
        this.gate = gate;
    }

    @GET
    @Path("/{path: .+}")
    @Blocking
    public Response read(
            @PathParam("source") String source, @PathParam("path") String path, @Context HttpServerRequest request)
            throws IOException {
        Source.Directory directory = gate.directory(request, Right.FILES, source);
        Found found = find(directory, path);
        String etag = FileView.etag(found.look());
        String pinned = request.getParam("version");
        if ((pinned != null && !pinned.equals(found.version()))
                || !isMatch(request.getHeader("If-Match"), etag, true)) {
            throw Problem.fileChanged(path).stop();
        }
        if (isMatch(request.getHeader("If-None-Match"), etag, false)) {
            return Response.notModified().header(HttpHeaders.ETAG, etag).build();
        }
        return request.method() == HttpMethod.HEAD
                ? described(Response.ok().header(HttpHeaders.CONTENT_LENGTH, found.size()), found, etag)
                : content(found, etag, request);
    }

    private static Found find(Source.Directory directory, String path) throws IOException {
        Optional<Found> found;
        try {
            found = new FolderFiles(directory.folder()).find(path);
        } catch (AccessDeniedException closed) {
            throw Problem.unreadableFile(path).stop();
        } catch (FileSystemException impossible) {
            // A name that is too long, or below a file as if that were a folder.
            throw Problem.unknownFile(path).stop();
        }
        if (found.isPresent() && !Files.isReadable(found.get().file())) {
            throw Problem.unreadableFile(path).stop();
        }
        return found.orElseThrow(() -> Problem.unknownFile(path).stop());
    }

    private static Response content(Found found, String etag, HttpServerRequest request) {
        String range = request.getHeader("Range");
        String condition = request.getHeader("If-Range");
        ByteRange wanted = ByteRange.of(condition == null || condition.equals(etag) ? range : null, found.size());
        Response.ResponseBuilder response = switch (wanted) {
            // A part too: Quarkus itself would look at the Range header of a whole file, but not at If-Range.
            case ByteRange.Whole whole -> Response.ok(new PathPart(found.file(), 0, found.size()));
            case ByteRange.Part(long offset, long length) ->
                Response.status(206)
                        .entity(new PathPart(found.file(), offset, length))
                        .header("Content-Range", "bytes " + offset + '-' + (offset + length - 1) + '/' + found.size());
            case ByteRange.Unsatisfiable no ->
                throw Problem.rangeNotSatisfiable(found.size()).stop();
        };
        return described(response, found, etag);
    }

    private static Response described(Response.ResponseBuilder response, Found found, String etag) {
        // A browser must not take somebody's file for a page of this service.
        return response.type(FileView.contentType(found.file().getFileName().toString()))
                .header(HttpHeaders.ETAG, etag)
                .header("Accept-Ranges", "bytes")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .build();
    }

    /** Compares with the entity tags of a conditional header (RFC 9110, section 13.1). */
    private static boolean isMatch(@Nullable String header, String etag, boolean missing) {
        if (header == null) {
            return missing;
        }
        return header.strip().equals("*")
                || List.of(header.split(",")).stream()
                        .map(tag -> tag.strip().startsWith("W/") ? tag.strip().substring(2) : tag.strip())
                        .anyMatch(etag::equals);
    }
}
