package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.NOW;
import static dev.bellhop.storage.Samples.callback;
import static dev.bellhop.storage.Samples.signingKey;
import static dev.bellhop.storage.Samples.signingKeys;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.signing.SigningKeys;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionState.Ended;
import dev.bellhop.subscription.SubscriptionStore.Selector.ById;
import dev.bellhop.subscription.SubscriptionStore.Subscribed;
import dev.bellhop.subscription.Workflow;
import dev.bellhop.subscription.options.SubscriptionOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Subscribing again: the same callback or the same workflow is the same subscription. */
interface ResubscribingContract {

    Workflow ONE = new Workflow("w", "one");
    Workflow TWO = new Workflow("w", "two");

    Stores stores();

    @Test
    default void the_same_callback_keeps_id_position_and_creation() {
        Subscription first = subscribe("a", "https://a.test/?sig=1", null).subscription();
        Subscription again = new Subscription(
                "b",
                "inbox",
                first.callback(),
                null,
                new Active(),
                99,
                NOW.plusSeconds(9),
                "https://new.test",
                null,
                SubscriptionOptions.DEFAULT);
        Subscribed subscribed = get(stores().subscriptions().subscribe(again));
        assertThat(subscribed.created()).isFalse();
        assertThat(subscribed.replaced()).isEmpty();
        assertThat(subscribed.subscription())
                .isEqualTo(new Subscription(
                        "a",
                        "inbox",
                        first.callback(),
                        null,
                        new Active(),
                        0,
                        NOW,
                        "https://new.test",
                        null,
                        SubscriptionOptions.DEFAULT))
                .isEqualTo(find("a"));
        assertThat(get(stores().subscriptions().find("b"))).isEmpty();
    }

    @Test
    default void the_same_workflow_gets_the_new_callback() {
        subscribe("a", "https://a.test/?sig=1", ONE);
        Subscribed subscribed = subscribe("b", "https://a.test/?sig=2", ONE);
        assertThat(subscribed.created()).isFalse();
        assertThat(find("a").callback()).isEqualTo(callback("https://a.test/?sig=2"));
        assertThat(activeAfter("", 10)).containsExactly("a");
        assertThat(subscribe("c", "https://a.test/?sig=2", null).subscription().id())
                .isEqualTo("a");
        assertThat(subscribe("d", "https://a.test/?sig=1", null).created()).isTrue();
    }

    @Test
    default void callbacks_differ_by_every_byte() {
        assertThat(subscribe("a", "https://a.test/x", null).created()).isTrue();
        assertThat(subscribe("b", "https://a.test/x/", null).created()).isTrue();
        assertThat(subscribe("c", "https://a.test/X", null).created()).isTrue();
        assertThat(subscribe("d", "https://a.test/%78", null).created()).isTrue();
        assertThat(subscribe("e", "https://A.test/x", null).created()).isTrue();
    }

    @Test
    default void another_operation_of_the_workflow_is_another_subscription() {
        assertThat(subscribe("a", "https://a.test/", ONE).created()).isTrue();
        assertThat(subscribe("b", "https://b.test/", TWO).created()).isTrue();
    }

    @Test
    default void another_source_is_another_subscription() {
        subscribe("a", "https://a.test/", ONE);
        Subscription other = new Subscription(
                "b",
                "other",
                callback("https://a.test/"),
                ONE,
                new Active(),
                0,
                NOW,
                "https://b.test",
                null,
                SubscriptionOptions.DEFAULT);
        assertThat(get(stores().subscriptions().subscribe(other)).created()).isTrue();
    }

    @Test
    default void subscriptions_without_workflow_are_not_the_same_workflow() {
        subscribe("a", "https://a.test/", null);
        assertThat(subscribe("b", "https://b.test/", null).created()).isTrue();
        assertThat(subscribe("c", "https://c.test/", ONE).created()).isTrue();
    }

    @Test
    default void a_workflow_is_learnt_and_then_kept() {
        subscribe("a", "https://a.test/", null);
        subscribe("b", "https://a.test/", ONE);
        assertThat(find("a").workflow()).isEqualTo(ONE);
        subscribe("c", "https://a.test/", null);
        assertThat(find("a").workflow()).isEqualTo(ONE);
        subscribe("d", "https://a.test/", TWO);
        assertThat(find("a").workflow()).isEqualTo(TWO);
        assertThat(activeAfter("", 10)).containsExactly("a");
    }

