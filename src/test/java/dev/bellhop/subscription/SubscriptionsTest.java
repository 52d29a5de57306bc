package dev.bellhop.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.access.CallbackUrl;
import dev.bellhop.event.SampleEvents;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionState.Ended;
import dev.bellhop.subscription.SubscriptionStore.Selector;
import dev.bellhop.subscription.SubscriptionStore.Subscribed;
import dev.bellhop.subscription.Subscriptions.TooMany;
import dev.bellhop.subscription.options.SubscriptionOptions;
import dev.bellhop.testing.InMemorySubscriptionStore;
import dev.bellhop.testing.SettableTime;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {

    private static final int MAX = 3;

    private final Subscriptions subscriptions =
            new Subscriptions(new InMemorySubscriptionStore(), new SettableTime(), new SubscriptionLimits(MAX, 2));
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void listen() {
        subscriptions.listen(new Subscriptions.Listener() {
            @Override
            public void changed(Subscription subscription) {
                heard.add("changed " + subscription.id());
            }

            @Override
            public void ended(String id, Ended how) {
                heard.add("ended " + id);
            }
        });
    }

    @Test
    void those_who_deliver_hear_of_a_new_subscription() {
        Subscribed subscribed = subscribe("s1", "https://a.example/1", null);
        assertThat(subscribed.created()).isTrue();
        assertThat(heard).containsExactly("changed s1");
    }

    @Test
    void the_same_callback_again_is_the_same_subscription() {
        subscribe("s1", "https://a.example/1", null);
        Subscribed again = subscribe("s2", "https://a.example/1", null);
        assertThat(again.created()).isFalse();
        assertThat(again.subscription().id()).isEqualTo("s1");
        assertThat(heard).containsExactly("changed s1", "changed s1");
    }

    @Test
    void a_subscription_that_another_one_replaces_is_reported_as_ended() {
        Workflow workflow = new Workflow("flow", "When_something_arrives");
        subscribe("s1", "https://a.example/1", workflow);
        subscribe("s2", "https://a.example/2", null);
        heard.clear();
        Subscribed merged = subscribe("s3", "https://a.example/2", workflow);
        assertThat(merged.replaced()).hasSize(1);
        assertThat(heard)
                .containsExactlyInAnyOrder(
                        "ended " + merged.replaced().getFirst(),
                        "changed " + merged.subscription().id());
    }

    @Test
    void a_source_has_only_so_many_subscriptions() {
        subscribe("s1", "https://a.example/1", null);
        subscribe("s2", "https://a.example/2", null);
        subscribe("s3", "https://a.example/3", null);
        assertThatThrownBy(() -> subscribe("s4", "https://a.example/4", null))
                .isInstanceOf(TooMany.class)
                .hasMessageContaining("bellhop.subscriptions.per-source-max");
        assertThat(heard).hasSize(3);

        done(subscriptions.end(new Selector.ById("s1"), EndReason.UNSUBSCRIBED));
        assertThat(subscribe("s4", "https://a.example/4", null).created()).isTrue();
    }

    @Test
    void who_is_full_is_refused_before_anybody_is_asked_and_who_renews_is_not() {
        Subscription first = owned("s1", "https://a.example/1");
        Subscription third = owned("s3", "https://a.example/3");
        done(subscriptions.subscribe(first));
        assertThat(done(subscriptions.admit(third))).isEqualTo(third);
        done(subscriptions.subscribe(owned("s2", "https://a.example/2")));
        assertThatThrownBy(() -> done(subscriptions.admit(third)))
                .isInstanceOf(TooMany.class)
                .hasMessageContaining("bellhop.subscriptions.per-caller-max");
        assertThatThrownBy(() -> done(subscriptions.subscribe(third))).isInstanceOf(TooMany.class);
        assertThat(done(subscriptions.admit(first))).isEqualTo(first);

        Subscription nobodys = third.ownedBy(null);
        assertThat(done(subscriptions.admit(nobodys))).isEqualTo(nobodys);
        done(subscriptions.subscribe(nobodys));
        assertThatThrownBy(() -> done(subscriptions.admit(owned("s4", "https://a.example/4"))))
                .hasMessageContaining("bellhop.subscriptions.per-source-max");
    }

    private static Subscription owned(String id, String callback) {
        return new Subscription(
                id,
                "orders",
                ((CallbackUrl.Valid) CallbackUrl.parse(callback)).url(),
                null,
                new Active(),
                0,
                SampleEvents.TIME,
                "https://bellhop.example",
                null,
                SubscriptionOptions.DEFAULT,
                "shop");
    }

    @Test
    void ending_is_reported_once_and_ending_nothing_not_at_all() {
        subscribe("s1", "https://a.example/1", null);
        heard.clear();
        Selector byCallback = new Selector.ByCallback("orders", "https://a.example/1");
        assertThat(done(subscriptions.end(byCallback, EndReason.UNSUBSCRIBED))).containsExactly("s1");
        assertThat(done(subscriptions.end(byCallback, EndReason.UNSUBSCRIBED))).isEmpty();
        assertThat(heard).containsExactly("ended s1");
    }

    @Test
    void only_an_active_subscription_can_end_and_it_says_why_and_when() {
        assertThat(new Active().end(EndReason.GONE, SampleEvents.TIME))
                .isEqualTo(new SubscriptionState.Ended(EndReason.GONE, SampleEvents.TIME));
        assertThat(Subscription.capability("s1")).isEqualTo("subscription/s1");
    }

    private Subscribed subscribe(String id, String callback, @Nullable Workflow workflow) {
        return done(subscriptions.subscribe(new Subscription(
                id,
                "orders",
                ((CallbackUrl.Valid) CallbackUrl.parse(callback)).url(),
                workflow,
                new Active(),
                0,
                SampleEvents.TIME,
                "https://bellhop.example",
                null,
                SubscriptionOptions.DEFAULT)));
    }

    private static <T> T done(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(5));
    }
}
