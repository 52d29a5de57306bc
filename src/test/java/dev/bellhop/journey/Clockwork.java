package dev.bellhop.journey;

import static org.awaitility.Awaitility.await;

import dev.bellhop.delivery.pump.DeliveryRunner;
import dev.bellhop.lease.LeaseKeeper;
import dev.bellhop.source.ScanRunner;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Does by hand what the timers do, which are off in journeys. */
@Singleton
@Unremovable
public final class Clockwork {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LeaseKeeper leases;
    private final ScanRunner scans;
    private final DeliveryRunner deliveries;

    Clockwork(LeaseKeeper leases, ScanRunner scans, DeliveryRunner deliveries) {
        this.leases = leases;
        this.scans = scans;
        this.deliveries = deliveries;
    }

    /** One tick of everything. */
    void tick() {
        leases.tick().await().atMost(PATIENCE);
        scans.tick();
        deliveries.tick();
    }

    /** Ticks until it is so. */
    void tickUntil(Callable<Boolean> fulfilled) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    tick();
                    return fulfilled.call();
                });
    }
}
