package dev.bellhop.source.hint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Against the operating system: what is waited for is an event, with a limit. */
@EnabledOnOs(OS.LINUX)
class NativeChangeWatcherTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path root;

    private final Queue<Path> changed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger overflowed = new AtomicInteger();
    private ChangeWatcher watcher;

    @BeforeEach
    void watch() throws IOException {
        assumeTrue(
                HintPolicy.objection("Linux", Files.getFileStore(root).type()).isEmpty());
        watcher = NativeChangeWatcher.open(root, new ChangeWatcher.Listener() {
            @Override
            public void changed(Path folder, Path name) {
                changed.add(root.relativize(folder.resolve(name)));
            }

            @Override
            public void overflowed() {
                overflowed.incrementAndGet();
            }
        });
        watcher.watch(root);
    }

    @AfterEach
    void stop() {
        if (watcher != null) {
            watcher.close();
        }
    }

    @Test
    void what_is_written_renamed_and_deleted_is_told() throws IOException {
        Path file = Files.writeString(root.resolve("a"), "1");
        hear("a");
        Files.move(file, root.resolve("b"));
        hear("b");
        changed.clear();
        Files.delete(root.resolve("b"));
        hear("b");
    }

    @Test
    void a_folder_inside_is_watched_once_it_was_met() throws IOException {
        Path inside = Files.createDirectory(root.resolve("in"));
        hear("in");
        watcher.watch(inside);
        watcher.watch(inside);
        assertThat(watcher.watched()).isEqualTo(2);
        Files.writeString(inside.resolve("a"), "1");
        hear("in/a");
    }

    @Test
    void a_folder_that_was_renamed_and_one_in_its_place_are_both_watched_when_they_are_met() throws IOException {
        Path old = Files.createDirectories(root.resolve("in/deep")).getParent();
        watcher.watch(old);
        watcher.watch(old.resolve("deep"));
        Files.move(old, root.resolve("moved"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(watcher.watched()).isEqualTo(1));
        hear("moved");
        Files.createDirectory(old);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(changed.stream().filter(Path.of("in")::equals))
                        .hasSizeGreaterThan(1));

        watcher.watch(old);
        watcher.watch(root.resolve("moved"));
        watcher.watch(root.resolve("moved/deep"));
        Files.writeString(old.resolve("a"), "1");
        Files.writeString(root.resolve("moved/deep/b"), "1");
        hear("in/a");
        hear("moved/deep/b");
    }

    @Test
    void a_root_that_goes_is_told_and_one_in_its_place_is_watched_at_the_next_scan() throws IOException {
        Files.delete(root);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(overflowed).hasPositiveValue());
        assertThat(watcher.watched()).isZero();
        Files.createDirectory(root);
        watcher.watch(root);
        Files.writeString(root.resolve("a"), "1");
        hear("a");
    }

    @Test
    void a_folder_that_is_not_there_is_its_own_trouble() {
        assertThatThrownBy(() -> watcher.watch(root.resolve("no"))).isInstanceOf(FileSystemException.class);
    }

    @Test
    void after_the_end_nothing_is_told_and_nothing_fails() throws IOException {
        watcher.close();
        watcher.watch(root);
        assertThat(watcher.watched()).isZero();
        watcher.close();
    }

    private void hear(String path) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(changed).contains(Path.of(path)));
    }
}
