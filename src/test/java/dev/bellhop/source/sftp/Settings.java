package dev.bellhop.source.sftp;

import dev.bellhop.testing.TestSftpServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What a configuration may say, with what is right for a {@link TestSftpServer} at first. */
public record Settings(
        Optional<String> user,
        Optional<String> password,
        Optional<String> privateKey,
        Optional<String> privateKeyPassphrase,
        Optional<List<String>> hostKey,
        Optional<String> knownHosts,
        Duration timeout)
        implements SftpConfig {

    public static Settings of(TestSftpServer server) {
        return new Settings(
                Optional.of(TestSftpServer.USER),
                Optional.of(TestSftpServer.PASSWORD),
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of(server.fingerprint())),
                Optional.empty(),
                Duration.ofSeconds(10));
    }

    public Settings withHostKey(String fingerprint) {
        return new Settings(
                user,
                password,
                privateKey,
                privateKeyPassphrase,
                Optional.of(List.of(fingerprint)),
                knownHosts,
                timeout);
    }

    public Settings withKnownHosts(Path file) {
        return new Settings(
                user,
                password,
                privateKey,
                privateKeyPassphrase,
                Optional.empty(),
                Optional.of(file.toString()),
                timeout);
    }

    public Settings withPrivateKey(Path file) {
        return new Settings(
                user,
                Optional.empty(),
                Optional.of(file.toString()),
                privateKeyPassphrase,
                hostKey,
                knownHosts,
                timeout);
    }

    public Settings withPassphrase(String passphrase) {
        return new Settings(user, password, privateKey, Optional.of(passphrase), hostKey, knownHosts, timeout);
    }

    public Settings withTimeout(Duration changed) {
        return new Settings(user, password, privateKey, privateKeyPassphrase, hostKey, knownHosts, changed);
    }

    /** The folder {@code in} of the server. */
    public Path folder(TestSftpServer server, LongSupplier nanos) {
        URI uri = URI.create("sftp://127.0.0.1:" + server.port() + "/in");
        return ((SftpSetup.Ready) SftpSetup.read("bellhop.sources.s", uri, this, Path.of(""), nanos)).folder();
    }
}
