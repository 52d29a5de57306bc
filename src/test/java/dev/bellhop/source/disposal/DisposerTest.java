package dev.bellhop.source.disposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.source.disposal.AfterAnnouncing.Action;
import dev.bellhop.source.disposal.AfterAnnouncing.Patience;
import dev.bellhop.source.file.FolderSettings.OnChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that were announced leave when everybody has them, and no scan notices. */
class DisposerTest {

    private static final Instant TIME = Instant.parse("2026-11-20T10:15:30Z");

    @TempDir
    Path base;

    private Inbox inbox;

    @BeforeEach
    void watch() throws IOException {
        inbox = new Inbox(base);
    }

    @Test
    void a_file_is_moved_when_every_subscription_is_past_it_and_the_delay_is_over() throws IOException {
        inbox.write("in/a.txt", "1");
        inbox.pass(9);
        assertThat(Inbox.files(inbox.root)).containsKey("in/a.txt");
        inbox.pass(Inbox.A_WHILE);
        assertThat(Inbox.files(inbox.root)).isEmpty();
        assertThat(inbox.root.resolve("in")).as("emptied folders stay").isDirectory();
        assertThat(Inbox.files(inbox.to)).isEqualTo(Map.of("in/a.txt", "1"));
        assertThat(inbox.announcements()).containsExactly("created in/a.txt");
        assertThat(inbox.report().troubles()).isEmpty();
    }

    @Test
    void all_files_of_a_folder_may_leave_without_a_disaster() throws IOException {
        for (int i = 0; i < 2 * Disposer.PAGE; i++) {
            inbox.write("" + i, "" + i);
        }
        inbox.pass(Inbox.A_WHILE);
        assertThat(Inbox.files(inbox.to)).hasSize(2 * Disposer.PAGE);
        assertThat(inbox.report().stopped()).isFalse();
        inbox.start();
        inbox.pass(Inbox.A_WHILE);
        assertThat(inbox.report().stopped()).isFalse();
        assertThat(inbox.announcements()).hasSize(2 * Disposer.PAGE);
    }

    @Test
    void they_may_be_deleted() throws IOException {
        inbox.restart(new AfterAnnouncing(new Action.Delete(), new Patience(Inbox.DELAY, null)));
        inbox.write("a", "1");
        inbox.pass(Inbox.A_WHILE);
        assertThat(Inbox.files(base)).isEmpty();
        assertThat(inbox.announcements()).containsExactly("created a");
    }

    @Test
    void a_subscription_that_is_behind_holds_until_the_age_is_reached() throws IOException {
        inbox.write("a", "1");
        inbox.pass(5);
        inbox.write("b", "2");
        inbox.settled = OptionalLong.of(1);
        inbox.pass(Inbox.A_WHILE);
        assertThat(Inbox.files(inbox.root)).containsOnlyKeys("b");
        inbox.restart(inbox.move(Duration.ofMinutes(4)));
        inbox.pass(100);
        assertThat(Inbox.files(inbox.root)).containsOnlyKeys("b");
        inbox.pass(Inbox.A_WHILE);
        assertThat(Inbox.files(inbox.root)).isEmpty();
    }

    @Test
    void without_subscriptions_only_the_age_counts() throws IOException {
        inbox.settled = OptionalLong.empty();
        inbox.write("a", "1");
        inbox.pass(1_000);
        assertThat(Inbox.files(inbox.root)).containsOnlyKeys("a");
        inbox.restart(inbox.move(Duration.ofMinutes(10)));
        inbox.pass(10);
        assertThat(Inbox.files(inbox.root)).isEmpty();
    }

    @Test
    void what_changed_stays_until_the_event_of_the_change_is_read() throws IOException {
        inbox.write("a", "1");
        inbox.settled = OptionalLong.of(0);
        inbox.pass(20);
        inbox.write("a", "22");
        inbox.settled = OptionalLong.of(1);
        inbox.pass(Inbox.A_WHILE);
        assertThat(Inbox.files(inbox.root)).containsOnlyKeys("a");
        assertThat(inbox.announcements()).containsExactly("created a", "changed a");
        inbox.settled = OptionalLong.of(2);
        inbox.pass(Inbox.A_WHILE);
        assertThat(Inbox.files(inbox.to)).isEqualTo(Map.of("a", "22"));
    }

