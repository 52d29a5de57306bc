package dev.bellhop.source.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What would not work is refused at the start, with the key to set, and without a secret. */
class SftpSetupTest {

    private static final String HOST_KEY = "SHA256:bkgq8yVKgTXWK5XNEsMRxOfMwHMyBymHlVU3yhqQH+M";

    @TempDir
    Path base;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(base.resolve("no-key"), "canary-key");
        Files.writeString(base.resolve("known"), "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "sftp://h/x | - | pw | - | - | HK | - | s.sftp.user is missing: name who logs in",
                "sftp://h/x | me | - | - | - | HK | - | s.sftp.password is missing: set it, or s.sftp.private-key to",
                "sftp://h/x | me | pw | - | - | - | - | s.sftp.host-key is missing: set s.sftp.host-key to the fingerprint",
                "sftp://h/x | me | pw | - | - | HK | known | s.sftp.host-key and .known-hosts are both set",
                "sftp://h/x | me | pw | - | - | md5:1 | - | s.sftp.host-key=md5:1: must be SHA256: and 43 characters",
                "sftp://h/x | me | pw | - | - | - | nope | s.sftp.known-hosts=nope: there is no such file",
                "sftp://h/x | me | - | nope | - | HK | - | s.sftp.private-key=nope: there is no such file",
                "sftp://h/x | me | - | no-key | - | HK | - | s.sftp.private-key=no-key: holds no private key that can be read",
                "sftp://h/x | me | pw | - | canary | HK | - | s.sftp.private-key-passphrase is set without",
                "sftp://h | me | pw | - | - | HK | - | s.directory: must name the server and the folder",
                "sftp:///x | me | pw | - | - | HK | - | s.directory: must name the server and the folder",
                "sftp://h/x?y | me | pw | - | - | HK | - | s.directory: must end with the folder",
            })
    void a_problem_names_the_key_and_what_to_do(
            URI uri,
            String user,
            String password,
            String privateKey,
            String passphrase,
            String hostKey,
            String knownHosts,
            String expected) {
        Settings settings = new Settings(
                Optional.ofNullable(user),
                Optional.ofNullable(password),
                Optional.ofNullable(privateKey),
                Optional.ofNullable(passphrase),
                Optional.ofNullable(hostKey).map(text -> List.of(text.replace("HK", HOST_KEY))),
                Optional.ofNullable(knownHosts),
                Duration.ofSeconds(1));
        assertThat(((SftpSetup.Wrong) SftpSetup.read("s", uri, settings, base, () -> 0)).problems())
                .singleElement()
                .asString()
                .startsWith(expected)
                .doesNotContain("pw", "canary");
    }

    @Test
    void a_time_out_has_limits() {
        for (Duration timeout : List.of(Duration.ofMillis(999), Duration.ofSeconds(301))) {
            assertThat(read("sftp://h/x", timeout))
                    .isInstanceOfSatisfying(
                            SftpSetup.Wrong.class,
                            wrong -> assertThat(wrong.problems())
                                    .containsExactly("s.sftp.timeout=" + timeout + ": must be 1s to 5m"));
        }
    }

    @Test
    void a_folder_is_shown_without_its_user_and_connects_to_nothing() throws IOException {
        Path folder = ((SftpSetup.Ready) read("sftp://h:2222/a%20b/../c", Duration.ofSeconds(1))).folder();
        assertThat(folder.toUri()).hasToString("sftp://h:2222/c");
        assertThat(folder.resolve("d e").toUri()).hasToString("sftp://h:2222/c/d%20e");
        assertThat(((SftpFolderSystem) folder.getFileSystem()).connection().access())
                .hasToString("sftp://h:2222");
        folder.getFileSystem().close();
    }

    private SftpSetup.Outcome read(String uri, Duration timeout) {
        Settings settings = new Settings(
                Optional.of("me"),
                Optional.of("pw"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of(HOST_KEY)),
                Optional.empty(),
                timeout);
        return SftpSetup.read("s", URI.create(uri), settings, base, () -> 0);
    }
}
