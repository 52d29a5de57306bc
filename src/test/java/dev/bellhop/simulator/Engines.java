package dev.bellhop.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.simulator.poll.PollReport;
import dev.bellhop.simulator.poll.PollRun;
import dev.bellhop.simulator.poll.PollSettings;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.HttpWire;
import dev.bellhop.simulator.wire.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

    /** Polls a real service until nothing is left, without waiting in between; fails if anything is odd. */
    public static PollReport drain(String url, Header... keys) {
        try (HttpWire wire = new HttpWire(Duration.ofSeconds(10))) {
            Engines engines = new Engines(wire);
            PollReport report = new PollRun(
                            engines.engine(Dialect.LOGIC_APPS, Troubles.none(), keys),
                            new PollSettings(
                                    url,
                                    Duration.ofSeconds(60),
                                    Optional.of("").filter(any -> url.contains("poll-batch")),
                                    new PollSettings.Until(
                                            true, OptionalLong.empty(), OptionalLong.empty(), Optional.empty())))
                    .run();
            assertThat(report.isFine()).as(engines.screen.text()).isTrue();
            return report;
        }
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
