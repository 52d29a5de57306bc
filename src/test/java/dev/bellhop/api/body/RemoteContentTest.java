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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RemoteContentTest {

    private final AtomicInteger ended = new AtomicInteger();

    @Test
    void a_part_of_a_file_is_streamed() throws IOException {
        try (FileSystem memory = Jimfs.newFileSystem()) {
            Path file = Files.writeString(memory.getPath("a"), "0123456789");
            try (InputStream part = RemoteContent.open(file, 2, 3, ended::incrementAndGet)) {
                assertThat(part.read()).isEqualTo('2');
                assertThat(part.readAllBytes()).asString().isEqualTo("34");
                assertThat(part.read()).isNegative();
                assertThat(ended).hasValue(0);
            }
            assertThat(ended).hasValue(1);
        }
    }

    @Test
    void a_file_that_became_shorter_breaks_the_answer_off() throws IOException {
        try (FileSystem memory = Jimfs.newFileSystem()) {
            Path file = Files.writeString(memory.getPath("a"), "0123456789");
            try (InputStream part = RemoteContent.open(file, 2, 100, ended::incrementAndGet)) {
                assertThatThrownBy(part::readAllBytes).isInstanceOf(EOFException.class);
            }
            assertThatThrownBy(() -> RemoteContent.open(file, 11, 1, ended::incrementAndGet))
                    .isInstanceOf(EOFException.class);
            assertThat(ended).as("not for what was never opened").hasValue(1);
        }
    }
}
