package dev.bellhop.api.files;

import dev.bellhop.access.ContentTokens;
import dev.bellhop.access.Right;
import dev.bellhop.api.body.ByteRange;
import dev.bellhop.api.body.Conditions;
import dev.bellhop.api.body.FileBody;
import dev.bellhop.api.body.RemoteContent;
import dev.bellhop.api.edge.Gate;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.source.Source;
import dev.bellhop.source.content.FolderFiles;
import dev.bellhop.source.content.FolderFiles.Found;
import dev.bellhop.source.content.OpenedFile;
import dev.bellhop.source.content.RemoteReads;
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
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.Optional;

/** The content of files, pinned to the version that was announced. */
@Path("/sources/{source}/files")
public final class FilesResource {

    /** Only a file that changes all the time is another one between two looks, and that more than once. */
    private static final int ATTEMPTS_MAX = 3;

    private final Gate gate;

    private final ContentTokens tokens;
    private final RemoteReads remoteReads;

    FilesResource(Gate gate, ContentTokens tokens, RemoteReads remoteReads) {
        this.gate = gate;
        this.tokens = tokens;
        this.remoteReads = remoteReads;
    }

    @GET
    @Path("/{path: .+}")
    @Blocking
    public Response read(
            @PathParam("source") String source, @PathParam("path") String path, @Context HttpServerRequest request)
            throws IOException {
        Source.Directory directory = admit(source, path, request);
        try (RemoteReads.Turn turn = remoteReads.begin(directory)) {
            for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
                Optional<Response> answer = answer(find(directory, path), path, request, turn);
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
        }
        throw Problem.fileChanged(path).stop();
    }

    /** The token of the link is as good as the right; with the right no token matters. */
    private Source.Directory admit(String source, String path, HttpServerRequest request) {
        String token = request.getParam("token");
        if (token == null || gate.caller(request).may(Right.FILES, source)) {
            return gate.directory(request, Right.FILES, source);
        }
        String pinned = FileView.pinned(source, path, Objects.requireNonNullElse(request.getParam("version"), ""));
        return switch (tokens.check(pinned, request.getParam("expires"), token)) {
            case RIGHT -> gate.directory(source);
            case EXPIRED -> throw Problem.linkExpired(path).stop();
            case WRONG -> throw Problem.unknownFile(path).stop();
        };
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

    /** Empty if the file became another one meanwhile. */
    private static Optional<Response> answer(Found found, String path, HttpServerRequest request, RemoteReads.Turn turn)
            throws IOException {
        Conditions conditions = new Conditions(request);
        String pinned = request.getParam("version");
        // As it was announced, so that the tag is the same as long as the content is.
        String etag = '"' + (pinned == null ? found.version() : pinned) + '"';
        if ((pinned != null && !found.is(pinned)) || !conditions.allowed(found::is)) {
            throw Problem.fileChanged(path).stop();
        }
        if (conditions.known(found::is)) {
            return Optional.of(
                    Response.notModified().header(HttpHeaders.ETAG, etag).build());
        }
        if (request.method() == HttpMethod.HEAD) {
            return Optional.of(described(Response.ok().header(HttpHeaders.CONTENT_LENGTH, found.size()), found, etag));
        }
        ByteRange range = ByteRange.of(conditions.range(etag), found.size());
        if (range instanceof ByteRange.Unsatisfiable) {
            throw Problem.rangeNotSatisfiable(found.size()).stop();
        }
        if (!found.file().getFileSystem().equals(FileSystems.getDefault())) {
            return remote(found, range, turn, path, etag);
        }
        return OpenedFile.open(found).map(opened -> described(content(opened, range, found.size()), found, etag));
    }

    private static Response.ResponseBuilder content(OpenedFile opened, ByteRange range, long size) {
        return switch (range) {
            case ByteRange.Part part -> part(part, size).entity(new FileBody(opened, part.offset(), part.length()));
            case ByteRange.Whole whole -> Response.ok(new FileBody(opened, 0, size));
            case ByteRange.Unsatisfiable no -> throw refusedBefore();
        };
    }

    private static Optional<Response> remote(
            Found found, ByteRange range, RemoteReads.Turn turn, String path, String etag) throws IOException {
        try {
            return Optional.of(described(streamed(found, range, turn), found, etag));
        } catch (NoSuchFileException gone) {
            // Or there is another content now.
            return Optional.empty();
        } catch (AccessDeniedException closed) {
            throw Problem.unreadableFile(path).stop();
        }
    }

    /** A file that is somewhere else is not there to be looked at again while it is sent. */
    private static Response.ResponseBuilder streamed(Found found, ByteRange range, RemoteReads.Turn turn)
            throws IOException {
        return switch (range) {
            case ByteRange.Part part ->
                part(part, found.size())
                        .entity(remote(found, part.offset(), part.length(), turn))
                        .header(HttpHeaders.CONTENT_LENGTH, part.length());
            case ByteRange.Whole whole ->
                Response.ok(remote(found, 0, found.size(), turn)).header(HttpHeaders.CONTENT_LENGTH, found.size());
            case ByteRange.Unsatisfiable no -> throw refusedBefore();
        };
    }

    private static InputStream remote(Found found, long offset, long length, RemoteReads.Turn turn) throws IOException {
        InputStream content = RemoteContent.open(found.file(), offset, length, turn::end);
        turn.handOver();
        return content;
    }

    private static Response.ResponseBuilder part(ByteRange.Part part, long size) {
        long last = part.offset() + part.length() - 1;
        return Response.status(206).header("Content-Range", "bytes " + part.offset() + '-' + last + '/' + size);
    }

    private static IllegalStateException refusedBefore() {
        return new IllegalStateException("A refused range has no content");
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
}
