package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.NOW;
import static dev.bellhop.storage.Samples.callback;
import static dev.bellhop.storage.Stores.atOnce;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionLimits;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionStore.Selector.ById;
import dev.bellhop.subscription.Subscriptions.TooMany;
import dev.bellhop.subscription.Workflow;
import dev.bellhop.subscription.options.SubscriptionOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many subscriptions a source and a caller may have: three and two here. */
interface SubscriptionLimitsContract {

    SubscriptionLimits LIMITS = new SubscriptionLimits(3, 2);

    Stores stores();

    @BeforeEach
    default void open() {
        get(stores().events().open("inbox"));
        get(stores().events().open("other"));
    }

    @Test
    default void the_owner_is_kept_and_is_whoever_subscribed_last() {
        subscribe("a", "inbox", "ann");
        subscribe("b", "inbox", null);
        assertThat(owner("a")).isEqualTo("ann");
        assertThat(owner("b")).isNull();
        get(stores().subscriptions().update("a", before -> before.in(new Active())));
        assertThat(owner("a")).isEqualTo("ann");

        subscribe("a", "inbox", null);
        subscribe("b", "inbox", "ben");
        assertThat(owner("a")).isEqualTo("ann");
        assertThat(owner("b")).isEqualTo("ben");
        subscribe("a", "inbox", "ben");
        assertThat(owner("a")).isEqualTo("ben");
        assertThat(get(stores().subscriptions().countOwned("ben"))).isEqualTo(2);
        assertThat(get(stores().subscriptions().countOwned("ann"))).isZero();
    }

    @Test
    default void a_caller_has_so_many_over_all_sources_and_others_have_their_own() {
        subscribe("a", "inbox", "ann");
        subscribe("b", "other", "ann");
        assertThatThrownBy(() -> subscribe("c", "other", "ann"))
                .isInstanceOf(TooMany.class)
                .hasMessageContainingAll("ann", "2", "bellhop.subscriptions.per-caller-max");
        assertThat(get(stores().subscriptions().find("c"))).isEmpty();
        subscribe("d", "other", "ben");
        subscribe("e", "other", null);
        assertThat(get(stores().subscriptions().countOwned("ann"))).isEqualTo(2);
    }

    @Test
    default void a_source_has_so_many_whoever_has_them() {
        subscribe("a", "inbox", "ann");
        subscribe("b", "inbox", "ben");
        subscribe("c", "inbox", null);
        assertThatThrownBy(() -> subscribe("d", "inbox", null))
                .isInstanceOf(TooMany.class)
                .hasMessageContainingAll("3", "bellhop.subscriptions.per-source-max");
        subscribe("d", "other", null);
    }

    @Test
    default void nobody_is_counted_without_a_name_or_without_a_limit() {
        for (String id : List.of("a", "b", "c")) {
            subscribe(id, "inbox", null);
        }
        for (int n = 0; n < 5; n++) {
            get(stores().subscriptions()
                    .subscribe(subscription("s" + n, "other", "ann"), new SubscriptionLimits(9, 0)));
        }
        assertThat(get(stores().subscriptions().countOwned("ann"))).isEqualTo(5);
    }

    @Test
    default void subscribing_again_does_not_count_and_ending_makes_room() {
        subscribe("a", "inbox", "ann");
        Subscription b = subscription("b", "inbox", "ann", new Workflow("w", "o"));
        get(stores().subscriptions().subscribe(b, LIMITS));
        subscribe("a", "inbox", "ann");
        Subscription moved = new Subscription(
                "x",
                "inbox",
                callback("https://moved.test/"),
                new Workflow("w", "o"),
                new Active(),
                0,
                NOW,
                "https://b.test",
                null,
                SubscriptionOptions.DEFAULT,
                "ann");
        assertThat(get(stores().subscriptions().subscribe(moved, LIMITS)).created())
                .isFalse();

        get(stores().subscriptions().end(new ById("a"), EndReason.UNSUBSCRIBED, NOW));
        subscribe("c", "inbox", "ann");
        assertThatThrownBy(() -> subscribe("a", "inbox", "ann")).isInstanceOf(TooMany.class);
    }

    @Test
    default void the_limits_hold_when_many_subscribe_at_once() {
        SubscriptionLimits limits = new SubscriptionLimits(14, 10);
        List<Integer> refused = atOnce(4, thread -> {
            int count = 0;
            for (int round = 0; round < 8; round++) {
                String id = thread + "-" + round;
                Subscription wanted = subscription(id, thread < 2 ? "inbox" : "other", thread == 0 ? null : "ann");
                try {
                    get(stores().subscriptions().subscribe(wanted, limits));
                } catch (TooMany tooMany) {
                    count++;
                }
            }
            return count;
        });
        assertThat(get(stores().subscriptions().countOwned("ann"))).isEqualTo(10);
        assertThat(get(stores().subscriptions().countOpen("inbox"))).isLessThanOrEqualTo(14);
        assertThat(refused.stream().mapToInt(count -> count).sum()).isGreaterThanOrEqualTo(14);
        assertThat(get(stores().subscriptions().open("", 100))).hasSizeLessThanOrEqualTo(18);
    }

    private void subscribe(String id, String source, @Nullable String owner) {
        get(stores().subscriptions().subscribe(subscription(id, source, owner), LIMITS));
    }

    private @Nullable String owner(String id) {
        return get(stores().subscriptions().find(id)).orElseThrow().owner();
    }

    private static Subscription subscription(String id, String source, @Nullable String owner) {
        return subscription(id, source, owner, null);
    }

    private static Subscription subscription(
            String id, String source, @Nullable String owner, @Nullable Workflow workflow) {
        return new Subscription(
                id,
                source,
                callback("https://a.test/" + id),
                workflow,
                new Active(),
                0,
                NOW,
                "https://b.test",
                null,
                SubscriptionOptions.DEFAULT,
                owner);
    }
}
