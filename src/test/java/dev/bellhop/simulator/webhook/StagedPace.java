package dev.bellhop.simulator.webhook;

import dev.bellhop.simulator.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time in which things happen: a pause does, in order, what is planned within it. */
final class StagedPace implements Pace {

    private record Plan(Instant at, Runnable deed) {}

    private final PriorityQueue<Plan> plans = new PriorityQueue<>(Comparator.comparing(Plan::at));
    private final int factor;
    private volatile Instant now = Instant.parse("2026-11-20T10:15:30Z");

    /** @param factor how much faster than real time this one is said to be */
    StagedPace(int factor) {
        this.factor = factor;
    }

    /** What happens so long from now. */
    void in(Duration span, Runnable deed) {
        plans.add(new Plan(now.plus(span), deed));
    }

    @Override
    public void pause(Duration wait) throws InterruptedException {
        Instant end = now.plus(wait);
        while (!plans.isEmpty() && !plans.peek().at().isAfter(end)) {
            Plan plan = plans.remove();
            now = plan.at();
            plan.deed().run();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        now = end;
    }

    @Override
    public Duration real(Duration wait) {
        return wait.dividedBy(factor);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
