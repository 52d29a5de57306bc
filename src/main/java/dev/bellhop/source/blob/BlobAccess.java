package dev.bellhop.source.blob;

import dev.bellhop.access.SecretText;
import java.net.URI;
import java.time.Duration;

/**
 * Which container, and what opens it.
 *
 * @param key the keys of the configuration begin with it, for messages
 * @param endpoint of the account, without a slash at its end
 * @param timeout for connecting, and for each attempt of a request
 */
record BlobAccess(String key, String account, String container, URI endpoint, Credential credential, Duration timeout) {

    /** What is shown to the storage. */
    sealed interface Credential {

        /** The key of the configuration that holds it. */
        String key();
    }

    /** Requests are signed with it; it is never sent. */
    record AccountKey(String key, SecretText secret) implements Credential {}

    /** Part of every request's address. */
    record SasToken(String key, SecretText secret) implements Credential {}

    /** For the library, which would take some endpoints for those of a container if they were given by themselves. */
    SecretText connectionString() {
        return new SecretText("BlobEndpoint=" + endpoint + ";AccountName=" + account + ';'
                + switch (credential) {
                    case AccountKey(String any, SecretText secret) -> "AccountKey=" + secret.reveal();
                    case SasToken(String any, SecretText secret) -> "SharedAccessSignature=" + secret.reveal();
                });
    }

    /** Without the credential. */
    @Override
    public String toString() {
        return BlobFolderSystem.SCHEME + "://" + account + '/' + container;
    }
}
