package dev.bellhop.storage;

import static dev.bellhop.storage.DeadLetterContract.letter;
import static dev.bellhop.storage.DeadLetterContract.retry;
import static dev.bellhop.storage.Samples.NOW;
import static dev.bellhop.storage.Samples.callback;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.DeadLetter;
import dev.bellhop.delivery.DeadLetterChoice;
import dev.bellhop.delivery.DeliveryStore.Progress;
import dev.bellhop.delivery.Retry;
import dev.bellhop.lease.Lease;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionStore.Selector.ById;
import dev.bellhop.subscription.options.SubscriptionOptions;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all subscriptions are done with: of {@code a} and {@code b} of the inbox, and of {@code c} elsewhere. */
interface ReadersContract {

    Stores stores();

    @BeforeEach
    default void open() {
        get(stores().events().open("inbox"));
        get(stores().events().open("other"));
    }

    @Test
    default void without_subscriptions_there_is_no_such_position() {
        assertThat(settled()).isEmpty();
        subscribe("c", "other", 3);
        assertThat(settled()).isEmpty();
    }

    @Test
    default void the_slowest_decides() {
        subscribe("a", "inbox", 20);
        subscribe("b", "inbox", 12);
        subscribe("c", "other", 3);
        assertThat(settled()).hasValue(12);
        save("b", 30, List.of(), List.of(), List.of());
        assertThat(settled()).hasValue(20);
    }

    @Test
    default void one_at_the_beginning_holds_everything() {
        subscribe("a", "inbox", 0);
        assertThat(settled()).hasValue(0);
    }

    @Test
    default void a_delivery_that_waits_holds_until_it_is_settled() {
        subscribe("a", "inbox", 0);
        subscribe("b", "inbox", 40);
        save("a", 30, List.of(retry(7), retry(9)), List.of(), List.of());
        assertThat(settled()).hasValue(6);
        save("a", 30, List.of(), List.of(7L), List.of());
        assertThat(settled()).hasValue(8);
        save("a", 30, List.of(), List.of(9L), List.of());
        assertThat(settled()).hasValue(30);
    }

    @Test
    default void a_dead_letter_holds_driven_again_or_not_until_it_expires() {
        subscribe("a", "inbox", 0);
        save("a", 30, List.of(), List.of(), List.of(letter("a", 5, NOW), letter("a", 8, NOW.plusSeconds(9))));
        assertThat(settled()).hasValue(4);
        get(stores().deliveries().redrive(new DeadLetterChoice(null, null, List.of("e5"), null), NOW));
        assertThat(settled()).hasValue(4);
        save("a", 30, List.of(), List.of(5L), List.of());
        assertThat(settled()).hasValue(7);
        get(stores().deliveries().expireDeadLetters(NOW.plusSeconds(60)));
        assertThat(settled()).hasValue(30);
    }

    @Test
    default void one_that_ended_holds_nothing() {
        subscribe("a", "inbox", 0);
        subscribe("b", "inbox", 12);
        save("a", 4, List.of(retry(2)), List.of(), List.of(letter("a", 3, NOW)));
        get(stores().subscriptions().end(new ById("a"), EndReason.UNSUBSCRIBED, NOW));
        assertThat(settled()).hasValue(12);
        get(stores().subscriptions().end(new ById("b"), EndReason.GONE, NOW));
        assertThat(settled()).isEmpty();
    }

    private OptionalLong settled() {
        return get(stores().readers().settledUpTo("inbox"));
    }

    private void subscribe(String id, String source, long position) {
        get(stores().subscriptions()
                .subscribe(new Subscription(
                        id,
                        source,
                        callback("https://" + id + ".test/"),
                        null,
                        new Active(),
                        position,
                        NOW,
                        "https://b.test",
                        null,
                        SubscriptionOptions.DEFAULT)));
    }

    private void save(String id, long position, List<Retry> deferred, List<Long> done, List<DeadLetter> dead) {
        Lease lease = get(stores().leases().claim(List.of(id), "ann", NOW, NOW.plusSeconds(15)))
                .getFirst();
        assertThat(get(stores().deliveries().save(new Progress(id, lease, position, deferred, done, dead))))
                .isTrue();
    }
}
