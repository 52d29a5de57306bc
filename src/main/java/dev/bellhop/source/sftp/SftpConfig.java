package dev.bellhop.source.sftp;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code bellhop.sources.<name>.sftp.…}: how to log in to the server of a folder {@code sftp://…}. */
public interface SftpConfig {

    /** Who logs in. */
    Optional<String> user();

    /** The password of the user. */
    Optional<String> password();

    /** A file that holds the private key of the user, in the format of OpenSSH or PEM. */
    Optional<String> privateKey();

    /** What the private key is encrypted with. */
    Optional<String> privateKeyPassphrase();

    /** What the server must prove to be: fingerprints such as {@code SHA256:…}, one of which must be that of its key. */
    Optional<List<String>> hostKey();

    /** A file in the format of OpenSSH's {@code known_hosts} that has the server, instead of {@code host-key}. */
    Optional<String> knownHosts();

    /** The longest time to connect, to log in, and for each request. */
    @WithDefault("20s")
    Duration timeout();
}
