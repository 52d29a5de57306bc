package dev.bellhop.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.source.FolderUnavailable;
import dev.bellhop.source.content.FolderFiles;
import dev.bellhop.source.sftp.Settings;
import dev.bellhop.testing.TestSftpServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an SFTP server does, it is told, nothing is forgotten, and nothing is announced twice. */
class SftpTroubleTest {

    @TempDir
    Path base;

    private final AtomicLong nanos = new AtomicLong();
    private TestSftpServer server;
    private Settings settings;
    private Path root;
    private Path remote;

    @BeforeEach
    void serve() throws IOException {
        root = Files.createDirectories(base.resolve("served/in"));
        server = new TestSftpServer(base.resolve("served"));
        settings = Settings.of(server);
    }

    @AfterEach
    void disconnect() throws IOException {
        remote.getFileSystem().close();
        server.close();
    }

    @Test
    void a_server_that_is_killed_and_started_again_costs_nothing_but_time() throws IOException {
        Watched folder = watch();
        folder.write("a", "1");
        folder.settle();
        server.kill();
        assertThat(trouble(folder)).contains("sftp://127.0.0.1:" + server.port() + "/in", "cannot be read");
        assertThat(trouble(folder)).contains("the SFTP server 127.0.0.1:" + server.port() + " cannot be reached");
        folder.write("b", "1");

        server.start();
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(folder.settle().troubles()).isEmpty();
        assertThat(folder.announcements()).containsExactly("created a", "created b");
    }

    @Test
    void a_server_that_is_not_there_at_the_start_may_come_later() throws IOException {
        server.kill();
        Watched folder = watch();
        folder.write("a", "1");
        assertThat(trouble(folder)).contains("cannot be reached");

        server.start();
        assertThat(trouble(folder)).as("not asked every second").contains("cannot be reached");
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        folder.settle();
        assertThat(folder.announcements()).containsExactly("created a");
    }

    @Test
    void a_server_with_another_key_is_told_no_password() throws IOException {
        settings = settings.withHostKey("SHA256:" + "A".repeat(43));
        Watched folder = watch();
        assertThat(trouble(folder)).contains(server.fingerprint(), "bellhop.sources.s.sftp.host-key");
        assertThat(server.logins()).isZero();
    }

    @Test
    void a_server_may_be_known_by_a_file() throws IOException {
        String line = "[127.0.0.1]:" + server.port() + ' ' + PublicKeyEntry.toString(server.hostKey()) + '\n';
        settings = settings.withKnownHosts(Files.writeString(base.resolve("known"), line));
        Watched folder = watch();
        folder.write("a", "1");
        folder.settle();
        assertThat(folder.announcements()).containsExactly("created a");
        remote.getFileSystem().close();

        settings = settings.withKnownHosts(Files.writeString(base.resolve("other"), line.replace("127.0.0.1", "host")));
        assertThat(trouble(watch())).contains(server.fingerprint(), "bellhop.sources.s.sftp.known-hosts");
    }

    @Test
    void a_wrong_password_is_told_without_it_and_not_tried_again_and_again() throws IOException {
        server.changePassword("another");
        Watched folder = watch();
        String trouble = trouble(folder);
        assertThat(trouble)
                .contains("refuses the login", "bellhop.sources.s.sftp.password")
                .doesNotContain(TestSftpServer.USER, TestSftpServer.PASSWORD);
        int tried = server.logins();
        for (int i = 0; i < 5; i++) {
            assertThat(trouble(folder)).isEqualTo(trouble);
        }
        assertThat(server.logins()).isEqualTo(tried);

        server.changePassword(TestSftpServer.PASSWORD);
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        assertThat(folder.settle().troubles()).isEmpty();
    }

    @Test
    void a_private_key_opens_too() throws IOException {
        KeyPair pair = TestSftpServer.keyPair();
        server.accept(pair.getPublic());
        String text = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        settings = settings.withPrivateKey(Files.writeString(base.resolve("key.pem"), text));
        Watched folder = watch();
        folder.write("a", "1");
        folder.settle();
        assertThat(folder.announcements()).containsExactly("created a");
    }

    @Test
    void a_server_that_hangs_is_given_up_in_time() throws IOException {
        settings = settings.withTimeout(Duration.ofSeconds(1));
        Watched folder = watch();
        folder.write("a", "1");
        folder.settle();
        server.hang();
        assertThat(trouble(folder)).contains("did not answer within 1s");
        server.goOn();
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(folder.settle()).isEqualTo(new ScanReport(1, 0, 0, List.of()));
        assertThat(folder.announcements()).containsExactly("created a");
    }

    @Test
    void a_folder_that_is_gone_from_the_server_forgets_no_file() throws IOException {
        Watched folder = watch();
        folder.write("a", "1");
        folder.settle();
        Files.move(root, base.resolve("served/away"));
        assertThat(trouble(folder)).contains("NoSuchFileException");
        Files.move(base.resolve("served/away"), root);
        folder.settle();
        assertThat(folder.announcements()).containsExactly("created a");
    }

    @Test
    void content_is_read_from_anywhere_and_links_lead_nowhere() throws IOException {
        Watched folder = watch();
        byte[] large = new byte[3_000_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i / 1000);
        }
        Files.write(folder.write("deep/large.bin", ""), large);
        Files.createSymbolicLink(root.resolve("link"), root.resolve("deep"));
        Files.createSymbolicLink(root.resolve("link.bin"), root.resolve("deep/large.bin"));
        FolderFiles files = new FolderFiles(new FolderSettings(
                remote,
                FileFilter.of(List.of(), List.of(), remote.getFileSystem()),
                true,
                Duration.ofSeconds(1),
                Watched.SETTLE));

        Path found = files.find("deep/large.bin").orElseThrow().file();
        try (InputStream content = Files.newInputStream(found)) {
            content.skipNBytes(2_000_123);
            assertThat(content.readNBytes(500_000)).isEqualTo(Arrays.copyOfRange(large, 2_000_123, 2_500_123));
        }
        try (InputStream content = Files.newInputStream(found)) {
            assertThat(content.readAllBytes()).isEqualTo(large);
        }
        for (String no : List.of("link/large.bin", "link.bin", "../in/deep/large.bin", "deep", "missing", "/in/deep")) {
            assertThat(files.find(no)).as(no).isEmpty();
        }
        server.kill();
        assertThatThrownBy(() -> files.find("deep/large.bin"))
                .isInstanceOf(FolderUnavailable.class)
                .message()
                .doesNotContain(TestSftpServer.USER);
    }

    private Watched watch() {
        remote = settings.folder(server, nanos::get);
        return new Watched(root, remote, FileFilter.of(List.of(), List.of("*.part"), remote.getFileSystem()));
    }

    private static String trouble(Watched folder) {
        List<String> troubles = folder.scan().troubles();
        assertThat(troubles).hasSize(1);
        return troubles.getFirst();
    }
}
