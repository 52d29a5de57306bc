package dev.bellhop.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bellhop.source.file.FolderSettings.Newness;
import dev.bellhop.source.file.FolderSettings.OnChange;
import dev.bellhop.source.file.FolderSettings.OnRename;
import dev.bellhop.source.probe.DoneFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that wait for a marker, or for a lock. */
class WaitForWriterTest {

    private static final Instant TIME = Instant.parse("2026-11-20T10:15:30Z");

    @TempDir
    Path root;

    private Watched folder;

    @BeforeEach
    void watch() {
        folder = new Watched(root);
    }

    @Test
    void a_file_waits_for_its_marker_which_is_never_announced() throws IOException {
        folder.restart(marked("{name}.done"));
        folder.write("in/a.csv", "1", TIME);
        folder.write("in/b.csv", "1", TIME);
        folder.write("in/b.csv.done", "");
        folder.write("orphan.done", "");
        assertThat(folder.settle()).isEqualTo(new ScanReport(2, 1, 1, List.of()));
        assertThat(folder.announcements()).containsExactly("created in/b.csv");

        folder.write("in/a.csv.done", "");
        folder.settle();
        Files.delete(root.resolve("in/a.csv.done"));
        Files.delete(root.resolve("in/b.csv.done"));
        assertThat(folder.settle()).isEqualTo(new ScanReport(2, 0, 0, List.of()));
        assertThat(folder.announcements()).containsExactly("created in/a.csv");

        folder.write("in/a.csv", "22", TIME);
        folder.settle();
        assertThat(folder.announcements()).as("a change waits too").isEmpty();
        folder.write("in/a.csv.done", "");
        folder.settle();
        assertThat(folder.announcements()).containsExactly("changed in/a.csv");
    }

    @Test
    void one_marker_may_stand_for_a_folder_and_may_be_one_that_is_excluded() throws IOException {
        folder.restart(marked("_ready.part"));
        folder.write("one/a", "1");
        folder.write("two/b", "1");
        folder.write("two/_ready.part", "");
        folder.settle();
        assertThat(folder.announcements()).containsExactly("created two/b");
    }

    @Test
    void a_file_that_is_locked_waits_until_it_is_not() throws IOException {
        folder.restart(new Newness(OnChange.ANY, OnRename.IGNORE, 1, null, true));
        Path file = folder.write("a", "1", TIME);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(folder.settle()).isEqualTo(new ScanReport(1, 1, 0, List.of()));
        }
        assertThat(folder.scan()).as("without settling again").isEqualTo(new ScanReport(1, 0, 1, List.of()));
        assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo(TIME);
        assertThat(folder.announcements()).containsExactly("created a");
    }

    @Test
    void a_file_that_may_not_be_written_waits_and_says_so() throws IOException {
        folder.restart(new Newness(OnChange.ANY, OnRename.IGNORE, 1, null, true));
        Path file = folder.write("a", "1", TIME);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        assumeThat(Files.isWritable(file)).as("runs as root").isFalse();
        assertThat(folder.settle().troubles()).singleElement().asString().contains("a: cannot be opened");
        assertThat(folder.announcements()).isEmpty();
    }

    private static Newness marked(String template) {
        return new Newness(OnChange.ANY, OnRename.IGNORE, 1, DoneFile.of(template), false);
    }
}
