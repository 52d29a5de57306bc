package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.NOW;
import static dev.bellhop.storage.Samples.callback;
import static dev.bellhop.storage.Samples.signingKeys;
import static dev.bellhop.storage.Stores.atOnce;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.access.Vault;
import dev.bellhop.operation.callback.NewCallback;
import dev.bellhop.operation.callback.Turns;
import dev.bellhop.operation.json.SecretFields;
import dev.bellhop.operation.store.NewOperation;
import dev.bellhop.storage.operation.SqlCallbackStore;
import dev.bellhop.storage.operation.SqlOperationStore;
import dev.bellhop.storage.sealing.SqlCallbackSealing;
import dev.bellhop.storage.sealing.SqlInputSealing;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionState.Ended;
import dev.bellhop.subscription.SubscriptionStore.Selector.ByCallback;
import dev.bellhop.subscription.SubscriptionStore.Selector.ById;
import dev.bellhop.subscription.SubscriptionStore.Subscribed;
import dev.bellhop.subscription.Workflow;
import dev.bellhop.subscription.options.ContentMode;
import dev.bellhop.subscription.options.ExtraHeaders;
import dev.bellhop.subscription.options.Handshake;
import dev.bellhop.subscription.options.SubscriptionOptions;
import dev.bellhop.subscription.sealing.SealedStore.Outcome;
import dev.bellhop.subscription.sealing.SealedStore.Sealed;
import dev.bellhop.testing.SeededRandom;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What both databases promise while the sealing key is changed from the first to the second. */
abstract class SealingContract {

    private static final String FIRST = Vault.keyId(key(1));
    private static final String SECOND = Vault.keyId(key(2));

    /** Nothing is sealed with the same nonce twice. */
    private long seed;

    private SqlSubscriptionStore before;
    /** Knows the second key, but does not use it yet. */
    private SqlSubscriptionStore prepared;
    /** Uses the second key, and knows the first. */
    private SqlSubscriptionStore changed;

    private SqlSubscriptionStore after;

    abstract Database database();

    @BeforeEach
    void openStores() {
        Stores.empty(database());
        before = store(1);
        prepared = store(1, 2);
        changed = store(2, 1);
        after = store(2);
        get(Stores.over(database()).events().open("inbox"));
    }

    @Test
    void everything_is_sealed_anew_and_nothing_else_changes() {
        SubscriptionOptions options = answeredWithin(7);
        for (int n = 0; n < 25; n++) {
            Subscription plain = subscription("s" + (100 + n), "https://a.test/" + n, null);
            get(before.subscribe(
                    switch (n % 3) {
                        case 0 -> plain;
                        case 1 -> plain.with(options);
                        default -> signed(plain, n);
                    }));
        }
        get(before.end(new ById("s103"), EndReason.GONE, NOW));
        List<Subscription> stood = get(before.list(null, "", 100));
        assertThat(get(before.countByKey())).isEqualTo(Map.of(FIRST, 25L));
        assertThatThrownBy(() -> get(after.list(null, "", 100))).hasMessageContaining(FIRST);

        assertThat(sealAll(10)).isEqualTo(25);

        assertThat(get(after.list(null, "", 100))).isEqualTo(stood).hasSize(25);
        assertThat(get(changed.countByKey())).isEqualTo(Map.of(SECOND, 25L));
        assertThat(rows()).noneMatch(row -> row.contains(FIRST));
        for (Subscription one : stood) {
            if (!one.id().equals("s103")) {
                assertThat(get(after.isRenewal(one))).isTrue();
            }
        }
        assertThat(sealAll(10)).isZero();
    }

    @Test
    void batches_go_on_behind_the_one_before() {
        for (int n = 0; n < 5; n++) {
            get((n == 2 ? changed : before).subscribe(subscription("s" + n, "https://a.test/" + n, null)));
        }
        assertThat(get(changed.sealedBy(List.of(FIRST), "", 2)))
                .extracting(Sealed::id)
                .containsExactly("s0", "s1");
        assertThat(get(changed.sealedBy(List.of(FIRST), "s1", 2)))
                .extracting(Sealed::id)
                .containsExactly("s3", "s4");
        assertThat(get(changed.sealedBy(List.of(FIRST, SECOND), "s1", 9))).hasSize(3);
        assertThat(get(changed.sealedBy(List.of(SECOND), "", 9)))
                .extracting(Sealed::id)
                .containsExactly("s2");
    }

