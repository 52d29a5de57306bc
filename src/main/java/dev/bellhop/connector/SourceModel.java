package dev.bellhop.connector;

/**
 * A source, as far as makers see it.
 *
 * @param dataSchema JSON Schema of the data of its events
 */
public record SourceModel(String name, Kind kind, String title, String description, String dataSchema) {

    /** What its events are about. */
    public enum Kind {
        FILES,
        EVENTS,
        NOTICES
    }
}
