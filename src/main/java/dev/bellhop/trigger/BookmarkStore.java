package dev.bellhop.trigger;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** How far polling workflows got that asked to be remembered. */
public interface BookmarkStore {

    /** The text of the trigger state that the reader acknowledged last. */
    Uni<Optional<String>> find(String source, String reader);

    /** Remembers; answers after the commit. */
    Uni<Void> save(Bookmark bookmark);

    /**
     * A reader's place.
     *
     * @param reader names a workflow and its trigger
     */
    record Bookmark(String source, String reader, String state, Instant updated) {}
}
