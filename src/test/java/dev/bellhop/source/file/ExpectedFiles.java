package dev.bellhop.source.file;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a source should announce, worked out from what the writers did. */
final class ExpectedFiles {

    final Map<String, State> files = new TreeMap<>();
    final List<Deleted> deleted = new ArrayList<>();
    private final boolean contentDecides;
    private final long settleNanos;
    private long now;
    private List<State> due = List.of();

    ExpectedFiles(boolean contentDecides, Duration settle) {
        this.contentDecides = contentDecides;
        this.settleNanos = settle.toNanos();
    }

    /** A file as its writer left it. */
    static final class State {
        final String path;
        final long size;
        /** When a scan first met it as it is now; none yet is negative. */
        long metAt = -1;

        boolean announced;
        boolean inLedger;
        /** Where the ledger has it, if it was renamed and no scan has followed yet. */
        @Nullable
        String origin;

        State(String path, long size) {
            this.path = path;
            this.size = size;
        }
    }

    /** A file that is gone. */
    static final class Deleted {
        final State state;
        final long modified;
        boolean noted;

        Deleted(State state, long modified) {
            this.state = state;
            this.modified = modified;
        }
    }

    void pass(Duration time) {
        now += time.toNanos();
    }

    void written(String path, long size) {
        files.put(path, new State(path, size));
    }

    void touched(String path) {
        State state = files.get(path);
        state.metAt = -1;
        if (!contentDecides) {
            written(path, state.size);
        }
    }

    void renamed(String path, String to) {
        State from = files.remove(path);
        State state = new State(to, from.size);
        if (from.announced && from.inLedger) {
            state.announced = true;
            state.inLedger = true;
            state.origin = from.origin == null ? path : from.origin;
        }
        files.put(to, state);
    }

    void deleted(String path, long modified) {
        deleted.add(new Deleted(files.remove(path), modified));
    }

    void restart() {
        files.values().forEach(state -> state.metAt = state.metAt < 0 || isAtRest(state) ? state.metAt : -1);
    }

    private static boolean isAtRest(State state) {
        return state.inLedger && state.origin == null;
    }

    /** Begins a scan; what it announces. */
    List<String> scan() {
        due = files.values().stream()
                .filter(state -> !isAtRest(state) && isReady(state))
                .toList();
        List<String> announcements = new ArrayList<>();
        for (State state : due) {
            if (!state.announced || (state.origin != null && files.containsKey(state.origin))) {
                announcements.add(state.path + ' ' + state.size);
                state.announced = true;
                state.inLedger = false;
                state.origin = null;
            }
        }
        return announcements.stream().sorted().toList();
    }

    private boolean isReady(State state) {
        if (state.metAt < 0) {
            state.metAt = now;
            return false;
        }
        return now - state.metAt >= settleNanos;
    }

    /** Ends it. One that broke off left its announcements in the log, but not in the ledger. */
    void scanned(boolean complete) {
        if (!complete) {
            return;
        }
        deleted.forEach(gone -> gone.noted = true);
        for (State state : due) {
            state.inLedger = true;
            state.origin = null;
            // The ledger has this one at the path now, and not what was there before.
            files.values().stream()
                    .filter(other -> state.path.equals(other.origin))
                    .forEach(other -> {
                        other.origin = null;
                        other.announced = false;
                        other.inLedger = false;
                    });
        }
    }
}
