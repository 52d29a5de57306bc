package dev.bellhop.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.simulator.check.rule.Result;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Watched folders: a watcher that keeps a list loses nothing, one that goes by time loses what is dated oddly. */
class FolderCheckTest {

    @TempDir
    Path folder;

    @Test
    void a_watcher_with_a_ledger_loses_nothing() throws InterruptedException {
        Verdict verdict = Checks.folder(new Watcher(Instant.MIN), folder);
        assertThat(Checks.broken(verdict)).as(Checks.told(verdict)).isEmpty();
        assertThat(Checks.finding(verdict, "no-item-lost").result()).isEqualTo(Result.KEPT);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_watcher_that_compares_times_loses_the_file_of_1999() throws InterruptedException {
        Verdict verdict = Checks.folder(new Watcher(Instant.parse("2026-01-01T00:00:00Z")), folder);
        assertThat(Checks.broken(verdict)).as(Checks.told(verdict)).containsExactly("no-item-lost");
        assertThat(Checks.finding(verdict, "no-item-lost").seen()).startsWith("4 of 5 arrived; missing bellhop-check-");
    }

    /** Announces files by name, if they are newer than its start. */
    private class Watcher extends PollService {
        private final Instant start;

        Watcher(Instant start) {
            this.start = start;
        }

        @Override
        Answer answer(Request request) {
            try (Stream<Path> files = Files.list(folder)) {
                List<String> found = files.filter(this::isNew)
                        .map(file -> "{\"name\":\"" + file.getFileName() + "\"}")
                        .filter(item -> !log.contains(item))
                        .sorted()
                        .toList();
                log.addAll(found);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return super.answer(request);
        }

        private boolean isNew(Path file) {
            try {
                return Files.getLastModifiedTime(file).toInstant().isAfter(start);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
