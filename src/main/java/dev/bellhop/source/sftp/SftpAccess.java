package dev.bellhop.source.sftp;

import dev.bellhop.access.SecretText;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which server, who logs in, and what the server must prove to be.
 *
 * @param key the keys of the configuration begin with it, for messages
 * @param timeout for connecting, for logging in, and for each request
 */
record SftpAccess(
        String key,
        Server server,
        String user,
        Optional<SecretText> password,
        List<KeyPair> privateKeys,
        HostKey hostKey,
        Duration timeout) {

    static final int PORT = 22;

    /** Where the server listens. */
    record Server(String host, int port) {
        @Override
        public String toString() {
            return port == PORT ? host : host + ':' + port;
        }
    }

    /** How the server is known. There is no way to trust just any. */
    sealed interface HostKey {}

    /** Its key has one of these fingerprints. */
    record Fingerprints(Set<String> accepted) implements HostKey {}

    /** It stands in this file. */
    record KnownHosts(Path file) implements HostKey {}

    /** Not the user: the name is half of a credential. */
    @Override
    public String toString() {
        return "sftp://" + server;
    }
}
