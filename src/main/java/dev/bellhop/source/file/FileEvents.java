package dev.bellhop.source.file;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.EventData;
import dev.bellhop.event.Timestamps;
import dev.bellhop.source.file.FileLedger.Entry;
import dev.bellhop.source.file.Readiness.Ready;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the event that announces a file, and knows it again. */
public final class FileEvents {

    static final String CREATED = "dev.bellhop.file.created";
    static final String CHANGED = "dev.bellhop.file.changed";
    static final String RENAMED = "dev.bellhop.file.renamed";

    private static final Set<String> ALL = Set.of(CREATED, CHANGED, RENAMED);
    private static final int ID_BYTES = 16;

    private final String source;
    private final Function<String, String> contentTypes;

    FileEvents(String source, Function<String, String> contentTypes) {
        this.source = source;
        this.contentTypes = contentTypes;
    }

    /** Whether the event announces a file. */
    public static boolean isAnnouncement(CloudEvent event) {
        return ALL.contains(event.type()) && event.subject() != null;
    }

    /**
     * The same announcement always has the same id: after a crash between the log and the ledger the log knows it. The
     * look is part of it, so that a file that changed in between is not taken for the one before; where content decides,
     * the content is.
     */
    public static String id(String source, Entry entry) {
        String identity = String.join(
                "\n",
                source,
                entry.path(),
                Long.toString(entry.generation()),
                entry.hash() == null ? entry.seen().version() : "sha256:" + entry.hash());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }

    CloudEvent announce(Ready ready) {
        return event(ready.entry(), ready.changed() ? CHANGED : CREATED, "", ready.content());
    }

    CloudEvent renamed(Entry entry, String previousPath, @Nullable String content) {
        return event(entry, RENAMED, ",\"previousPath\":" + quoted(previousPath), content);
    }

    private CloudEvent event(Entry entry, String type, String more, @Nullable String content) {
        String path = entry.path();
        String name = path.substring(path.lastIndexOf('/') + 1);
        FileLook look = entry.seen();
        Instant modified = Instant.ofEpochSecond(0, look.modifiedNanos());
        String contentType = quoted(contentTypes.apply(name));
        String data = "{\"path\":" + quoted(path)
                + ",\"name\":" + quoted(name)
                + ",\"size\":" + look.size()
                + ",\"contentType\":" + contentType
                + ",\"lastModified\":" + quoted(Timestamps.format(modified))
                + ",\"etag\":" + quoted('"' + entry.version() + '"')
                + more
                + (content == null ? "" : inline(contentType, content))
                + '}';
        return new CloudEvent(
                id(source, entry),
                "/sources/" + encoded(source),
                type,
                path,
                null,
                "application/json",
                Map.of(),
                EventData.json(data),
                contentPath(entry));
    }

    /** As Logic Apps writes content that is no text of its own: {@code base64ToString} and the like understand it. */
    private static String inline(String contentType, String base64) {
        return ",\"content\":{\"$content-type\":" + contentType + ",\"$content\":\"" + base64 + "\"}";
    }

    /** The version pins the link to the content that was announced. */
    private String contentPath(Entry entry) {
        String encodedPath =
                Stream.of(entry.path().split("/")).map(FileEvents::encoded).collect(Collectors.joining("/"));
        return "/sources/" + encoded(source) + "/files/" + encodedPath + "?version=" + entry.version();
    }

    private static String quoted(String text) {
        return EventData.text(text).text();
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
