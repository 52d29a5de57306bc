package dev.bellhop.operation.action.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.Operations.Request;
import dev.bellhop.operation.Operations.Start;
import dev.bellhop.operation.action.Acting;
import dev.bellhop.operation.engine.World;
import dev.bellhop.source.Source;
import dev.bellhop.source.Sources;
import dev.bellhop.source.content.FileMoves;
import dev.bellhop.source.content.FileUploads;
import dev.bellhop.source.content.RemoteReads;
import dev.bellhop.source.file.FileFilter;
import dev.bellhop.source.file.FolderSettings;
import dev.bellhop.testing.SeededIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading, writing and moving files by actions. */
class FilesActionsTest {

    @TempDir
    Path temp;

    private Path root;
    private Acting acting;

    @BeforeEach
    void begin() throws IOException {
        root = Files.createDirectory(temp.resolve("inbox"));
        acting = Acting.forever(world(root));
    }

    private static World world(Path root) {
        Source.Directory inbox = new Source.Directory(
                "inbox",
                "",
                "",
                new FolderSettings(
                        root, FileFilter.of(List.of(), List.of("*.tmp")), true, Duration.ofSeconds(1), Duration.ZERO));
        Folders folders = new Folders(new Sources(List.of(inbox, new Source.Pushed("orders", "", ""))));
        FileUploads uploads = new FileUploads(new SeededIds(7), 2_000);
        return World.inOrder(
                new FilesRead(folders, new RemoteReads(), name -> "type/" + name),
                new FilesWrite(folders, uploads),
                new FilesMove(folders, new FileMoves(uploads)));
    }

    @Test
    void text_is_read_as_text_and_bytes_as_base64() throws IOException {
        Files.writeString(root.resolve("a ü.txt"), "Grüße\u0000");
        Files.write(root.resolve("b.bin"), new byte[] {(byte) 0xff, 0, 1});
        Instant modified = Instant.parse("2026-11-20T10:15:30.5Z");
        Files.setLastModifiedTime(root.resolve("a ü.txt"), FileTime.from(modified));

        FilesRead.Output text = read("{\"source\":\"inbox\",\"path\":\"a ü.txt\"}");
        assertThat(text.content()).isEqualTo("Grüße\u0000");
        assertThat(text.encoding()).isEqualTo("utf-8");
        assertThat(text.size()).isEqualTo(8);
        assertThat(text.name()).isEqualTo("a ü.txt");
        assertThat(text.contentType()).isEqualTo("type/a ü.txt");
        assertThat(text.lastModified()).isEqualTo(modified);
        FilesRead.Output bytes = read("{\"source\":\"inbox\",\"path\":\"b.bin\"}");
        assertThat(bytes.encoding()).isEqualTo("base64");
        assertThat(Base64.getDecoder().decode(bytes.content())).containsExactly(0xff, 0, 1);
        assertThat(read("{\"source\":\"inbox\",\"path\":\"a ü.txt\",\"encoding\":\"base64\"}")
                        .encoding())
                .isEqualTo("base64");
        assertThat(acting.failure("files-read", "{\"source\":\"inbox\",\"path\":\"b.bin\",\"encoding\":\"utf-8\"}"))
                .isEqualTo("not-text");
    }

    @Test
    void a_file_is_read_up_to_a_limit_and_only_in_the_version_that_is_wanted() throws IOException {
        Files.writeString(root.resolve("a"), "12345");
        String etag =
                read("{\"source\":\"inbox\",\"path\":\"a\",\"maxBytes\":5}").etag();
        assertThat(acting.failure("files-read", "{\"source\":\"inbox\",\"path\":\"a\",\"maxBytes\":4}"))
                .isEqualTo("file-too-large");
        String pinned = "{\"source\":\"inbox\",\"path\":\"a\",\"etag\":\"" + etag.replace("\"", "\\\"") + "\"}";
        assertThat(read(pinned).content()).isEqualTo("12345");
        Files.writeString(root.resolve("a"), "other content");
        assertThat(acting.failure("files-read", pinned.replace("}", ",\"maxBytes\":100}")))
                .isEqualTo("file-changed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "none",
                "a/../../secret",
                "/etc/hostname",
                "x.tmp",
                "link",
                "folder",
                "",
                "a\\u0000b"
            })
    void what_the_source_does_not_watch_is_no_file(String path) throws IOException {
        Files.writeString(temp.resolve("secret"), "s");
        Files.writeString(root.resolve("x.tmp"), "s");
        Files.createDirectory(root.resolve("folder"));
        Files.createSymbolicLink(root.resolve("link"), temp.resolve("secret"));
        assertThat(acting.failure("files-read", "{\"source\":\"inbox\",\"path\":\"" + path + "\"}"))
                .isEqualTo("unknown-file");
    }

