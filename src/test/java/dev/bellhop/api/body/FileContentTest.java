package dev.bellhop.api.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Jimfs;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.resteasy.reactive.PathPart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileContentTest {

    @Test
    void a_file_of_this_machine_is_sent_by_the_kernel(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "0123456789");
        assertThat(FileContent.of(file, 2, 3)).isInstanceOf(PathPart.class);
    }

    @Test
    void a_part_of_any_other_file_is_streamed() throws IOException {
        try (FileSystem memory = Jimfs.newFileSystem()) {
            Path file = Files.writeString(memory.getPath("a"), "0123456789");
            try (InputStream part = (InputStream) FileContent.of(file, 2, 3)) {
                assertThat(part.read()).isEqualTo('2');
                assertThat(part.readAllBytes()).asString().isEqualTo("34");
                assertThat(part.read()).isNegative();
            }
        }
    }

    @Test
    void a_file_that_became_shorter_breaks_the_answer_off() throws IOException {
        try (FileSystem memory = Jimfs.newFileSystem()) {
            Path file = Files.writeString(memory.getPath("a"), "0123456789");
            try (InputStream part = (InputStream) FileContent.of(file, 2, 100)) {
                assertThatThrownBy(part::readAllBytes).isInstanceOf(EOFException.class);
            }
            assertThatThrownBy(() -> FileContent.of(file, 11, 1)).isInstanceOf(EOFException.class);
        }
    }
}
