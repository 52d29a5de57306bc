package dev.bellhop.simulator;

import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.Wire;
import java.util.List;
import java.util.SplittableRandom;

/** Engines for tests: seeded, in virtual time, on any wire. */
public final class Engines {

    private static final long SEED = 7;

    public final VirtualPace pace = new VirtualPace();
    public final RecordedScreen screen = new RecordedScreen();
    private final Wire wire;

    public Engines(Wire wire) {
        this.wire = wire;
    }

    public Engine engine(Dialect dialect, Troubles troubles, Header... keys) {
        SplittableRandom random = new SplittableRandom(SEED);
        return new Engine(
                Workflow.fresh(dialect, "When_something_arrives", random),
                List.of(keys),
                troubles,
                new Environment(wire, pace, screen, random));
    }

    public Engine engine() {
        return engine(Dialect.LOGIC_APPS, Troubles.none());
    }
}
