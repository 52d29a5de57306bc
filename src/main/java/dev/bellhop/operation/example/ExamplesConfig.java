package dev.bellhop.operation.example;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code bellhop.examples.…}: actions to learn from. */
@ConfigMapping(prefix = "bellhop.examples")
public interface ExamplesConfig {

    /** Whether there is the action {@code call-for-speakers}. */
    @WithDefault("false")
    boolean callForSpeakers();
}
