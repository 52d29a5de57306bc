package dev.bellhop.source.hint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.source.file.FileFilter;
import dev.bellhop.source.file.FolderSettings;
import dev.bellhop.source.file.FolderSettings.Newness;
import dev.bellhop.source.probe.DoneFile;
import dev.bellhop.testing.LogEar;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FolderHintsTest {

    private static final Path ROOT = Path.of("/in");

    private final FakeWatcher watcher = new FakeWatcher();
    private final AtomicInteger hinted = new AtomicInteger();
    private final FolderHints hints = hints(true);

    @Test
    void folders_that_are_met_are_watched_from_the_beginning_to_the_end() {
        hints.meet(ROOT);
        assertThat(watcher.opened()).as("not begun").isZero();

        hints.begin();
        hints.meet(ROOT);
        hints.meet(ROOT.resolve("a"));
        assertThat(watcher.watched()).containsExactly(ROOT, ROOT.resolve("a"));
        assertThat(hints.areOn()).isTrue();

        hints.end();
        assertThat(watcher.watched()).isEmpty();
        hints.meet(ROOT.resolve("b"));
        watcher.change(ROOT.resolve("x"));
        assertThat(hinted).as("nothing is heard of after the end").hasValue(0);

        hints.begin();
        hints.meet(ROOT);
        assertThat(watcher.watched()).containsExactly(ROOT);
        assertThat(watcher.opened()).isEqualTo(2);
    }

    @Test
    void only_what_could_be_news_is_a_hint() {
        hints.begin();
        hints.meet(ROOT);
        watcher.change(ROOT.resolve("report.part"));
        watcher.change(ROOT.resolve(".bellhop-upload-1"));
        assertThat(hinted).hasValue(0);
        watcher.change(ROOT.resolve("report.csv"));
        watcher.change(ROOT.resolve("report.csv.done"));
        watcher.change(ROOT.resolve("folder"));
        watcher.overflow();
        assertThat(hinted).hasValue(4);
    }

    @Test
    void hints_cover_so_many_folders_and_the_root_always() {
        try (LogEar ear = new LogEar("dev.bellhop.source")) {
            hints.begin();
            for (int i = 0; i < FolderHints.FOLDERS_MAX + 10; i++) {
                hints.meet(ROOT.resolve("f" + i));
            }
            hints.meet(ROOT);
            assertThat(watcher.watched()).hasSize(FolderHints.FOLDERS_MAX + 1).contains(ROOT);
            assertThat(ear.heard())
                    .singleElement()
                    .asString()
                    .contains("first " + FolderHints.FOLDERS_MAX + " folders");
        }
    }

    @Test
    void a_limit_of_the_system_ends_the_hints_of_the_source_and_is_said_once() {
        try (LogEar ear = new LogEar("dev.bellhop.source")) {
            hints.begin();
            hints.meet(ROOT);
            watcher.failWith(new IOException("User limit of inotify watches reached"));
            hints.meet(ROOT.resolve("a"));
            assertThat(hints.areOn()).isFalse();
            assertThat(watcher.watched()).as("given back to others").isEmpty();
            watcher.failWith(null);
            hints.begin();
            hints.meet(ROOT);
            assertThat(watcher.opened()).isEqualTo(1);
            assertThat(ear.heard())
                    .singleElement()
                    .asString()
                    .contains("source inbox", "fs.inotify.max_user_watches", "scanning every 3600 s");
        }
    }

    @Test
    void a_folder_that_cannot_be_read_ends_nothing() {
        hints.begin();
        watcher.failWith(new AccessDeniedException("/in"));
        hints.meet(ROOT);
        assertThat(hints.areOn()).isFalse();
        watcher.failWith(null);
        hints.meet(ROOT);
        assertThat(hints.areOn()).isTrue();
    }

    @Test
    void who_wants_none_gets_none() {
        FolderHints unwanted = hints(false);
        unwanted.begin();
        unwanted.meet(ROOT);
        assertThat(watcher.opened()).isZero();
    }

    private FolderHints hints(boolean wanted) {
        Newness newness = new Newness(
                Newness.STANDARD.onChange(),
                Newness.STANDARD.onRename(),
                Newness.VANISH_MAX,
                DoneFile.of("{name}.done"),
                false);
        FolderSettings settings = new FolderSettings(
                ROOT,
                FileFilter.of(List.of(), List.of("*.part")),
                true,
                Duration.ofHours(1),
                Duration.ZERO,
                newness,
                0);
        return new FolderHints("inbox", settings, wanted, watcher, hinted::incrementAndGet);
    }
}
