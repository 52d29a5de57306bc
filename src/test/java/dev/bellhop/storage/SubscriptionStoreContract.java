package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.NOW;
import static dev.bellhop.storage.Samples.callback;
import static dev.bellhop.storage.Samples.signingKey;
import static dev.bellhop.storage.Samples.signingKeys;
import static dev.bellhop.storage.Stores.atOnce;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionState.Ended;
import dev.bellhop.subscription.SubscriptionStore;
import dev.bellhop.subscription.SubscriptionStore.Selector;
import dev.bellhop.subscription.SubscriptionStore.Selector.ByCallback;
import dev.bellhop.subscription.SubscriptionStore.Selector.ById;
import dev.bellhop.subscription.SubscriptionStore.Selector.ByWorkflow;
import dev.bellhop.subscription.SubscriptionStore.Subscribed;
import dev.bellhop.subscription.Workflow;
import dev.bellhop.subscription.options.SubscriptionOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is subscribed: one active subscription a callback and a workflow, and ended ones that stay ended. */
interface SubscriptionStoreContract extends ResubscribingContract {

    @BeforeEach
    default void openLogs() {
        get(stores().events().open("inbox"));
        get(stores().events().open("other"));
    }

    @Test
    default void a_new_subscription_is_kept_as_it_was_given() {
        Subscription wanted = new Subscription(
                "s1",
                "inbox",
                callback(
                        "https://prod-7.example.com:443/workflows/a%20b/run?sp=%2F&sig=Ab-_%3D&api-version=2016-10-01"),
                new Workflow("/subscriptions/1/workflows/wörk", "When a file ä 💾"),
                new Active(),
                7,
                NOW,
                "https://bellhop.test",
                signingKeys(1),
                SubscriptionOptions.DEFAULT);
        assertThat(get(stores().subscriptions().subscribe(wanted))).isEqualTo(new Subscribed(wanted, null, List.of()));
        assertThat(find("s1")).isEqualTo(wanted);
    }

    @Test
    default void workflow_and_secret_may_be_missing() {
        Subscription wanted = subscription("s1", "https://a.test/", null, null);
        get(stores().subscriptions().subscribe(wanted));
        assertThat(find("s1")).isEqualTo(wanted);
    }

    @Test
    default void the_answer_is_what_is_found_later() {
        Instant precise = Instant.parse("2026-11-20T10:15:30.123456789Z");
        Subscription wanted = new Subscription(
                "s1",
                "inbox",
                callback("https://a.test/"),
                null,
                new Active(),
                0,
                precise,
                "https://b.test",
                null,
                SubscriptionOptions.DEFAULT);
        Subscribed subscribed = get(stores().subscriptions().subscribe(wanted));
        assertThat(subscribed.subscription()).isEqualTo(find("s1"));
    }

    @Test
    default void an_unknown_id_is_not_found() {
        assertThat(get(stores().subscriptions().find("nobody"))).isEmpty();
    }

    @Test
    default void lists_are_in_the_order_of_ids_and_have_pages() {
        for (String id : List.of("c", "a", "d", "b")) {
            subscribe(id, "https://" + id + ".test/", null);
        }
        get(stores().subscriptions().subscribe(inOther("e", "https://a.test/")));
        end(new ById("b"));
        assertThat(listed("inbox", "", 2)).containsExactly("a", "b");
        assertThat(listed("inbox", "b", 2)).containsExactly("c", "d");
        assertThat(listed("inbox", "d", 2)).isEmpty();
        assertThat(listed(null, "c", 10)).containsExactly("d", "e");
        assertThat(listed("nowhere", "", 10)).isEmpty();
        assertThat(activeAfter("", 2)).containsExactly("a", "c");
        assertThat(activeAfter("c", 10)).containsExactly("d", "e");
    }

    @Test
    default void active_ones_are_counted_by_source() {
        subscribe("a", "https://a.test/", null);
        subscribe("b", "https://b.test/", null);
        get(stores().subscriptions().subscribe(inOther("c", "https://a.test/")));
        end(new ById("a"));
        assertThat(get(stores().subscriptions().countOpen("inbox"))).isEqualTo(1);
        assertThat(get(stores().subscriptions().countOpen("other"))).isEqualTo(1);
        assertThat(get(stores().subscriptions().countOpen("nowhere"))).isZero();
    }

    @Test
    default void ending_keeps_the_subscription_with_its_reason() {
        subscribe("a", "https://a.test/", null);
        Instant at = NOW.plusSeconds(1);
        assertThat(get(stores().subscriptions().end(new ById("a"), EndReason.GONE, at)))
                .containsExactly("a");
        assertThat(find("a").state()).isEqualTo(new Ended(EndReason.GONE, at));
    }

    @Test
    default void what_ended_cannot_end_again() {
        subscribe("a", "https://a.test/", null);
        end(new ById("a"));
        assertThat(get(stores().subscriptions().end(new ById("a"), EndReason.GONE, NOW.plusSeconds(9))))
                .isEmpty();
        assertThat(find("a").state()).isEqualTo(new Ended(EndReason.UNSUBSCRIBED, NOW));
        assertThat(end(new ById("nobody"))).isEmpty();
    }

    @Test
    default void a_callback_ends_its_subscription_in_its_source_alone() {
        subscribe("a", "https://a.test/?x=1", null);
        subscribe("b", "https://a.test/?x=2", null);
        get(stores().subscriptions().subscribe(inOther("c", "https://a.test/?x=1")));
        assertThat(end(new ByCallback("inbox", "https://a.test/"))).isEmpty();
        assertThat(end(new ByCallback("inbox", "https://a.test/?x=1"))).containsExactly("a");
        assertThat(activeAfter("", 10)).containsExactly("b", "c");
    }