    @Test
    void what_was_changed_since_it_was_read_is_left_as_it_is() {
        for (int n = 0; n < 4; n++) {
            get(before.subscribe(subscription("s" + n, "https://a.test/" + n, null)));
        }
        List<Sealed> read = get(changed.sealedBy(List.of(FIRST), "", 10));
        SubscriptionOptions slower = answeredWithin(9);
        get(prepared.update("s0", one -> one.with(slower)));
        get(changed.update("s1", one -> one.with(slower)));
        get(changed.subscribe(subscription("other", "https://new.test/", null)));
        get(prepared.end(new ById("s3"), EndReason.GONE, NOW));

        assertThat(get(changed.sealAnew(read))).isEqualTo(new Outcome(2, 0));

        assertThat(find("s0").options()).isEqualTo(slower);
        assertThat(find("s1").options()).isEqualTo(slower);
        assertThat(find("s3").state()).isEqualTo(new Ended(EndReason.GONE, NOW));
        assertThat(get(changed.sealedBy(List.of(FIRST), "", 10)))
                .extracting(Sealed::id)
                .containsExactly("s0");
        assertThat(sealAll(10)).isEqualTo(1);
        assertThat(find("s0").options()).isEqualTo(slower);
    }

    @Test
    void a_callback_is_found_under_any_known_key() {
        get(before.subscribe(subscription("old", "https://a.test/old", null)));
        get(changed.subscribe(subscription("new", "https://a.test/new", null)));
        for (SqlSubscriptionStore store : List.of(prepared, changed)) {
            Subscribed old = get(store.subscribe(subscription("x", "https://a.test/old", null)));
            assertThat(old.created()).isFalse();
            assertThat(old.subscription().id()).isEqualTo("old");
            assertThat(get(store.isRenewal(subscription("x", "https://a.test/new", null))))
                    .isTrue();
        }
        // The last one has sealed "old" with the second key: the one that is not there yet finds it, too.
        assertThat(get(prepared.end(new ByCallback("inbox", "https://a.test/old"), EndReason.UNSUBSCRIBED, NOW)))
                .containsExactly("old");
        get(before.subscribe(subscription("last", "https://a.test/last", null)));
        assertThat(get(changed.end(new ByCallback("inbox", "https://a.test/last"), EndReason.UNSUBSCRIBED, NOW)))
                .containsExactly("last");
        assertThat(get(changed.end(new ByCallback("other", "https://a.test/new"), EndReason.UNSUBSCRIBED, NOW)))
                .isEmpty();
    }

    @Test
    void one_that_was_made_twice_because_a_key_was_not_known_stays_findable_until_it_is_one_again() {
        get(changed.subscribe(subscription("new", "https://a.test/", null)));
        get(before.subscribe(subscription("twin", "https://a.test/", null)));

        assertThat(sealAll(10)).isEqualTo(1);

        assertThat(get(changed.countByKey())).isEqualTo(Map.of(SECOND, 2L));
        assertThat(get(after.open("", 10))).extracting(Subscription::id).containsExactly("new", "twin");
        Subscribed again = get(changed.subscribe(subscription("x", "https://a.test/", null)));
        assertThat(again.subscription().id()).isEqualTo("new");
        assertThat(again.replaced()).containsExactly("twin");
    }

    @Test
    void one_that_was_changed_from_outside_is_counted_and_does_not_stop_the_others() {
        for (int n = 0; n < 3; n++) {
            get(before.subscribe(subscription("s" + n, "https://a.test/" + n, null)));
        }
        get(database()
                .inTransaction(transaction ->
                        transaction.update("UPDATE subscription SET callback = callback || 'AAAA' WHERE id = 's1'")));
        List<Sealed> read = get(changed.sealedBy(List.of(FIRST), "", 10));
        assertThat(get(changed.sealAnew(read))).isEqualTo(new Outcome(2, 1));
        assertThat(get(changed.countByKey())).isEqualTo(Map.of(FIRST, 1L, SECOND, 2L));
    }

