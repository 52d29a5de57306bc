package dev.bellhop.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bellhop.event.Event;
import dev.bellhop.source.file.FolderSettings.Newness;
import dev.bellhop.source.file.FolderSettings.OnChange;
import dev.bellhop.source.file.FolderSettings.OnRename;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that is known keeps being known under another path; a copy, and a number that is used again, are new. */
class OnRenameTest {

    private static final Instant TIME = Instant.parse("2026-11-20T10:15:30Z");
    private static final Newness ANNOUNCE = new Newness(OnChange.ANY, OnRename.ANNOUNCE, Newness.VANISH_MAX);

    @TempDir
    Path root;

    private Watched folder;

    @BeforeEach
    void watch() throws IOException {
        folder = new Watched(root);
        folder.write("a", "1", TIME);
        folder.write("other", "22", TIME);
        folder.settle();
        folder.announcements();
        assumeThat(Files.readAttributes(root, BasicFileAttributes.class).fileKey())
                .as("only where files have numbers")
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"a, b", "a, sub/b", "a, A", "a, á", "á, a\u0301"})
    void a_file_that_is_renamed_is_no_news(String before, String after) throws IOException {
        move("a", before);
        folder.settle();
        move(before, after);
        folder.settle();
        move(after, "a");
        folder.restart();
        folder.settle();
        assertThat(folder.announcements()).isEmpty();
        assertThat(folder.settle()).isEqualTo(new ScanReport(2, 0, 0, List.of()));

        folder.write("a", "333", TIME);
        folder.settle();
        assertThat(folder.announcements()).as("its changes are").containsExactly("changed a");
    }

    @Test
    void renaming_may_be_announced() throws IOException {
        folder.restart(ANNOUNCE);
        move("a", "sub/b");
        folder.settle();
        Event renamed = folder.announced().getFirst();
        assertThat(renamed.what().type()).isEqualTo("dev.bellhop.file.renamed");
        assertThat(renamed.what().subject()).isEqualTo("sub/b");
        assertThat(renamed.what().data().text()).contains("\"path\":\"sub/b\"", "\"previousPath\":\"a\"");

        move("sub/b", "a");
        folder.settle();
        move("a", "sub/b");
        folder.settle();
        List<Event> again = folder.announced();
        assertThat(again)
                .extracting(event -> event.what().type())
                .containsOnly(FileEvents.RENAMED)
                .hasSize(2);
        assertThat(again.getLast().what().id()).isNotEqualTo(renamed.what().id());
    }

    @Test
    void a_crash_between_log_and_ledger_announces_a_renaming_once() throws IOException {
        folder.restart(ANNOUNCE);
        move("a", "b");
        folder.scan();
        folder.pass(Watched.SETTLE);
        folder.ledger.failPuts(1);
        assertThat(folder.scan().troubles()).hasSize(1);
        folder.restart(ANNOUNCE);
        folder.settle();
        folder.settle();
        assertThat(folder.announcements()).containsExactly("renamed b");
    }

    @Test
    void a_copy_and_a_hard_link_are_new() throws IOException {
        Files.createLink(root.resolve("link"), root.resolve("a"));
        Files.copy(root.resolve("a"), root.resolve("copy"), StandardCopyOption.COPY_ATTRIBUTES);
        folder.settle();
        assertThat(folder.announcements()).containsExactlyInAnyOrder("created link", "created copy");

        Files.createLink(root.resolve("link 2"), root.resolve("a"));
        Files.createLink(root.resolve("link 3"), root.resolve("a"));
        Files.delete(root.resolve("a"));
        folder.settle();
        assertThat(folder.announcements())
                .as("one of them is where a went")
                .singleElement()
                .asString()
                .startsWith("created link ");
    }

    @Test
    void a_file_that_took_the_place_of_a_renamed_one_is_a_change_and_loses_nothing() throws IOException {
        move("a", "a.1");
        folder.write("a", "333", TIME);
        folder.settle();
        assertThat(folder.announcements()).containsExactlyInAnyOrder("changed a", "created a.1");
    }

    @Test
    void a_file_that_comes_back_to_where_it_was_deleted_is_new_though_it_was_renamed_before() throws IOException {
        move("a", "b");
        folder.settle();
        move("b", "a");
        folder.settle();
        Files.move(root.resolve("a"), root.resolve("a.part"));
        folder.scan();
        Files.move(root.resolve("a.part"), root.resolve("a"));
        folder.settle();
        assertThat(folder.announcements()).containsExactly("created a");
    }

    @Test
    void a_folder_that_is_renamed_is_no_news_however_many_files_it_has() throws IOException {
        int files = FolderScanner.PAGE + 10;
        for (int i = 0; i < files; i++) {
            folder.write("in/f" + i, "x", TIME);
        }
        folder.settle();
        assertThat(folder.announcements()).hasSize(files);
        Files.move(root.resolve("in"), root.resolve("moved"));
        assertThat(folder.scan().stopped()).as("it might be a disaster").isTrue();
        folder.pass(Watched.SETTLE);
        assertThat(folder.scan().stopped()).isFalse();
        assertThat(folder.announcements()).isEmpty();
        assertThat(folder.settle()).isEqualTo(new ScanReport(files + 2, 0, 0, List.of()));
    }

    private void move(String before, String after) throws IOException {
        Files.createDirectories(root.resolve(after).getParent());
        if (!before.equals(after)) {
            Files.move(root.resolve(before), root.resolve(after));
        }
    }
}
