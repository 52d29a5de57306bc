package dev.bellhop.source.blob;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** {@code bellhop.sources.<name>.blob.…}: how to read the container of a folder {@code azblob://…}; one credential. */
public interface BlobConfig {

    /** Of the account, as the portal shows it: its endpoint together with an account key or a SAS token. */
    Optional<String> connectionString();

    /** One of the two keys of the account, in base64. */
    Optional<String> accountKey();

    /** A shared access signature that may read and list. */
    Optional<String> sasToken();

    /** Where the account answers, if not at {@code https://<account>.blob.core.windows.net}. */
    Optional<String> endpoint();

    /** The longest time to connect, and for each request; a request may be made twice. */
    @WithDefault("20s")
    Duration timeout();
}