    @Test
    void what_is_no_sealed_text_is_counted_without_being_shown() {
        get(before.subscribe(subscription("s", "https://a.test/", null)));
        get(database()
                .inTransaction(transaction ->
                        transaction.update("UPDATE subscription SET callback = 'https://a.test/?sig=1'")));
        assertThat(get(changed.countByKey())).isEqualTo(Map.of("unknown", 1L));
    }

    @Test
    void subscribing_changing_and_sealing_at_once_lose_nothing_and_double_nothing() {
        int callbacks = 12;
        for (int n = 0; n < callbacks; n++) {
            get(before.subscribe(subscription("s" + (10 + n), url(n), new Workflow("w" + n, "o"))));
        }
        atOnce(6, thread -> {
            for (int round = 0; round < 25; round++) {
                SqlSubscriptionStore store = thread % 2 == 0 ? prepared : changed;
                int n = (round * 5 + thread) % callbacks;
                switch (thread) {
                    case 0, 1 ->
                        get(store.subscribe(subscription(
                                thread + "-" + round, url(n), round % 2 == 0 ? null : new Workflow("w" + n, "o"))));
                    case 2, 3 -> {
                        SubscriptionOptions options = answeredWithin(1 + round);
                        assertThat(get(store.update("s" + (10 + n), one -> one.with(options))))
                                .isPresent();
                    }
                    default -> sealAll(5);
                }
            }
            return thread;
        });
        sealAll(5);
        assertThat(get(after.open("", 100)))
                .extracting(Subscription::id)
                .containsExactlyElementsOf(IntStream.range(0, callbacks)
                        .mapToObj(n -> "s" + (10 + n))
                        .toList());
        assertThat(get(changed.countByKey())).isEqualTo(Map.of(SECOND, (long) callbacks));
        assertThat(get(after.open("", 100)))
                .allSatisfy(one -> assertThat(get(after.isRenewal(one))).isTrue());
    }

    @Test
    void callbacks_of_operations_are_sealed_anew_and_still_found_by_their_url() {
        SqlCallbackStore first = new SqlCallbackStore(database(), vault(1));
        SqlCallbackStore both = new SqlCallbackStore(database(), vault(2, 1));
        SqlCallbackStore second = new SqlCallbackStore(database(), vault(2));
        SqlCallbackSealing sealing = new SqlCallbackSealing(database(), vault(2, 1));
        for (String id : List.of("a", "b", "c")) {
            assertThat(get(first.subscribe(operation(id), wanted(id)))).isPresent();
        }
        get(first.unsubscribe(List.of("c"), null, NOW));
        assertThat(get(both.subscribe(operation("new"), wanted("a"))))
                .hasValueSatisfying(
                        started -> assertThat(started.operation().id()).isEqualTo("a"));
        assertThat(get(sealing.countByKey())).isEqualTo(Map.of(FIRST, 1L, SECOND, 1L));

        List<Sealed> read = get(sealing.sealedBy(List.of(FIRST), "", 9));
        assertThat(read).extracting(Sealed::id).containsExactly("b");
        assertThat(get(sealing.sealAnew(read))).isEqualTo(new Outcome(1, 0));
        assertThat(get(sealing.sealAnew(read))).isEqualTo(new Outcome(0, 0));

        assertThat(get(sealing.countByKey())).isEqualTo(Map.of(SECOND, 2L));
        assertThat(get(second.subscribe(operation("new"), wanted("b"))))
                .hasValueSatisfying(
                        started -> assertThat(started.operation().id()).isEqualTo("b"));
        get(new SqlOperationStore(database()).cancel("b", null, NOW));
        assertThat(get(second.claim("me", NOW, NOW.plusSeconds(1), 9, new Turns(Map.of(), 9))))
                .singleElement()
                .satisfies(claimed -> {
                    assertThat(claimed.url()).isEqualTo(wanted("b").url());
                    assertThat(claimed.keys()).isEqualTo(signingKeys(1));
                });
    }

