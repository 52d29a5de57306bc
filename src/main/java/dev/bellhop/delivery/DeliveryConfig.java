package dev.bellhop.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** {@code bellhop.delivery.…}: how callbacks are tried, and tried again. */
@ConfigMapping(prefix = "bellhop.delivery")
public interface DeliveryConfig {

    /** Waits before the second, third … attempt; after the last one a delivery is a dead letter. */
    @WithDefault("2s,10s,1m,5m,30m,2h,5h,10h,14h,20h,24h")
    List<Duration> retries();

    /** Share by which each wait is spread up and down. */
    @WithDefault("0.2")
    double jitter();

    /** Longest wait that a callback may ask for with {@code Retry-After}. */
    @WithDefault("1h")
    Duration retryAfterMax();

    /** Attempts under way at a time for one subscription. */
    @WithDefault("8")
    int concurrency();

    /** Failed deliveries of one subscription that may wait before it takes no further events from the log. */
    @WithDefault("100")
    int waitingMax();

    /** How long a target may fail before its subscription is paused; its events wait in the log meanwhile. */
    @WithDefault("5d")
    Duration failingMax();

    /** Connections to one callback host and port; a target that hangs holds one of them for each subscription. */
    @WithDefault("2000")
    int connectionsPerHost();

    /** How long dead letters are kept. */
    @WithDefault("30d")
    Duration deadLetterAge();

    /** Newest attempts that are kept of each subscription; 0 for none. */
    @WithDefault("100")
    int attemptsKept();

    /** How long attempts are kept. */
    @WithDefault("7d")
    Duration attemptsAge();

    /** How long a clean shutdown waits for attempts under way. */
    @WithDefault("20s")
    Duration shutdownPatience();
}
