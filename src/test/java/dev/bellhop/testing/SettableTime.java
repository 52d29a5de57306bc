package dev.bellhop.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands until it is told otherwise; it may be set back, as real ones are. */
public final class SettableTime implements InstantSource {

    private static final Instant START = Instant.parse("2026-11-20T10:15:30.123456Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    @Override
    public Instant instant() {
        return now.get();
    }

    public void set(Instant time) {
        now.set(time);
    }

    /** A negative duration steps back. */
    public void advance(Duration step) {
        now.updateAndGet(time -> time.plus(step));
    }
}
