package dev.bellhop.operation.callback;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How many more attempts each target may have: a target that is slow has no more than its share. Pure. */
public final class Turns {

    private final Map<String, Integer> underWay;
    private final int perTargetMax;
    private final Set<String> full = new TreeSet<>();

    /**
     * Makes it.
     *
     * @param underWay attempts by target
     */
    public Turns(Map<String, Integer> underWay, int perTargetMax) {
        this.underWay = new HashMap<>(underWay);
        this.perTargetMax = perTargetMax;
        underWay.forEach(this::note);
    }

    /** Takes a turn of the target, if it has one left. */
    public boolean take(String target) {
        if (full.contains(target)) {
            return false;
        }
        note(target, underWay.merge(target, 1, Integer::sum));
        return true;
    }

    /** Targets that have no turn left. */
    public Set<String> full() {
        return full;
    }

    private void note(String target, int count) {
        if (count >= perTargetMax) {
            full.add(target);
        }
    }
}
