package dev.bellhop.delivery.pump;

import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.attempt.AttemptResult.Accepted;
import dev.bellhop.delivery.attempt.AttemptResult.Denied;
import dev.bellhop.delivery.attempt.AttemptResult.Gone;
import dev.bellhop.delivery.attempt.AttemptResult.Refused;
import dev.bellhop.delivery.attempt.AttemptResult.TryAgain;
import dev.bellhop.outbound.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What the answers of one target say about it, and so how much it is sent. Knows no effects; belongs to one thread.
 *
 * <p>A target begins with one attempt at a time and gets twice as many with each success, up to what is allowed; each
 * failure halves them. A target that hangs thus holds one connection. When so many different deliveries failed in a row
 * that it must be the target and not one of them, it is <em>failing</em>: from then on one delivery now and then is a
 * probe, the first that is taken ends it.
 */
final class TargetHealth {

    /** Different deliveries that fail in a row before it is the target that is failing. */
    static final int FAILING_AFTER = 5;

    static final Duration PROBE_FIRST = Duration.ofSeconds(10);
    static final Duration PROBE_MAX = Duration.ofMinutes(5);

    private static final double SPREAD = 0.2;

    /** More than anybody may have under way. */
    private static final int SLOTS_MAX = 128;

    /** What an answer changed. */
    enum Change {
        NOTHING,
        FAILING,
        RECOVERED
    }

    private final RandomGenerator random;
    private final Set<Long> failed = new HashSet<>();
    private int slots = 1;
    private boolean failing;
    private int probes;
    /** The next probe. */
    private Instant notBefore = Instant.MIN;

    /** What the target itself asked for, which nobody but another target may cut short. */
    private Instant quietUntil = Instant.MIN;

    private Instant seen = Instant.MIN;

    TargetHealth(RandomGenerator random) {
        this.random = random;
    }

    /** It was failing when another process delivered to it. */
    void beginFailing(Instant now) {
        failing = true;
        probes = 0;
        seen = now;
        notBefore = now.plus(spread(PROBE_FIRST.dividedBy(2)));
    }

    /** It is another target, of which nothing is known. */
    void begin() {
        reset();
        quietUntil = Instant.MIN;
    }

    /** Somebody says that it is well again. */
    void reset() {
        failing = false;
        failed.clear();
        probes = 0;
        slots = 1;
        notBefore = Instant.MIN;
    }

    boolean isFailing() {
        return failing;
    }

    /**
     * Whether the next probe should be an event that was not tried yet: those that wait may be the very ones that the
     * target cannot take.
     */
    boolean wantsAnother() {
        return probes % 2 == 0;
    }

    /** How many more attempts may begin now. */
    int free(int underWay, int concurrency, Instant now) {
        followClock(now);
        return now.isBefore(notBefore) || now.isBefore(quietUntil)
                ? 0
                : Math.min(failing ? 1 : slots, concurrency) - underWay;
    }

    /**
     * Takes in an answer.
     *
     * @param head the first position of the attempt, which tells deliveries apart
     * @param probe whether the attempt began while the target was failing; what began before says nothing new
     * @param mostAsked the longest wait that the target may ask for
     */
    Change note(long head, AttemptResult result, boolean probe, Duration mostAsked, Instant now) {
        followClock(now);
        return switch (result) {
            case Accepted taken -> answered();
            // It looked at the event and did not want it, so it is there.
            case Refused refused -> answered();
            case Gone gone -> Change.NOTHING;
            case Denied denied -> failed(head, PROBE_MAX, probe, true, now);
            case TryAgain again when again.failure().kind() == Failure.Kind.INTERNAL -> Change.NOTHING;
            case TryAgain again -> {
                Change change = failed(head, probeDelay(), probe, false, now);
                if (again.retryAfter() != null) {
                    Duration asked = again.retryAfter().compareTo(mostAsked) > 0 ? mostAsked : again.retryAfter();
                    quietUntil = later(quietUntil, now.plus(asked));
                }
                yield change;
            }
        };
    }

    private Change answered() {
        boolean before = failing;
        failing = false;
        probes = 0;
        failed.clear();
        slots = Math.min(slots * 2, SLOTS_MAX);
        return before ? Change.RECOVERED : Change.NOTHING;
    }

    private Change failed(long head, Duration wait, boolean probe, boolean hopeless, Instant now) {
        if (failing && !probe) {
            return Change.NOTHING;
        }
        slots = Math.max(1, slots / 2);
        if (failing) {
            probes++;
            notBefore = later(notBefore, now.plus(spread(wait)));
            return Change.NOTHING;
        }
        failed.add(head);
        failing = hopeless || failed.size() >= FAILING_AFTER;
        if (!failing) {
            return Change.NOTHING;
        }
        notBefore = later(notBefore, now.plus(spread(wait)));
        return Change.FAILING;
    }

    /** A clock set back must not prolong the wait. */
    private void followClock(Instant now) {
        if (now.isBefore(seen)) {
            Duration back = Duration.between(now, seen);
            notBefore = earlier(notBefore, back);
            quietUntil = earlier(quietUntil, back);
        }
        seen = now;
    }

    private Duration probeDelay() {
        Duration delay = PROBE_FIRST.multipliedBy(1L << Math.min(probes, 10));
        return delay.compareTo(PROBE_MAX) > 0 ? PROBE_MAX : delay;
    }

    /** Many targets that failed at once are not asked again at once. */
    private Duration spread(Duration wait) {
        return Duration.ofMillis((long) (wait.toMillis() * (1 + SPREAD * (2 * random.nextDouble() - 1))));
    }

    private static Instant earlier(Instant time, Duration by) {
        return time.equals(Instant.MIN) ? time : time.minus(by);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
