package dev.bellhop.operation.engine;

import dev.bellhop.operation.Actions;
import dev.bellhop.operation.store.Claim;
import dev.bellhop.operation.store.Claimed;
import dev.bellhop.operation.store.OperationStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Runs what is due, so many at a time, and keeps the claims of what runs. A tick looks for everything that may have
 * become due; a wake looks at once, after something is known to have.
 */
public final class OperationRunner {

    /** How long a claim lasts without renewal; after a crash others wait this long. */
    static final Duration LEASE_LENGTH = Duration.ofSeconds(30);

    static final Duration RENEW_EVERY = Duration.ofSeconds(8);
    /** Operations that one claim takes at the most: all that is kept of them is read with it. */
    static final int CLAIMED_AT_ONCE_MAX = 16;
    /** Operations that one tick lets expire at the most. */
    static final int EXPIRED_AT_ONCE_MAX = 200;

    private static final Logger LOG = Logger.getLogger("dev.bellhop.operation");

    private final Actions actions;
    private final Settings settings;
    private final Run.Tools tools;
    private final LongSupplier nanos;
    private final Consumer<String> endings;

    private final Map<String, Run> active = new ConcurrentHashMap<>();
    private long renewedAt;
    private boolean filling;
    private boolean again;
    private boolean stopped;

    /**
     * Makes one.
     *
     * @param executor for what actions do; it may be blocked by them
     * @param nanos monotonic, see {@link System#nanoTime}
     * @param endings is told the ids of operations that are over
     */
    public OperationRunner(
            Actions actions,
            Settings settings,
            Executor executor,
            InstantSource clock,
            LongSupplier nanos,
            Consumer<String> endings) {
        this.actions = actions;
        this.settings = settings;
        this.tools = new Run.Tools(settings.store(), executor, clock);
        this.nanos = nanos;
        this.endings = endings;
        this.renewedAt = nanos.getAsLong();
    }

    /**
     * For whom it runs operations, and how many.
     *
     * @param owner the name of this process, the same after a restart
     * @param concurrency operations at a time
     */
    public record Settings(OperationStore store, String owner, int concurrency) {}

    /** Goes on at once with what this process was at when it ended last, however it ended. */
    public Uni<Void> start() {
        return settings.store().takeBack(settings.owner()).flatMap(back -> fill());
    }

    /** Everything that time brings about: deadlines, claims to renew, progress to tell, and what is due. */
    public Uni<Void> tick() {
        return expire().onFailure()
                .invoke(failure -> LOG.warnf("operations do not expire yet: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .flatMap(expired -> renew())
                .flatMap(renewed -> {
                    active.values().forEach(Run::tellNews);
                    return fill();
                });
    }

    /** Something has become due. */
    public void wake() {
        fill().subscribe().with(filled -> {}, failure -> LOG.debugf("waking operations: %s", failure.getMessage()));
    }

    /** The operation is over, or it is held, by somebody's wish. */
    public void ended(String operation) {
        Run run = active.remove(operation);
        if (run != null) {
            run.stop();
            wake();
        }
        endings.accept(operation);
    }

    /** Operations that run here now. */
    public int running() {
        return active.size();
    }

    /** Takes no more, and gives back what it has. */
    public Uni<Void> stop() {
        synchronized (this) {
            stopped = true;
        }
        return Multi.createFrom()
                .iterable(List.copyOf(active.values()))
                .onItem()
                .transformToUniAndMerge(Run::giveBack)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> expire() {
        return settings.store()
                .expire(tools.clock().instant(), EXPIRED_AT_ONCE_MAX)
                .invoke(ids -> ids.forEach(this::ended))
                .replaceWithVoid();
    }

    /** By the monotonic clock: one that was set back must not stop renewals. */
    private Uni<Void> renew() {
        long now = nanos.getAsLong();
        if (active.isEmpty() || now - renewedAt < RENEW_EVERY.toNanos()) {
            return Uni.createFrom().voidItem();
        }
        Map<Claim, Run> held = active.values().stream()
                .collect(Collectors.toMap(run -> run.claimed().claim(), run -> run));
        return settings.store()
                .renew(settings.owner(), held.keySet(), until())
                .invoke(kept -> {
                    renewedAt = now;
                    held.forEach((claim, run) -> dropUnless(kept, claim, run));
                })
                .replaceWithVoid();
    }

    private void dropUnless(Set<Claim> kept, Claim claim, Run run) {
        if (!kept.contains(claim) && active.remove(claim.operation(), run)) {
            run.stop();
        }
    }

    /** One claim at a time; what becomes due meanwhile is found by another one right after it. */
    private Uni<Void> fill() {
        return Uni.createFrom().deferred(() -> {
            synchronized (this) {
                again = filling;
                if (filling || stopped) {
                    return Uni.createFrom().voidItem();
                }
                filling = true;
            }
            return claims().onTermination().invoke(this::filled).flatMap(done -> goesOn() ? fill() : done());
        });
    }

    private static Uni<Void> done() {
        return Uni.createFrom().voidItem();
    }

    private synchronized void filled() {
        filling = false;
    }

    private synchronized boolean goesOn() {
        return again && !stopped;
    }

    private Uni<Void> claims() {
        int wanted = Math.min(CLAIMED_AT_ONCE_MAX, settings.concurrency() - active.size());
        if (wanted <= 0) {
            return done();
        }
        Instant now = tools.clock().instant();
        return settings.store().claim(settings.owner(), now, until(), wanted).flatMap(claimed -> {
            claimed.forEach(this::begin);
            return claimed.size() < wanted ? done() : claims();
        });
    }

    private Instant until() {
        return tools.clock().instant().plus(LEASE_LENGTH);
    }

    /** A run under an older claim, whose lease this process itself let run out, counts no more. */
    private void begin(Claimed claimed) {
        Run run = new Run(claimed, tools, this::ended);
        Run before = active.put(claimed.operation().id(), run);
        if (before != null) {
            before.stop();
        }
        run.begin(actions.find(claimed.operation().action()).orElse(null), actions::opened);
    }

    private void ended(Run run, boolean operationIsOver) {
        String id = run.claimed().operation().id();
        boolean ignored = active.remove(id, run);
        if (operationIsOver) {
            endings.accept(id);
        }
        // There is room now; and what was parked may be due already, by an event that it did not see.
        wake();
    }
}
