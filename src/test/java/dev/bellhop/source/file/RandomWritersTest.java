package dev.bellhop.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.Event;
import dev.bellhop.source.file.FolderSettings.Newness;
import dev.bellhop.source.file.FolderSettings.OnChange;
import dev.bellhop.source.file.FolderSettings.OnRename;
import dev.bellhop.testing.SeededRandom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random writers in virtual time: every finished content is announced once, none before it is finished. */
class RandomWritersTest {

    private static final int STEPS = 600;

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({"1, ANY", "2, ANY", "3, CONTENT", "4, CONTENT"})
    void known_courses(long seed, OnChange onChange) throws IOException {
        run(SeededRandom.of(seed), onChange, "known");
    }

    @ParameterizedTest
    @CsvSource({"ANY", "CONTENT"})
    void a_new_course(OnChange onChange) {
        SeededRandom.check(1, random -> {
            try {
                run(random, onChange, "new");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void run(RandomGenerator random, OnChange onChange, String name) throws IOException {
        Path root = Files.createDirectory(temp.resolve(name));
        Newness newness = new Newness(onChange, OnRename.IGNORE, 1);
        Watched folder = new Watched(root);
        folder.restart(newness);
        ExpectedFiles expected = new ExpectedFiles(onChange == OnChange.CONTENT, Watched.SETTLE);
        RandomWriters writers = new RandomWriters(root, random, expected);
        List<String> course = new ArrayList<>();
        long announced = 0;
        for (int step = 0; step < STEPS; step++) {
            course.add(writers.write());
            Duration pause = Duration.ofMillis(random.nextInt(1_500));
            folder.pass(pause);
            expected.pass(pause);
            if (random.nextInt(40) == 0) {
                course.add("restart");
                folder.restart(newness);
                expected.restart();
            }
            if (random.nextInt(60) == 0) {
                course.add("the share is away for a scan");
                Path away = temp.resolve("away");
                Files.move(root, away);
                assertThat(folder.scan().stopped()).isTrue();
                Files.move(away, root);
            }
            if (random.nextBoolean()) {
                announced += scan(folder, expected, random.nextInt(15) == 0, course);
            }
        }
        assertThat(announced).as("the course was worth its time").isGreaterThan(STEPS / 5);
    }

    private static int scan(Watched folder, ExpectedFiles expected, boolean crash, List<String> course) {
        List<String> due = expected.scan();
        folder.ledger.failPuts(crash ? 1 : 0);
        boolean complete = folder.scan().troubles().isEmpty();
        folder.ledger.failPuts(0);
        expected.scanned(complete);
        course.add((complete ? "scan" : "crashed scan") + " expects " + due);
        List<String> events = folder.announced().stream()
                .map(RandomWritersTest::content)
                .sorted()
                .toList();
        assertThat(events)
                .as(() -> "after " + course.subList(Math.max(0, course.size() - 40), course.size()))
                .isEqualTo(due);
        return events.size();
    }

    /** Every content has a size of its own. */
    private static String content(Event event) {
        String size = event.what().data().text().replaceFirst(".*\"size\":(\\d+),.*", "$1");
        return event.what().subject() + ' ' + size;
    }
}
