package dev.bellhop.app;

import dev.bellhop.delivery.DeadLetterRetention;
import dev.bellhop.delivery.DeliveryConfig;
import dev.bellhop.delivery.DeliveryStore;
import dev.bellhop.delivery.attempt.WebhookSender;
import dev.bellhop.delivery.history.AttemptLog;
import dev.bellhop.delivery.history.AttemptStore;
import dev.bellhop.delivery.history.SampleDelivery;
import dev.bellhop.delivery.history.StateNotices;
import dev.bellhop.delivery.pump.DeliveryLimits;
import dev.bellhop.delivery.pump.DeliveryPlanner;
import dev.bellhop.delivery.pump.DeliveryReport;
import dev.bellhop.delivery.pump.DeliveryRunner;
import dev.bellhop.delivery.pump.DeliveryRunner.Delivering;
import dev.bellhop.delivery.pump.RetrySchedule;
import dev.bellhop.event.Ids;
import dev.bellhop.lease.LeaseKeeper;
import dev.bellhop.lease.LeaseStore;
import dev.bellhop.log.EventLog;
import dev.bellhop.log.EventStore;
import dev.bellhop.log.RetentionConfig;
import dev.bellhop.log.RetentionPolicy;
import dev.bellhop.log.RetentionRunner;
import dev.bellhop.source.ScanRunner;
import dev.bellhop.source.ScanRunner.Timing;
import dev.bellhop.source.Source;
import dev.bellhop.source.Sources;
import dev.bellhop.source.SourcesConfig;
import dev.bellhop.source.SourcesConfig.RetryAfterConfig;
import dev.bellhop.source.disposal.Disposer;
import dev.bellhop.source.disposal.Readers;
import dev.bellhop.source.file.FileLedger;
import dev.bellhop.source.file.FolderScanner;
import dev.bellhop.source.file.FolderScanner.Clocks;
import dev.bellhop.source.hint.NativeChangeWatcher;
import dev.bellhop.subscription.SubscriptionLimits;
import dev.bellhop.subscription.SubscriptionStore;
import dev.bellhop.subscription.Subscriptions;
import dev.bellhop.subscription.SubscriptionsConfig;
import dev.bellhop.trigger.BookmarkStore;
import dev.bellhop.trigger.PollTrigger;
import dev.bellhop.trigger.PollingConfig;
import dev.bellhop.trigger.RetryAfter;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.impl.MimeMapping;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** The features, from source to callback. */
final class FeatureWiring {

    /** Settled deliveries after which progress is stored at once instead of at the next tick. */
    private static final int SAVE_AFTER = 500;
    /** The steps of a scan follow each other, so that there is hardly ever more than one. */
    private static final int SCAN_STEPS_WAITING_MAX = 16;

    @Produces
    @Singleton
    LeaseKeeper leases(LeaseStore store, DataFolder data, RandomGenerator random, InstantSource clock)
            throws IOException {
        return new LeaseKeeper(store, data.nodeId(random), clock, System::nanoTime);
    }

    @Produces
    @Singleton
    EventLog log(EventStore store) {
        return new EventLog(store);
    }

    @Produces
    @Singleton
    ScanRunner scans(
            Sources sources,
            LeaseKeeper leases,
            FileLedger ledger,
            EventLog log,
            Readers readers,
            InstantSource clock,
            Vertx vertx) {
        // Rounded up: whoever comes early finds that nothing is due yet.
        Timing timing = new Timing(
                System::nanoTime, clock, (after, task) -> vertx.setTimer(after.toMillis() + 1, now -> task.run()));
        ScanRunner runner = new ScanRunner(leases, timing, NativeChangeWatcher::open);
        for (Source.Directory source : sources.directories()) {
            Executor blocking = source.folder().isLocal()
                    ? Infrastructure.getDefaultWorkerPool()
                    : ownThread("bellhop-scan-" + source.name());
            Clocks clocks = new Clocks(System::nanoTime, clock, blocking);
            FolderScanner scanner =
                    new FolderScanner(source.name(), source.folder(), ledger, log, clocks, FeatureWiring::contentType);
            runner.add(source, scanner, new Disposer(source, scanner, ledger, log, readers, clocks));
        }
        return runner;
    }