    @Test
    void the_same_content_again_needs_its_own_event_to_be_read() throws IOException {
        inbox.settled = OptionalLong.of(0);
        for (int i = 0; i < 2; i++) {
            Files.setLastModifiedTime(inbox.write("a", "1"), FileTime.from(TIME));
            inbox.pass(5);
            Files.delete(inbox.root.resolve("a"));
            inbox.pass(2);
        }
        Files.setLastModifiedTime(inbox.write("a", "1"), FileTime.from(TIME));
        inbox.pass(20);
        inbox.settled = OptionalLong.of(2);
        inbox.pass(Inbox.A_WHILE);
        assertThat(Inbox.files(inbox.root)).containsOnlyKeys("a");
        inbox.settled = OptionalLong.of(3);
        inbox.pass(Inbox.A_WHILE);
        assertThat(Inbox.files(inbox.root)).isEmpty();
        assertThat(inbox.announcements()).containsExactly("created a", "created a", "created a");
    }

    @Test
    void a_file_that_was_touched_leaves_if_its_content_is_known() throws IOException {
        inbox.restart(OnChange.CONTENT);
        inbox.settled = OptionalLong.of(0);
        Path file = inbox.write("a", "1");
        inbox.pass(10);
        Files.setLastModifiedTime(file, FileTime.from(TIME));
        inbox.pass(10);
        inbox.settled = OptionalLong.of(1);
        inbox.pass(Inbox.A_WHILE);
        assertThat(Inbox.files(inbox.root)).isEmpty();
        assertThat(inbox.announcements()).containsExactly("created a");
    }

    @Test
    void another_file_that_looks_the_same_stays() throws IOException {
        inbox.settled = OptionalLong.of(0);
        Files.setLastModifiedTime(inbox.write("a", "1"), FileTime.from(TIME));
        inbox.pass(10);
        Path other = Files.setLastModifiedTime(Files.writeString(base.resolve("other"), "2"), FileTime.from(TIME));
        Files.move(other, inbox.root.resolve("a"), StandardCopyOption.REPLACE_EXISTING);
        inbox.settled = OptionalLong.of(1);
        inbox.pass(Inbox.A_WHILE);
        assertThat(Inbox.files(inbox.root)).isEqualTo(Map.of("a", "2"));
    }

    @Test
    void nothing_is_overwritten() throws IOException {
        Files.writeString(inbox.to.resolve("a.txt"), "before");
        inbox.write("a.txt", "1");
        inbox.pass(Inbox.A_WHILE);
        assertThat(Inbox.files(inbox.to)).hasSize(2).containsEntry("a.txt", "before");
        inbox.write("a.txt", "2");
        inbox.pass(Inbox.A_WHILE);
        assertThat(Inbox.files(inbox.to).values()).containsExactlyInAnyOrder("before", "1", "2");
        assertThat(Inbox.files(inbox.to).keySet()).allMatch(name -> name.matches("a(\\.[0-9a-f]{8})?\\.txt"));
        assertThat(inbox.announcements()).containsExactly("created a.txt", "created a.txt");
    }

    @Test
    void what_is_put_back_is_new_under_any_name() throws IOException {
        inbox.write("a", "1");
        inbox.write("b", "2");
        inbox.pass(Inbox.A_WHILE);
        assertThat(inbox.announcements()).hasSize(2);
        Files.move(inbox.to.resolve("a"), inbox.root.resolve("a"));
        Files.move(inbox.to.resolve("b"), inbox.root.resolve("c"));
        inbox.pass(Inbox.A_WHILE);
        assertThat(inbox.announcements()).containsExactlyInAnyOrder("created a", "created c");
        assertThat(Inbox.files(inbox.to)).isEqualTo(Map.of("a", "1", "c", "2"));
    }

    @Test
    void a_file_that_cannot_leave_is_told_tried_and_left_and_holds_up_no_other_for_long() throws IOException {
        Files.writeString(inbox.to.resolve("in"), "a file where a folder must be");
        inbox.write("in/a", "1");
        inbox.write("b", "2");
        inbox.pass(20);
        assertThat(Inbox.files(inbox.root)).as("the other one of the page").containsOnlyKeys("in/a");
        assertThat(inbox.report().troubles()).singleElement().asString().contains("in/a cannot be taken out");
        inbox.write("c", "3");
        inbox.pass(Failures.TRIES_MAX * 40);
        assertThat(Inbox.files(inbox.root)).containsOnlyKeys("in/a");
        assertThat(inbox.report().troubles()).isEmpty();
        assertThat(inbox.announcements()).containsExactlyInAnyOrder("created in/a", "created b", "created c");
    }

