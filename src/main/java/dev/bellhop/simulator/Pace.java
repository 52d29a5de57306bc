package dev.bellhop.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The engine's clock, and how fast it runs beside a real one. */
public interface Pace extends InstantSource {

    /**
     * Waits as long as the engine would.
     *
     * @param wait in the engine's time
     * @throws InterruptedException if the run is to end
     */
    void pause(Duration wait) throws InterruptedException;

    /** How long so much of the engine's time takes here. */
    Duration real(Duration wait);

    /**
     * What the engine takes for the time of day: beside a real clock it may be wrong, but it never runs faster. Times that
     * others wrote, or will read, are compared with this one.
     */
    default Instant wall() {
        return instant();
    }
}
