package dev.bellhop.app.command.simulate;

import dev.bellhop.simulator.Pace;
import java.time.Duration;
import java.time.Instant;

/** The engine's time beside real time: it may run faster, and it may be wrong. */
final class RealPace implements Pace {

    private final long factor;
    private final Instant begun;
    private final long begunNanos = System.nanoTime();

    /**
     * @param factor how many times faster
     * @param wrongBy how far the engine's clock is ahead
     */
    RealPace(long factor, Duration wrongBy) {
        this.factor = factor;
        this.begun = Instant.now().plus(wrongBy);
    }

    @Override
    public void pause(Duration wait) throws InterruptedException {
        Thread.sleep(real(wait));
    }

    @Override
    public Duration real(Duration wait) {
        return wait.dividedBy(factor);
    }

    @Override
    public Instant instant() {
        return begun.plus(Duration.ofNanos(System.nanoTime() - begunNanos).multipliedBy(factor));
    }

    @Override
    public Instant wall() {
        return begun.plusNanos(System.nanoTime() - begunNanos);
    }
}
