package dev.bellhop.testing;

import dev.bellhop.event.Ids;
import java.util.Random;

/** The same identifiers for the same seed. */
public final class SeededIds implements Ids {

    private final Random random;

    public SeededIds(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public synchronized String next() {
        return String.format("%016x%016x", random.nextLong(), random.nextLong());
    }
}
