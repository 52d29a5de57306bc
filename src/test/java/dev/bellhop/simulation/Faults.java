package dev.bellhop.simulation;

import java.time.Duration;
import java.util.List;

/**
 * How often what goes wrong. A world draws its own mixture, in which whole kinds are missing: a repeat that a crash
 * would excuse must not happen in a world without crashes.
 *
 * @param crash at every effect: the process dies just before or just after it
 * @param refuse at every store call: the database does nothing and says so
 * @param lose at every call and attempt: it is done, but the answer is lost
 * @param stall at every store call: it takes seconds
 * @param freeze at every tick: the process stands still for some seconds and wakes up again
 * @param clockJump every minute: the wall clock is set forward or back
 */
record Faults(double crash, double refuse, double lose, double stall, double freeze, double clockJump) {

    /** What becomes of one effect. */
    enum Fate {
        DONE,
        REFUSED,
        DONE_BUT_UNANSWERED,
        CRASH_BEFORE,
        CRASH_AFTER
    }

    private static final Duration QUICK_MIN = Duration.ofNanos(200_000);
    private static final Duration QUICK_MAX = Duration.ofMillis(4);
    private static final Duration STALL_MIN = Duration.ofSeconds(1);
    private static final Duration STALL_MAX = Duration.ofSeconds(20);

    static Faults none() {
        return new Faults(0, 0, 0, 0, 0, 0);
    }

    static Faults drawn(World world) {
        return new Faults(
                maybe(world, 0.0008),
                maybe(world, 0.02),
                maybe(world, 0.02),
                maybe(world, 0.004),
                maybe(world, 0.004),
                world.below(4) == 0 ? 0.1 : 0);
    }

    Fate ofStoreCall(World world) {
        if (world.happens(refuse)) {
            return Fate.REFUSED;
        }
        return ofAttempt(world);
    }

    Fate ofAttempt(World world) {
        if (world.happens(crash)) {
            return world.oneOf(List.of(Fate.CRASH_BEFORE, Fate.CRASH_AFTER));
        }
        return world.happens(lose) ? Fate.DONE_BUT_UNANSWERED : Fate.DONE;
    }

    Duration storeDelay(World world) {
        return world.happens(stall) ? world.between(STALL_MIN, STALL_MAX) : travel(world);
    }

    static Duration travel(World world) {
        return world.between(QUICK_MIN, QUICK_MAX);
    }

    private static double maybe(World world, double most) {
        return world.below(3) == 0 ? 0 : most * world.chance().nextDouble();
    }
}
