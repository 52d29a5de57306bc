package dev.bellhop.operation.engine;

import dev.bellhop.operation.store.Checkpoint;
import dev.bellhop.operation.store.Checkpoint.Course;
import dev.bellhop.operation.store.Claimed;
import dev.bellhop.operation.store.RaisedEvent;
import dev.bellhop.operation.store.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a run knows of its operation, and what of that is not kept yet. Not safe for several threads: its run locks it.
 */
final class Ledger {

    private final Claimed claimed;
    private final Map<String, Step> steps = new HashMap<>();
    private final Set<String> named = new HashSet<>();
    private final List<RaisedEvent> events;

    private final Map<String, Step> unsaved = new LinkedHashMap<>();
    private final Map<Long, String> consumed = new LinkedHashMap<>();
    private @Nullable String told;
    private @Nullable String keptStatus;

    Ledger(Claimed claimed) {
        this.claimed = claimed;
        this.events = new ArrayList<>(claimed.events());
        this.keptStatus = claimed.operation().customStatus();
        claimed.steps().forEach(step -> steps.put(step.name(), step));
    }

    /** Takes a name, which nothing else in the operation may have. */
    void name(String name) {
        if (!named.add(name)) {
            throw new IllegalStateException("The action uses the name '" + name + "' twice; names must be unique");
        }
    }

    /** Takes a name that may come several times: the second one gets a number. */
    String nameNext(String name) {
        String next = name;
        for (int i = 2; !named.add(next); i++) {
            next = name + ' ' + i;
        }
        return next;
    }

    @Nullable
    Step step(String name) {
        return steps.get(name);
    }

    int size() {
        return steps.size();
    }

    /** The step is so now; the next checkpoint keeps it. */
    void put(Step step) {
        if (!step.equals(steps.put(step.name(), step))) {
            unsaved.put(step.name(), step);
        }
    }

    /** The oldest event that would do; those of the name that will never do are consumed without a step. */
    @Nullable
    RaisedEvent event(String name, Predicate<RaisedEvent> fits) {
        for (RaisedEvent event : List.copyOf(events)) {
            if (event.name().equals(name)) {
                if (fits.test(event)) {
                    return event;
                }
                consume(event.no(), "");
            }
        }
        return null;
    }

    void consume(long no, String step) {
        events.removeIf(event -> event.no() == no);
        consumed.put(no, step);
    }

    void tell(@Nullable String customStatus) {
        told = customStatus;
    }

    /** Whether there is progress that callers do not see yet. */
    boolean hasNews() {
        return told != null && !Objects.equals(told, keptStatus);
    }

    /** All that is not kept yet; from now on it counts as kept. */
    Checkpoint checkpoint(Course course, Instant now) {
        Checkpoint checkpoint = new Checkpoint(
                claimed.claim(), List.copyOf(unsaved.values()), new LinkedHashMap<>(consumed), told, course, now);
        unsaved.clear();
        consumed.clear();
        keptStatus = told == null ? keptStatus : told;
        told = null;
        return checkpoint;
    }
}
