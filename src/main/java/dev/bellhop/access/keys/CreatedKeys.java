package dev.bellhop.access.keys;

import dev.bellhop.access.Caller.KeyHolder;
import dev.bellhop.access.Callers;
import dev.bellhop.access.RequestRate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of the stored keys. It is replaced as a whole, so that a request sees either all of a change or
 * nothing of it.
 *
 * <p>A key is looked up by its hash, in a time that may tell something of the hashes that are kept. That helps nobody: to
 * choose a hash to look for, one would have to know a text that has it, and a hash that was guessed in full would not
 * lead back to a key of 256 random bits.
 */
public final class CreatedKeys implements Callers.FurtherKeys {

    private final InstantSource clock;
    /** Hashes of the keys that were used since somebody asked. */
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    private volatile Snapshot snapshot = Snapshot.of(List.of());
    private long version;

    public CreatedKeys(InstantSource clock) {
        this.clock = clock;
    }

    private record Snapshot(Map<String, StoredKey> byHash, Map<String, StoredKey> byName) {
        static Snapshot of(Collection<StoredKey> keys) {
            return new Snapshot(
                    keys.stream().collect(Collectors.toUnmodifiableMap(StoredKey::hash, key -> key)),
                    keys.stream().collect(Collectors.toUnmodifiableMap(StoredKey::name, key -> key)));
        }
    }

    @Override
    public Optional<KeyHolder> find(byte[] sha256) {
        StoredKey key = snapshot.byHash().get(KeyText.hash(sha256));
        if (key == null || key.isExpired(clock.instant())) {
            return Optional.empty();
        }
        if (!used.contains(key.hash())) {
            used.add(key.hash());
        }
        return Optional.of(key.holder());
    }

    /** The rate that the key of this name has for itself; {@code null} if it has none, or there is no such key. */
    public @Nullable RequestRate rate(String name) {
        StoredKey key = snapshot.byName().get(name);
        return key == null || key.requestsPerSecond() == null ? null : new RequestRate(key.requestsPerSecond());
    }

    /** Counts the changes that were made here. */
    synchronized long version() {
        return version;
    }

    /** Knows these instead, unless something changed here since they began to be read: then they may be older than that. */
    synchronized void replace(Collection<StoredKey> keys, long versionBefore) {
        if (version == versionBefore) {
            snapshot = Snapshot.of(keys);
        }
    }

    synchronized void add(StoredKey key) {
        change(byName -> byName.put(key.name(), key));
    }

    synchronized void remove(String name) {
        change(byName -> byName.remove(name));
    }

    private void change(Consumer<Map<String, StoredKey>> change) {
        version++;
        Map<String, StoredKey> keys = new HashMap<>(snapshot.byName());
        change.accept(keys);
        snapshot = Snapshot.of(keys.values());
    }

    /** The hashes of the keys that were used since the last time; from now on it is counted anew. */
    List<String> takeUsed() {
        List<String> taken = new ArrayList<>(used);
        taken.forEach(used::remove);
        return taken;
    }

    /** They could not be noted. */
    void giveBackUsed(Collection<String> hashes) {
        used.addAll(hashes);
    }
}
