package dev.bellhop.source.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.bellhop.source.content.FileMoves.MoveResult;
import dev.bellhop.source.file.FileFilter;
import dev.bellhop.source.file.FolderSettings;
import dev.bellhop.source.file.ObservedFile;
import dev.bellhop.testing.SeededIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moves, done again after a crash at each of their points. */
class FileMovesTest {

    @TempDir
    Path root;

    private final FileMoves moves = new FileMoves(new FileUploads(new SeededIds(1), 1_000));
    private FolderSettings settings;

    @BeforeEach
    void begin() {
        settings = settings(root);
    }

    private static FolderSettings settings(Path root) {
        return new FolderSettings(
                root, FileFilter.of(List.of(), List.of()), true, Duration.ofSeconds(1), Duration.ZERO);
    }

    @Test
    void what_was_moved_before_counts_as_moved() throws IOException {
        ObservedFile what = put("a", "one");
        assertThat(move(what, "b", false)).isInstanceOf(MoveResult.Moved.class);
        assertThat(move(what, "b", false)).isInstanceOf(MoveResult.Moved.class);
        put("a", "a new one came");
        assertThat(move(what, "b", false)).isInstanceOf(MoveResult.Moved.class);
        assertThat(root.resolve("a")).hasContent("a new one came");
        assertThat(root.resolve("b")).hasContent("one");
    }

    @Test
    void after_a_crash_between_the_two_names_the_first_one_goes() throws IOException {
        ObservedFile what = put("a", "one");
        Files.createLink(root.resolve("b"), root.resolve("a"));
        assertThat(move(what, "b", false)).isInstanceOf(MoveResult.Moved.class);
        assertThat(root.toFile().list()).containsExactly("b");
    }

    @Test
    void a_crash_while_the_first_name_was_taken_away_leaves_nothing_behind() throws IOException {
        ObservedFile what = put("a", "one");
        assertThat(move(what, "b", false)).isInstanceOf(MoveResult.Moved.class);
        Path held = root.resolve(".bellhop-moved-" + UUID.nameUUIDFromBytes("1".getBytes(StandardCharsets.UTF_8)));
        Files.createLink(held, root.resolve("b"));

        assertThat(move(what, "b", false)).isInstanceOf(MoveResult.Moved.class);

        assertThat(root.toFile().list()).containsExactly("b");
    }

    @Test
    void a_long_id_does_not_leave_the_file_at_both_places() throws IOException {
        ObservedFile what = put("a", "one");

        assertThat(moves.move(settings, what, "b", false, "x".repeat(256))).isInstanceOf(MoveResult.Moved.class);

        assertThat(root.toFile().list()).containsExactly("b");
    }

    @Test
    void another_file_is_neither_moved_nor_replaced() throws IOException {
        ObservedFile what = put("a", "one");
        put("b", "two");
        assertThat(move(what, "b", false)).isEqualTo(new MoveResult.Exists());
        Files.delete(root.resolve("a"));
        assertThat(move(what, "c", false)).isEqualTo(new MoveResult.Gone());
        put("a", "other");
        assertThat(move(what, "c", true)).isEqualTo(new MoveResult.Changed());
        assertThat(root.toFile().list()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void an_equal_look_is_not_the_same_file() throws IOException {
        ObservedFile what = put("a", "one");
        put("b", "two");
        FileTime time = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        Files.setLastModifiedTime(root.resolve("a"), time);
        Files.setLastModifiedTime(root.resolve("b"), time);
        what = FileMoves.look(settings, "a").orElseThrow();
        assertThat(move(what, "b", false)).isEqualTo(new MoveResult.Exists());
        assertThat(move(what, "b", true)).isInstanceOf(MoveResult.Moved.class);
        assertThat(root.resolve("b")).hasContent("one");
    }

    @Test
    void a_link_on_the_way_leads_nowhere(@TempDir Path elsewhere) throws IOException {
        ObservedFile what = put("a", "one");
        Files.createSymbolicLink(root.resolve("out"), elsewhere);
        assertThat(move(what, "out/b", true)).isInstanceOf(MoveResult.Refused.class);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void another_file_system_will_do() throws IOException {
        try (FileSystem system = Jimfs.newFileSystem(Configuration.unix())) {
            Path other = Files.createDirectory(system.getPath("/inbox"));
            Files.writeString(other.resolve("a"), "one");
            FolderSettings there = settings(other);
            ObservedFile what = FileMoves.look(there, "a").orElseThrow();
            assertThat(moves.move(there, what, "x/b", false, "1")).isInstanceOf(MoveResult.Moved.class);
            assertThat(Files.readString(other.resolve("x/b"))).isEqualTo("one");
            assertThat(other.resolve("a")).doesNotExist();
        }
    }

    private ObservedFile put(String path, String content) throws IOException {
        Files.writeString(root.resolve(path), content);
        return FileMoves.look(settings, path).orElseThrow();
    }

    private MoveResult move(ObservedFile what, String to, boolean overwrite) throws IOException {
        return moves.move(settings, what, to, overwrite, "1");
    }
}