    @Test
    void a_folder_that_is_away_is_tried_again() throws IOException {
        Files.delete(root);
        String id = acting.start("files-write", "{\"source\":\"inbox\",\"path\":\"a\",\"content\":\"x\"}");
        acting.pass(Duration.ofSeconds(10));
        assertThat(acting.world.operation(id).status()).isEqualTo(OperationStatus.WAITING);
        Files.createDirectory(root);
        acting.pass(Duration.ofSeconds(60));
        acting.output(id, FilesWrite.Output.class);
        assertThat(root.resolve("a")).hasContent("x");
    }

    @Test
    void a_folder_that_stays_away_is_told_in_the_end() throws IOException {
        Files.delete(root);
        String id = acting.start("files-write", "{\"source\":\"inbox\",\"path\":\"a\",\"content\":\"x\"}");
        acting.pass(Duration.ofMinutes(3));
        assertThat(acting.world.operation(id).error().code()).isEqualTo("folder-unavailable");
        assertThat(acting.world.operation(id).error().message()).doesNotContain(root.toString());
    }

    @Test
    void a_file_is_written_with_its_folders_and_replaced_only_if_that_is_asked_for() throws IOException {
        FilesWrite.Output written = write("a/b.txt", "one", "");
        assertThat(root.resolve("a/b.txt")).hasContent("one");
        assertThat(written.size()).isEqualTo(3);
        assertThat(read("{\"source\":\"inbox\",\"path\":\"a/b.txt\"}").etag()).isEqualTo(written.etag());

        assertThat(acting.failure("files-write", writing("a/b.txt", "two", ""))).isEqualTo("file-exists");
        assertThat(root.resolve("a/b.txt")).hasContent("one");
        write("a/b.txt", "two", ",\"overwrite\":true");
        assertThat(root.resolve("a/b.txt")).hasContent("two");
        write("c.bin", "/wAB", ",\"encoding\":\"base64\"");
        assertThat(root.resolve("c.bin")).hasBinaryContent(new byte[] {(byte) 0xff, 0, 1});
        assertThat(names()).containsExactlyInAnyOrder("a", "c.bin");
    }

