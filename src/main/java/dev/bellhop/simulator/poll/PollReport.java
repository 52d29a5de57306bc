package dev.bellhop.simulator.poll;

import dev.bellhop.simulator.Screen;
import dev.bellhop.simulator.Spans;
import dev.bellhop.simulator.Tone;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What came of a polling run.
 *
 * @param fired runs that were started
 * @param ids the different items among them, in order
 * @param missing expected items that did not come; empty if nothing was expected
 * @param polls polls that the engine meters
 * @param requests requests sent, retries and duplicates among them
 * @param failed polls that ended without 200 or 202
 * @param quietWait how long the engine waits between polls while nothing comes
 * @param unreachable whether not one poll was answered
 */
public record PollReport(
        long fired,
        List<String> ids,
        OptionalLong missing,
        long polls,
        long requests,
        long failed,
        Duration quietWait,
        boolean unreachable) {

    private static final Duration MONTH = Duration.ofDays(30);

    /** Different items. */
    public long distinct() {
        return ids.size();
    }

    /** Runs that an item started which had started one before. */
    public long repeated() {
        return fired - distinct();
    }

    /** Nothing was missing, nothing came twice, no poll failed for good. */
    public boolean isFine() {
        return repeated() == 0 && missing.orElse(0) == 0 && failed == 0;
    }

    /** The polls of 30 days in which nothing comes. */
    public long quietMonth() {
        return quietWait.isZero() ? Long.MAX_VALUE : MONTH.dividedBy(quietWait);
    }

    /** Shows the counts. */
    public void show(Screen screen) {
        screen.line(Tone.TITLE, "In the end");
        screen.line(distinct() > 0 ? Tone.GOOD : Tone.PLAIN, "  fired      " + fired);
        screen.line(repeated() > 0 ? Tone.BAD : Tone.PLAIN, "  repeated   " + repeated());
        screen.line(
                missing.orElse(0) > 0 ? Tone.BAD : Tone.PLAIN,
                "  missing    "
                        + (missing.isPresent() ? Long.toString(missing.getAsLong()) : "unknown (say --expect N)"));
        screen.line(
                Tone.PLAIN,
                "  polls      " + polls + (requests > polls ? " (" + requests + " requests)" : "")
                        + (distinct() > 0
                                ? String.format(Locale.ROOT, ", %.1f for each event", (double) polls / distinct())
                                : ""));
        if (failed > 0) {
            screen.line(Tone.BAD, "  failed     " + failed + " polls, after all retries");
        }
        if (unreachable) {
            return;
        }
        screen.line(
                Tone.PLAIN,
                quietWait.isZero()
                        ? "  a month    without end: the engine is told to come back at once though nothing is there"
                        : String.format(
                                Locale.ROOT,
                                "  a month    about %,d polls (one every %s), and one more for each event",
                                quietMonth(),
                                Spans.text(quietWait)));
    }
}