    @Test
    void inputs_of_operations_are_sealed_anew_where_they_are_sealed() {
        SqlOperationStore operations = new SqlOperationStore(database());
        SqlInputSealing sealing = new SqlInputSealing(database(), vault(2, 1));
        String input = "{\"url\":\"https://a.test\",\"x\":{\"$sealed\":\"v1.00000000.a\"}}";
        for (String id : List.of("a", "b")) {
            String kept = SecretFields.seal(input, Set.of("url"), vault(1));
            get(operations.start(new NewOperation(id, "act", "me", null, kept, NOW, NOW.plusSeconds(60))));
        }
        get(operations.start(new NewOperation("plain", "act", "me", null, input, NOW, NOW.plusSeconds(60))));
        get(operations.start(new NewOperation("odd", "act", "me", null, "{}", NOW, NOW.plusSeconds(60))));
        assertThat(get(sealing.countByKey())).isEqualTo(Map.of(FIRST, 2L));

        List<Sealed> read = get(sealing.sealedBy(List.of(FIRST), "", 1));
        assertThat(read).extracting(Sealed::id).containsExactly("a");
        assertThat(get(sealing.sealAnew(read))).isEqualTo(new Outcome(1, 0));
        assertThat(get(sealing.sealAnew(read))).isEqualTo(new Outcome(0, 0));
        assertThat(get(sealing.sealedBy(List.of(FIRST), "a", 9)))
                .extracting(Sealed::id)
                .containsExactly("b");

        assertThat(get(sealing.countByKey())).isEqualTo(Map.of(FIRST, 1L, SECOND, 1L));
        String kept = get(operations.find("a")).orElseThrow().input();
        assertThat(SecretFields.open(kept, vault(2))).contains("https://a.test");
        assertThat(get(operations.find("plain")).orElseThrow().input()).isEqualTo(input);
        assertThat(get(new SqlInputSealing(database(), vault(3))
                        .sealAnew(get(sealing.sealedBy(List.of(FIRST), "", 9)))))
                .isEqualTo(new Outcome(0, 1));
    }

    private static NewOperation operation(String id) {
        return new NewOperation(id, "act", "me", null, "{}", NOW, NOW.plusSeconds(60));
    }

    private static NewCallback wanted(String id) {
        return new NewCallback(callback("https://a.test/" + id), signingKeys(1), null, NOW);
    }

    /** Everything under the first key, in batches; returns how many were sealed anew. */
    private int sealAll(int batch) {
        int anew = 0;
        String last = "";
        while (true) {
            List<Sealed> read = get(changed.sealedBy(List.of(FIRST), last, batch));
            if (read.isEmpty()) {
                return anew;
            }
            anew += get(changed.sealAnew(read)).anew();
            last = read.getLast().id();
        }
    }

    private List<String> rows() {
        return get(database().query("SELECT * FROM subscription")).stream()
                .map(Row::toJson)
                .map(Object::toString)
                .toList();
    }

    private Subscription find(String id) {
        return get(changed.find(id)).orElseThrow();
    }

    private static String url(int number) {
        return "https://a.test/" + number;
    }

    private static SubscriptionOptions answeredWithin(int seconds) {
        return new SubscriptionOptions(
                null,
                null,
                false,
                null,
                null,
                ContentMode.PLAIN,
                ExtraHeaders.NONE,
                Duration.ofSeconds(seconds),
                null,
                null,
                Handshake.NONE);
    }

    private static Subscription signed(Subscription plain, int number) {
        return new Subscription(
                plain.id(),
                plain.source(),
                plain.callback(),
                plain.workflow(),
                plain.state(),
                plain.position(),
                plain.created(),
                plain.publicUrl(),
                signingKeys(number),
                plain.options());
    }

    private static Subscription subscription(String id, String url, @Nullable Workflow workflow) {
        return new Subscription(
                id,
                "inbox",
                callback(url),
                workflow,
                new Active(),
                0,
                NOW,
                "https://b.test",
                null,
                SubscriptionOptions.DEFAULT);
    }

    private SqlSubscriptionStore store(int current, int... others) {
        return new SqlSubscriptionStore(database(), vault(current, others));
    }

    private Vault vault(int current, int... others) {
        List<byte[]> known =
                Arrays.stream(others).mapToObj(SealingContract::key).toList();
        return new Vault(key(current), known, SeededRandom.of(++seed));
    }

    private static byte[] key(int number) {
        byte[] key = new byte[Vault.KEY_BYTES];
        key[0] = (byte) number;
        return key;
    }
}
