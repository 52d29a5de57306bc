package dev.bellhop.source.sftp;

import dev.bellhop.access.SecretText;
import dev.bellhop.source.sftp.SftpAccess.Fingerprints;
import dev.bellhop.source.sftp.SftpAccess.HostKey;
import dev.bellhop.source.sftp.SftpAccess.KnownHosts;
import dev.bellhop.source.sftp.SftpAccess.Server;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.io.resource.PathResource;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Turns the configuration of an SFTP folder into a path, or into a list of everything that is wrong with it. */
public final class SftpSetup {

    public static final String SCHEME = "sftp";

    static final Duration TIMEOUT_MIN = Duration.ofSeconds(1);
    static final Duration TIMEOUT_MAX = Duration.ofMinutes(5);

    private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");

    private final String key;
    private final SftpConfig config;
    private final Path base;
    private final List<String> problems = new ArrayList<>();

    private SftpSetup(String key, SftpConfig config, Path base) {
        this.key = key;
        this.config = config;
        this.base = base;
    }

    /** What a configuration comes to. */
    public sealed interface Outcome {}

    /** The folder. Nothing is connected before it is first read; its file system must be closed. */
    public record Ready(Path folder) implements Outcome {}

    /** Each problem names the key and what to do. */
    public record Wrong(List<String> problems) implements Outcome {}

    /**
     * Reads the configuration.
     *
     * @param source the keys of the source begin with it
     * @param base folder that relative paths of files start from
     * @param nanos monotonic, see {@link System#nanoTime}
     */
    public static Outcome read(String source, URI uri, SftpConfig config, Path base, LongSupplier nanos) {
        SftpSetup setup = new SftpSetup(source + ".sftp", config, base);
        setup.uri(source + ".directory", uri);
        Optional<SftpAccess> access = setup.access(uri);
        return access.isEmpty() || !setup.problems.isEmpty()
                ? new Wrong(setup.problems)
                : new Ready(new SftpFolderSystem(access.get(), uri.getPath(), nanos).folder());
    }

    /** Whether anything is set that only a folder of an SFTP server has. */
    public static boolean isSet(SftpConfig config) {
        return config.user().isPresent()
                || config.password().isPresent()
                || config.privateKey().isPresent()
                || config.privateKeyPassphrase().isPresent()
                || config.hostKey().isPresent()
                || config.knownHosts().isPresent();
    }

    private void uri(String directoryKey, URI uri) {
        if (System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
            problems.add(directoryKey + ": the native image has no SFTP; use the JVM image, or mount the folder");
        }
        if (uri.getHost() == null || Objects.toString(uri.getPath(), "").isEmpty()) {
            problems.add(directoryKey + ": must name the server and the folder, as sftp://sftp.example.org/in");
        } else if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            problems.add(directoryKey + ": must end with the folder; write ? and # in its name as %3F and %23");
        }
    }

    private Optional<SftpAccess> access(URI uri) {
        if (config.user().isEmpty()) {
            problems.add(key + ".user is missing: name who logs in");
        }
        if (config.password().isEmpty() && config.privateKey().isEmpty()) {
            problems.add(key + ".password is missing: set it, or " + key + ".private-key to the file of a key");
        }
        if (config.timeout().compareTo(TIMEOUT_MIN) < 0 || config.timeout().compareTo(TIMEOUT_MAX) > 0) {
            problems.add(key + ".timeout=" + config.timeout() + ": must be " + TIMEOUT_MIN.toSeconds() + "s to "
                    + TIMEOUT_MAX.toMinutes() + "m");
        }
        List<KeyPair> privateKeys = privateKeys();
        Optional<HostKey> hostKey = hostKey();
        return !problems.isEmpty() || hostKey.isEmpty()
                ? Optional.empty()
                : Optional.of(new SftpAccess(
                        key,
                        new Server(uri.getHost(), uri.getPort() < 0 ? SftpAccess.PORT : uri.getPort()),
                        config.user().orElseThrow(),
                        config.password().map(SecretText::new),
                        privateKeys,
                        hostKey.get(),
                        config.timeout()));
    }

    private Optional<HostKey> hostKey() {
        List<String> fingerprints = config.hostKey().orElse(List.of());
        if (fingerprints.isEmpty() == config.knownHosts().isEmpty()) {
            problems.add(
                    key + (fingerprints.isEmpty() ? ".host-key is missing" : ".host-key and .known-hosts are both set")
                            + ": set " + key
                            + ".host-key to the fingerprint of the server's key (SHA256:…, as its operator tells it,"
                            + " or ssh-keygen -lf prints it of what ssh-keyscan gets), or " + key
                            + ".known-hosts to a file that"
                            + " has the server");
            return Optional.empty();
        }
        if (config.knownHosts().isPresent()) {
            return readable(".known-hosts", config.knownHosts().get()).map(KnownHosts::new);
        }
        for (String fingerprint : fingerprints) {
            if (!FINGERPRINT.matcher(fingerprint.strip()).matches()) {
                problems.add(key + ".host-key=" + fingerprint
                        + ": must be SHA256: and 43 characters, as ssh-keygen -lf prints it");
                return Optional.empty();
            }
        }
        return Optional.of(new Fingerprints(
                Set.copyOf(fingerprints.stream().map(String::strip).distinct().toList())));
    }

    private List<KeyPair> privateKeys() {
        if (config.privateKey().isEmpty()) {
            config.privateKeyPassphrase()
                    .ifPresent(secret -> problems.add(key + ".private-key-passphrase is set without " + key
                            + ".private-key: name the file of the key, or remove it"));
            return List.of();
        }
        Optional<Path> file = readable(".private-key", config.privateKey().get());
        if (file.isEmpty()) {
            return List.of();
        }
        List<KeyPair> keys = new ArrayList<>();
        try (InputStream content = Files.newInputStream(file.get())) {
            Iterable<KeyPair> loaded = SecurityUtils.loadKeyPairIdentities(
                    null,
                    new PathResource(file.get()),
                    content,
                    config.privateKeyPassphrase().map(FilePasswordProvider::of).orElse(FilePasswordProvider.EMPTY));
            if (loaded != null) {
                loaded.forEach(keys::add);
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // What is wrong is told below, without what a library may quote of the file.
            keys.clear();
        }
        if (keys.isEmpty()) {
            problems.add(key + ".private-key=" + config.privateKey().get() + ": holds no private key that can be read;"
                    + " it must be in the format of OpenSSH or PEM, and " + key + ".private-key-passphrase must be"
                    + (config.privateKeyPassphrase().isPresent() ? " the right one" : " set if it is encrypted"));
        }
        return keys;
    }

    private Optional<Path> readable(String name, String file) {
        try {
            Path path = base.resolve(file);
            if (Files.isRegularFile(path) && Files.isReadable(path)) {
                return Optional.of(path);
            }
        } catch (InvalidPathException e) {
            // Told below.
        }
        problems.add(key + name + "=" + file + ": there is no such file, or it cannot be read by this user; name one");
        return Optional.empty();
    }
}
