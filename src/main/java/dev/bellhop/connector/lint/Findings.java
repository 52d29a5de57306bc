package dev.bellhop.connector.lint;

import java.util.ArrayList;
import java.util.List;

/** What was found so far. */
final class Findings {

    private final List<Finding> all = new ArrayList<>();

    void add(Rule rule, Place place, String what) {
        all.add(new Finding(rule, place.pointer(), what));
    }

    /** Adds it unless the rule is kept. */
    void expect(boolean kept, Rule rule, Place place, String what) {
        if (!kept) {
            add(rule, place, what);
        }
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
