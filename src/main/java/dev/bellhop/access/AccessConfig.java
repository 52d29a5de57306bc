package dev.bellhop.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code bellhop.api-keys.<name>.…}: credentials. One is enough to turn local mode into server mode. */
@ConfigMapping(prefix = "bellhop.api-keys")
public interface AccessConfig {

    @WithParentName
    Map<String, KeyConfig> keys();

    /** One key; either the key or its hash. */
    interface KeyConfig {

        /** The key as callers send it in {@code x-api-key}. */
        Optional<String> key();

        /** SHA-256 of the key in hexadecimal, so that configuration need not hold the key. */
        Optional<String> hash();

        /** What it allows: {@code poll}, {@code subscribe}, {@code publish}, {@code files}, {@code act}, {@code operate}. */
        @WithDefault("poll,subscribe,publish,files,act,operate")
        List<String> rights();

        /** Sources it is limited to; all if empty. */
        Optional<List<String>> sources();

        /** Requests a second that its holders may make together; 0 for any number. */
        OptionalInt requestsPerSecond();
    }
}
