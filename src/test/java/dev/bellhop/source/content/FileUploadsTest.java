package dev.bellhop.source.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.source.content.UploadResult.Written;
import dev.bellhop.source.file.FileFilter;
import dev.bellhop.source.file.FolderSettings;
import dev.bellhop.testing.SeededIds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileUploadsTest {

    private static final int BYTES_MAX = 1_000;

    @TempDir
    Path temp;

    private Path root;
    private final FileUploads uploads = new FileUploads(new SeededIds(1), BYTES_MAX);

    @BeforeEach
    void folders() throws IOException {
        root = Files.createDirectory(temp.resolve("inbox"));
        Files.createDirectory(temp.resolve("inbox2"));
    }

    @Test
    void a_new_file_is_made_with_its_folders_and_a_second_one_replaces_it() throws IOException {
        Written first = (Written) put("a/b/c.txt", "one");
        Written second = (Written) put("a/b/c.txt", "second");

        assertThat(first.created()).isTrue();
        assertThat(second.created()).isFalse();
        assertThat(root.resolve("a/b/c.txt")).hasContent("second");
        assertThat(second.file().look())
                .isEqualTo(new FolderFiles(settings(true))
                        .find("a/b/c.txt")
                        .orElseThrow()
                        .look());
        assertThat(everything()).containsExactly("a", "a/b", "a/b/c.txt");
    }

    @ParameterizedTest
    @CsvSource({
        "'', slash",
        "/etc/x, slash",
        "a/, slash",
        "a//b, slash",
        "., no name in it",
        "../x, no name in it",
        "a/../../x, no name in it",
        "../inbox2/x, no name in it",
        "a\\b, backslash",
        "..\\x, backslash",
        "a., dot",
        "'a /b', space",
        "...., dot",
        "con, device",
        "a/NUL.txt, device",
        "Com1, device",
        "lpt9.log, device",
        ".hidden, of this name",
        ".git/config, this folder",
        "x.part, of this name",
        "x.exe, of this name",
        ".bellhop-upload-1, of this name",
        "a/.bellhop-upload-1, of this name",
        ".bellhop-upload-1/x, this folder",
    })
    void a_path_that_is_odd_or_not_watched_is_refused_with_the_reason(String path, String reason) throws IOException {
        assertThat(put(path, "x"))
                .isInstanceOfSatisfying(
                        UploadResult.Refused.class,
                        refused -> assertThat(refused.reason()).contains(reason));
        assertThat(everything()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\u007fb", "a\uFFFDb"})
    void control_characters_are_refused(String path) throws IOException {
        assertThat(put(path, "x")).isInstanceOf(UploadResult.Refused.class);
    }

    @Test
    void names_that_are_too_long_or_too_deep_are_refused_and_the_longest_are_not() throws IOException {
        assertThat(put("x".repeat(256), "x")).isInstanceOf(UploadResult.Refused.class);
        assertThat(put("ä".repeat(128), "x")).isInstanceOf(UploadResult.Refused.class);
        assertThat(put("x/".repeat(101) + "x", "x")).isInstanceOf(UploadResult.Refused.class);
        assertThat(put("x".repeat(200) + ("/" + "x".repeat(200)).repeat(10), "x"))
                .isInstanceOf(UploadResult.Refused.class);
        assertThat(put("x".repeat(255), "x")).isInstanceOf(Written.class);
        assertThat(put("x/".repeat(100) + "x", "x")).isInstanceOf(Written.class);
    }

    @Test
    void links_and_what_is_no_file_are_in_the_way() throws IOException {
        Path secret = Files.writeString(temp.resolve("inbox2/secret"), "SECRET");
        Files.createSymbolicLink(root.resolve("link"), secret);
        Files.createSymbolicLink(root.resolve("dangling"), temp.resolve("inbox2/new"));
        Files.createSymbolicLink(root.resolve("linked"), temp.resolve("inbox2"));
        Files.createDirectory(root.resolve("folder"));
        Files.writeString(root.resolve("file"), "x");

        for (String path : List.of("link", "dangling", "linked/new", "linked/secret", "folder", "file/x")) {
            assertThat(put(path, "x")).as(path).isInstanceOf(UploadResult.Refused.class);
        }
        assertThat(secret).hasContent("SECRET");
        assertThat(temp.resolve("inbox2")).isDirectoryNotContaining("glob:**new");
    }

    @Test
    void without_recursion_there_are_no_folders() throws IOException {
        UploadResult result = uploads.write(settings(false), "a/b", bytes("x"), present -> true);

        assertThat(result)
                .isInstanceOfSatisfying(
                        UploadResult.Refused.class,
                        refused -> assertThat(refused.reason()).contains("recursive"));
    }

    @Test
    void what_is_too_large_or_broken_off_leaves_nothing_and_keeps_what_was_there() throws IOException {
        put("old", "old");
        InputStream broken = new SequenceInputStream(bytes("half"), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        });

        assertThat(put("old", "x".repeat(BYTES_MAX + 1))).isInstanceOf(UploadResult.TooLarge.class);
        assertThat(uploads.write(settings(true), "old", broken, present -> true))
                .isInstanceOf(UploadResult.BrokenOff.class);
        assertThat(put("new", "x".repeat(BYTES_MAX))).isInstanceOf(Written.class);

        assertThat(everything()).containsExactly("new", "old");
        assertThat(root.resolve("old")).hasContent("old");
    }

    @Test
    void a_file_that_came_while_the_body_was_received_counts() throws IOException {
        InputStream slow = new SequenceInputStream(bytes("mine"), new InputStream() {
            @Override
            public int read() throws IOException {
                Files.writeString(root.resolve("a"), "theirs");
                return -1;
            }
        });

        assertThat(uploads.write(settings(true), "a", slow, Optional::isEmpty))
                .isInstanceOf(UploadResult.NotWanted.class);
        assertThat(root.resolve("a")).hasContent("theirs");
        assertThat(everything()).containsExactly("a");
    }

    @Test
    void of_many_that_want_to_be_the_first_one_is() throws Exception {
        List<Future<UploadResult>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 20; i++) {
                String content = "by " + i;
                results.add(
                        threads.submit(() -> uploads.write(settings(true), "d/a", bytes(content), Optional::isEmpty)));
            }
        }
        int written = 0;
        for (Future<UploadResult> result : results) {
            written += result.get() instanceof Written ? 1 : 0;
        }

        assertThat(written).isEqualTo(1);
        assertThat(everything()).containsExactly("d", "d/a");
    }

    @Test
    void a_folder_that_is_not_there_is_not_made() throws IOException {
        Files.delete(root);

        assertThatThrownBy(() -> put("a/b", "x")).isInstanceOf(NoSuchFileException.class);
        assertThat(root).doesNotExist();
    }

    private UploadResult put(String path, String content) throws IOException {
        return uploads.write(settings(true), path, bytes(content), present -> true);
    }

    private static InputStream bytes(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> everything() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.skip(1)
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    private FolderSettings settings(boolean recursive) {
        FileFilter filter = FileFilter.of(List.of(), List.of(".*", "*.part", "*.exe"));
        return new FolderSettings(root, filter, recursive, Duration.ofSeconds(1), Duration.ZERO);
    }
}
