package dev.bellhop.app;

import dev.bellhop.delivery.history.AttemptLog;
import dev.bellhop.delivery.history.AttemptRecord.Outcome;
import dev.bellhop.delivery.history.StateNotices;
import dev.bellhop.delivery.pump.DeliveryReport;
import dev.bellhop.delivery.pump.DeliveryRunner;
import dev.bellhop.delivery.result.ResultReport;
import dev.bellhop.log.EventLog;
import dev.bellhop.source.ScanRunner;
import dev.bellhop.source.ScanUnderWay;
import dev.bellhop.source.Source;
import dev.bellhop.source.Sources;
import dev.bellhop.subscription.SubscriptionState;
import dev.bellhop.trigger.PollTrigger;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Publishes what the features count. */
@Singleton
final class Meters {

    private static final Map<String, Class<? extends SubscriptionState>> OPEN_STATES = Map.of(
            "active", SubscriptionState.Active.class,
            "failing", SubscriptionState.Failing.class,
            "paused", SubscriptionState.Paused.class);

    void bind(
            @Observes @Priority(2) StartupEvent event,
            MeterRegistry registry,
            Sources sources,
            EventLog log,
            PollTrigger polling,
            ScanRunner scans,
            DeliveryReport deliveries,
            DeliveryRunner runner,
            StateNotices notices,
            AttemptLog attempts) {
        for (String source : sources.names()) {
            Gauge.builder("bellhop.log.newest", log, any -> any.head(source).newest())
                    .description("Position of the newest event")
                    .tag("source", source)
                    .register(registry);
        }
        for (Source.Directory folder : sources.directories()) {
            String source = folder.name();
            Gauge.builder("bellhop.source.scan.files", scans, any -> filesUnderWay(any, source))
                    .description("Files met so far by a scan that takes long, 0 while there is none")
                    .tag("source", source)
                    .register(registry);
            TimeGauge.builder(
                            "bellhop.source.scan.last",
                            scans,
                            TimeUnit.NANOSECONDS,
                            any -> any.lastTook(source).toNanos())
                    .description("How long the last scan took")
                    .tag("source", source)
                    .register(registry);
        }
        FunctionCounter.builder("bellhop.polls.events.expired", polling, PollTrigger::expired)
                .description("Events that polling callers missed because they were no longer kept")
                .register(registry);
        FunctionCounter.builder("bellhop.deliveries.accepted", deliveries, DeliveryReport::accepted)
                .description("Attempts that callbacks took")
                .register(registry);
        FunctionCounter.builder("bellhop.deliveries.failed", deliveries, DeliveryReport::failed)
                .description("Attempts that failed")
                .register(registry);
        FunctionCounter.builder("bellhop.deliveries.dead", deliveries, DeliveryReport::dead)
                .description("Deliveries given up")
                .register(registry);
        FunctionCounter.builder("bellhop.deliveries.missed", deliveries, DeliveryReport::missed)
                .description("Events that subscriptions missed because they were no longer kept")
                .register(registry);
        FunctionTimer.builder(
                        "bellhop.deliveries.attempts",
                        deliveries,
                        DeliveryReport::attempts,
                        DeliveryReport::attemptNanos,
                        TimeUnit.NANOSECONDS)
                .description("Attempts, and how long they took")
                .register(registry);
        OPEN_STATES.forEach((word, state) -> Gauge.builder("bellhop.subscriptions", runner, any -> any.inState(state))
                .description("Subscriptions that have not ended, by state")
                .tag("state", word)
                .register(registry));
        for (Outcome state : List.of(Outcome.ACTIVE, Outcome.FAILING, Outcome.PAUSED, Outcome.ENDED)) {
            FunctionCounter.builder("bellhop.subscriptions.changes", notices, any -> any.count(state))
                    .description("Changes of subscriptions to a state, made by this process")
                    .tag("state", state.word())
                    .register(registry);
        }
        FunctionCounter.builder("bellhop.attempts.dropped", attempts, AttemptLog::dropped)
                .description("Attempts that are missing in the history because the database did not take them")
                .register(registry);
    }

    void bindResults(@Observes @Priority(2) StartupEvent event, MeterRegistry registry, ResultReport results) {
        FunctionCounter.builder("bellhop.operations.callbacks.delivered", results, ResultReport::delivered)
                .description("Callbacks of operations that were taken")
                .register(registry);
        FunctionCounter.builder("bellhop.operations.callbacks.failed", results, ResultReport::failed)
                .description("Attempts to call back operations that failed")
                .register(registry);
        FunctionCounter.builder("bellhop.operations.callbacks.dead", results, ResultReport::dead)
                .description("Callbacks of operations given up")
                .register(registry);
    }

    private static long filesUnderWay(ScanRunner scans, String source) {
        return scans.underWay(source).map(ScanUnderWay::files).orElse(0L);
    }
}
