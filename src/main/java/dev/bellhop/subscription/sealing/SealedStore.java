package dev.bellhop.subscription.sealing;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Subscriptions as they are sealed in the database, ended ones too. */
public interface SealedStore {

    /** How many subscriptions each key has sealed, by the id of the key; those of keys nobody knows, too. */
    Uni<Map<String, Long>> countByKey();

    /** Subscriptions that one of the keys has sealed, in the order of their ids. */
    Uni<List<Sealed>> sealedBy(Collection<String> keyIds, String afterId, int limit);

    /**
     * Seals them with the current key and gives them its fingerprint, all in one transaction. One that was changed since
     * it was read is left alone: whoever changed it has sealed it.
     *
     * <p>An open one whose callback another open one of its source has under the current key keeps its fingerprint, so
     * that both are still found by their callback.
     *
     * <p>One that cannot be opened, because it was changed from outside, is left alone, too.
     */
    Uni<Outcome> sealAnew(List<Sealed> read);

    /**
     * What came of it; those that were changed since they were read are in neither number.
     *
     * @param damaged cannot be opened
     */
    record Outcome(int anew, int damaged) {}

    /** What of a subscription is sealed, as it was read. */
    record Sealed(
            String id,
            String source,
            String callback,
            @Nullable String secret,
            @Nullable String options) {}
}
