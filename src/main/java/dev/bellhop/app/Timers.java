package dev.bellhop.app;

import dev.bellhop.access.keys.ApiKeys;
import dev.bellhop.delivery.history.AttemptLog;
import dev.bellhop.delivery.history.StateNotices;
import dev.bellhop.delivery.pump.DeliveryRunner;
import dev.bellhop.delivery.result.ResultRunner;
import dev.bellhop.lease.LeaseKeeper;
import dev.bellhop.log.EventLog;
import dev.bellhop.operation.Operations;
import dev.bellhop.source.ScanRunner;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** The timers; they only call ticks, and the ticks decide whether there is anything to do. */
@Singleton
final class Timers {

    private static final Logger LOG = Logger.getLogger("dev.bellhop");

    private final LeaseKeeper leases;
    private final EventLog log;
    private final ScanRunner scans;
    private final DeliveryRunner deliveries;
    private final AttemptLog attempts;
    private final StateNotices notices;
    private final ApiKeys keys;
    private final Operations operations;
    private final ResultRunner results;

    Timers(
            LeaseKeeper leases,
            EventLog log,
            ScanRunner scans,
            DeliveryRunner deliveries,
            AttemptLog attempts,
            StateNotices notices,
            ApiKeys keys,
            Operations operations,
            ResultRunner results) {
        this.leases = leases;
        this.log = log;
        this.scans = scans;
        this.deliveries = deliveries;
        this.attempts = attempts;
        this.notices = notices;
        this.keys = keys;
        this.operations = operations;
        this.results = results;
    }

    /** Leases and heads first: the others act on them. */
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP, skipExecutionIf = Started.class)
    Uni<Void> everySecond() {
        return safely("leases", leases.tick())
                .flatMap(renewed -> safely("heads", log.refresh()))
                .invoke(refreshed -> {
                    scans.tick();
                    deliveries.tick();
                });
    }

    /** Apart from the others: leases must not wait for it. */
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP, skipExecutionIf = Started.class)
    Uni<Void> history() {
        return safely("attempts", attempts.flush()).flatMap(done -> safely("notices", notices.tick()));
    }

    /** So long a key that another instance created is unknown here, and one that it revoked still valid. */
    @Scheduled(every = "2s", concurrentExecution = ConcurrentExecution.SKIP, skipExecutionIf = Started.class)
    Uni<Void> keys() {
        return safely("API keys", keys.refresh());
    }

    /** Apart from the others as well: what actions do may take its time. */
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP, skipExecutionIf = Started.class)
    Uni<Void> operations() {
        return safely("operations", operations.tick())
                .flatMap(done -> safely("callbacks of operations", results.tick()));
    }

    /** One round that fails is said and forgotten: the next one tries again. */
    static Uni<Void> safely(String what, Uni<Void> round) {
        return round.onFailure()
                .invoke(failure -> LOG.warnf("%s could not be brought up to date: %s", what, failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }
}
