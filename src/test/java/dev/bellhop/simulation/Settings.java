package dev.bellhop.simulation;

import dev.bellhop.delivery.pump.DeliveryLimits;
import dev.bellhop.delivery.pump.RetrySchedule;
import dev.bellhop.log.RetentionPolicy;
import dev.bellhop.source.Source;
import dev.bellhop.source.disposal.AfterAnnouncing;
import dev.bellhop.source.file.FileFilter;
import dev.bellhop.source.file.FolderSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How the simulated site is configured. */
record Settings(
        Clocks clocks,
        RetrySchedule schedule,
        DeliveryLimits limits,
        RetentionPolicy retention,
        Optional<Source.Directory> inbox,
        int nodes) {

    /**
     * What the processes know of time.
     *
     * @param tickEvery a second in the application; longer saves time when days are simulated
     * @param skewMax how far a process's clock is off at the most; less than the margin of a lease, as it has to be
     */
    record Clocks(Duration tickEvery, Duration skewMax) {}

    /** As Bellhop comes. */
    static Settings standard() {
        List<Duration> delays = Stream.of("2s", "10s", "1m", "5m", "30m", "2h", "5h", "10h", "14h", "20h", "24h")
                .map(text -> Duration.parse("PT" + text))
                .toList();
        return new Settings(
                new Clocks(Duration.ofSeconds(1), Duration.ZERO),
                new RetrySchedule(delays, 0.2, Duration.ofHours(1)),
                new DeliveryLimits(8, 100, 500),
                new RetentionPolicy(Duration.ofDays(30), 10_000_000, Duration.ofDays(90), 30_000_000),
                Optional.empty(),
                1);
    }

    /** Everything small, so that every limit is met within minutes. */
    static Settings small(int nodes) {
        List<Duration> delays =
                Stream.of(1, 3, 10, 30, 60).map(Duration::ofSeconds).toList();
        Settings standard = standard();
        return new Settings(
                new Clocks(Duration.ofSeconds(1), Duration.ofSeconds(1)),
                new RetrySchedule(delays, 0.2, Duration.ofMinutes(5)),
                new DeliveryLimits(4, 10, 5),
                standard.retention,
                standard.inbox,
                nodes);
    }

    Settings withNodes(int count) {
        return new Settings(clocks, schedule, limits, retention, inbox, count);
    }

    Settings withTicksEvery(Duration pause) {
        return new Settings(new Clocks(pause, clocks.skewMax), schedule, limits, retention, inbox, nodes);
    }

    Settings withLimits(DeliveryLimits changed) {
        return new Settings(clocks, schedule, changed, retention, inbox, nodes);
    }

    /** Keeps so many events, and so many for subscriptions that are behind. */
    Settings keeping(long count, long heldCount) {
        RetentionPolicy policy = new RetentionPolicy(retention.age(), count, retention.heldAge(), heldCount);
        return new Settings(clocks, schedule, limits, policy, inbox, nodes);
    }

    Settings withInbox(Path folder) {
        FileFilter filter = FileFilter.of(List.of(), List.of("*.tmp"));
        FolderSettings watched = new FolderSettings(folder, filter, true, Duration.ofSeconds(1), Duration.ofSeconds(2));
        Source.Directory directory = new Source.Directory(Site.INBOX, "", "", watched, false, AfterAnnouncing.LEAVE);
        return new Settings(clocks, schedule, limits, retention, Optional.of(directory), nodes);
    }

    int attemptsMax() {
        return schedule.delays().size() + 1;
    }
}
