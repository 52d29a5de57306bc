package dev.bellhop.simulation;

import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.pump.DeliveryLimits;
import dev.bellhop.event.Event;
import dev.bellhop.lease.Lease;
import dev.bellhop.simulation.Life.Delivery;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.options.Batching;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold whenever an attempt begins, arrives or is answered. */
final class Attempts {

    /** After a fault deliveries may begin anew for as long as a lease takes to be lost, noticed and taken. */
    private static final long FAULT_LASTS = Duration.ofSeconds(45).toNanos();

    /** Different deliveries that fail in a row before the target counts as failing. */
    private static final int FAILING_AFTER = 5;

    /** The largest batch that a subscriber of a simulation wants. */
    static final int BATCH_MAX = 10;

    private static final long RECOVERED = Duration.ofSeconds(90).toNanos();
    private static final long PROMPT = Duration.ofSeconds(5).toNanos();

    private final Site site;
    private final World world;
    private final Invariants facts;
    private int count;
    private int repeats;

    Attempts(Site site) {
        this.site = site;
        this.world = site.world();
        this.facts = site.invariants();
    }

    /**
     * One POST of one event.
     *
     * @param pump the process and the epoch of the lease under which it was begun
     * @param window how long the subscriber wants its events to wait for others
     */
    record Attempt(Host by, Life life, Event event, String pump, String callback, Duration window) {

        /** Who was told what that callback answered. */
        String told() {
            return pump + ' ' + callback;
        }

        Delivery delivery() {
            return life.delivery(event.position());
        }

        @Override
        public String toString() {
            return by + " attempts event " + event.position() + " for " + life.id;
        }
    }

    int count() {
        return count;
    }

    /** Attempts of deliveries that were known to be accepted. */
    int repeats() {
        return repeats;
    }

    /** One POST of events, each of which is looked at by itself. */
    List<Attempt> begin(Incarnation from, dev.bellhop.delivery.attempt.Attempt made) {
        List<Attempt> begun = new ArrayList<>();
        for (Event event : made.events()) {
            begun.add(begins(from, made.target(), event, made.number(), begun.isEmpty() ? 1 : 0));
        }
        return begun;
    }

    private Attempt begins(Incarnation from, Subscription subscription, Event event, int number, int posts) {
        Host by = from.host();
        Life life = facts.life(subscription.id());
        String lease = life.leaseName();
        String pump = by + "/" + from.leases().held(lease).map(Lease::epoch).orElse(-1L);
        Batching batch = subscription.options().batch();
        Attempt attempt = new Attempt(
                by,
                life,
                event,
                pump,
                subscription.callback().whole().reveal(),
                batch == null ? Duration.ZERO : batch.window());
        Delivery delivery = attempt.delivery();
        world.trace("%s, number %d", attempt, number);
        count++;
        delivery.begunAt = delivery.attempts++ == 0 ? world.nanos() : delivery.begunAt;
        int underWay = life.underWay.merge(pump, posts, Integer::sum);
        Event original = facts.logs().event(life.source, event.position());
        world.check(event.equals(original), "%s, which is %s and not %s", attempt, original, event);
        world.check(event.position() > life.start, "%s although that is older", attempt);
        world.check(!life.knowEnd.contains(by), "%s although it knows that it ended", attempt);
        world.check(facts.leases().isHeldBy(by.node(), lease), "%s without a lease", attempt);
        world.check(!isTooEarly(attempt), "%s, which shall be left alone until %s", attempt, delivery.notBefore);
        int most = site.settings().attemptsMax();
        // Nothing is given up because its target fails.
        world.check(number <= most || life.targetFailed || posts == 0, "%s with number %d", attempt, number);
        world.check(
                isExcused(delivery.begunAt) || delivery.attempts <= most || life.targetFailed, "%s too often", attempt);
        world.check(isExcused(world.nanos()) || underWay <= concurrency(), "%s beside %d", attempt, underWay);
        checkRepeat(attempt);
        checkRunAhead(attempt, batch == null ? 1 : batch.max());
        return attempt;
    }

    /** Who lost the lease, and was given the same again, has forgotten what the receiver asked for. */
    private boolean isTooEarly(Attempt attempt) {
        Delivery delivery = attempt.delivery();
        return attempt.told().equals(delivery.toldTo)
                && world.now().isBefore(delivery.notBefore)
                && !isExcused(delivery.toldAt);
    }

