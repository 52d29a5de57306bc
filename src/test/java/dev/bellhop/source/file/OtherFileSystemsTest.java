package dev.bellhop.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.bellhop.source.content.FolderFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A folder of any {@code java.nio.file} file system is watched as one of this machine. */
class OtherFileSystemsTest {

    static List<Configuration> systems() {
        return List.of(Configuration.unix(), Configuration.windows(), Configuration.osX());
    }

    @ParameterizedTest
    @MethodSource("systems")
    void files_are_announced_changed_deleted_and_found_by_paths_with_slashes(Configuration system) throws IOException {
        try (FileSystem memory = Jimfs.newFileSystem(system)) {
            Path root = Files.createDirectory(
                    memory.getRootDirectories().iterator().next().resolve("in"));
            life(root);
        }
    }

    /** It has neither keys nor times of creation for its files. */
    @Test
    void an_archive_is_a_folder_too(@TempDir Path folder) throws IOException {
        URI archive = URI.create("jar:" + folder.resolve("a.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            life(Files.createDirectory(zip.getPath("/in")));
        }
    }

    private static void life(Path root) throws IOException {
        FileFilter filter =
                FileFilter.of(List.of("*.pdf", "deep/**"), List.of("*.part", "old/**"), root.getFileSystem());
        Watched folder = new Watched(root, filter);
        for (String path : List.of("a.pdf", "a.txt", "a.pdf.part", "deep/er/b.txt", "old/c.pdf")) {
            folder.write(path, "1");
        }
        assertThat(folder.settle()).isEqualTo(new ScanReport(2, 0, 2, List.of()));
        assertThat(folder.announcements()).containsExactlyInAnyOrder("created a.pdf", "created deep/er/b.txt");

        folder.restart(filter);
        folder.write("deep/er/b.txt", "22");
        folder.settle();
        assertThat(folder.announcements()).containsExactly("changed deep/er/b.txt");

        Files.delete(root.resolve("a.pdf"));
        folder.scan();
        folder.write("a.pdf", "1");
        folder.settle();
        assertThat(folder.announcements()).containsExactly("created a.pdf");

        FolderFiles files =
                new FolderFiles(new FolderSettings(root, filter, true, Duration.ofSeconds(1), Watched.SETTLE));
        assertThat(files.find("deep/er/b.txt"))
                .get()
                .satisfies(found -> assertThat(found.size()).isEqualTo(2));
        assertThat(files.find("a.txt")).isEmpty();
        assertThat(files.find("../in/a.pdf")).isEmpty();
        assertThat(files.find("deep/er")).isEmpty();
        assertThat(files.find("missing.pdf")).isEmpty();
    }
}
