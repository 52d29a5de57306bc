package dev.bellhop.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.source.sftp.Settings;
import dev.bellhop.testing.TestSftpServer;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder of an SFTP server is watched as one of this machine, except that its times are whole seconds. */
class SftpScannerTest extends FolderScannerTest {

    private TestSftpServer server;
    private FileSystem remote;

    @Override
    Watched watched(Path root) throws IOException {
        server = new TestSftpServer(root);
        Path folder = Settings.of(server).folder(server, () -> 0).resolve("/");
        remote = folder.getFileSystem();
        return new Watched(root, folder, FileFilter.of(List.of(), List.of("*.part"), remote));
    }

    @AfterEach
    void disconnect() throws IOException {
        remote.close();
        server.close();
    }

    /** Not 2099: the server of the test cannot tell times after 2038. */
    @Override
    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "1999-12-31T23:59:59Z", "2037-12-31T23:59:59Z"})
    void dates_decide_nothing(Instant modified) throws IOException {
        super.dates_decide_nothing(modified);
    }

    @Override
    @Test
    void touching_a_file_counts_as_a_change() throws IOException {
        Instant time = Instant.parse("2026-11-20T10:15:30Z");
        Path file = folder.write("a", "1", time);
        folder.settle();
        Files.setLastModifiedTime(file, FileTime.from(time.plusSeconds(1)));
        folder.settle();
        assertThat(folder.announcements()).containsExactly("created a", "changed a");
    }

    @Override
    @Disabled("the server of the test knows names by the text that Java makes of them")
    void names_of_any_kind_are_announced() {}

    @Override
    @Disabled("the server of the test knows names by the text that Java makes of them")
    void a_name_that_is_no_text_is_reported_and_keeps_no_other_from_being_announced() {}
}
