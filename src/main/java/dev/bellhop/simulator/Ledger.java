package dev.bellhop.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Which items started runs, and how often each. */
public final class Ledger {

    private final Map<String, Integer> runs = new LinkedHashMap<>();
    private long fired;

    /** Enters a run; true if the item started none before. */
    public boolean enter(Item item) {
        fired++;
        return runs.merge(item.id(), 1, Integer::sum) == 1;
    }

    /** All runs. */
    public long fired() {
        return fired;
    }

    /** Different items. */
    public long distinct() {
        return runs.size();
    }

    /** The ids of the different items, in the order of their first runs. */
    public List<String> ids() {
        return List.copyOf(runs.keySet());
    }

    /** Runs that an item started which had started one before. */
    public long repeated() {
        return fired - runs.size();
    }

    /** How many of the expected items started no run. */
    public OptionalLong missing(OptionalLong expected) {
        return expected.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, expected.getAsLong() - runs.size()));
    }
}
