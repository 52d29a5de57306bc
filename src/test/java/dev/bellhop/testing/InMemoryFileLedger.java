package dev.bellhop.testing;

import dev.bellhop.source.file.FileLedger;
import dev.bellhop.source.file.ObservedFile;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The reference for {@link FileLedger}: the entries of every source by path. */
public final class InMemoryFileLedger implements FileLedger {

    private final Map<String, TreeMap<String, Entry>> sources = new HashMap<>();

    @Override
    public Uni<Map<String, Optional<Entry>>> unlike(String source, Collection<ObservedFile> files, boolean keysToo) {
        return answer(() -> {
            Map<String, Optional<Entry>> unlike = new HashMap<>();
            for (ObservedFile file : files) {
                Entry entry = entries(source).get(file.path());
                if (entry == null || !isLike(file, entry, keysToo)) {
                    unlike.put(file.path(), Optional.ofNullable(entry));
                }
            }
            return unlike;
        });
    }

    private static boolean isLike(ObservedFile file, Entry entry, boolean keysToo) {
        return entry.vanished() == null
                && entry.seen().equals(file.look())
                && (keysToo ? Objects.equals(entry.key(), file.key()) : (entry.key() == null) == (file.key() == null));
    }

    @Override
    public Uni<Map<String, Entry>> find(String source, Collection<String> paths) {
        return answer(() -> {
            Map<String, Entry> found = new HashMap<>(entries(source));
            found.keySet().retainAll(paths);
            return found;
        });
    }

    @Override
    public Uni<List<Entry>> findByKeys(String source, Collection<String> keys, int limit) {
        return answer(() -> entries(source).values().stream()
                .filter(entry -> entry.key() != null && keys.contains(entry.key()))
                .limit(limit)
                .toList());
    }

    @Override
    public Uni<Long> count(String source) {
        return answer(() -> present(entries(source)).count());
    }

    @Override
    public Uni<List<Entry>> list(String source, String afterPath, int limit) {
        return answer(() ->
                present(entries(source).tailMap(afterPath, false)).limit(limit).toList());
    }

    @Override
    public Uni<Void> put(String source, Collection<Entry> entries) {
        return answer(() -> {
            entries.forEach(entry -> entries(source).put(entry.path(), entry));
            return null;
        });
    }

    private TreeMap<String, Entry> entries(String source) {
        return sources.computeIfAbsent(source, any -> new TreeMap<>());
    }

    private static Stream<Entry> present(Map<String, Entry> entries) {
        return entries.values().stream().filter(entry -> entry.vanished() == null);
    }

    private <T> Uni<T> answer(Supplier<T> work) {
        return Uni.createFrom().item(() -> {
            synchronized (this) {
                return work.get();
            }
        });
    }
}
