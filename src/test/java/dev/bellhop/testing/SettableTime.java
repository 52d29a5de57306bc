package dev.bellhop.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands until it is told otherwise; it may be set back, as real ones are. */
public final class SettableTime implements InstantSource {

    private static final Instant START = Instant.parse("2026-11-20T10:15:30.123456Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public Instant instant() {
        return now.get();
    }

    public void set(Instant time) {
        now.set(time);
    }

    /** Monotonic: goes on with the time that passes, and knows nothing of a clock that is set. */
    public long nanos() {
        return nanos.get();
    }

    /** A negative duration steps back. */
    public void advance(Duration step) {
        nanos.addAndGet(Math.max(0, step.toNanos()));
        now.updateAndGet(time -> time.plus(step));
    }
}
