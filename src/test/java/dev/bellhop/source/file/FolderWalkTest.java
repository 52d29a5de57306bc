package dev.bellhop.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWalkTest {

    @TempDir
    Path root;

    @Test
    void it_meets_every_file_once_page_by_page() throws IOException {
        for (int folder = 0; folder < 7; folder++) {
            Path inside = Files.createDirectories(root.resolve("f" + folder + "/deeper"));
            for (int file = 0; file < 11; file++) {
                Files.createFile(inside.resolve("x" + file));
            }
        }
        Files.createFile(root.resolve("top"));

        List<String> met = new ArrayList<>();
        try (FolderWalk walk = walk(true)) {
            walk.open();
            for (List<ObservedFile> page = walk.next(10); !page.isEmpty(); page = walk.next(10)) {
                assertThat(page).hasSizeLessThanOrEqualTo(10);
                page.forEach(file -> met.add(file.path()));
            }
            assertThat(walk.troubles()).isEmpty();
        }
        assertThat(met).hasSize(78).doesNotHaveDuplicates().contains("top", "f3/deeper/x10");
    }

    @Test
    void without_recursion_only_the_folder_itself_counts() throws IOException {
        Files.createFile(root.resolve("a"));
        Files.createFile(Files.createDirectory(root.resolve("sub")).resolve("b"));
        assertThat(files(false)).extracting(ObservedFile::path).containsExactly("a");
    }

    @Test
    void it_tells_size_and_time_as_the_file_system_has_them() throws IOException {
        Path file = Files.writeString(root.resolve("a"), "1234");
        Instant time = Instant.parse("1999-01-02T03:04:05.123456789Z");
        Files.setLastModifiedTime(file, FileTime.from(time));
        long nanos = Files.getLastModifiedTime(file).to(java.util.concurrent.TimeUnit.NANOSECONDS);

        assertThat(files(true))
                .extracting(ObservedFile::path, ObservedFile::look)
                .containsExactly(tuple("a", new FileLook(4, nanos)));
    }

    @Test
    void links_pipes_and_empty_folders_are_no_files_and_a_circle_of_links_is_no_trap() throws Exception {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.createFile(elsewhere.resolve("real"));
        Files.createSymbolicLink(root.resolve("link-to-file"), elsewhere.resolve("real"));
        Files.createSymbolicLink(root.resolve("link-to-folder"), elsewhere);
        Files.createSymbolicLink(elsewhere.resolve("circle"), root);
        Files.createSymbolicLink(root.resolve("nowhere"), root.resolve("missing"));
        assertThat(new ProcessBuilder("mkfifo", root.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThat(files(true)).extracting(ObservedFile::path).containsExactly("elsewhere/real");
    }

    @Test
    void a_folder_that_is_not_there_cannot_be_opened() {
        try (FolderWalk walk = new FolderWalk(settings(root.resolve("missing"), true))) {
            assertThatThrownBy(walk::open).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void what_goes_away_during_the_walk_is_no_trouble() throws IOException {
        Path sub = Files.createDirectory(root.resolve("sub"));
        for (int i = 0; i < 200; i++) {
            Files.createFile(sub.resolve("x" + i));
        }
        try (FolderWalk walk = walk(true)) {
            walk.open();
            List<ObservedFile> met = new ArrayList<>(walk.next(1));
            for (int i = 0; i < 200; i++) {
                Files.delete(sub.resolve("x" + i));
            }
            Files.delete(sub);
            for (List<ObservedFile> page = walk.next(10); !page.isEmpty(); page = walk.next(10)) {
                met.addAll(page);
            }
            assertThat(met).hasSize(1);
            assertThat(walk.troubles()).isEmpty();
        }
    }

    @Test
    void a_tree_that_is_too_deep_is_named_and_the_rest_is_met() throws IOException {
        Path deep = root;
        for (int i = 0; i < FolderWalk.DEPTH_MAX + 5; i++) {
            deep = Files.createDirectory(deep.resolve("d"));
        }
        Files.createFile(deep.resolve("lost"));
        Files.createFile(root.resolve("found"));

        try (FolderWalk walk = walk(true)) {
            walk.open();
            assertThat(walk.next(10)).extracting(ObservedFile::path).containsExactly("found");
            assertThat(walk.troubles()).singleElement().asString().contains("deeper than " + FolderWalk.DEPTH_MAX);
        }
    }

    private List<ObservedFile> files(boolean recursive) throws IOException {
        try (FolderWalk walk = walk(recursive)) {
            walk.open();
            List<ObservedFile> files = walk.next(1_000);
            assertThat(walk.next(1_000)).isEmpty();
            assertThat(walk.troubles()).isEmpty();
            return files;
        }
    }

    private FolderWalk walk(boolean recursive) {
        return new FolderWalk(settings(root, recursive));
    }

    private static FolderSettings settings(Path root, boolean recursive) {
        return new FolderSettings(
                root, FileFilter.of(List.of(), List.of()), recursive, Duration.ofSeconds(1), Duration.ZERO);
    }
}
