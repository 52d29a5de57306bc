package dev.bellhop.testing;

import dev.bellhop.access.keys.KeyStore;
import dev.bellhop.access.keys.StoredKey;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The reference for {@link KeyStore}; it can be made to fail. */
public final class InMemoryKeyStore implements KeyStore {

    private final TreeMap<String, StoredKey> keys = new TreeMap<>();
    private @Nullable RuntimeException failure;

    /** Fails every call with this, until it is {@code null}. */
    public void failWith(@Nullable RuntimeException newFailure) {
        failure = newFailure;
    }

    @Override
    public Uni<List<StoredKey>> all() {
        return answer(() -> List.copyOf(keys.values()));
    }

    @Override
    public Uni<Addition> add(StoredKey key, int keysMax) {
        return answer(() -> {
            if (keys.size() >= keysMax) {
                return Addition.FULL;
            }
            return keys.putIfAbsent(key.name(), key) == null ? Addition.ADDED : Addition.NAME_TAKEN;
        });
    }

    @Override
    public Uni<Boolean> remove(String name) {
        return answer(() -> keys.remove(name) != null);
    }

    @Override
    public Uni<Void> used(Collection<String> hashes, Instant at) {
        return answer(() -> {
            keys.replaceAll((name, key) -> hashes.contains(key.hash()) ? used(key, at) : key);
            return null;
        });
    }

    private static StoredKey used(StoredKey key, Instant at) {
        return key.lastUsed() != null && key.lastUsed().isAfter(at)
                ? key
                : new StoredKey(key.hash(), key.holder(), key.created(), key.expires(), key.requestsPerSecond(), at);
    }

    @Override
    public Uni<Integer> expire(Instant before) {
        return answer(() -> {
            int sizeBefore = keys.size();
            keys.values().removeIf(key -> key.expires() != null && key.expires().isBefore(before));
            return sizeBefore - keys.size();
        });
    }

    private <T extends @Nullable Object> Uni<T> answer(Supplier<T> work) {
        return Uni.createFrom().item(() -> {
            synchronized (this) {
                if (failure != null) {
                    throw failure;
                }
                return work.get();
            }
        });
    }
}
