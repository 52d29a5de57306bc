package dev.bellhop.subscription;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code bellhop.subscriptions.…}: limits of subscribing. */
@ConfigMapping(prefix = "bellhop.subscriptions")
public interface SubscriptionsConfig {

    /** Active subscriptions that a source may have. */
    @WithDefault("10000")
    int perSourceMax();

    /** Active subscriptions that the holder of a key may have; 0 for any number. */
    @WithDefault("1000")
    int perCallerMax();
}
