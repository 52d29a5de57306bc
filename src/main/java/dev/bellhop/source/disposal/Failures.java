package dev.bellhop.source.disposal;

import dev.bellhop.source.disposal.Departure.Outcome;
import dev.bellhop.source.file.ScanReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/** The files that could not be taken out: each is tried a few times, told once, and then left where it is. */
final class Failures {

    /** Tries of one file; the ones behind it wait for them at the most. */
    static final int TRIES_MAX = 5;
    /** Pause between two tries. */
    static final Duration TRY_EVERY = Duration.ofSeconds(30);
    /** Troubles that are told one by one. */
    static final int TROUBLES_MAX = 20;

    private static final Logger LOG = Logger.getLogger("dev.bellhop.source");

    private final String source;
    private volatile List<String> troubles = List.of();
    /** How often a file was tried, by the position of its event; at most a page of them. */
    private Map<Long, Integer> tries = new HashMap<>();

    Failures(String source) {
        this.source = source;
    }

    /** What a person should know. */
    List<String> troubles() {
        return troubles;
    }

    /** Whether some are to be tried again. */
    boolean isWaiting() {
        return !tries.isEmpty();
    }

    /**
     * Takes note of a page.
     *
     * @return the position before the first file that is to be tried again; empty if there is none
     */
    OptionalLong note(List<Departure> departures, List<Outcome> outcomes) {
        Map<Long, Integer> again = new HashMap<>();
        List<String> told = new ArrayList<>();
        for (int i = 0; i < departures.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Failed(String reason)) {
                Departure departure = departures.get(i);
                int tried = tries.getOrDefault(departure.position(), 0) + 1;
                String trouble = departure.path() + " cannot be taken out (" + reason + ")";
                if (tried < TRIES_MAX) {
                    again.put(departure.position(), tried);
                    told.add(trouble);
                }
                say(trouble, tried);
            }
        }
        tries = again;
        troubles = told.size() > TROUBLES_MAX ? shortened(told) : told;
        return again.keySet().stream().mapToLong(position -> position - 1).min();
    }

    private void say(String trouble, int tried) {
        if (tried == 1) {
            LOG.warnf("source %s: %s; it is tried again", source, ScanReport.logged(trouble));
        } else if (tried == TRIES_MAX) {
            LOG.warnf("source %s: %s, and is left where it is", source, ScanReport.logged(trouble));
        }
    }

    private static List<String> shortened(List<String> told) {
        List<String> some = new ArrayList<>(told.subList(0, TROUBLES_MAX));
        some.add("and " + (told.size() - TROUBLES_MAX) + " more");
        return some;
    }
}
