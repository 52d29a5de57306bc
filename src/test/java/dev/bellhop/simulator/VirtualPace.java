package dev.bellhop.simulator;

import java.time.Duration;
import java.time.Instant;

/** The engine's time as a number: a pause is over at once. */
public final class VirtualPace implements Pace {

    private static final Instant START = Instant.parse("2026-11-20T10:15:30Z");
    /** What must be waited for on a real wire is waited for this much shorter. */
    private static final int FACTOR = 100;

    private Instant now = START;
    private Duration paused = Duration.ZERO;

    @Override
    public synchronized void pause(Duration wait) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        now = now.plus(wait);
        paused = paused.plus(wait);
    }

    @Override
    public Duration real(Duration wait) {
        return wait.dividedBy(FACTOR);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** All pauses together. */
    public synchronized Duration paused() {
        return paused;
    }
}
