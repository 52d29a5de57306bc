package dev.bellhop.delivery.pump;

import dev.bellhop.delivery.attempt.Attempt;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.history.AttemptRecord;
import dev.bellhop.delivery.pump.DeliveryRunner.Delivering;
import dev.bellhop.event.SampleEvents;
import dev.bellhop.lease.LeaseKeeper;
import dev.bellhop.log.EventLog;
import dev.bellhop.log.HeldBackEventStore;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionLimits;
import dev.bellhop.subscription.Subscriptions;
import dev.bellhop.testing.InMemoryDeliveryStore;
import dev.bellhop.testing.InMemoryEventStore;
import dev.bellhop.testing.InMemoryLeaseStore;
import dev.bellhop.testing.InMemorySubscriptionStore;
import dev.bellhop.testing.SeededIds;
import dev.bellhop.testing.SeededRandom;
import dev.bellhop.testing.SettableTime;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.Collectors;

/** A process that delivers, over a database that others may share. Its tasks run when the test says so. */
final class DeliveringProcess {

    static final int CONCURRENCY = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final RetrySchedule SCHEDULE =
            new RetrySchedule(List.of(Duration.ofSeconds(2), Duration.ofSeconds(10)), 0, Duration.ofHours(1));

    final Database database;
    final Subscriptions subscriptions;
    final LeaseKeeper leases;
    final EventLog log;
    final DeliveryRunner runner;
    final DeliveryReport report = new DeliveryReport();
    /** Attempts that are over. */
    final List<AttemptRecord> history = new ArrayList<>();

    /** Attempts that are not answered yet. */
    final List<UnderWay> attempts = new ArrayList<>();

    private final Queue<Runnable> tasks = new ArrayDeque<>();

    DeliveringProcess(String owner, Database database) {
        this.database = database;
        this.subscriptions = new Subscriptions(database.subscriptions, database.time, SubscriptionLimits.NONE);
        this.leases = new LeaseKeeper(database.leases, owner, database.time, database.time::nanos);
        this.log = new EventLog(database.events);
        log.open(List.of("orders")).await().atMost(PATIENCE);
        Delivering how = new Delivering(
                database.deliveries,
                this::send,
                new DeliveryPlanner(SCHEDULE, SeededRandom.of(1)),
                new DeliveryLimits(CONCURRENCY, 5, 100),
                Duration.ofDays(5),
                report,
                history::add,
                database.time,
                () -> 0,
                SeededRandom.of(2));
        this.runner = new DeliveryRunner(subscriptions, leases, log, how, tasks::add);
    }

    /** What several processes share. */
    static final class Database {
        final SettableTime time = new SettableTime();
        final HeldBackEventStore events = new HeldBackEventStore(new InMemoryEventStore(time, new SeededIds(1)));
        final InMemorySubscriptionStore subscriptions = new InMemorySubscriptionStore();
        final InMemoryLeaseStore leases = new InMemoryLeaseStore();
        final InMemoryDeliveryStore deliveries = new InMemoryDeliveryStore(leases, subscriptions);
    }

    /** One attempt under way. */
    record UnderWay(Attempt attempt, UniEmitter<? super AttemptResult> emitter) {
        Subscription subscription() {
            return attempt.target();
        }

        String text() {
            String ids =
                    attempt.events().stream().map(event -> event.what().id()).collect(Collectors.joining("+"));
            return ids + " to " + subscription().callback().target().reveal() + " #" + attempt.number();
        }
    }

    void subscribe(Subscription subscription) {
        subscriptions.subscribe(subscription).await().atMost(PATIENCE);
        run();
    }

    void append(String... ids) {
        for (String id : ids) {
            log.append("orders", List.of(SampleEvents.what(id))).await().atMost(PATIENCE);
        }
        run();
    }

    /** What a timer does every second, so many seconds long. */
    void seconds(int count) {
        for (int i = 0; i < count; i++) {
            database.time.advance(Duration.ofSeconds(1));
            tick();
        }
    }

    void tick() {
        leases.tick().await().atMost(PATIENCE);
        log.refresh().await().atMost(PATIENCE);
        runner.tick();
        run();
    }

    /** Ends the oldest attempt under way. */
    void answer(AttemptResult result) {
        attempts.removeFirst().emitter().complete(result);
        run();
    }

    List<String> underWay() {
        return attempts.stream().map(UnderWay::text).toList();
    }

    Subscription stored(String id) {
        return database.subscriptions.find(id).await().atMost(PATIENCE).orElseThrow();
    }

    /** Everything that is to be done, until nothing is. */
    void run() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private Uni<AttemptResult> send(Attempt attempt) {
        return Uni.createFrom().emitter(emitter -> attempts.add(new UnderWay(attempt, emitter)));
    }
}