    @Test
    default void callback_and_workflow_of_two_subscriptions_become_one() {
        subscribe("a", "https://a.test/", ONE);
        subscribe("b", "https://b.test/", TWO);
        Subscription crossing = new Subscription(
                "c",
                "inbox",
                callback("https://b.test/"),
                ONE,
                new Active(),
                0,
                NOW.plusSeconds(5),
                "https://n",
                null,
                SubscriptionOptions.DEFAULT);
        Subscribed subscribed = get(stores().subscriptions().subscribe(crossing));
        assertThat(subscribed.subscription().id()).isEqualTo("b");
        assertThat(subscribed.replaced()).containsExactly("a");
        assertThat(find("b").workflow()).isEqualTo(ONE);
        assertThat(find("a").state()).isEqualTo(new Ended(EndReason.REPLACED, NOW.plusSeconds(5)));
        assertThat(activeAfter("", 10)).containsExactly("b");
    }

    @Test
    default void a_secret_is_kept_and_signs_for_a_day_beside_another_that_is_given() {
        get(stores().subscriptions().subscribe(subscription("a", "https://a.test/", ONE, signingKeys(1))));
        subscribe("b", "https://a.test/?2", ONE);
        assertThat(find("a").signingKeys()).isEqualTo(signingKeys(1));
        get(stores().subscriptions().subscribe(subscription("c", "https://a.test/?3", ONE, signingKeys(2))));
        assertThat(find("a").signingKeys()).isEqualTo(signingKeys(1).rotate(signingKey(2), Duration.ofHours(24), NOW));
        get(stores().subscriptions().subscribe(subscription("d", "https://a.test/?3", ONE, signingKeys(2))));
        assertThat(find("a").signingKeys().live(NOW)).containsExactly(signingKey(2), signingKey(1));
    }

    @Test
    default void what_ended_is_not_matched() {
        subscribe("a", "https://a.test/", ONE);
        get(stores().subscriptions().end(new ById("a"), EndReason.GONE, NOW));
        assertThat(subscribe("b", "https://a.test/", ONE).created()).isTrue();
        assertThat(find("a").state()).isEqualTo(new Ended(EndReason.GONE, NOW));
        assertThat(activeAfter("", 10)).containsExactly("b");
        get(stores().subscriptions().end(new ById("b"), EndReason.GONE, NOW));
        assertThat(subscribe("c", "https://a.test/", ONE).created()).isTrue();
    }

    @Test
    default void a_renewal_is_known_before_it_happens() {
        subscribe("a", "https://a.test/", ONE);
        assertThat(isRenewal("https://a.test/", null)).isTrue();
        assertThat(isRenewal("https://b.test/", ONE)).isTrue();
        assertThat(isRenewal("https://b.test/", TWO)).isFalse();
        assertThat(isRenewal("https://b.test/", null)).isFalse();
        get(stores().subscriptions().end(new ById("a"), EndReason.GONE, NOW));
        assertThat(isRenewal("https://a.test/", ONE)).isFalse();
        assertThat(activeAfter("", 10)).isEmpty();
    }

    private boolean isRenewal(String url, @Nullable Workflow workflow) {
        return get(stores().subscriptions().isRenewal(subscription("x", url, workflow, null)));
    }

    @Test
    default void subscribing_again_and_again_changes_nothing() {
        Subscription first = subscribe("a", "https://a.test/", ONE).subscription();
        for (int i = 0; i < 3; i++) {
            assertThat(subscribe("b" + i, "https://a.test/", ONE)).isEqualTo(new Subscribed(first, first, List.of()));
        }
        assertThat(find("a")).isEqualTo(first);
    }

    default Subscription subscription(String id, String url, @Nullable Workflow workflow, @Nullable SigningKeys keys) {
        return new Subscription(
                id,
                "inbox",
                callback(url),
                workflow,
                new Active(),
                0,
                NOW,
                "https://bellhop.test",
                keys,
                SubscriptionOptions.DEFAULT);
    }

    default Subscribed subscribe(String id, String url, @Nullable Workflow workflow) {
        return get(stores().subscriptions().subscribe(subscription(id, url, workflow, null)));
    }

    default Subscription find(String id) {
        return get(stores().subscriptions().find(id)).orElseThrow();
    }

    default List<String> activeAfter(String id, int limit) {
        return get(stores().subscriptions().open(id, limit)).stream()
                .map(Subscription::id)
                .toList();
    }
}
