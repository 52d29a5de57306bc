package dev.bellhop.log;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Deletes events that are no longer kept, in small batches, so that nobody waits for it. */
public final class RetentionRunner {

    static final int BATCH = 1_000;
    /** Batches of one tick: the rest waits for the next one. */
    static final int BATCHES_A_TICK = 20;

    private static final Logger LOG = Logger.getLogger("dev.bellhop.retention");

    private final EventLog log;
    private final Collection<String> sources;
    private final RetentionPolicy policy;
    private final Readers readers;
    private final InstantSource clock;
    private final AtomicBoolean running = new AtomicBoolean();

    public RetentionRunner(
            EventLog log, Collection<String> sources, RetentionPolicy policy, Readers readers, InstantSource clock) {
        this.log = log;
        this.sources = sources;
        this.policy = policy;
        this.readers = readers;
        this.clock = clock;
    }

    /** Those whose position Bellhop keeps. */
    @FunctionalInterface
    public interface Readers {
        /** The first position that one of them may still need; empty if there are none. */
        Uni<OptionalLong> neededFrom(String source);
    }

    /** Does one round for every source; does nothing while the round before is still under way. */
    public Uni<Void> tick() {
        if (!running.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        Uni<Void> rounds = Uni.createFrom().voidItem();
        for (String source : sources) {
            rounds = rounds.flatMap(done -> round(source)
                    .onFailure()
                    .invoke(failure ->
                            LOG.warnf("old events of source %s are not deleted yet: %s", source, failure.getMessage()))
                    .onFailure()
                    .recoverWithNull());
        }
        return rounds.onTermination().invoke(() -> running.set(false));
    }

    private Uni<Void> round(String source) {
        Instant now = clock.instant();
        return Uni.createFrom()
                .deferred(() -> Uni.combine()
                        .all()
                        .unis(
                                log.positionAt(source, now.minus(policy.age())),
                                log.positionAt(source, now.minus(policy.heldAge())),
                                readers.neededFrom(source))
                        .asTuple())
                .flatMap(known -> {
                    LogHead head = log.head(source);
                    long upTo = policy.deletableUpTo(
                            head,
                            known.getItem1(),
                            known.getItem2(),
                            known.getItem3().orElse(Long.MAX_VALUE));
                    return batches(source, head, upTo, BATCHES_A_TICK);
                });
    }

    private Uni<Void> batches(String source, LogHead head, long upTo, int left) {
        if (left == 0 || upTo < head.oldest()) {
            return Uni.createFrom().voidItem();
        }
        return log.expire(source, upTo, BATCH).flatMap(after -> batches(source, after, upTo, left - 1));
    }
}
