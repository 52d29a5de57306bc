package dev.bellhop.simulator.check.feed;

import java.util.List;

/** Makes items happen at the service that is checked, each with a text of its own, so that loss can be proved. */
public interface Feed extends AutoCloseable {

    /** How that went. */
    sealed interface Made {

        /** @param markers each stands in exactly one item, and no marker is part of another */
        record Items(List<String> markers) implements Made {}

        /** Some could not be made, so nothing can be proved. */
        record Failed(String reason) implements Made {}
    }

    /**
     * Makes so many new items happen.
     *
     * @throws InterruptedException if the run is to end
     */
    Made make(int count) throws InterruptedException;

    /** Takes away what was left behind. */
    @Override
    default void close() {}
}
