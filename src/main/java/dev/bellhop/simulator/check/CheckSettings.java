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
