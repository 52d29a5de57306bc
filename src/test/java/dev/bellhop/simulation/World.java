package dev.bellhop.simulation;

import dev.bellhop.event.Timestamps;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Virtual time and chance. Whatever happens is one entry of one queue, taken in the order of its time; entries of the
 * same time come in an order that only the seed decides. Nothing runs beside it, so a seed names exactly one course.
 *
 * <p>A world can do without chance: then everything takes the mean time and the first comes first, so that its course
 * changes only when behaviour does.
 */
final class World {

    private static final Instant START = Instant.parse("2026-11-20T10:15:30.123456Z");
    private static final double MEAN = 0.5;
    private static final int LINES_KEPT = 150;

    private final long seed;
    private final boolean byChance;
    private final Random chance;
    private final PriorityQueue<Planned> queue = new PriorityQueue<>();
    private final Deque<Line> lines = new ArrayDeque<>();
    private final List<String> violations = new ArrayList<>();
    private Duration wallShift = Duration.ZERO;
    private long nanos;
    private long count;
    private long fingerprint;

    private World(long seed, boolean byChance) {
        this.seed = seed;
        this.byChance = byChance;
        this.chance = new Random(seed);
        // Mutiny swallows what a callback throws; here nothing may get lost.
        Infrastructure.setDroppedExceptionHandler(failure -> violation("an exception that nobody caught: " + failure));
    }

    static World byChance(long seed) {
        return new World(seed, true);
    }

    static World withoutChance() {
        return new World(0, false);
    }

    /** The wall clock, which may be set forward and back. */
    InstantSource clock() {
        return () -> START.plusNanos(nanos).plus(wallShift);
    }

    Instant now() {
        return clock().instant();
    }

    /** Monotonic time since the beginning. */
    long nanos() {
        return nanos;
    }

    void setClock(Duration by) {
        wallShift = wallShift.plus(by);
    }

    void after(Duration delay, Runnable what) {
        int tieBreak = byChance ? chance.nextInt() : 0;
        queue.add(new Planned(nanos + delay.toNanos(), tieBreak, count++, what));
    }

    void run(Duration length) {
        long end = nanos + length.toNanos();
        while (!queue.isEmpty() && queue.element().at() <= end) {
            step();
        }
        nanos = end;
    }

    /** Runs until the condition, looked at every so often, holds; false if it did not within the time. */
    boolean runUntil(BooleanSupplier condition, Duration every, Duration atMost) {
        long end = nanos + atMost.toNanos();
        while (nanos < end) {
            run(every);
            if (condition.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }

    boolean happens(double probability) {
        return probability > 0 && chance.nextDouble() < probability;
    }

    Duration between(Duration least, Duration most) {
        double share = byChance ? chance.nextDouble() : MEAN;
        return least.plusNanos((long) (share * most.minus(least).toNanos()));
    }

    int below(int bound) {
        return byChance ? chance.nextInt(bound) : bound / 2;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    Random chance() {
        return chance;
    }

    void trace(String format, Object... values) {
        Line line = new Line(nanos, now(), format, values);
        fingerprint = 31 * fingerprint + nanos + format.hashCode();
        lines.addLast(line);
        if (lines.size() > LINES_KEPT) {
            lines.removeFirst();
        }
    }

    /** Two courses with the same fingerprint were the same. */
    long fingerprint() {
        return fingerprint;
    }

    /** Ends the run: noted here and thrown from outside, because what calls this may catch exceptions. */
    void violation(String format, Object... values) {
        violations.add(format.formatted(values));
        trace("VIOLATION " + format, values);
    }

    void check(boolean holds, String otherwise, Object... values) {
        if (!holds) {
            violation(otherwise, values);
        }
    }

    private void step() {
        Planned next = queue.remove();
        nanos = Math.max(nanos, next.at());
        next.what().run();
        throwIfViolated();
    }

    void throwIfViolated() {
        if (!violations.isEmpty()) {
            throw new AssertionError(story());
        }
    }

    private String story() {
        StringBuilder story =
                new StringBuilder("Seed ").append(seed).append(": ").append(violations);
        story.append("\nReplay it with -Dsimulation.seed=").append(seed).append(". What happened last:\n");
        lines.forEach(line -> story.append(line).append('\n'));
        return story.toString();
    }

    private record Planned(long at, int tieBreak, long number, Runnable what) implements Comparable<Planned> {

        private static final Comparator<Planned> ORDER = Comparator.comparingLong(Planned::at)
                .thenComparingInt(Planned::tieBreak)
                .thenComparingLong(Planned::number);

        @Override
        public int compareTo(Planned other) {
            return ORDER.compare(this, other);
        }
    }

    private record Line(long nanos, Instant wall, String format, Object[] values) {
        @Override
        public String toString() {
            return "%12.6fs %s  %s".formatted(nanos / 1e9, Timestamps.format(wall), format.formatted(values));
        }
    }
}
