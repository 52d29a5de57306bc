package dev.bellhop.api.files;

import dev.bellhop.api.body.Urls;
import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.ContentLinks;
import dev.bellhop.event.Timestamps;
import dev.bellhop.source.file.FileLook;
import dev.bellhop.source.file.ObservedFile;
import io.vertx.core.http.impl.MimeMapping;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file as it is now, with the members that its event has.
 *
 * @param contentUrl pinned to this version; needs no credential as long as its token is good
 */
public record FileView(
        String path, String name, long size, String contentType, String lastModified, String etag, String contentUrl) {

    static FileView of(ObservedFile file, String source, ContentLinks links) {
        return new FileView(
                file.path(),
                file.name(),
                file.look().size(),
                contentType(file.name()),
                Timestamps.format(file.look().modified()),
                etag(file.look()),
                links.url(pinned(source, file.path(), file.look().version())));
    }

    /** Where the file is served, whatever its version. */
    static String urlPath(String source, String path) {
        String encoded = Stream.of(path.split("/")).map(Urls::encode).collect(Collectors.joining("/"));
        return "/sources/" + Urls.encode(source) + "/files/" + encoded;
    }

    /** The same as events have, see {@link CloudEvent#contentPath}. */
    static String pinned(String source, String path, String version) {
        return urlPath(source, path) + "?version=" + version;
    }

    static String etag(FileLook look) {
        return '"' + look.version() + '"';
    }

    static String contentType(String name) {
        return Objects.requireNonNullElse(MimeMapping.getMimeTypeForFilename(name), MediaType.APPLICATION_OCTET_STREAM);
    }
}
