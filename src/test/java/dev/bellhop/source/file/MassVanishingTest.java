package dev.bellhop.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.source.file.FolderSettings.Newness;
import dev.bellhop.source.file.FolderSettings.OnChange;
import dev.bellhop.source.file.FolderSettings.OnRename;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Too many files that vanish at once are a disaster and no deletion. */
class MassVanishingTest {

    private static final Instant TIME = Instant.parse("2026-11-20T10:15:30Z");
    private static final int FILES = 40;

    @TempDir
    Path temp;

    private Path root;
    private Watched folder;

    @BeforeEach
    void watch() throws IOException {
        root = Files.createDirectory(temp.resolve("inbox"));
        folder = new Watched(root);
        for (int i = 0; i < FILES; i++) {
            folder.write((i < 10 ? "few/" : "many/") + i, "1", TIME);
        }
        folder.settle();
        assertThat(folder.announcements()).hasSize(FILES);
    }

    @Test
    void the_source_stops_announces_nothing_and_goes_on_when_the_files_are_back() throws IOException {
        folder.write("ready", "1", TIME);
        folder.scan();
        Files.move(root.resolve("many"), temp.resolve("away"));
        ScanReport stopped = folder.scan();
        assertThat(stopped.stopped()).isTrue();
        assertThat(stopped.troubles())
                .singleElement()
                .asString()
                .contains("30 of 40 known files", "vanish-max=0.5", "bellhop.sources.inbox.vanish-max=1");
        assertThat(folder.settle().troubles()).as("in the same words").isEqualTo(stopped.troubles());
        folder.restart();
        assertThat(folder.settle().stopped()).as("after a restart too").isTrue();
        assertThat(folder.announcements()).isEmpty();

        Files.move(temp.resolve("away"), root.resolve("many"));
        assertThat(folder.scan()).isEqualTo(new ScanReport(FILES + 1, 1, 0, List.of()));
        folder.settle();
        assertThat(folder.announcements()).containsExactly("created ready");
    }

    @Test
    void a_share_that_fills_file_by_file_announces_nothing_again() throws IOException {
        for (int i = 0; i < FILES; i++) {
            Files.move(root.resolve((i < 10 ? "few/" : "many/") + i), temp.resolve("" + i));
        }
        folder.settle();
        for (int i = 0; i < FILES; i++) {
            assertThat(folder.settle().stopped()).isTrue();
            Files.move(temp.resolve("" + i), root.resolve((i < 10 ? "few/" : "many/") + i));
        }
        folder.settle();
        assertThat(folder.settle()).isEqualTo(new ScanReport(FILES, 0, 0, List.of()));
        assertThat(folder.announcements()).isEmpty();
    }

    @Test
    void what_stays_away_while_the_rest_is_back_is_gone_after_a_while() throws IOException {
        Files.move(root.resolve("many"), temp.resolve("away"));
        folder.scan();
        Files.delete(temp.resolve("away/20"));
        Files.move(temp.resolve("away"), root.resolve("many"));
        for (int i = 0; i < VanishedFiles.CALM_SCANS; i++) {
            assertThat(folder.scan().stopped()).isTrue();
        }
        assertThat(folder.scan().stopped()).isFalse();
        folder.write("many/20", "1", TIME);
        folder.settle();
        assertThat(folder.announcements()).containsExactly("created many/20");
    }

    @Test
    void it_may_be_accepted() throws IOException {
        Files.move(root.resolve("many"), temp.resolve("away"));
        folder.settle();
        folder.restart(new Newness(OnChange.ANY, OnRename.IGNORE, 1));
        assertThat(folder.settle()).isEqualTo(new ScanReport(10, 0, 0, List.of()));
        folder.restart();
        assertThat(folder.settle().stopped()).isFalse();
    }

    @Test
    void as_many_as_the_share_may_vanish_and_any_number_of_few_files() throws IOException {
        for (int i = 10; i < 30; i++) {
            Files.delete(root.resolve("many/" + i));
        }
        assertThat(folder.scan().stopped()).as("half is not more than half").isFalse();
        Files.delete(root.resolve("many/30"));
        assertThat(folder.scan().stopped()).isFalse();
        for (int i = 31; i < FILES; i++) {
            Files.delete(root.resolve("many/" + i));
        }
        assertThat(folder.scan()).as("19 were known").isEqualTo(new ScanReport(10, 0, 0, List.of()));
        for (int i = 0; i < 10; i++) {
            Files.delete(root.resolve("few/" + i));
        }
        assertThat(folder.scan()).as("10 were known").isEqualTo(new ScanReport(0, 0, 0, List.of()));
    }

    @Test
    void files_that_are_excluded_now_did_not_vanish() {
        folder.restart(FileFilter.of(List.of(), List.of("many")));
        assertThat(folder.settle()).isEqualTo(new ScanReport(10, 0, 0, List.of()));
    }

    @Test
    void a_root_that_is_gone_or_not_mounted_stops_the_source_and_announces_nothing_after_it_is_back()
            throws IOException {
        Files.move(root, temp.resolve("away"));
        assertThat(folder.scan().stopped()).isTrue();
        Files.createDirectory(root);
        folder.write("on the mount point", "1", TIME);
        assertThat(folder.settle().stopped()).isTrue();
        folder.restart();
        ScanReport report = folder.settle();
        assertThat(report.stopped()).isTrue();
        assertThat(report.troubles()).singleElement().asString().contains("mounted");

        Files.delete(root.resolve("on the mount point"));
        Files.delete(root);
        Files.move(temp.resolve("away"), root);
        folder.settle();
        assertThat(folder.settle()).isEqualTo(new ScanReport(FILES, 0, 0, List.of()));
        assertThat(folder.announcements()).isEmpty();
    }

    @Test
    void a_scan_that_breaks_off_half_way_forgets_nothing() throws IOException {
        for (int i = 0; i < FolderScanner.PAGE; i++) {
            folder.write("more/" + i, "1", TIME);
        }
        folder.settle();
        folder.announcements();
        for (int finds = 0; finds < 3; finds++) {
            folder.restart();
            folder.ledger.failFindsAfter(finds);
            folder.scan();
            folder.ledger.failFindsAfter(Integer.MAX_VALUE);
        }
        folder.settle();
        assertThat(folder.settle()).isEqualTo(new ScanReport(FILES + FolderScanner.PAGE, 0, 0, List.of()));
        assertThat(folder.announcements()).isEmpty();
    }
}
