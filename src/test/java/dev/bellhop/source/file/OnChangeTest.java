package dev.bellhop.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.Event;
import dev.bellhop.source.content.FolderFiles;
import dev.bellhop.source.file.FolderSettings.Newness;
import dev.bellhop.source.file.FolderSettings.OnChange;
import dev.bellhop.source.file.FolderSettings.OnRename;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which changes of a file that was announced are news. */
class OnChangeTest {

    private static final Instant TIME = Instant.parse("2026-11-20T10:15:30Z");

    @TempDir
    Path root;

    private Watched folder;

    @BeforeEach
    void watch() {
        folder = new Watched(root);
    }

    @Test
    void a_change_may_be_ignored_but_not_a_file_that_is_created_again() throws IOException {
        folder.restart(newness(OnChange.IGNORE));
        folder.write("a", "1", TIME);
        folder.write("b", "1", TIME);
        folder.settle();
        folder.write("a", "22", TIME);
        folder.settle();
        Files.delete(root.resolve("b"));
        folder.scan();
        folder.write("b", "1", TIME);
        folder.settle();
        assertThat(folder.announcements()).containsExactlyInAnyOrder("created a", "created b", "created b");

        folder.restart(newness(OnChange.ANY));
        folder.settle();
        assertThat(folder.announcements()).as("the change was ignored for good").isEmpty();
    }

    @Test
    void a_touch_is_no_change_of_the_content_and_its_link_goes_on_working() throws IOException {
        folder.restart(newness(OnChange.CONTENT));
        Path file = folder.write("a", "1", TIME);
        folder.settle();
        Event created = folder.announced().getFirst();
        for (int i = 1; i < 3; i++) {
            Files.setLastModifiedTime(file, FileTime.from(TIME.minusSeconds(i)));
            assertThat(isPinned(created)).as("before it is looked at").isTrue();
            folder.settle();
            assertThat(isPinned(created)).isTrue();
        }
        folder.restart(newness(OnChange.CONTENT));
        folder.settle();
        assertThat(folder.announcements()).isEmpty();

        folder.write("a", "2", TIME.plusSeconds(1));
        folder.settle();
        assertThat(isPinned(created)).as("other bytes, though the same size").isFalse();
        Event changed = folder.announced().getFirst();
        assertThat(changed.what().type()).isEqualTo(FileEvents.CHANGED);
        folder.write("a", "1", TIME);
        folder.settle();
        Event back = folder.announced().getFirst();
        assertThat(back.what().id())
                .as("going back is news too")
                .isNotEqualTo(created.what().id());
    }

    @Test
    void a_crash_between_log_and_ledger_and_a_touch_after_it_announce_nothing_twice() throws IOException {
        folder.restart(newness(OnChange.CONTENT));
        Path file = folder.write("a", "1", TIME);
        folder.scan();
        folder.pass(Watched.SETTLE);
        folder.ledger.failPuts(1);
        folder.scan();
        folder.restart(newness(OnChange.CONTENT));
        Files.setLastModifiedTime(file, FileTime.from(TIME.plusSeconds(1)));
        folder.settle();
        folder.settle();
        assertThat(folder.announcements()).containsExactly("created a");
    }

    @ParameterizedTest
    @EnumSource(OnChange.class)
    void another_policy_announces_nothing_by_itself(OnChange next) throws IOException {
        folder.write("a", "1", TIME);
        folder.settle();
        Event created = folder.announced().getFirst();
        folder.restart(newness(next));
        folder.settle();
        folder.settle();
        assertThat(folder.announcements()).isEmpty();
        assertThat(isPinned(created)).isTrue();
    }

    @Test
    void a_file_that_goes_away_before_it_is_read_is_not_announced() throws IOException {
        folder.restart(newness(OnChange.CONTENT));
        folder.write("a", "1");
        folder.scan();
        folder.pass(Watched.SETTLE);
        // The page is read by then, the content is not.
        folder.ledger.beforeFind(() -> Files.deleteIfExists(root.resolve("a")));
        assertThat(folder.scan().announced()).isZero();
        assertThat(folder.settle().settling()).isZero();
        assertThat(folder.announcements()).isEmpty();
    }

    @Test
    void a_file_that_is_written_while_it_is_read_settles_again() throws IOException {
        folder.restart(newness(OnChange.CONTENT));
        Path file = folder.write("a", "1", TIME);
        folder.scan();
        folder.pass(Watched.SETTLE);
        folder.ledger.beforeFind(() -> Files.writeString(file, "22"));
        assertThat(folder.scan())
                .extracting(ScanReport::announced, ScanReport::settling)
                .containsExactly(0L, 1L);
        folder.ledger.beforeFind(() -> null);
        folder.settle();
        assertThat(folder.announced())
                .singleElement()
                .satisfies(event -> assertThat(isPinned(event)).isTrue());
    }

    private boolean isPinned(Event event) throws IOException {
        String link = event.what().contentPath();
        FolderSettings settings =
                new FolderSettings(root, FileFilter.of(List.of(), List.of()), true, Watched.SETTLE, Watched.SETTLE);
        return new FolderFiles(settings)
                .find(event.what().subject())
                .orElseThrow()
                .is(link.substring(link.indexOf("version=") + 8));
    }

    private static Newness newness(OnChange onChange) {
        return new Newness(onChange, OnRename.IGNORE, Newness.VANISH_MAX);
    }
}
