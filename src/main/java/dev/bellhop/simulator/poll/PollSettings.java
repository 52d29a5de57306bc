package dev.bellhop.simulator.poll;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How to poll, and when to stop.
 *
 * @param url the trigger's URL without a state
 * @param recurrence how often the trigger is set to look
 * @param splitOn JSON pointer to the array of which every item starts a run of its own; empty text for the whole body
 * @param until what ends the run; without any of it only the user does
 */
public record PollSettings(String url, Duration recurrence, Optional<String> splitOn, Until until) {

    /**
     * What ends a run.
     *
     * @param drained as soon as a state has nothing after it
     * @param expected so many different items should come; once they have, and nothing more is asked for, that is all
     * @param polls after so many polls
     * @param time after so much of the engine's time
     */
    public record Until(boolean drained, OptionalLong expected, OptionalLong polls, Optional<Duration> time) {}
}