    @Test
    default void a_workflow_ends_its_subscription_in_its_source_alone() {
        subscribe("a", "https://a.test/", new Workflow("w", "one"));
        subscribe("b", "https://b.test/", new Workflow("w", "two"));
        subscribe("c", "https://c.test/", null);
        assertThat(end(new ByWorkflow("other", new Workflow("w", "one")))).isEmpty();
        assertThat(end(new ByWorkflow("inbox", new Workflow("w", "one")))).containsExactly("a");
        assertThat(activeAfter("", 10)).containsExactly("b", "c");
    }

    @Test
    default void another_signing_key_stands_before_those_that_go_on_for_a_while() {
        get(stores().subscriptions().subscribe(subscription("a", "https://a.test/", null, signingKeys(1))));
        subscribe("b", "https://b.test/", null);
        Subscription before = find("a");
        Subscription rotated = rotate("a", 2, Duration.ofHours(2)).orElseThrow();
        assertThat(rotated).isEqualTo(before.rotated(signingKey(2), Duration.ofHours(2), NOW));
        assertThat(find("a")).isEqualTo(rotated);
        assertThat(rotate("b", 3, Duration.ofHours(2)).orElseThrow().signingKeys())
                .isEqualTo(signingKeys(3));
        assertThat(find("b").signingKeys()).isEqualTo(signingKeys(3));
    }

    @Test
    default void what_is_not_active_gets_no_other_signing_key() {
        get(stores().subscriptions().subscribe(subscription("a", "https://a.test/", null, signingKeys(1))));
        end(new ById("a"));
        assertThat(rotate("a", 2, Duration.ZERO)).isEmpty();
        assertThat(rotate("nobody", 2, Duration.ZERO)).isEmpty();
        assertThat(find("a").signingKeys()).isEqualTo(signingKeys(1));
    }

    @Test
    default void keys_that_many_give_at_once_all_sign() {
        get(stores().subscriptions().subscribe(subscription("a", "https://a.test/", null, signingKeys(1))));
        atOnce(4, thread -> rotate("a", 10 + thread, Duration.ofHours(1)));
        assertThat(find("a").signingKeys().live(NOW))
                .containsExactlyInAnyOrder(
                        signingKey(10), signingKey(11), signingKey(12), signingKey(13), signingKey(1));
    }

    private Optional<Subscription> rotate(String id, int key, Duration overlap) {
        return get(stores().subscriptions().update(id, before -> before.rotated(signingKey(key), overlap, NOW)))
                .map(SubscriptionStore.Updated::after);
    }

    @Test
    default void nobody_needs_the_log_of_a_source_without_subscriptions() {
        assertThat(get(stores().subscriptions().neededFrom("inbox"))).isEmpty();
        subscribe("a", "https://a.test/", null);
        end(new ById("a"));
        assertThat(get(stores().subscriptions().neededFrom("inbox"))).isEmpty();
    }

    @Test
    default void the_log_is_needed_from_where_the_slowest_stands() {
        get(stores().subscriptions().subscribe(at("a", 20)));
        get(stores().subscriptions().subscribe(at("b", 12)));
        get(stores().subscriptions().subscribe(at("c", 4)));
        end(new ById("c"));
        assertThat(get(stores().subscriptions().neededFrom("inbox"))).hasValue(13);
        assertThat(get(stores().subscriptions().neededFrom("other"))).isEmpty();
    }

    @Test
    default void the_same_subscription_from_many_at_once_is_one() {
        List<Subscribed> answers = atOnce(
                8,
                thread -> get(stores().subscriptions()
                        .subscribe(subscription("s" + thread, "https://a.test/", new Workflow("w", "o"), null))));
        Set<String> ids = new HashSet<>();
        answers.forEach(answer -> ids.add(answer.subscription().id()));
        assertThat(ids).hasSize(1);
        assertThat(answers).filteredOn(Subscribed::created).hasSize(1);
        assertThat(activeAfter("", 10)).containsExactlyElementsOf(ids);
    }

    @Test
    default void many_that_share_callbacks_and_workflows_crosswise_leave_no_two_alike() {
        atOnce(8, thread -> {
            for (int round = 0; round < 10; round++) {
                get(stores().subscriptions()
                        .subscribe(subscription(
                                "s" + thread + "-" + round,
                                "https://" + (thread + round) % 3 + ".test/",
                                new Workflow("w" + (thread + 2 * round) % 3, "o"),
                                null)));
            }
            return thread;
        });
        List<Subscription> active = get(stores().subscriptions().open("", 100));
        assertThat(active).extracting(Subscription::callback).doesNotHaveDuplicates();
        assertThat(active).extracting(Subscription::workflow).doesNotHaveDuplicates();
    }

    private List<String> end(Selector selector) {
        return get(stores().subscriptions().end(selector, EndReason.UNSUBSCRIBED, NOW));
    }

    private List<String> listed(@Nullable String source, String after, int limit) {
        return get(stores().subscriptions().list(source, after, limit)).stream()
                .map(Subscription::id)
                .toList();
    }

    private static Subscription inOther(String id, String url) {
        return new Subscription(
                id,
                "other",
                callback(url),
                null,
                new Active(),
                0,
                NOW,
                "https://b.test",
                null,
                SubscriptionOptions.DEFAULT);
    }

    private static Subscription at(String id, long position) {
        return new Subscription(
                id,
                "inbox",
                callback("https://" + id + ".test"),
                null,
                new Active(),
                position,
                NOW,
                "https://b",
                null,
                SubscriptionOptions.DEFAULT);
    }
}
