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
import org.junit.jupiter.api.Test;

class RemoteContentTest {

    @Test
    void a_part_of_a_file_is_streamed() throws IOException {
        try (FileSystem memory = Jimfs.newFileSystem()) {
            Path file = Files.writeString(memory.getPath("a"), "0123456789");
            try (InputStream part = RemoteContent.open(file, 2, 3)) {
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
            try (InputStream part = RemoteContent.open(file, 2, 100)) {
                assertThatThrownBy(part::readAllBytes).isInstanceOf(EOFException.class);
            }
            assertThatThrownBy(() -> RemoteContent.open(file, 11, 1)).isInstanceOf(EOFException.class);
        }
    }
}
