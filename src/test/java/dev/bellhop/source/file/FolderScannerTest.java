package dev.bellhop.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bellhop.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What arrives is announced once, when it is whole, whatever its dates and however it came. */
class FolderScannerTest {

    private static final Instant TIME = Instant.parse("2026-11-20T10:15:30Z");

    @TempDir
    Path root;

    Watched folder;

    @BeforeEach
    void watch() throws IOException {
        folder = watched(root);
    }

    Watched watched(Path root) throws IOException {
        return new Watched(root);
    }

    @Test
    void a_file_is_announced_once_when_it_has_rested() throws IOException {
        folder.write("in/a.txt", "1");
        assertThat(folder.scan()).isEqualTo(new ScanReport(1, 1, 0, List.of()));
        folder.pass(Watched.SETTLE.minusNanos(1));
        assertThat(folder.scan().settling()).isEqualTo(1);
        folder.pass(Duration.ofNanos(1));
        assertThat(folder.scan()).isEqualTo(new ScanReport(1, 0, 1, List.of()));
        assertThat(folder.announcements()).containsExactly("created in/a.txt");

        for (int i = 0; i < 3; i++) {
            assertThat(folder.settle()).isEqualTo(new ScanReport(1, 0, 0, List.of()));
        }
        folder.restart();
        folder.settle();
        assertThat(folder.announcements()).isEmpty();
        assertThat(folder.scanner().last()).isEqualTo(new ScanReport(1, 0, 0, List.of()));
    }

