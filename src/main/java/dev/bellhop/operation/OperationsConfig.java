package dev.bellhop.operation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code bellhop.operations.…}: how many operations run, and how long they are kept. */
@ConfigMapping(prefix = "bellhop.operations")
public interface OperationsConfig {

    /** Operations this process runs at a time; those that wait for a time or an event do not count. */
    @WithDefault("32")
    int concurrency();

    /** How long operations that are over are kept, and their results can be read. */
    @WithDefault("30d")
    Duration age();

    /** How long a synchronous call waits for the end of its operation; engines give up after two minutes. */
    @WithDefault("100s")
    Duration runTime();
}
