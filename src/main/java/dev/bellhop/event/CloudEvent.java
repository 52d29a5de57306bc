package dev.bellhop.event;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happened, as CloudEvents 1.0 describes it, before it has a place in a log.
 *
 * @param id unique together with {@code origin} within one log; the same pair again is a duplicate
 * @param origin the CloudEvents {@code source} attribute; for Bellhop's own events {@code /sources/{name}}
 * @param time when it happened according to its publisher; {@code null} means "when it was recorded"
 * @param extensions further CloudEvents attributes, in the order in which they are written
 * @param contentPath path of the content that Bellhop serves for this event, relative to the public URL and
 *     beginning with a slash; written as {@code data.contentUrl}, because readers may reach Bellhop by different
 *     addresses
 */
public record CloudEvent(
        String id,
        String origin,
        String type,
        @Nullable String subject,
        @Nullable Instant time,
        @Nullable String dataContentType,
        Map<String, String> extensions,
        @Nullable EventData data,
        @Nullable String contentPath) {

    public CloudEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(type, "type");
    }

    /** The key that decides whether two events are the same one (CloudEvents 1.0, section 3.1). */
    public Identity identity() {
        return new Identity(origin, id);
    }

    /** CloudEvents identify an event by its {@code source} and {@code id} together. */
    public record Identity(String origin, String id) {}
}
