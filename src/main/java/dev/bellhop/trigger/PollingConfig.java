package dev.bellhop.trigger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code bellhop.polling.…}: limits of the polling trigger. */
@ConfigMapping(prefix = "bellhop.polling")
public interface PollingConfig {

    /** Polls that may be held open ({@code wait=}) at a time; further ones are answered at once. */
    @WithDefault("1000")
    int waitingMax();
}