    private void checkRepeat(Attempt attempt) {
        Delivery delivery = attempt.delivery();
        if (delivery.acceptedAt < 0) {
            return;
        }
        repeats++;
        long readAt = attempt.life().readAt.getOrDefault(attempt.by(), -1L);
        boolean knew = delivery.durableAt >= 0 && readAt >= delivery.durableAt;
        world.check(isExcused(delivery.acceptedAt) && !knew, "%s again although nothing happened", attempt);
    }

    /**
     * A crash now repeats what was delivered beyond the stored position: that must not be much. Short of the bound what
     * fills all slots may still be taken, as far as all of it may wait when it fails.
     */
    private void checkRunAhead(Attempt attempt, int batch) {
        Life life = attempt.life();
        long ahead = attempt.event().position() - life.stored;
        boolean skipping = facts.logs().isExpired(life.source, life.stored + 1);
        DeliveryLimits limits = site.settings().limits();
        long bound = 2L * Math.max(limits.saveAfter(), 2 * batch);
        int waiting = Math.max(limits.retriesPerSubscription(), 2 * batch);
        long most = bound + Math.min(concurrency() * batch, waiting);
        world.check(ahead <= most || skipping, "%s, which is %d beyond what is stored", attempt, ahead);
    }

    void arrived(Attempt attempt, Reply reply) {
        world.trace("event %d for %s arrives: %s", attempt.event().position(), attempt.life().id, reply);
        if (reply.taken() && !attempt.delivery().received) {
            attempt.delivery().received = true;
            checkPrompt(attempt);
        }
    }

    /** Whoever answers well and at once must not wait for others. */
    private void checkPrompt(Attempt attempt) {
        Life life = attempt.life();
        if (site.receiver(life).isSteady() && site.faults().clockJump() == 0) {
            long committedAt =
                    facts.logs().committedAt(life.source, attempt.event().position());
            long due = Math.max(life.beganAt, committedAt)
                    + PROMPT
                    + attempt.window().toNanos();
            long limit = Math.max(due, site.troubleAt() + RECOVERED);
            world.check(world.nanos() <= limit, "%s late", attempt);
        }
    }

    void heard(List<Attempt> attempts, AttemptResult result) {
        Attempt first = attempts.getFirst();
        first.life().underWay.merge(first.pump(), -1, Integer::sum);
        noteTarget(first, result, attempts.size());
        attempts.forEach(attempt -> heard(attempt, result));
    }

    private void heard(Attempt attempt, AttemptResult result) {
        Delivery delivery = attempt.delivery();
        delivery.notBefore = Instant.MIN;
        if (result instanceof AttemptResult.Accepted) {
            delivery.acceptedAt = world.nanos();
        } else if (result instanceof AttemptResult.TryAgain again && again.retryAfter() != null) {
            Duration most = site.settings().schedule().retryAfterMax();
            Duration asked = again.retryAfter().compareTo(most) < 0 ? again.retryAfter() : most;
            delivery.notBefore = world.now().plus(asked);
            delivery.toldTo = attempt.told();
            delivery.toldAt = world.nanos();
        } else if (result instanceof AttemptResult.Gone) {
            // It was for a callback of the past, so the delivery has not lost an attempt.
            delivery.attempts--;
        }
    }

    private static void noteTarget(Attempt attempt, AttemptResult result, int events) {
        Set<Long> failed = attempt.life().failedInARow.computeIfAbsent(attempt.pump(), any -> new HashSet<>());
        switch (result) {
            case AttemptResult.TryAgain again -> failed.add(attempt.event().position());
            case AttemptResult.Denied denied -> attempt.life().targetFailed = true;
            case AttemptResult.Accepted taken -> failed.clear();
            case AttemptResult.Refused refused -> {
                failed.clear();
                // Its events are sent again one by one, each with an attempt more.
                attempt.life().targetFailed |= events > 1;
            }
            case AttemptResult.Gone gone -> {}
        }
        attempt.life().targetFailed |= failed.size() >= FAILING_AFTER;
        // What a former callback says is no reason to give up what is for its successor.
        attempt.life().targetFailed |=
                !attempt.callback().equals(attempt.life().callback.whole().reveal());
    }

    private int concurrency() {
        return site.settings().limits().concurrency();
    }

    /** Whether something happened since then, or not long before, for which deliveries may begin anew. */
    private boolean isExcused(long since) {
        return site.restartAt() >= since - FAULT_LASTS;
    }
}