    @Test
    void a_file_that_holds_the_content_already_is_left_as_it_is() throws IOException {
        write("a", "one", "");
        FileTime before = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        Files.setLastModifiedTime(root.resolve("a"), before);
        write("a", "one", ",\"encoding\":\"utf-8\"");
        write("a", "one", ",\"overwrite\":true");
        assertThat(Files.getLastModifiedTime(root.resolve("a"))).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../a", "a/../b", "/a", "a/", "a//b", ".bellhop-x", "x.tmp", "con", "a\\\\b", "a\\u0007", "a."})
    void a_name_that_cannot_be_is_refused_for_writing_and_as_a_target(String path) throws IOException {
        Files.writeString(root.resolve("here"), "x");
        assertThat(acting.failure("files-write", writing(path, "x", ""))).isEqualTo("file-refused");
        assertThat(acting.failure("files-move", moving("here", path, ""))).isEqualTo("file-refused");
        assertThat(names()).containsExactly("here");
    }

    @Test
    void what_is_too_large_or_not_content_is_refused() {
        assertThat(acting.failure("files-write", writing("a", "x".repeat(2_001), "")))
                .isEqualTo("file-too-large");
        assertUnfit("files-write", writing("a", "a*b", ",\"encoding\":\"base64\""));
        assertUnfit("files-write", writing("a", "\\ud800", ""));
        assertUnfit("files-write", writing("a", "x", ",\"encoding\":\"latin\""));
        assertUnfit("files-move", moving("a", "a", ""));
        assertUnfit("files-read", "{\"source\":\"inbox\",\"path\":\"a\",\"maxBytes\":0}");
        assertThat(acting.failure("files-read", "{\"source\":\"orders\",\"path\":\"a\"}"))
                .isEqualTo("unknown-source");
        assertThat(acting.failure("files-write", writing("a", "x", "").replace("inbox", "none")))
                .isEqualTo("unknown-source");
    }

    @Test
    void a_file_is_moved_in_one_step_and_over_another_one_only_if_that_is_asked_for() throws IOException {
        Files.writeString(root.resolve("a"), "one");
        Files.writeString(root.resolve("other"), "two");
        assertThat(acting.failure("files-move", moving("a", "other", ""))).isEqualTo("file-exists");
        assertThat(acting.failure("files-move", moving("none", "b", ""))).isEqualTo("unknown-file");

        FilesWrite.Output moved = acting.run("files-move", moving("a", "x/y/b", ""), FilesWrite.Output.class);
        assertThat(moved.path()).isEqualTo("x/y/b");
        assertThat(root.resolve("x/y/b")).hasContent("one");
        assertThat(names()).containsExactlyInAnyOrder("x", "other");
        acting.run("files-move", moving("x/y/b", "other", ",\"overwrite\":true"), FilesWrite.Output.class);
        assertThat(root.resolve("other")).hasContent("one");
    }

    @Test
    void a_crash_anywhere_changes_nothing() {
        Acting.everywhere(this::writeAndMove);
    }

    private int writeAndMove(int deathAfter) {
        try {
            Path own = Files.createTempDirectory(temp, "crash");
            Acting mortal = new Acting(world(own), deathAfter);
            mortal.run("files-write", writing("a", "one", ""), FilesWrite.Output.class);
            mortal.run("files-move", moving("a", "b", ""), FilesWrite.Output.class);
            mortal.run("files-move", moving("b", "c", ",\"overwrite\":true"), FilesWrite.Output.class);
            assertThat(own.toFile().list())
                    .as("died after %d tasks", deathAfter)
                    .containsExactly("c");
            assertThat(own.resolve("c")).hasContent("one");
            return mortal.settle();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void each_tells_the_source_that_its_input_is_about() {
        assertThat(acting.alive.operations.sources("files-read", "{\"source\":\"inbox\",\"path\":\"a\"}"))
                .contains(Set.of("inbox"));
        assertThat(acting.alive.operations.sources("files-move", moving("a", "b", "")))
                .contains(Set.of("inbox"));
        assertThat(acting.alive.operations.sources("files-read", "{\"source\":17}"))
                .isEmpty();
        assertThat(acting.alive.operations.sources("none", "{}")).isEmpty();
    }

    private void assertUnfit(String action, String input) {
        var start = acting.alive.later(acting.alive.operations.start(new Request(action, "me", null, input)));
        acting.settle();
        assertThat(start.get()).isInstanceOf(Start.Unfit.class);
    }

    private FilesRead.Output read(String input) {
        return acting.run("files-read", input, FilesRead.Output.class);
    }

    private FilesWrite.Output write(String path, String content, String more) {
        return acting.run("files-write", writing(path, content, more), FilesWrite.Output.class);
    }

    private static String writing(String path, String content, String more) {
        return "{\"source\":\"inbox\",\"path\":\"" + path + "\",\"content\":\"" + content + "\"" + more + "}";
    }

    private static String moving(String path, String to, String more) {
        return "{\"source\":\"inbox\",\"path\":\"" + path + "\",\"to\":\"" + to + "\"" + more + "}";
    }

    private List<String> names() {
        return List.of(root.toFile().list());
    }
}
