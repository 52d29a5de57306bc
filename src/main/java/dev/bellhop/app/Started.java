package dev.bellhop.app;

import io.quarkus.scheduler.Scheduled.SkipPredicate;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.inject.Singleton;

/**
 * Holds the timers back until everything is open. They begin to run before that, on the thread that the start waits
 * for: making on it what the start is making at the same time would stop both for ever.
 */
@Singleton
final class Started implements SkipPredicate {

    private volatile boolean started;

    void begin() {
        started = true;
    }

    @Override
    public boolean test(ScheduledExecution execution) {
        return !started;
    }
}
