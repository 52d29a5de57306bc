package dev.bellhop.source.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.source.content.FolderFiles.Found;
import dev.bellhop.source.file.FileFilter;
import dev.bellhop.source.file.FolderSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenedFileTest {

    @TempDir
    Path root;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(root.resolve("a.txt"), "0123456789");
    }

    @Test
    void pieces_are_read_from_any_place() throws IOException {
        try (OpenedFile opened = OpenedFile.open(found()).orElseThrow()) {
            assertThat(opened.read(3, 4)).asString().isEqualTo("3456");
            assertThat(opened.read(0, 0)).isEmpty();
            assertThatCode(opened::assureUntouched).doesNotThrowAnyException();
        }
    }

    @Test
    void a_file_that_became_another_one_is_not_opened() throws IOException {
        Found found = found();
        Files.writeString(file, "longer than it was");
        assertThat(OpenedFile.open(found)).isEmpty();
        Files.delete(file);
        assertThat(OpenedFile.open(found)).isEmpty();
    }

    @Test
    void a_link_in_its_place_is_not_opened() throws IOException {
        Found found = found();
        Files.move(file, root.resolve("b.txt"));
        Files.createSymbolicLink(file, root.resolve("b.txt"));
        assertThatThrownBy(() -> OpenedFile.open(found)).isInstanceOf(IOException.class);
    }

    @Test
    void a_file_that_is_cut_or_written_to_is_torn() throws IOException {
        try (OpenedFile opened = OpenedFile.open(found()).orElseThrow()) {
            Files.writeString(file, "98765", StandardOpenOption.TRUNCATE_EXISTING);
            assertThatThrownBy(() -> opened.read(4, 4)).isInstanceOf(OpenedFile.Torn.class);
            assertThatThrownBy(opened::assureUntouched).isInstanceOf(OpenedFile.Torn.class);
        }
        try (OpenedFile opened = OpenedFile.open(found()).orElseThrow()) {
            Files.writeString(file, "abcde");
            Files.setLastModifiedTime(file, FileTime.fromMillis(1));
            assertThatThrownBy(opened::assureUntouched).isInstanceOf(OpenedFile.Torn.class);
        }
    }

    @Test
    void a_file_that_is_replaced_or_deleted_is_read_as_it_was() throws IOException {
        try (OpenedFile opened = OpenedFile.open(found()).orElseThrow()) {
            Path other = Files.writeString(root.resolve("other"), "abcdefghij");
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            assertThat(opened.read(0, 10)).asString().isEqualTo("0123456789");
            assertThatCode(opened::assureUntouched).doesNotThrowAnyException();
            Files.delete(file);
            assertThatCode(opened::assureUntouched).doesNotThrowAnyException();
        }
    }

    private Found found() throws IOException {
        FileFilter all = FileFilter.of(List.of(), List.of());
        return new FolderFiles(new FolderSettings(root, all, true, Duration.ofSeconds(1), Duration.ZERO))
                .find("a.txt")
                .orElseThrow();
    }
}
