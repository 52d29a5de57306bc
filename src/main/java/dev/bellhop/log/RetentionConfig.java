package dev.bellhop.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code bellhop.retention.…}: how long the logs are kept. */
@ConfigMapping(prefix = "bellhop.retention")
public interface RetentionConfig {

    /** Events older than this are deleted. */
    @WithDefault("30d")
    Duration age();

    /** Events a source keeps at the most. */
    @WithDefault("10000000")
    long count();

    /** Age up to which events are kept for an active subscription that has not got them yet. */
    @WithDefault("90d")
    Duration heldAge();

    /** Number up to which events are kept for an active subscription that has not got them yet. */
    @WithDefault("30000000")
    long heldCount();
}
