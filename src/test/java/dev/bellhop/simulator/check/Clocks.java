package dev.bellhop.simulator.check;

import dev.bellhop.simulator.VirtualPace;
import java.time.Duration;

/** Lets virtual time pass where nobody waits to be interrupted. */
final class Clocks {

    private Clocks() {}

    static void pass(VirtualPace pace, Duration time) {
        try {
            pace.pause(time);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
