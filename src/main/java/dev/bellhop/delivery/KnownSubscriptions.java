package dev.bellhop.delivery;

import dev.bellhop.subscription.Subscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What this process knows of the active subscriptions. It hears of its own changes at once and reads those of others
 * later; what it heard after a read began is newer than what the read found. Knows no effects; belongs to one thread.
 */
final class KnownSubscriptions {

    private final Map<String, Subscription> active = new HashMap<>();
    private final Map<String, Long> heardAt = new HashMap<>();
    private long heard;
    private long markBefore;

    /** A read of the store begins. */
    long mark() {
        return heard;
    }

    /** Whether something was heard of it since the mark, so that what was read since then may be out of date. */
    boolean isOutdated(String id, long mark) {
        return heardAt.getOrDefault(id, 0L) > mark;
    }

    void changed(Subscription subscription) {
        active.put(subscription.id(), subscription);
        heardAt.put(subscription.id(), ++heard);
    }

    void ended(String id) {
        active.remove(id);
        heardAt.put(id, ++heard);
    }

    /**
     * All active subscriptions were read.
     *
     * @return the ids of those that are no longer active
     */
    List<String> read(List<Subscription> all, long mark) {
        Set<String> gone = new HashSet<>(active.keySet());
        for (Subscription subscription : all) {
            gone.remove(subscription.id());
            if (!isOutdated(subscription.id(), mark)) {
                active.put(subscription.id(), subscription);
            }
        }
        gone.removeIf(id -> isOutdated(id, mark));
        // No read that is still under way began before the last complete one did.
        heardAt.values().removeIf(at -> at <= markBefore);
        markBefore = mark;
        return List.copyOf(gone);
    }

    Optional<Subscription> find(String id) {
        return Optional.ofNullable(active.get(id));
    }

    List<String> ids() {
        return new ArrayList<>(active.keySet());
    }
}