    /** A folder that hangs, because its server does, holds up nothing but itself. */
    private static Executor ownThread(String name) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(SCAN_STEPS_WAITING_MAX),
                Thread.ofPlatform().daemon().name(name).factory());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    @Produces
    @Singleton
    PollTrigger polling(
            EventLog log,
            BookmarkStore bookmarks,
            Sources sources,
            SourcesConfig sourcesConfig,
            PollingConfig config,
            InstantSource clock) {
        Map<String, RetryAfter> tuning = new HashMap<>();
        for (String source : sources.names()) {
            tuning.put(
                    source,
                    Optional.ofNullable(sourcesConfig.sources().get(source))
                            .map(configured -> tuning(configured.retryAfter()))
                            .orElseGet(RetryAfter::standard));
        }
        return new PollTrigger(log, bookmarks, tuning, clock, config.waitingMax());
    }

    @Produces
    @Singleton
    Subscriptions subscriptions(
            SubscriptionStore store, InstantSource clock, SubscriptionsConfig config, StateNotices notices) {
        Subscriptions subscriptions =
                new Subscriptions(store, clock, new SubscriptionLimits(config.perSourceMax(), config.perCallerMax()));
        subscriptions.listen(notices);
        return subscriptions;
    }

    @Produces
    @Singleton
    StateNotices notices(EventLog log, SubscriptionStore store, AttemptLog attempts, InstantSource clock) {
        return new StateNotices(Source.Notices.NAME, log, store, attempts::note, clock);
    }

    @Produces
    @Singleton
    DeliveryReport deliveryReport() {
        return new DeliveryReport();
    }

    @Produces
    @Singleton
    Delivering delivering(
            DeliveryStore store,
            WebhookSender sender,
            DeliveryConfig config,
            DeliveryReport report,
            AttemptLog history,
            InstantSource clock,
            RandomGenerator random) {
        RetrySchedule schedule = new RetrySchedule(config.retries(), config.jitter(), config.retryAfterMax());
        DeliveryLimits limits = new DeliveryLimits(config.concurrency(), config.waitingMax(), SAVE_AFTER);
        return new Delivering(
                store,
                sender,
                new DeliveryPlanner(schedule, random),
                limits,
                config.failingMax(),
                report,
                history::note,
                clock,
                System::nanoTime,
                random);
    }

    /** An event loop of its own: the deliveries run on one thread and never need a lock. */
    @Produces
    @Singleton
    DeliveryRunner deliveries(
            Subscriptions subscriptions, LeaseKeeper leases, EventLog log, Delivering delivering, Vertx vertx) {
        Context thread = ((VertxInternal) vertx).createEventLoopContext();
        return new DeliveryRunner(
                subscriptions, leases, log, delivering, task -> thread.runOnContext(now -> task.run()));
    }

    @Produces
    @Singleton
    RetentionRunner retention(
            EventLog log, Sources sources, RetentionConfig config, SubscriptionStore readers, InstantSource clock) {
        RetentionPolicy policy =
                new RetentionPolicy(config.age(), config.count(), config.heldAge(), config.heldCount());
        return new RetentionRunner(log, sources.names(), policy, readers::neededFrom, clock);
    }

    @Produces
    @Singleton
    DeadLetterRetention deadLetters(DeliveryStore store, DeliveryConfig config, InstantSource clock) {
        return new DeadLetterRetention(store, config.deadLetterAge(), clock);
    }

    @Produces
    @Singleton
    AttemptLog attempts(AttemptStore store, DeliveryConfig config, InstantSource clock) {
        return new AttemptLog(store, config.attemptsKept(), config.attemptsAge(), clock);
    }

    @Produces
    @Singleton
    SampleDelivery samples(WebhookSender sender, AttemptLog attempts, Ids ids, InstantSource clock) {
        return new SampleDelivery(sender, attempts, ids, clock, System::nanoTime);
    }

    private static RetryAfter tuning(RetryAfterConfig config) {
        return new RetryAfter(config.idle(), config.idleMax(), config.more());
    }

    private static String contentType(String name) {
        String guessed = MimeMapping.getMimeTypeForFilename(name);
        return guessed == null ? "application/octet-stream" : guessed;
    }
}
