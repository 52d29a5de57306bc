package dev.bellhop.source.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.source.file.FileFilter;
import dev.bellhop.source.file.FolderSettings;
import dev.bellhop.testing.Hostile;
import dev.bellhop.testing.SeededRandom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No path leads out of the folder, and none does worse than not to be found. */
@Timeout(60)
class NamesFuzzTest {

    private static final List<String> PATHS = List.of(
            "2026/11/a b.pdf",
            "a.txt",
            "../secret.txt",
            "inner/../../secret.txt",
            "link.txt",
            "CON",
            "a/./b",
            ".bellhop-upload",
            "\u00fc/\ud83d\ude00.txt");

    @TempDir
    Path outside;

    @Test
    void a_path_that_is_read() throws IOException {
        Files.writeString(outside.resolve("secret.txt"), "hush");
        Path root = Files.createDirectories(outside.resolve("watched/inner")).getParent();
        Files.createSymbolicLink(root.resolve("link.txt"), outside.resolve("secret.txt"));
        Files.writeString(root.resolve("a.txt"), "a");
        FolderFiles files = new FolderFiles(settings(root));
        SeededRandom.check(3_000, random -> {
            String path = Hostile.text(random, PATHS);
            find(files, path)
                    .ifPresent(found -> assertThat(found.file().startsWith(root.resolve("a.txt")))
                            .as(path)
                            .isTrue());
        });
    }

    @Test
    void a_path_that_is_written() {
        FolderSettings settings = settings(outside);
        SeededRandom.check(3_000, random -> {
            String path = Hostile.text(random, PATHS);
            if (WritableNames.refusal(path, settings).isEmpty()) {
                assertThat(outside.resolve(path).normalize()).isEqualTo(outside.resolve(path));
                assertThat(path).doesNotContain("\0", "\n", "\\", "//");
            }
        });
    }

    @Test
    void a_cursor_is_read_as_it_was_written_or_not_at_all() {
        List<String> cursors = List.of(new ListingCursor("a/b").toString(), new ListingCursor("\u00fc").toString(), "");
        SeededRandom.check(3_000, random -> {
            String text = Hostile.text(random, cursors);
            ListingCursor.parse(text)
                    .ifPresent(cursor -> assertThat(ListingCursor.parse(cursor.toString()))
                            .as(text)
                            .contains(cursor));
        });
    }

    private static Optional<FolderFiles.Found> find(FolderFiles files, String path) {
        try {
            return files.find(path);
        } catch (FileSystemException impossible) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FolderSettings settings(Path root) {
        return new FolderSettings(root, FileFilter.of(List.of(), List.of()), true, Duration.ZERO, Duration.ZERO);
    }
}
