package dev.bellhop.app;

import dev.bellhop.access.keys.ApiKeys;
import dev.bellhop.delivery.DeliveryConfig;
import dev.bellhop.delivery.history.AttemptLog;
import dev.bellhop.delivery.history.StateNotices;
import dev.bellhop.delivery.pump.DeliveryRunner;
import dev.bellhop.delivery.result.ResultRunner;
import dev.bellhop.lease.LeaseKeeper;
import dev.bellhop.log.EventLog;
import dev.bellhop.operation.Operations;
import dev.bellhop.source.ScanRunner;
import dev.bellhop.source.Sources;
import dev.bellhop.storage.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Starts and stops everything in order. */
@Singleton
final class Lifecycle {

    private static final Logger LOG = Logger.getLogger("dev.bellhop");
    private static final Duration STEP_MAX = Duration.ofSeconds(10);

    private final Sources sources;
    private final EventLog log;
    private final LeaseKeeper leases;
    private final ScanRunner scans;
    private final DeliveryRunner deliveries;
    private final AttemptLog attempts;
    private final StateNotices notices;
    private final Database database;

    Lifecycle(
            Sources sources,
            EventLog log,
            LeaseKeeper leases,
            ScanRunner scans,
            DeliveryRunner deliveries,
            AttemptLog attempts,
            StateNotices notices,
            Database database) {
        this.sources = sources;
        this.log = log;
        this.leases = leases;
        this.scans = scans;
        this.deliveries = deliveries;
        this.attempts = attempts;
        this.notices = notices;
        this.database = database;
    }

    /** Before any request is served, so that every log is open and every key is known when the first one comes. */
    void start(
            @Observes @Priority(1) StartupEvent event,
            Started started,
            ApiKeys keys,
            Operations operations,
            ResultRunner results) {
        keys.refresh().await().atMost(STEP_MAX);
        log.open(sources.names()).await().atMost(STEP_MAX);
        leases.want(scans.leaseNames()).await().atMost(STEP_MAX);
        operations.begin().await().atMost(STEP_MAX);
        results.start().await().atMost(STEP_MAX);
        deliveries.tick();
        started.begin();
    }

    /** Stops taking, finishes what is under way within a limit, stores how far it got, and lets others go on. */
    void stop(
            @Observes ShutdownEvent event,
            DeliveryConfig config,
            DataFolder data,
            Operations operations,
            ResultRunner results)
            throws IOException {
        scans.stop();
        quietly("operations", () -> operations.stop().await().atMost(STEP_MAX));
        Uni<Void> called = results.stop(config.shutdownPatience()).memoize().indefinitely();
        called.subscribe().with(done -> {});
        quietly(
                "deliveries",
                () -> deliveries
                        .stop(config.shutdownPatience())
                        .await()
                        .atMost(config.shutdownPatience().plus(STEP_MAX)));
        quietly(
                "callbacks of operations",
                () -> called.await().atMost(config.shutdownPatience().plus(STEP_MAX)));
        quietly("notices", () -> notices.tick().await().atMost(STEP_MAX));
        quietly("attempts", () -> attempts.flush().await().atMost(STEP_MAX));
        quietly("leases", () -> leases.releaseAll().await().atMost(STEP_MAX));
        quietly("database", () -> database.close().await().atMost(STEP_MAX));
        data.close();
    }

    /** A step that fails must not keep the later ones from being done. */
    private static void quietly(String what, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.warnf("stopping: %s did not end in order: %s", what, e.getMessage());
        }
    }
}
