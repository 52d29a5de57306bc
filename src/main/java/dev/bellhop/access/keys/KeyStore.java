package dev.bellhop.access.keys;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The keys that were created and not revoked. Every answer comes after the commit. */
public interface KeyStore {

    /** All, in the order of their names; expired ones, too. */
    Uni<List<StoredKey>> all();

    /** Adds a key, unless there are so many already. */
    Uni<Addition> add(StoredKey key, int keysMax);

    /** Removes the key of this name; whether there was one. */
    Uni<Boolean> remove(String name);

    /** Notes that the keys with these hashes were used; a later time that is noted already stays. */
    Uni<Void> used(Collection<String> hashes, Instant at);

    /** Removes the keys that expired before this time; how many there were. */
    Uni<Integer> expire(Instant before);

    /** What came of adding. */
    enum Addition {
        ADDED,
        /** Another key has the name. */
        NAME_TAKEN,
        /** There are as many as there may be. */
        FULL
    }
}
