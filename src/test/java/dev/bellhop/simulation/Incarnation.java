package dev.bellhop.simulation;

import dev.bellhop.delivery.DeadLetterChoice;
import dev.bellhop.delivery.DeliveryStore;
import dev.bellhop.delivery.pump.DeliveryPlanner;
import dev.bellhop.delivery.pump.DeliveryReport;
import dev.bellhop.delivery.pump.DeliveryRunner;
import dev.bellhop.delivery.pump.DeliveryRunner.Delivering;
import dev.bellhop.lease.LeaseKeeper;
import dev.bellhop.lease.LeaseStore;
import dev.bellhop.log.EventLog;
import dev.bellhop.log.EventStore;
import dev.bellhop.log.RetentionRunner;
import dev.bellhop.source.ScanRunner;
import dev.bellhop.source.ScanRunner.Timing;
import dev.bellhop.source.Source;
import dev.bellhop.source.disposal.Disposer;
import dev.bellhop.source.disposal.Readers;
import dev.bellhop.source.file.FileLedger;
import dev.bellhop.source.file.FolderScanner;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionLimits;
import dev.bellhop.subscription.SubscriptionState.Ended;
import dev.bellhop.subscription.SubscriptionStore;
import dev.bellhop.subscription.Subscriptions;
import dev.bellhop.trigger.BookmarkStore;
import dev.bellhop.trigger.PollTrigger;
import dev.bellhop.trigger.RetryAfter;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;

/** One life of one process, put together, ticked and stopped as the application does it. */
final class Incarnation {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final RetryAfter TUNING =
            new RetryAfter(SECOND.multipliedBy(15), SECOND.multipliedBy(15), Duration.ZERO);
    private static final int PLENTY = 1_000;

    private final Site site;
    private final Host host;
    private final InstantSource clock;
    private final EventLog log;
    private final LeaseKeeper leases;
    private final Subscriptions subscriptions;
    private final DeliveryStore deliveryStore;
    private final DeliveryReport report = new DeliveryReport();
    private final DeliveryRunner deliveries;
    private final PollTrigger polling;
    private final ScanRunner scans;
    private final RetentionRunner retention;
    private boolean ready;
    private boolean ticking;

    Incarnation(Site site, Host host) {
        this.site = site;
        this.host = host;
        this.clock = () -> site.world().now().plus(host.skew());
        Wire wire = new Wire(site, host);
        Stores stores = site.stores();
        SubscriptionStore subscriptionStore = wire.to(SubscriptionStore.class, stores.subscriptions());
        this.deliveryStore = wire.to(DeliveryStore.class, stores.deliveries());
        this.log = new EventLog(wire.to(EventStore.class, stores.events()));
        this.leases =
                new LeaseKeeper(wire.to(LeaseStore.class, stores.leases()), host.node(), clock, site.world()::nanos);
        this.subscriptions = new Subscriptions(subscriptionStore, clock, SubscriptionLimits.NONE);
        this.deliveries = new DeliveryRunner(subscriptions, leases, log, delivering(), host.executor());
        this.polling = new PollTrigger(
                log,
                wire.to(BookmarkStore.class, stores.bookmarks()),
                Map.of(Site.EVENTS, TUNING, Site.INBOX, TUNING),
                clock,
                PLENTY);
        this.scans = new ScanRunner(
                leases, new Timing(site.world()::nanos, clock, (after, task) -> {}), (root, listener) -> {
                    throw new IOException("no hints in a simulation");
                });
        site.settings().inbox().ifPresent(inbox -> watch(wire, inbox));
        this.retention = new RetentionRunner(
                log, Site.SOURCES, site.settings().retention(), subscriptionStore::neededFrom, clock);
        subscriptions.listen(new EndWatch());
    }

    private Delivering delivering() {
        DeliveryPlanner planner = new DeliveryPlanner(site.settings().schedule(), site.jitter());
        Callbacks callbacks = new Callbacks(site, this);
        return new Delivering(
                deliveryStore,
                callbacks,
                planner,
                site.settings().limits(),
                Duration.ofDays(5),
                report,
                attempt -> {},
                clock,
                site.world()::nanos,
                site.jitter());
    }

    private void watch(Wire wire, Source.Directory inbox) {
        Executor blocking = task -> host.run(Faults.travel(site.world()), task);
        FileLedger ledger = wire.to(FileLedger.class, site.stores().ledger());
        FolderScanner.Clocks clocks = new FolderScanner.Clocks(site.world()::nanos, clock, blocking);
        FolderScanner scanner = new FolderScanner(
                inbox.name(), inbox.folder(), ledger, log, clocks, name -> "application/octet-stream");
        Readers readers = site.stores().deliveries()::settledUpTo;
        scans.add(inbox, scanner, new Disposer(inbox, scanner, ledger, log, readers, clocks));
    }

    /** A process that cannot start exits and is started again. */
    void start() {
        site.world().trace("%s starts", host);
        log.open(Site.SOURCES)
                .flatMap(opened -> leases.want(scans.leaseNames()))
                .subscribe()
                .with(
                        started -> {
                            ready = true;
                            deliveries.tick();
                            host.run(site.world().between(Duration.ZERO, SECOND), this::everySecond);
                            host.run(site.world().between(SECOND, MINUTE), this::everyMinute);
                        },
                        failure -> host.crash("at its start"));
    }

    /** Stops taking, finishes what is under way, stores how far it got, and lets others go on. */
    void stop() {
        site.world().trace("%s stops in order", host);
        site.trouble(false);
        ready = false;
        scans.stop();
        deliveries
                .stop(MINUTE)
                .flatMap(stopped -> safely(leases.releaseAll()))
                .subscribe()
                .with(done -> host.exit());
    }

    private void everySecond() {
        host.run(site.settings().clocks().tickEvery(), this::everySecond);
        if (site.world().happens(site.faults().freeze())) {
            host.freeze(site.world().between(SECOND, SECOND.multipliedBy(40)));
        }
        safely(leases.tick()).subscribe().with(renewed -> {});
        if (!ticking) {
            ticking = true;
            safely(log.refresh()).subscribe().with(refreshed -> {
                ticking = false;
                scans.tick();
                deliveries.tick();
            });
        }
    }

    private void everyMinute() {
        host.run(MINUTE, this::everyMinute);
        retention.tick().subscribe().with(done -> {});
    }

    private static Uni<Void> safely(Uni<Void> round) {
        return round.onFailure().recoverWithNull();
    }

    boolean isReady() {
        return ready && !host.isDead();
    }

    Host host() {
        return host;
    }

    EventLog log() {
        return log;
    }

    LeaseKeeper leases() {
        return leases;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    PollTrigger polling() {
        return polling;
    }

    DeliveryReport report() {
        return report;
    }

    Uni<Integer> redrive(DeadLetterChoice which) {
        return deliveryStore.redrive(which, clock.instant()).invoke(count -> deliveries.redriven());
    }

    @Override
    public String toString() {
        return host.toString();
    }

    /** Hears after the runner, which listened first. */
    private final class EndWatch implements Subscriptions.Listener {
        private final Executor afterTheRunner = host.executor();

        @Override
        public void changed(Subscription subscription) {}

        @Override
        public void ended(String id, Ended how) {
            afterTheRunner.execute(() -> site.invariants().heardEnd(host, id));
        }
    }
}
