package dev.bellhop.simulator.check;

import dev.bellhop.simulator.check.feed.Feed;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What to check, and how loss can be proved.
 *
 * @param feed makes items happen; whoever made it closes it
 * @param expect so many items are known to be waiting
 * @param waitMax how long to wait for items, callbacks and results, in the engine's time
 */
public record CheckSettings(Subject subject, Optional<Feed> feed, OptionalInt expect, Duration waitMax) {

    public static final Duration WAIT_DEFAULT = Duration.ofSeconds(60);

    private static final int STEPS = 60;
    /** Long enough for a second delivery that begins together with the first, and for one that must not come. */
    private static final int STEPS_SETTLE = 5;

    /** A step while waiting; a service that takes its time is not asked all the time. */
    Duration step() {
        return waitMax.dividedBy(STEPS);
    }

    /** How long to listen for what should not come. */
    Duration settle() {
        return step().multipliedBy(STEPS_SETTLE);
    }

    /** A check that makes do with what happens to be there. */
    public static CheckSettings of(Subject subject) {
        return new CheckSettings(subject, Optional.empty(), OptionalInt.empty(), WAIT_DEFAULT);
    }

    public CheckSettings feeding(Feed newFeed) {
        return new CheckSettings(subject, Optional.of(newFeed), expect, waitMax);
    }

    public CheckSettings expecting(int items) {
        return new CheckSettings(subject, feed, OptionalInt.of(items), waitMax);
    }

    public CheckSettings waiting(Duration newWaitMax) {
        return new CheckSettings(subject, feed, expect, newWaitMax);
    }
}
