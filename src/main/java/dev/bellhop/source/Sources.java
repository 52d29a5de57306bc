package dev.bellhop.source;

import dev.bellhop.source.remote.RemoteFolderSystem;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configured sources by name. */
public final class Sources {

    private final Map<String, Source> byName;

    public Sources(List<Source> sources) {
        Map<String, Source> named = new LinkedHashMap<>();
        sources.forEach(source -> named.put(source.name(), source));
        this.byName = Collections.unmodifiableMap(named);
    }

    public Optional<Source> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Collection<Source> all() {
        return byName.values();
    }

    public Collection<String> names() {
        return byName.keySet();
    }

    /** Ends the connections to folders of other machines. */
    public void close() {
        for (Source.Directory directory : directories()) {
            if (directory.folder().root().getFileSystem() instanceof RemoteFolderSystem<?> remote) {
                remote.close();
            }
        }
    }

    /** Those that are folders. */
    public List<Source.Directory> directories() {
        return byName.values().stream()
                .filter(Source.Directory.class::isInstance)
                .map(Source.Directory.class::cast)
                .toList();
    }
}