    @Test
    void a_file_that_grows_waits_until_it_stops_growing() throws IOException {
        Path file = folder.write("a.txt", "1");
        for (int i = 0; i < 5; i++) {
            folder.scan();
            folder.pass(Watched.SETTLE.plusSeconds(1));
            Files.writeString(file, "more", StandardOpenOption.APPEND);
        }
        folder.scan();
        assertThat(folder.announcements()).isEmpty();

        folder.settle();
        List<Event> events = folder.announced();
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().what().data().text()).contains("\"size\":21,");
    }

    @Test
    void an_empty_file_is_a_file() throws IOException {
        folder.write("done", "");
        folder.settle();
        assertThat(folder.announcements()).containsExactly("created done");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1970-01-01T00:00:00Z", "1999-12-31T23:59:59Z", "2026-11-20T10:15:30Z", "2099-01-01T00:00:00Z"})
    void dates_decide_nothing(Instant modified) throws IOException {
        folder.write("before.txt", "1");
        folder.settle();
        folder.write("dated.txt", "1", modified);
        folder.settle();
        folder.write("after.txt", "1", Instant.parse("2020-01-01T00:00:00Z"));
        folder.settle();

        assertThat(folder.announcements())
                .containsExactly("created before.txt", "created dated.txt", "created after.txt");
    }

    @Test
    void files_of_the_same_time_are_all_announced() throws IOException {
        for (int i = 0; i < 20; i++) {
            folder.write("a" + i, "x", TIME);
        }
        folder.settle();
        folder.write("late", "x", TIME);
        folder.settle();

        assertThat(folder.announcements())
                .hasSize(21)
                .doesNotHaveDuplicates()
                .last()
                .isEqualTo("created late");
    }

    @Test
    void a_file_that_is_written_under_another_name_and_renamed_is_announced_by_its_last_name() throws IOException {
        Path part = folder.write("a.txt.part", "1");
        folder.settle();
        assertThat(folder.announcements()).isEmpty();

        Files.move(part, root.resolve("a.txt"), StandardCopyOption.ATOMIC_MOVE);
        folder.settle();
        assertThat(folder.announcements()).containsExactly("created a.txt");
    }

    @Test
    void a_folder_that_is_moved_in_is_announced_whole(@TempDir Path outside) throws IOException {
        Files.writeString(Files.createDirectories(outside.resolve("batch/deep")).resolve("a"), "1");
        Files.writeString(outside.resolve("batch/b"), "2");
        folder.scan();
        Files.move(outside.resolve("batch"), root.resolve("batch"));
        folder.settle();

        assertThat(folder.announcements()).containsExactlyInAnyOrder("created batch/deep/a", "created batch/b");
    }

    @Test
    void a_file_that_is_replaced_is_a_change_with_an_id_of_its_own() throws IOException {
        folder.write("a", "1", TIME);
        folder.settle();
        folder.write("a", "22", TIME);
        folder.settle();
        folder.write("a", "33", TIME.minusSeconds(3600));
        folder.settle();
        folder.write("a", "1", TIME);
        folder.settle();

        List<Event> events = folder.announced();
        assertThat(events)
                .extracting(event -> event.what().type())
                .containsExactly(FileEvents.CREATED, FileEvents.CHANGED, FileEvents.CHANGED, FileEvents.CHANGED);
        Set<String> ids = new HashSet<>();
        events.forEach(event -> ids.add(event.what().id()));
        assertThat(ids).as("going back to an earlier content is news too").hasSize(4);
    }

    @Test
    void touching_a_file_counts_as_a_change() throws IOException {
        Path file = folder.write("a", "1", TIME);
        folder.settle();
        Files.setLastModifiedTime(file, FileTime.from(TIME.plusMillis(1)));
        folder.settle();
        assertThat(folder.announcements()).containsExactly("created a", "changed a");
    }

    @Test
    void a_file_that_is_deleted_and_comes_back_just_the_same_is_a_new_one() throws IOException {
        folder.write("a", "1", TIME);
        folder.write("other", "1", TIME);
        folder.settle();
        Event first = folder.announced().stream()
                .filter(event -> event.what().subject().equals("a"))
                .findFirst()
                .orElseThrow();
        Files.delete(root.resolve("a"));
        folder.scan();
        folder.write("a", "1", TIME);
        folder.settle();

        List<Event> events = folder.announced();
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.what().type()).isEqualTo(FileEvents.CREATED);
            assertThat(event.what().id()).isNotEqualTo(first.what().id());
        });
    }

    @Test
    void the_only_file_may_be_deleted_and_come_back_too_even_over_a_restart() throws IOException {
        folder.write("a", "1", TIME);
        folder.settle();
        Files.delete(root.resolve("a"));
        folder.restart();
        folder.scan();
        folder.write("a", "1", TIME);
        folder.settle();

        assertThat(folder.announcements()).containsExactly("created a", "created a");
    }

    @Test
    void two_files_that_change_places_are_both_news() throws IOException {
        folder.write("a", "1", TIME);
        folder.write("b", "22", TIME);
        folder.settle();
        Files.move(root.resolve("a"), root.resolve("c.part"));
        Files.move(root.resolve("b"), root.resolve("a"));
        Files.move(root.resolve("c.part"), root.resolve("b"));
        folder.settle();
        assertThat(folder.announcements().subList(2, 4)).containsExactlyInAnyOrder("changed a", "changed b");
    }

    @Test
    void thousands_of_files_are_announced_page_by_page_and_once() throws IOException {
        int files = FolderScanner.PAGE * 5 + 7;
        for (int i = 0; i < files; i++) {
            folder.write(i % 10 + "/f" + i, "");
        }
        assertThat(folder.settle()).isEqualTo(new ScanReport(files, 0, files, List.of()));
        folder.restart();
        assertThat(folder.settle()).isEqualTo(new ScanReport(files, 0, 0, List.of()));
        assertThat(folder.announcements()).hasSize(files).doesNotHaveDuplicates();
    }

    /** Other systems allow fewer names, or take two of these for the same. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void names_of_any_kind_are_announced() throws IOException {
        assumeThat(System.getProperty("sun.jnu.encoding")).isEqualTo("UTF-8");
        List<String> names = oddNames();
        for (String name : names) {
            folder.write(name, "1");
        }
        folder.settle();
        assertThat(folder.announcements())
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(name -> "created " + name).toList());
    }

    List<String> oddNames() {
        return List.of("ä", "a\u0308", "漢字", "😀", "a b", "-rf", "a\nb", "\\", "'\"", "%2F", "~");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_name_that_is_no_text_is_reported_and_keeps_no_other_from_being_announced() throws Exception {
        String touch = "cd \"$0\" && touch \"$(printf 'bad\\377')\" good && bad=\"$(printf 'dir\\376')\""
                + " && mkdir \"$bad\" && touch \"$bad/lost\" \"$(printf 'sign\\357\\277\\275')\"";
        assertThat(new ProcessBuilder("sh", "-c", touch, root.toString())
                        .start()
                        .waitFor())
                .isZero();
        ScanReport report = folder.settle();
        if (System.getProperty("sun.jnu.encoding").equals("UTF-8")) {
            assertThat(folder.announcements()).containsExactlyInAnyOrder("created good", "created sign\uFFFD");
            assertThat(report.troubles()).singleElement().asString().contains("2 files or folders", "LC_ALL=C.UTF-8");
        } else {
            assertThat(folder.announcements()).containsExactly("created good");
        }
        assertThat(folder.settle().troubles())
                .as("in the same words, so that it is logged once")
                .isEqualTo(report.troubles());
    }
}
