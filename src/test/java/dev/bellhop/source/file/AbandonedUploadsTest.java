package dev.bellhop.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Half of an upload that nobody goes on with does not stay for ever. */
class AbandonedUploadsTest {

    @TempDir
    Path root;

    @Test
    void what_uploads_left_behind_is_deleted_a_day_later() throws IOException {
        Watched folder = new Watched(root);
        Path left = folder.write("in/.bellhop-upload-1", "half");
        Path young = folder.write(".bellhop-upload-2", "half");
        Path other = folder.write(".bellhop-leaving-3", "whole");
        Instant now = folder.clock.instant();
        Files.setLastModifiedTime(
                left, FileTime.from(now.minus(Duration.ofDays(1)).minusSeconds(1)));
        Files.setLastModifiedTime(
                young, FileTime.from(now.minus(Duration.ofDays(1)).plusSeconds(1)));
        Files.setLastModifiedTime(other, FileTime.from(now.minus(Duration.ofDays(9))));
        assertThat(folder.scan().troubles()).isEmpty();
        assertThat(left).doesNotExist();
        assertThat(young).exists();
        assertThat(other).exists();
    }
}
