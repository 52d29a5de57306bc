package dev.bellhop.source.blob;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What a configuration may say. */
public record BlobSettings(
        Optional<String> connectionString,
        Optional<String> accountKey,
        Optional<String> sasToken,
        Optional<String> endpoint,
        Duration timeout)
        implements BlobConfig {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    public static BlobSettings ofKey(String endpoint, String key) {
        return new BlobSettings(Optional.empty(), Optional.of(key), Optional.empty(), Optional.of(endpoint), TIMEOUT);
    }

    public static BlobSettings ofSas(String endpoint, String sas) {
        return new BlobSettings(Optional.empty(), Optional.empty(), Optional.of(sas), Optional.of(endpoint), TIMEOUT);
    }

    public BlobSettings withTimeout(Duration changed) {
        return new BlobSettings(connectionString, accountKey, sasToken, endpoint, changed);
    }

    /**
     * The folder.
     *
     * @param place account, container and folder
     */
    public Path folder(String place, LongSupplier nanos) {
        URI uri = URI.create("azblob://" + place);
        return ((BlobSetup.Ready) BlobSetup.read("bellhop.sources.s", uri, this, nanos)).folder();
    }
}