    @Test
    void one_that_can_leave_later_does() throws IOException {
        Path obstacle = Files.writeString(inbox.to.resolve("in"), "a file where a folder must be");
        inbox.write("in/a", "1");
        inbox.pass(20);
        Files.delete(obstacle);
        inbox.pass(60);
        assertThat(Inbox.files(inbox.to)).isEqualTo(Map.of("in/a", "1"));
        assertThat(inbox.report().troubles()).isEmpty();
    }

    @Test
    void nothing_outside_is_reached_through_a_link() throws IOException {
        Path outside = Files.createDirectory(base.resolve("outside"));
        inbox.settled = OptionalLong.of(0);
        inbox.write("in/a", "1");
        inbox.pass(10);
        Files.move(inbox.root.resolve("in/a"), outside.resolve("a"));
        Files.delete(inbox.root.resolve("in"));
        Files.createSymbolicLink(inbox.root.resolve("in"), outside);
        inbox.settled = OptionalLong.of(1);
        inbox.pass(Inbox.A_WHILE);
        assertThat(Inbox.files(outside)).isEqualTo(Map.of("a", "1"));
        assertThat(Inbox.files(inbox.to)).isEmpty();
    }

    @Test
    void nothing_is_moved_out_through_a_link_below_the_target() throws IOException {
        Path outside = Files.createDirectory(base.resolve("outside"));
        Files.createSymbolicLink(inbox.to.resolve("in"), outside);
        inbox.write("in/a", "1");
        inbox.pass(20);
        assertThat(Inbox.files(outside)).isEmpty();
        assertThat(Inbox.files(inbox.root)).containsOnlyKeys("in/a");
        assertThat(inbox.report().troubles()).singleElement().asString().contains("a link leads out of");
    }

    @Test
    void nobody_is_asked_while_there_is_nothing_to_do() throws IOException {
        inbox.write("a", "1");
        inbox.pass(Inbox.A_WHILE);
        int asked = inbox.readersAsked;
        assertThat(asked).isPositive();
        inbox.pass(1_000);
        assertThat(inbox.readersAsked).isEqualTo(asked);
    }

    @Test
    void it_does_not_wait_for_a_scan() throws IOException {
        inbox.write("a", "1");
        inbox.pass(5);
        inbox.scanEvery(Duration.ofHours(1));
        inbox.pass(30);
        assertThat(Inbox.files(inbox.to)).containsOnlyKeys("a");
    }

    @Test
    void events_that_are_no_longer_kept_are_passed_over() throws IOException {
        inbox.settled = OptionalLong.of(0);
        inbox.write("a", "1");
        inbox.pass(10);
        events(1);
        inbox.settled = OptionalLong.of(9);
        inbox.write("b", "2");
        inbox.pass(Inbox.A_WHILE);
        assertThat(Inbox.files(inbox.root)).containsOnlyKeys("a");
        assertThat(Inbox.files(inbox.to)).containsOnlyKeys("b");
    }

    @Test
    void a_share_that_is_away_loses_nothing() throws IOException {
        inbox.settled = OptionalLong.of(0);
        for (int i = 0; i < 30; i++) {
            inbox.write("" + i, "" + i);
        }
        inbox.pass(10);
        Path away = base.resolve("away");
        Files.move(inbox.root, away);
        Files.createDirectory(inbox.root);
        inbox.settled = OptionalLong.of(99);
        inbox.pass(Inbox.A_WHILE);
        Files.delete(inbox.root);
        Files.move(away, inbox.root);
        inbox.pass(Inbox.A_WHILE);
        assertThat(Inbox.files(inbox.to)).hasSize(30);
        assertThat(inbox.announcements()).hasSize(30);
        assertThat(inbox.report()).extracting("stopped", "troubles").containsExactly(false, List.of());
    }

    private void events(long expiredUpTo) {
        assertThat(inbox.events
                        .expire("inbox", expiredUpTo, 10)
                        .await()
                        .atMost(Duration.ofSeconds(5))
                        .oldest())
                .isEqualTo(expiredUpTo + 1);
    }
}
