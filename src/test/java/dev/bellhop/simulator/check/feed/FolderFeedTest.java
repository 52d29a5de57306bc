package dev.bellhop.simulator.check.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.simulator.Engines;
import dev.bellhop.simulator.Environment;
import dev.bellhop.simulator.wire.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFeedTest {

    private final Environment environment = new Engines(request -> new Outcome.Unanswered("not called"))
            .engine()
            .environment();

    @TempDir
    Path folder;

    @Test
    void files_have_equal_times_and_times_long_ago_and_ahead() throws IOException {
        try (FolderFeed feed = new FolderFeed(folder, environment)) {
            assertThat(feed.make(5)).isInstanceOf(Feed.Made.Items.class);
            Instant now = environment.pace().instant();
            assertThat(times())
                    .containsExactly(
                            Instant.parse("1999-12-31T23:59:59Z"),
                            now,
                            now,
                            now,
                            Instant.parse("2099-01-01T00:00:00Z"));
        }
    }

    @Test
    void each_file_is_marked_in_name_and_content() throws IOException {
        try (FolderFeed feed = new FolderFeed(folder, environment)) {
            List<String> markers = ((Feed.Made.Items) feed.make(3)).markers();
            assertThat(markers)
                    .doesNotHaveDuplicates()
                    .allSatisfy(marker ->
                            assertThat(folder.resolve(marker + ".txt")).hasContent(marker));
            assertThat(files()).hasSize(3);
        }
    }

    @Test
    void closing_takes_the_feeds_files_away_and_no_others() throws IOException {
        Path other = Files.writeString(folder.resolve("other.txt"), "stays");
        FolderFeed feed = new FolderFeed(folder, environment);
        assertThat(feed.make(4)).isInstanceOf(Feed.Made.Items.class);
        assertThat(feed.make(1)).isInstanceOf(Feed.Made.Items.class);
        feed.close();
        assertThat(files()).containsExactly(other);
    }

    @Test
    void a_folder_that_is_not_there_is_a_reason() {
        try (FolderFeed feed = new FolderFeed(folder.resolve("missing"), environment)) {
            assertThat(feed.make(2))
                    .isInstanceOfSatisfying(
                            Feed.Made.Failed.class,
                            failed -> assertThat(failed.reason()).contains("cannot be written to"));
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private List<Instant> times() throws IOException {
        List<Instant> times = new java.util.ArrayList<>();
        for (Path file : files()) {
            times.add(Files.getLastModifiedTime(file).toInstant());
        }
        return times.stream().sorted().toList();
    }
}
