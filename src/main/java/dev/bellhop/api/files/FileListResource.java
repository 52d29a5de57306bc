package dev.bellhop.api.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellhop.access.Right;
import dev.bellhop.api.body.Parameters;
import dev.bellhop.api.edge.Gate;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.event.ContentLinks;
import dev.bellhop.source.Source;
import dev.bellhop.source.content.FolderListing;
import dev.bellhop.source.content.ListingCursor;
import dev.bellhop.source.content.RemoteReads;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What files a source has, announced or not. */
@Path("/sources/{source}/files")
@Produces(MediaType.APPLICATION_JSON)
public final class FileListResource {

    public static final int PAGE_DEFAULT = 100;
    public static final int PAGE_MAX = 1_000;

    private final Gate gate;
    private final PublicUrl publicUrl;

    private final RemoteReads remoteReads;

    FileListResource(Gate gate, PublicUrl publicUrl, RemoteReads remoteReads) {
        this.gate = gate;
        this.remoteReads = remoteReads;
        this.publicUrl = publicUrl;
    }

    /**
     * Some files.
     *
     * @param nextLink the rest; absent at the end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FileList(List<FileView> value, @Nullable String nextLink) {}

    @GET
    @Blocking
    public FileList list(@PathParam("source") String source, @Context HttpServerRequest request) {
        Source.Directory directory = gate.directory(request, Right.FILES, source);
        FolderListing listing = new FolderListing(directory.folder());
        Parameters parameters = new Parameters(request);
        String prefix = parameters.text("prefix");
        int limit = parameters.number("limit", PAGE_DEFAULT, 1, PAGE_MAX);
        ListingCursor cursor = cursor(parameters.text("cursor"), prefix);
        try (RemoteReads.Turn turn = remoteReads.begin(directory)) {
            return view(listing.page(prefix, cursor, limit), source, request);
        } catch (IOException | DirectoryIteratorException unreadable) {
            throw Problem.folderUnavailable(source).stop();
        }
    }

    private static ListingCursor cursor(String text, String prefix) {
        if (text.isEmpty()) {
            return ListingCursor.START;
        }
        return ListingCursor.parse(text)
                .filter(cursor -> cursor.path().startsWith(prefix))
                .orElseThrow(() -> Problem.malformedParameter(
                                "cursor",
                                text,
                                "it must be one from the nextLink of a listing with the same prefix; leave it out to"
                                        + " begin anew")
                        .stop());
    }

    private FileList view(FolderListing.Page page, String source, HttpServerRequest request) {
        String base = publicUrl.of(request);
        ContentLinks links = publicUrl.links(request);
        return new FileList(
                page.files().stream()
                        .map(file -> FileView.of(file, source, links))
                        .toList(),
                page.next()
                        .map(cursor ->
                                base + request.path() + new Parameters(request).withNew("cursor", cursor.toString()))
                        .orElse(null));
    }
}
