package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.NOW;
import static dev.bellhop.storage.Samples.callback;
import static dev.bellhop.storage.Samples.event;
import static dev.bellhop.storage.Samples.events;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.access.signing.SigningKey;
import dev.bellhop.access.signing.SigningKeys;
import dev.bellhop.delivery.DeliveryStore.Progress;
import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import dev.bellhop.event.EventData;
import dev.bellhop.lease.Lease;
import dev.bellhop.log.LogHead;
import dev.bellhop.log.StorageUnavailable;
import dev.bellhop.source.file.FileLedger.Entry;
import dev.bellhop.source.file.FileLook;
import dev.bellhop.storage.schema.Migrations;
import dev.bellhop.storage.sqlite.SqliteDatabase;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.Workflow;
import dev.bellhop.subscription.options.SubscriptionOptions;
import dev.bellhop.trigger.BookmarkStore.Bookmark;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest {

    private static final String SIGNATURE = "sig-Qm9va2Vk0123";
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final Path folder;
    private final Path file;
    private Database database;

    SqliteDatabaseTest(@TempDir Path folder) {
        this.folder = folder;
        this.file = folder.resolve("bellhop.db");
        this.database = SqliteDatabase.open(Stores.VERTX, file);
    }

    @AfterEach
    void close() {
        get(database.close());
    }

    @Test
    void data_survives_closing_and_opening() {
        Stores before = Stores.over(database);
        Subscription subscription = subscription();
        get(before.events().open("inbox"));
        LogHead head = get(before.events().append("inbox", events("e", 10))).head();
        List<Event> events = get(before.events().read("inbox", 1, 100));
        get(before.subscriptions().subscribe(subscription));
        Lease lease = get(before.leases().claim(List.of("pump/s1"), "ann", NOW, NOW.plusSeconds(15)))
                .getFirst();
        get(before.deliveries()
                .save(new Progress("s1", lease, 9, List.of(DeadLetterContract.retry(4)), List.of(), List.of())));
        get(before.bookmarks().save(new Bookmark("inbox", "reader", "state", NOW)));
        Entry entry = new Entry("a", new FileLook(1, 2), 3, null);
        get(before.files().put("inbox", List.of(entry)));

        reopen();

        Stores after = Stores.over(database);
        assertThat(get(after.events().open("inbox"))).isEqualTo(head);
        assertThat(get(after.events().read("inbox", 1, 100))).isEqualTo(events);
        assertThat(get(after.events().append("inbox", List.of(event("e1"), event("new"))))
                        .head()
                        .newest())
                .isEqualTo(11);
        Subscription found = get(after.subscriptions().find("s1")).orElseThrow();
        assertThat(found.callback()).isEqualTo(subscription.callback());
        assertThat(found.signingKeys()).isEqualTo(subscription.signingKeys());
        assertThat(found.position()).isEqualTo(9);
        assertThat(get(after.deliveries().retries("s1"))).containsExactly(DeadLetterContract.retry(4));
        assertThat(get(after.leases().claim(List.of("pump/s1"), "bob", NOW, NOW.plusSeconds(15))))
                .isEmpty();
        assertThat(get(after.bookmarks().find("inbox", "reader"))).hasValue("state");
        assertThat(get(after.files().list("inbox", "", 10))).containsExactly(entry);
    }

    @Test
    void opening_again_migrates_nothing() {
        List<String> history = history();
        assertThat(history).hasSize(Migrations.SCRIPTS.size());
        reopen();
        assertThat(history()).isEqualTo(history);
    }

    @Test
    void a_commit_is_on_disk_before_it_is_answered() {
        assertThat(setting("journal_mode")).isEqualTo("wal");
        assertThat(setting("synchronous")).isEqualTo(2);
        assertThat(setting("foreign_keys")).isEqualTo(1);
    }

    @Test
    void closing_leaves_one_file() throws IOException {
        get(Stores.over(database).events().open("inbox"));
        get(database.close());
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void closing_twice_is_as_good_as_once() {
        get(database.close());
        get(database.close());
    }

    @Test
    void a_closed_database_is_unavailable() {
        Stores stores = Stores.over(database);
        get(stores.events().open("inbox"));
        get(database.close());
        assertThatThrownBy(() -> get(stores.events().open("inbox"))).isInstanceOf(StorageUnavailable.class);
        assertThatThrownBy(() -> get(stores.events().read("inbox", 1, 1))).isInstanceOf(StorageUnavailable.class);
    }

    @Test
    void what_was_under_way_is_finished_before_closing() {
        Stores stores = Stores.over(database);
        get(stores.events().open("inbox"));
        List<Uni<?>> sent = Stream.<Uni<?>>of(
                        stores.events().append("inbox", events("a", 500)),
                        stores.events().open("other"),
                        stores.files().put("inbox", List.of(new Entry("a", new FileLook(1, 2), 3, null))))
                .<Uni<?>>map(work -> work.memoize().indefinitely())
                .toList();
        sent.forEach(work -> work.subscribe().with(done -> {}, failed -> {}));
        get(database.close());
        sent.forEach(Stores::get);
    }

    @Test
    void what_has_no_room_is_refused_as_a_whole_and_goes_on_when_there_is_room() {
        Stores stores = Stores.over(database);
        get(stores.events().open("inbox"));
        get(stores.events().append("inbox", List.of(event("first"))));
        LogHead head = get(stores.events().heads(List.of("inbox"))).getFirst();
        // Holds for the present connection of the writer.
        get(database.inTransaction(transaction -> transaction.query("PRAGMA max_page_count = 60")));
        List<CloudEvent> large = IntStream.range(0, 100)
                .mapToObj(number -> event("large" + number, "/", EventData.text("x".repeat(10_000))))
                .toList();
        assertThatThrownBy(() -> get(stores.events().append("inbox", large))).isInstanceOf(StorageUnavailable.class);
        assertThat(get(stores.events().heads(List.of("inbox")))).containsExactly(head);
        assertThat(get(stores.events().read("inbox", 1, 1_000))).hasSize(1);
        get(database.inTransaction(transaction -> transaction.query("PRAGMA max_page_count = 1000000")));
        assertThat(get(stores.events().append("inbox", large)).head().newest()).isEqualTo(101);
    }

    @Test
    void the_file_holds_neither_callback_nor_secret_in_clear() throws IOException {
        Stores stores = Stores.over(database);
        get(stores.events().open("inbox"));
        get(stores.subscriptions().subscribe(subscription()));
        get(stores.subscriptions().subscribe(subscription()));
        get(database.close());
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(text).contains("https://bellhop.test").doesNotContain(SIGNATURE, SECRET, "prod-07.logic");
    }

    @Test
    void a_path_may_have_odd_characters() {
        Path odd = folder.resolve("Ordner ä 100% #1").resolve("bell hop.db");
        assertThat(odd.getParent().toFile().mkdir()).isTrue();
        Database other = SqliteDatabase.open(Stores.VERTX, odd);
        get(Stores.over(other).events().open("inbox"));
        get(other.close());
        assertThat(odd).isNotEmptyFile();
    }

    @Test
    void a_file_that_is_no_database_is_refused_with_its_name() throws IOException {
        Path other = Files.writeString(folder.resolve("letter.txt"), "Dear Sir or Madam, ".repeat(1_000));
        assertThatThrownBy(() -> SqliteDatabase.open(Stores.VERTX, other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("letter.txt");
    }

    @Test
    void a_folder_that_is_missing_is_named() {
        assertThatThrownBy(() -> SqliteDatabase.open(
                        Stores.VERTX, folder.resolve("missing").resolve("x.db")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("missing");
    }

    private void reopen() {
        get(database.close());
        database = SqliteDatabase.open(Stores.VERTX, file);
    }

    private List<String> history() {
        return get(database.query("SELECT script || ' ' || installed_on FROM flyway_schema_history"
                        + " WHERE success ORDER BY installed_rank"))
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private Object setting(String name) {
        List<Row> rows = get(database.inTransaction(transaction -> transaction.query("PRAGMA " + name)));
        return rows.getFirst().getValue(0);
    }

    private static Subscription subscription() {
        return new Subscription(
                "s1",
                "inbox",
                callback("https://prod-07.logic.azure.com:443/workflows/1/run?sp=%2Ftriggers&sig=" + SIGNATURE),
                new Workflow("w", "o"),
                new Active(),
                0,
                NOW,
                "https://bellhop.test",
                SigningKeys.of(SigningKey.parse(SECRET).orElseThrow()),
                SubscriptionOptions.DEFAULT);
    }
}
