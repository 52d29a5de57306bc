package dev.bellhop.testing;

import dev.bellhop.trigger.BookmarkStore;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The reference for {@link BookmarkStore}: the last state of every reader. */
public final class InMemoryBookmarkStore implements BookmarkStore {

    private final Map<Reader, String> states = new ConcurrentHashMap<>();

    @Override
    public Uni<Optional<String>> find(String source, String reader) {
        return Uni.createFrom().item(() -> Optional.ofNullable(states.get(new Reader(source, reader))));
    }

    @Override
    public Uni<Void> save(Bookmark bookmark) {
        return Uni.createFrom()
                .voidItem()
                .invoke(() -> states.put(new Reader(bookmark.source(), bookmark.reader()), bookmark.state()));
    }

    private record Reader(String source, String name) {}
}
