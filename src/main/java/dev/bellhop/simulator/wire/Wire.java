package dev.bellhop.simulator.wire;

/** Sends requests. Redirects are not followed, as engines follow none. */
@FunctionalInterface
public interface Wire {

    /**
     * Sends one request and waits for its end; every failure to get an answer is an {@link Outcome.Unanswered}.
     *
     * @throws InterruptedException if the run is to end
     */
    Outcome send(Request request) throws InterruptedException;
}
