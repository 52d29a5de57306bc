package dev.bellhop.source.disposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.source.disposal.Effects.Fault;
import dev.bellhop.source.file.FileFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** At whatever point a process dies or fails: each file is announced once, leaves once, and no source stops. */
class CrashTest {

    /** As many as could be a disaster. */
    private static final int FILES = 25;

    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource(Fault.class)
    void at_each_effect(Fault fault) throws IOException {
        boolean struck = true;
        int number = 0;
        while (struck) {
            number++;
            Inbox inbox = new Inbox(Files.createDirectory(temp.resolve(fault + "-" + number)));
            // Crashes of the announcing itself are the business of others.
            write(inbox);
            inbox.pass(6);
            inbox.effects.failAt(number, fault);
            inbox.pass((int) Inbox.DELAY.toSeconds());
            struck = !inbox.effects.isPending();
            inbox.start();
            assertThat(stops(inbox)).as("%s at %d", fault, number).isFalse();
            assertThat(Inbox.files(inbox.root)).isEmpty();
            assertThat(Inbox.files(inbox.to)).as("%s at %d", fault, number).isEqualTo(expected());
            assertThat(inbox.announcements()).as("%s at %d", fault, number).hasSize(FILES);
        }
        assertThat(number).as("effects").isGreaterThan(15);
    }

    @Test
    void between_any_two_steps_of_a_file() throws IOException {
        Inbox inbox = dyingBeforeFilesAreTaken("steps");
        for (int i = 0; i < FILES; i++) {
            Path file = inbox.root.resolve(name(i));
            Path held = held(inbox, i);
            switch (i % 4) {
                case 0 -> {}
                case 1 -> Files.move(file, held);
                case 2 -> {
                    Files.move(file, held);
                    Files.createLink(
                            Files.createDirectories(inbox.to.resolve("in")).resolve("" + i), held);
                }
                default -> {
                    Files.createDirectories(inbox.to.resolve("in"));
                    Files.move(file, inbox.to.resolve(name(i)));
                }
            }
        }
        inbox.start();
        assertThat(stops(inbox)).isFalse();
        assertThat(Inbox.files(inbox.root)).isEmpty();
        assertThat(Inbox.files(inbox.to)).isEqualTo(expected());
        assertThat(inbox.announcements()).hasSize(FILES);
    }

    @Test
    void what_arrives_meanwhile_is_news() throws IOException {
        Inbox inbox = dyingBeforeFilesAreTaken("news");
        inbox.write(name(0), "other content");
        Files.move(inbox.root.resolve(name(1)), held(inbox, 1));
        inbox.write(name(1), "1");
        Files.delete(inbox.root.resolve(name(2)));
        assertThat(inbox.announcements()).hasSize(FILES);
        inbox.start();
        assertThat(stops(inbox)).isFalse();
        assertThat(inbox.announcements())
                .extracting(announcement -> announcement.replaceFirst(".* ", ""))
                .containsExactlyInAnyOrder(name(0), name(1));
        assertThat(Inbox.files(inbox.root)).isEmpty();
        assertThat(Inbox.files(inbox.to)).hasSize(FILES).containsEntry(name(0), "other content");
    }

    @Test
    void with_another_configuration_afterwards_the_files_stay() throws IOException {
        Inbox inbox = dyingBeforeFilesAreTaken("leave");
        Files.move(inbox.root.resolve(name(1)), held(inbox, 1));
        inbox.restart(AfterAnnouncing.LEAVE);
        assertThat(stops(inbox)).isFalse();
        assertThat(Inbox.files(inbox.root)).isEqualTo(expected());
        assertThat(inbox.announcements()).hasSize(FILES);
        inbox.restart(inbox.move(null));
        assertThat(stops(inbox)).isFalse();
        assertThat(inbox.announcements()).isEmpty();
    }

    @Test
    void with_the_share_away_afterwards_nothing_is_taken_for_gone() throws IOException {
        Inbox inbox = dyingBeforeFilesAreTaken("share");
        inbox.write("stays", "1");
        Path away = inbox.root.resolveSibling("away");
        Files.move(inbox.root, away);
        inbox.start();
        inbox.pass(20);
        assertThat(inbox.report().stopped()).as("unreadable").isTrue();
        Files.move(away, inbox.root);
        assertThat(stops(inbox)).isFalse();
        assertThat(Inbox.files(inbox.root)).isEmpty();
        assertThat(Inbox.files(inbox.to)).hasSize(FILES + 1);
        assertThat(inbox.announcements()).hasSize(FILES + 1);
    }

    @Test
    void with_another_folder_in_its_place_for_good_it_goes_on() throws IOException {
        Inbox inbox = dyingBeforeFilesAreTaken("replaced");
        Files.move(inbox.root, inbox.root.resolveSibling("away"));
        inbox.write("new", "1");
        inbox.start();
        assertThat(stops(inbox)).isFalse();
        assertThat(Inbox.files(inbox.to)).isEqualTo(Map.of("new", "1"));
        assertThat(inbox.announcements()).hasSize(FILES + 1);
    }

    private Inbox dyingBeforeFilesAreTaken(String folder) throws IOException {
        Inbox inbox = new Inbox(Files.createDirectory(temp.resolve(folder)));
        write(inbox);
        inbox.pass(6);
        int number = 0;
        do {
            number++;
            inbox.effects.failAt(number, Fault.DIES_BEFORE);
            inbox.pass(1);
            if (inbox.effects.isDead()) {
                if (isBegun(inbox)) {
                    return inbox;
                }
                inbox.start();
            }
        } while (number < 1_000);
        throw new AssertionError("It never began");
    }

    private static boolean isBegun(Inbox inbox) {
        return Place.of(
                                inbox.ledger
                                        .find("inbox", List.of(Place.PATH))
                                        .await()
                                        .atMost(Duration.ofSeconds(5))
                                        .get(Place.PATH),
                                logId(inbox))
                        .begun()
                != null;
    }

    private static String logId(Inbox inbox) {
        return inbox.events.open("inbox").await().atMost(Duration.ofSeconds(5)).logId();
    }

    /** The name of its own that the file has while it is taken out. */
    private static Path held(Inbox inbox, int i) {
        String id = inbox.events.read("inbox", 1, 1_000).await().atMost(Duration.ofSeconds(5)).stream()
                .filter(event -> name(i).equals(event.what().subject()))
                .findFirst()
                .orElseThrow()
                .what()
                .id();
        return inbox.root.resolve(name(i)).resolveSibling(FileFilter.OWN_PREFIX + "leaving-" + id);
    }

    /** Whether the source stops within a while. */
    private static boolean stops(Inbox inbox) {
        boolean stopped = false;
        for (int i = 0; i < Inbox.A_WHILE / 3; i++) {
            inbox.pass(1);
            stopped |= inbox.report().stopped();
        }
        return stopped;
    }

    private static void write(Inbox inbox) throws IOException {
        for (int i = 0; i < FILES; i++) {
            inbox.write(name(i), "" + i);
        }
    }

    private static TreeMap<String, String> expected() {
        TreeMap<String, String> expected = new TreeMap<>();
        for (int i = 0; i < FILES; i++) {
            expected.put(name(i), "" + i);
        }
        return expected;
    }

    private static String name(int i) {
        return "in/" + i;
    }
}
