package dev.bellhop.app.config;

import dev.bellhop.source.ByteSize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code bellhop.…}: what concerns the whole application. */
@ConfigMapping(prefix = "bellhop")
public interface AppConfig {

    /** Folder of the database and the key file. */
    @WithDefault("./data")
    String data();

    /** {@code jdbc:sqlite:FILE} or {@code postgresql://user:password@host:port/database}; SQLite in the data folder. */
    @WithName("database.url")
    Optional<String> databaseUrl();

    /** Start of every absolute URL, as callers reach this service. */
    Optional<String> publicUrl();

    /** Proxies whose forwarded headers count, as CIDR ranges. */
    Optional<List<String>> trustedProxies();

    /** The key that seals secrets, 32 bytes in base64; without it a key file is made in the data folder. */
    Optional<String> sealingKey();

    /** Other keys that are known besides, when the key is changed: they open what they sealed, and seal nothing. */
    Optional<List<String>> formerSealingKeys();

    /** The largest file that can be written over HTTP. */
    @WithName("files.upload-max")
    @WithDefault("100M")
    @WithConverter(ByteSize.class)
    long uploadMax();

    /**
     * In server mode, how long the {@code contentUrl} of an event can be followed without an API key; 0 for never. In
     * local mode nobody needs a key.
     */
    @WithName("files.link-age")
    @WithDefault("7d")
    Duration linkAge();

    /** How long the body of a request may take that writes no file. */
    @WithName("limits.body-time")
    @WithDefault("30s")
    Duration bodyTime();

    /** Requests a second that the holder of a key may make; 0 for any number. */
    @WithName("limits.requests-per-second")
    @WithDefault("5000")
    int requestsPerSecond();

    /** Requests a second without a key, or with a wrong one, from one address; 0 for any number. */
    @WithName("limits.keyless-requests-per-second")
    @WithDefault("10")
    int keylessRequestsPerSecond();
}
