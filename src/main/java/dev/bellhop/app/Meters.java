package dev.bellhop.app;

import dev.bellhop.delivery.history.AttemptLog;
import dev.bellhop.delivery.pump.DeliveryReport;
import dev.bellhop.log.EventLog;
import dev.bellhop.source.ScanRunner;
import dev.bellhop.source.ScanUnderWay;
import dev.bellhop.source.Source;
import dev.bellhop.source.Sources;
import dev.bellhop.trigger.PollTrigger;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Publishes what the features count. */
@Singleton
final class Meters {

    void bind(
            @Observes @Priority(2) StartupEvent event,
            MeterRegistry registry,
            Sources sources,
            EventLog log,
            PollTrigger polling,
            ScanRunner scans,
            DeliveryReport deliveries,
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
        FunctionCounter.builder("bellhop.attempts.dropped", attempts, AttemptLog::dropped)
                .description("Attempts that are missing in the history because the database did not take them")
                .register(registry);
    }

    private static long filesUnderWay(ScanRunner scans, String source) {
        return scans.underWay(source).map(ScanUnderWay::files).orElse(0L);
    }
}
