package dev.bellhop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plays worlds in which everything goes wrong by chance. A failure names its seed and tells what happened last;
 * {@code -Dsimulation.seed=…} plays exactly that world again, {@code -Dsimulation.worlds=…} plays so many new ones.
 */
class DeliverySimulationTest {

    private static final int KNOWN_WORLDS = Integer.getInteger("known", 200);
    private static final int NEW_WORLDS = Integer.getInteger("simulation.worlds", 25);
    private static final @Nullable Long ONE_SEED = Long.getLong("simulation.seed");

    @TempDir
    Path folder;

    @AfterAll
    static void leaveMutinyAsItWas() {
        Infrastructure.resetDroppedExceptionHandler();
    }

    @Test
    void nothing_is_lost_in_worlds_that_were_played_before() {
        play(ONE_SEED == null ? LongStream.rangeClosed(1, KNOWN_WORLDS) : LongStream.of(ONE_SEED));
    }

    @Test
    void nothing_is_lost_in_worlds_that_nobody_has_seen() {
        play(ONE_SEED == null ? new Random().longs(NEW_WORLDS) : LongStream.empty());
    }

    @Test
    void the_same_seed_is_the_same_world() {
        long seed = ONE_SEED == null ? new Random().nextLong() : ONE_SEED;
        assertThat(play(seed)).as("of seed %d", seed).isEqualTo(play(seed));
    }

    private void play(LongStream seeds) {
        seeds.forEach(this::play);
    }

    private long play(long seed) {
        try {
            return RandomCourse.play(seed, Files.createTempDirectory(folder, "inbox"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
