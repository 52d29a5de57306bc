package dev.bellhop.testing;

import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Chance that can be repeated: a failure names its seed, and {@code -Dseed=…} runs that one alone. */
public final class SeededRandom {

    private SeededRandom() {}

    public static RandomGenerator of(long seed) {
        return new Random(seed);
    }

    /** Runs the check once for each of so many new seeds. */
    public static void check(int runs, Consumer<RandomGenerator> check) {
        @Nullable Long wanted = Long.getLong("seed");
        if (wanted != null) {
            check(wanted, check);
            return;
        }
        new Random().longs(runs).forEach(seed -> check(seed, check));
    }

    private static void check(long seed, Consumer<RandomGenerator> check) {
        try {
            check.accept(of(seed));
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError("Failed with -Dseed=" + seed + ": " + failure.getMessage(), failure);
        }
    }
}
