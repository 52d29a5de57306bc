package dev.bellhop.api;

import dev.bellhop.access.Right;
import dev.bellhop.api.body.ByteRange;
import dev.bellhop.api.body.FileContent;
import dev.bellhop.api.edge.Gate;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.source.Source;
import dev.bellhop.source.file.FolderFiles;
import dev.bellhop.source.file.FolderFiles.Found;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.MimeMapping;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.Optional;
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
        if (!(gate.source(request, Right.FILES, source) instanceof Source.Directory directory)) {
            throw Problem.wrongKindOfSource(source, "has no files.").stop();
        }
        Found found = find(directory, path);
        String pinned = request.getParam("version");
        // As it was announced, so that the tag is the same as long as the content is.
        String etag = '"' + (pinned == null ? found.version() : pinned) + '"';
        if ((pinned != null && !found.is(pinned)) || !isMatch(request.getHeader("If-Match"), found, true)) {
            throw Problem.fileChanged(path).stop();
        }
        if (isMatch(request.getHeader("If-None-Match"), found, false)) {
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

    private static Response content(Found found, String etag, HttpServerRequest request) throws IOException {
        String range = request.getHeader("Range");
        String condition = request.getHeader("If-Range");
        ByteRange wanted = ByteRange.of(condition == null || condition.equals(etag) ? range : null, found.size());
        Response.ResponseBuilder response = switch (wanted) {
            // A part too: Quarkus itself would look at the Range header of a whole file, but not at If-Range.
            case ByteRange.Whole whole -> ok(found, 200, 0, found.size());
            case ByteRange.Part(long offset, long length) ->
                ok(found, 206, offset, length)
                        .header("Content-Range", "bytes " + offset + '-' + (offset + length - 1) + '/' + found.size());
            case ByteRange.Unsatisfiable no ->
                throw Problem.rangeNotSatisfiable(found.size()).stop();
        };
        return described(response, found, etag);
    }

    private static Response.ResponseBuilder ok(Found found, int status, long offset, long length) throws IOException {
        return Response.status(status)
                .entity(FileContent.of(found.file(), offset, length))
                .header(HttpHeaders.CONTENT_LENGTH, length);
    }

    private static Response described(Response.ResponseBuilder response, Found found, String etag) {
        // A browser must not take somebody's file for a page of this service.
        return response.type(contentType(found))
                .header(HttpHeaders.ETAG, etag)
                .header("Accept-Ranges", "bytes")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .build();
    }

    private static String contentType(Found found) {
        String guessed =
                MimeMapping.getMimeTypeForFilename(found.file().getFileName().toString());
        return guessed == null ? MediaType.APPLICATION_OCTET_STREAM : guessed;
    }

    /** Compares with the entity tags of a conditional header (RFC 9110, section 13.1). */
    private static boolean isMatch(@Nullable String header, Found found, boolean missing) throws IOException {
        if (header == null || header.strip().equals("*")) {
            return header == null ? missing : true;
        }
        for (String tag : header.split(",")) {
            String strong = tag.strip().startsWith("W/") ? tag.strip().substring(2) : tag.strip();
            boolean quoted = strong.length() > 1 && strong.startsWith("\"") && strong.endsWith("\"");
            if (quoted && found.is(strong.substring(1, strong.length() - 1))) {
                return true;
            }
        }
        return false;
    }
}
