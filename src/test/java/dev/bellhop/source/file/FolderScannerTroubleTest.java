package dev.bellhop.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Crashes, shares that go away, folders that cannot be read: nothing is lost, and nothing is announced again. */
class FolderScannerTroubleTest {

    private static final Instant TIME = Instant.parse("2026-11-20T10:15:30Z");

    @TempDir
    Path temp;

    private Path root;
    private Watched folder;

    @BeforeEach
    void watch() throws IOException {
        root = Files.createDirectory(temp.resolve("inbox"));
        folder = new Watched(root);
    }

    @Test
    void a_crash_between_log_and_ledger_announces_under_the_same_id() throws IOException {
        folder.write("a", "1", TIME);
        folder.scan();
        folder.pass(Watched.SETTLE);
        folder.ledger.failPuts(1);
        assertThat(folder.scan().troubles()).singleElement().asString().contains("repeated");
        folder.restart();
        folder.settle();
        folder.settle();

        assertThat(folder.announcements())
                .as("the log knows the repeated event")
                .containsExactly("created a");
    }

    @Test
    void a_failed_scan_is_repeated_without_settling_again() throws IOException {
        folder.write("a", "1");
        folder.scan();
        folder.pass(Watched.SETTLE);
        folder.ledger.failPuts(1);
        folder.scan();
        assertThat(folder.scan()).isEqualTo(new ScanReport(1, 0, 1, List.of()));
        assertThat(folder.announcements()).containsExactly("created a");
    }

    @Test
    void files_settle_even_while_every_scan_breaks_off_later() throws IOException {
        for (int i = 0; i < FolderScanner.PAGE + 10; i++) {
            folder.write("f" + i, "1");
        }
        for (int i = 0; i < 3; i++) {
            // The first read asks for the folder itself, the second one for the first page.
            folder.ledger.failFindsAfter(2);
            folder.scan();
            folder.pass(Watched.SETTLE);
        }
        assertThat(folder.announcements()).hasSize(FolderScanner.PAGE);
    }

    @Test
    void a_folder_that_is_gone_and_comes_back_announces_nothing_again() throws IOException {
        folder.write("a", "1", TIME);
        folder.settle();
        folder.announcements();
        Files.move(root, temp.resolve("away"));
        assertThat(folder.scan().troubles()).singleElement().asString().contains(root.toString(), "cannot be read");
        folder.restart();
        folder.settle();
        Files.move(temp.resolve("away"), root);
        folder.settle();
        folder.settle();

        assertThat(folder.announcements()).isEmpty();
        assertThat(folder.scan().troubles()).isEmpty();
    }

    @Test
    void a_share_that_is_not_mounted_leaves_an_empty_folder_and_nothing_is_announced_again() throws IOException {
        folder.write("a", "1", TIME);
        folder.write("b", "1", TIME);
        folder.settle();
        folder.announcements();
        Files.move(root, temp.resolve("away"));
        Files.createDirectory(root);
        assertThat(folder.scan().troubles()).singleElement().asString().contains("mounted");
        folder.restart();
        assertThat(folder.scan().troubles()).singleElement().asString().contains("mounted");
        Files.delete(root);
        Files.move(temp.resolve("away"), root);
        folder.settle();
        folder.settle();

        assertThat(folder.announcements()).isEmpty();
        assertThat(folder.scan().troubles()).isEmpty();
    }

    @Test
    void a_folder_that_was_restored_elsewhere_is_known_by_its_files() throws IOException {
        folder.write("a", "1", TIME);
        folder.write("b", "1", TIME);
        folder.settle();
        folder.announcements();
        Files.move(root, temp.resolve("away"));
        folder.write("a", "1", TIME);
        folder.settle();
        folder.write("b", "1", TIME);
        folder.settle();

        assertThat(folder.announcements()).as("b was really gone, a was not").containsExactly("created b");
    }

    @Test
    void an_unreadable_folder_leaves_the_others_alone_and_forgets_nothing() throws IOException {
        Path closed = folder.write("closed/a", "1", TIME).getParent();
        folder.write("open/b", "1", TIME);
        folder.settle();
        folder.announcements();
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(closed)).as("runs as root").isFalse();

        folder.write("open/c", "1", TIME);
        Files.delete(root.resolve("open/b"));
        assertThat(folder.settle().troubles()).containsExactly("closed: AccessDeniedException");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        folder.write("open/b", "1", TIME);
        folder.settle();

        assertThat(folder.announcements()).as("nothing was proved gone").containsExactly("created open/c");
    }

    @Test
    void files_that_are_excluded_now_are_not_looked_for_at_every_scan() throws IOException {
        folder.write("a.txt", "1");
        folder.write("b.pdf", "1");
        folder.settle();
        folder.announcements();
        folder.restart(FileFilter.of(List.of("*.pdf"), List.of()));
        folder.scan();
        int before = folder.ledger.lists();
        folder.settle();
        folder.settle();
        assertThat(folder.ledger.lists())
                .as("reading the whole ledger is for when something has gone")
                .isEqualTo(before);

        Files.delete(root.resolve("b.pdf"));
        folder.scan();
        assertThat(folder.ledger.lists()).isGreaterThan(before);
        folder.restart();
        folder.settle();
        assertThat(folder.announcements())
                .as("a.txt was announced before it was excluded")
                .isEmpty();
    }

    @Test
    void a_file_that_became_a_link_is_gone() throws IOException {
        Path file = folder.write("a", "1", TIME);
        Path other = folder.write("b", "1", TIME);
        folder.settle();
        Files.delete(file);
        Files.createSymbolicLink(file, other);
        folder.scan();
        Files.delete(file);
        folder.write("a", "1", TIME);
        folder.settle();
        assertThat(folder.announcements()).hasSize(3).last().isEqualTo("created a");
    }

    @Test
    void a_name_of_the_ledger_that_this_machine_cannot_write_stops_no_scan() throws IOException {
        folder.write("a", "1", TIME);
        folder.write("b", "1", TIME);
        folder.settle();
        folder.ledger
                .put("inbox", List.of(new FileLedger.Entry("no\u0000name", new FileLook(1, 1), 1, null)))
                .await()
                .indefinitely();
        folder.restart();
        Files.delete(root.resolve("b"));
        assertThat(folder.settle()).isEqualTo(new ScanReport(1, 0, 0, List.of()));
        assertThat(folder.scan().troubles()).isEmpty();
    }

    @Test
    void a_scan_while_the_ledger_is_away_says_so_and_keeps_the_last_numbers() throws IOException {
        folder.write("a", "1");
        folder.settle();
        folder.ledger.failFindsAfter(0);
        ScanReport report = folder.scan();
        assertThat(report.files()).isEqualTo(1);
        assertThat(report.troubles()).singleElement().asString().contains("repeated", "away");
        assertThat(folder.scanner().last()).isEqualTo(report);
    }
}
