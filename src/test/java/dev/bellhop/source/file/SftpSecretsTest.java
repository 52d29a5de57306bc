package dev.bellhop.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.source.sftp.Settings;
import dev.bellhop.testing.LogEar;
import dev.bellhop.testing.TestSftpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is logged at whatever level, by Bellhop or by the library, no password and no passphrase is in it. */
class SftpSecretsTest {

    private static final String PASSPHRASE = "canary-sftp-passphrase";
    private static final String WRONG_PASSPHRASE = "canary-wrong-passphrase";

    @TempDir
    Path base;

    private final AtomicLong nanos = new AtomicLong();
    private final List<LogEar> ears = new ArrayList<>();
    private TestSftpServer server;
    private Path root;

    @BeforeEach
    void serve() throws IOException {
        for (String name : List.of("", "dev.bellhop", "org.apache.sshd")) {
            ears.add(new LogEar(name));
        }
        root = Files.createDirectories(base.resolve("served/in"));
        server = new TestSftpServer(base.resolve("served"));
        Files.writeString(root.resolve("a"), "1");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        ears.forEach(LogEar::close);
    }

    @Test
    void a_password_that_is_taken_and_then_refused_is_logged_nowhere() throws IOException {
        assertThat(scanned(Settings.of(server))).isEmpty();
        server.changePassword("another");
        assertThat(scanned(Settings.of(server))).singleElement().asString().contains("refuses the login");
        server.kill();
        assertThat(scanned(Settings.of(server))).singleElement().asString().contains("cannot be reached");
        nothingHeardOf(TestSftpServer.PASSWORD);
    }

    @Test
    void a_passphrase_that_is_right_and_then_wrong_is_logged_nowhere() throws Exception {
        KeyPair pair = TestSftpServer.keyPair();
        server.accept(pair.getPublic());
        Settings settings = Settings.of(server).withPrivateKey(encrypted(pair));
        assertThat(scanned(settings.withPassphrase(PASSPHRASE))).isEmpty();
        // Refused at the start; what a person reads then has no passphrase in it either.
        assertThatThrownBy(() -> scanned(settings.withPassphrase(WRONG_PASSPHRASE)))
                .message()
                .doesNotContain(WRONG_PASSPHRASE);
        nothingHeardOf(PASSPHRASE);
        nothingHeardOf(WRONG_PASSPHRASE);
    }

    private List<String> scanned(Settings settings) throws IOException {
        Path remote = settings.folder(server, nanos::get);
        try {
            Watched folder =
                    new Watched(root, remote, FileFilter.of(List.of(), List.of("*.part"), remote.getFileSystem()));
            nanos.addAndGet(Duration.ofMinutes(5).toNanos());
            return folder.settle().troubles();
        } finally {
            remote.getFileSystem().close();
        }
    }

    private Path encrypted(KeyPair pair) throws IOException, GeneralSecurityException {
        OpenSSHKeyEncryptionContext encryption = new OpenSSHKeyEncryptionContext();
        encryption.setPassword(PASSPHRASE);
        encryption.setCipherName("AES");
        encryption.setCipherType("256");
        encryption.setCipherMode("CTR");
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "", encryption, key);
        return Files.write(base.resolve("key"), key.toByteArray());
    }

    /** Not as it is, and not as the bytes that packets are shown as. */
    private void nothingHeardOf(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String packed = HexFormat.of().formatHex(bytes);
        String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        List<String> heard = ears.stream().flatMap(ear -> ear.heard().stream()).toList();
        assertThat(heard).as("the ears work").hasSizeGreaterThan(500).anyMatch(line -> line.contains("TRACE"));
        assertThat(heard)
                .noneMatch(line -> line.contains(secret) || line.contains(base64))
                .noneMatch(line ->
                        line.toLowerCase(Locale.ROOT).replaceAll("[ :\\n]", "").contains(packed));
    }
}
