package dev.bellhop.app;

import dev.bellhop.event.Ids;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Where time, chance and identifiers come from. */
final class Time {

    private static final int ID_BYTES = 16;

    @Produces
    @Singleton
    InstantSource clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    RandomGenerator random() {
        return new SecureRandom();
    }

    /** Time first, as in UUID version 7: ids that follow each other are neighbours in the index that finds duplicates. */
    @Produces
    @Singleton
    Ids ids(RandomGenerator random, InstantSource clock) {
        return () -> {
            byte[] id = new byte[ID_BYTES];
            random.nextBytes(id);
            ByteBuffer.wrap(id)
                    .putLong((clock.millis() << 16) | (ByteBuffer.wrap(id).getLong() & 0xffff));
            return HexFormat.of().formatHex(id);
        };
    }
}
