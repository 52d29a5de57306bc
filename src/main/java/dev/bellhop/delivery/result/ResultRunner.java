package dev.bellhop.delivery.result;

import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.operation.callback.CallbackStore;
import dev.bellhop.operation.callback.ClaimedCallback;
import dev.bellhop.operation.callback.Settled;
import dev.bellhop.operation.callback.Settled.Course;
import dev.bellhop.operation.callback.Turns;
import dev.bellhop.outbound.Failure;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Makes the callbacks of operations that are over, so many at a time, and of those only a share to one target. A tick looks
 * for everything that may have become due; a wake looks at once, after something is known to have.
 *
 * <p>What is claimed is sent at once: nothing claimed ever waits here, so that a callback that is dropped is not called
 * later on.
 */
public final class ResultRunner {

    /** Attempts of this process under way at a time. */
    public static final int UNDER_WAY_MAX = 256;
    /** Attempts of this process under way at a time to one host and port. */
    public static final int PER_TARGET_MAX = 8;
    /** Callbacks that one claim takes at the most: the results of their operations are read with it. */
    static final int CLAIMED_AT_ONCE_MAX = 32;
    /** How long after the end of the longest attempt others wait before they take it for lost. */
    static final Duration LEASE_SLACK = Duration.ofSeconds(30);

    private final Settings settings;
    private final ResultSender sender;
    private final ResultPlanner planner;
    private final ResultReport report;
    private final Clocks clocks;

    private final Map<String, Integer> underWay = new HashMap<>();
    private int attempts;
    private boolean filling;
    private boolean again;
    private boolean started;
    private boolean stopped;
    private final CompletableFuture<Boolean> idle = new CompletableFuture<>();

    public ResultRunner(
            Settings settings, ResultSender sender, ResultPlanner planner, ResultReport report, Clocks clocks) {
        this.settings = settings;
        this.sender = sender;
        this.planner = planner;
        this.report = report;
        this.clocks = clocks;
    }

    /**
     * For whom it makes callbacks.
     *
     * @param owner the name of this process, the same after a restart
     * @param attemptMax how long an attempt takes at the most
     */
    public record Settings(CallbackStore store, String owner, Duration attemptMax) {}

    /**
     * Time and chance.
     *
     * @param nanos monotonic, see {@link System#nanoTime}
     */
    public record Clocks(InstantSource clock, LongSupplier nanos, RandomGenerator random) {}

    /**
     * Goes on at once with what this process was at when it ended last, however it ended. Nothing is claimed before: it would
     * be taken back as well, and made twice.
     */
    public Uni<Void> start() {
        return settings.store().takeBack(settings.owner()).flatMap(back -> {
            synchronized (this) {
                started = true;
            }
            return fill();
        });
    }

    public Uni<Void> tick() {
        return fill();
    }

    /** Something has become due. */
    public void wake() {
        fill().subscribe().with(filled -> {}, report::notFilled);
    }

    /** Attempts under way. */
    public synchronized int underWay() {
        return attempts;
    }

    /** Takes no more, and waits so long for what is under way; others take over what is not over then. */
    public Uni<Void> stop(Duration patience) {
        synchronized (this) {
            stopped = true;
            tellIfIdle();
        }
        return Uni.createFrom()
                .completionStage(idle)
                .ifNoItem()
                .after(patience)
                .recoverWithItem(false)
                .replaceWithVoid();
    }

    /** One claim at a time; what becomes due meanwhile is found by another one right after it. */
    private Uni<Void> fill() {
        return Uni.createFrom().deferred(() -> {
            synchronized (this) {
                again = filling;
                if (filling || stopped || !started) {
                    return Uni.createFrom().voidItem();
                }
                filling = true;
            }
            return claims().onTermination()
                    .invoke(this::filled)
                    .flatMap(done -> goesOn() ? fill() : Uni.createFrom().voidItem());
        });
    }

    private synchronized void filled() {
        filling = false;
        tellIfIdle();
    }

    /** What a claim under way brings is sent, too. */
    private synchronized void tellIfIdle() {
        if (stopped && attempts == 0 && !filling) {
            idle.complete(true);
        }
    }

    private synchronized boolean goesOn() {
        return again && !stopped;
    }

    private Uni<Void> claims() {
        int wanted;
        Turns turns;
        synchronized (this) {
            wanted = Math.min(CLAIMED_AT_ONCE_MAX, UNDER_WAY_MAX - attempts);
            turns = new Turns(underWay, PER_TARGET_MAX);
        }
        if (wanted <= 0) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clocks.clock().instant();
        Instant until = now.plus(settings.attemptMax()).plus(LEASE_SLACK);
        return settings.store()
                .claim(settings.owner(), now, until, wanted, turns)
                .flatMap(claimed -> {
                    claimed.forEach(this::begin);
                    return claimed.size() < wanted ? Uni.createFrom().voidItem() : claims();
                });
    }

    private void begin(ClaimedCallback callback) {
        synchronized (this) {
            attempts++;
            underWay.merge(callback.target(), 1, Integer::sum);
        }
        attempt(callback).subscribe().with(done -> ended(callback), failure -> {
            report.notSaved(callback, failure);
            ended(callback);
        });
    }

    private Uni<Boolean> attempt(ClaimedCallback callback) {
        Instant began = clocks.clock().instant();
        long from = clocks.nanos().getAsLong();
        return Uni.createFrom()
                .deferred(() -> sender.send(callback))
                .onFailure()
                .invoke(bug -> report.bug(callback, bug))
                .onFailure()
                .recoverWithItem(bug -> new AttemptResult.TryAgain(
                        Failure.without(Failure.Kind.INTERNAL, "the attempt failed inside Bellhop"), null))
                .flatMap(result -> {
                    int number = callback.attempts() + 1;
                    Course course = planner.next(
                            number,
                            result,
                            clocks.clock().instant(),
                            clocks.random().nextDouble());
                    Duration took = Duration.ofNanos(clocks.nanos().getAsLong() - from);
                    return settings.store()
                            .save(new Settled(callback.operation().id(), callback.epoch(), number, course))
                            .invoke(kept -> report.attempted(callback, result, course, began, took));
                });
    }

    private void ended(ClaimedCallback callback) {
        synchronized (this) {
            attempts--;
            underWay.computeIfPresent(callback.target(), (target, count) -> count == 1 ? null : count - 1);
            tellIfIdle();
        }
        // There is room now, perhaps of the target that others wait for.
        wake();
    }
}
