package dev.bellhop.api;

import dev.bellhop.api.body.Urls;
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
 * @param contentUrl pinned to this version
 */
public record FileView(
        String path, String name, long size, String contentType, String lastModified, String etag, String contentUrl) {

    static FileView of(ObservedFile file, String source, String publicUrl) {
        return new FileView(
                file.path(),
                file.name(),
                file.look().size(),
                contentType(file.name()),
                Timestamps.format(file.look().modified()),
                etag(file.look()),
                publicUrl + urlPath(source, file.path()) + "?version="
                        + file.look().version());
    }

    /** Where the file is served, whatever its version. */
    static String urlPath(String source, String path) {
        String encoded = Stream.of(path.split("/")).map(Urls::encode).collect(Collectors.joining("/"));
        return "/sources/" + Urls.encode(source) + "/files/" + encoded;
    }

    static String etag(FileLook look) {
        return '"' + look.version() + '"';
    }

    static String contentType(String name) {
        return Objects.requireNonNullElse(MimeMapping.getMimeTypeForFilename(name), MediaType.APPLICATION_OCTET_STREAM);
    }
}
