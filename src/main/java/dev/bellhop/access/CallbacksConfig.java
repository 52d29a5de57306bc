package dev.bellhop.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code bellhop.callbacks.…}: where callbacks may point to. */
@ConfigMapping(prefix = "bellhop.callbacks")
public interface CallbacksConfig {

    /** Hosts ({@code *.example.org} for all below), addresses and CIDR ranges allowed beside public https. */
    Optional<List<String>> allow();

    /** Longest time that one attempt may take. */
    @WithDefault("15s")
    Duration timeout();
}
