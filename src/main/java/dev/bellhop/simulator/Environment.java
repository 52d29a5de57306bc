package dev.bellhop.simulator;

import dev.bellhop.simulator.wire.Wire;
import java.util.random.RandomGenerator;

/** Everything outside a run: the network, time, where it shows itself, and chance. */
public record Environment(Wire wire, Pace pace, Screen screen, RandomGenerator random) {}
