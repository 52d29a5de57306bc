package dev.bellhop.source.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.source.file.FileFilter;
import dev.bellhop.source.file.FolderSettings;
import dev.bellhop.source.file.ObservedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderFilesTest {

    @TempDir
    Path temp;

    private Path root;

    @BeforeEach
    void write() throws IOException {
        root = Files.createDirectories(temp.resolve("inbox"));
        Files.writeString(Files.createDirectories(root.resolve("2026/11")).resolve("a b.txt"), "1234");
        Files.writeString(Files.createDirectories(root.resolve(".git")).resolve("config"), "hush");
        Files.writeString(root.resolve("a.part"), "half");
        Files.writeString(Files.createDirectories(temp.resolve("inbox-secret")).resolve("x"), "hush");
        Files.createSymbolicLink(root.resolve("link"), temp.resolve("inbox-secret/x"));
        Files.createSymbolicLink(root.resolve("linked"), temp.resolve("inbox-secret"));
        Files.createSymbolicLink(root.resolve("inner"), root.resolve("2026"));
    }

    @Test
    void a_file_is_found_by_the_path_of_its_event_with_the_version_of_its_event() throws IOException {
        FolderFiles.Found found = files(true).find("2026/11/a b.txt").orElseThrow();
        assertThat(found.file()).hasContent("1234");
        assertThat(found.size()).isEqualTo(4);

        BasicFileAttributes attributes = Files.readAttributes(found.file(), BasicFileAttributes.class);
        assertThat(found.version())
                .isEqualTo(ObservedFile.of("2026/11/a b.txt", attributes).look().version());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "/",
                "/etc/passwd",
                "../inbox-secret/x",
                "2026/../../inbox-secret/x",
                "../inbox/2026/11/a b.txt",
                "2026/11/../11/a b.txt",
                "./2026/11/a b.txt",
                "2026",
                "2026/11",
                "2026/11/missing",
                "2026/11/a b.txt/x",
                "link",
                "linked/x",
                "inner/11/a b.txt",
                ".git/config",
                "a.part",
                "a\u0000b",
                "2026//11//.."
            })
    void nothing_else_is_found(String path) throws IOException {
        assertThat(files(true).find(path)).isEmpty();
    }

    @Test
    void a_name_that_no_file_can_have_is_not_found() throws IOException {
        assertThat(files(true).find("x".repeat(300))).isEmpty();
        assertThat(files(true).find("x/".repeat(3_000) + "x")).isEmpty();
    }

    @Test
    void without_recursion_only_the_folder_itself_is_open() throws IOException {
        Files.writeString(root.resolve("top"), "1");
        assertThat(files(false).find("top")).isPresent();
        assertThat(files(false).find("2026/11/a b.txt")).isEmpty();
    }

    private FolderFiles files(boolean recursive) {
        return new FolderFiles(settings(recursive));
    }

    private FolderSettings settings(boolean recursive) {
        FileFilter filter = FileFilter.of(List.of(), List.of(".*", "*.part"));
        return new FolderSettings(root, filter, recursive, Duration.ofSeconds(1), Duration.ZERO);
    }
}
