package dev.bellhop.storage;

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
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Listing, driving again and discarding only some: {@code a} and {@code b} are of the inbox, {@code c} is not. */
interface DeadLetterChoiceContract {

    Stores stores();

    @BeforeEach
    default void bury() {
        get(stores().events().open("inbox"));
        get(stores().events().open("other"));
        bury("a", "inbox", 1);
        bury("b", "inbox", 2);
        bury("c", "other", 3);
    }

    @Test
    default void a_list_may_be_of_a_source_or_of_a_time_or_of_events() {
        assertThat(letters(choice(null, "inbox", null))).containsExactly("b2", "b1", "a2", "a1");
        assertThat(letters(choice(null, "nowhere", null))).isEmpty();
        assertThat(letters(choice(null, null, NOW.plusSeconds(2)))).containsExactly("a2", "a1");
        assertThat(letters(choice("b", "inbox", NOW.plusSeconds(3)))).containsExactly("b2", "b1");
        assertThat(letters(choice("c", "inbox", null))).isEmpty();
        assertThat(letters(new DeadLetterChoice(null, null, List.of("e1"), null)))
                .containsExactly("c1", "b1", "a1");
        assertThat(letters(DeadLetterChoice.ALL)).hasSize(6);
    }

    @Test
    default void those_of_a_source_are_driven_again() {
        assertThat(get(stores().deliveries().redrive(choice(null, "other", null), NOW)))
                .isEqualTo(2);
        assertThat(letters(DeadLetterChoice.ALL)).containsExactly("b2", "b1", "a2", "a1");
        assertThat(get(stores().deliveries().retries("c"))).hasSize(2);
    }

    @Test
    default void what_is_discarded_is_gone_for_good() {
        assertThat(discard(new DeadLetterChoice("a", "inbox", List.of("e1"), NOW.plusSeconds(9))))
                .isEqualTo(1);
        assertThat(letters(DeadLetterChoice.ALL)).containsExactly("c2", "c1", "b2", "b1", "a2");
        assertThat(discard(choice(null, "other", null))).isEqualTo(2);
        assertThat(discard(choice(null, null, NOW.plusSeconds(2)))).isEqualTo(1);
        assertThat(letters(DeadLetterChoice.ALL)).containsExactly("b2", "b1");
        assertThat(get(stores().deliveries().redriven())).isEmpty();
        assertThat(discard(DeadLetterChoice.ALL)).isEqualTo(2);
        assertThat(discard(DeadLetterChoice.ALL)).isZero();
    }

    @Test
    default void discarding_touches_nothing_that_waits() {
        Retry retry = DeadLetterContract.retry(9);
        save("a", new Progress("a", lease("a"), 10, List.of(retry), List.of(), List.of()));
        assertThat(discard(DeadLetterChoice.of("a"))).isEqualTo(2);
        assertThat(get(stores().deliveries().retries("a"))).containsExactly(retry);
    }

    @Test
    default void letters_of_ended_subscriptions_can_be_discarded() {
        get(stores().subscriptions().end(new ById("a"), EndReason.GONE, NOW));
        assertThat(discard(DeadLetterChoice.of("a"))).isEqualTo(2);
    }

    /** Two letters of a new subscription, both given up {@code seconds} after now. */
    private void bury(String id, String source, int seconds) {
        get(stores().subscriptions()
                .subscribe(new Subscription(
                        id,
                        source,
                        callback("https://" + id + ".test/"),
                        null,
                        new Active(),
                        0,
                        NOW,
                        "https://b.test",
                        null,
                        SubscriptionOptions.DEFAULT)));
        get(stores().leases().claim(List.of("pump/" + id), "ann", NOW, NOW.plusSeconds(15)));
        Instant at = NOW.plusSeconds(seconds);
        save(
                id,
                new Progress(
                        id,
                        lease(id),
                        2,
                        List.of(),
                        List.of(),
                        List.of(
                                new DeadLetter(id, source, 1, "e1", 3, NOW, at, "gave up"),
                                new DeadLetter(id, source, 2, "e2", 3, NOW, at.plusMillis(1), "gave up"))));
    }

    private void save(String id, Progress progress) {
        assertThat(get(stores().deliveries().save(progress))).as(id).isTrue();
    }

    private static Lease lease(String id) {
        return new Lease("pump/" + id, 1, NOW);
    }

    private static DeadLetterChoice choice(@Nullable String id, @Nullable String source, @Nullable Instant before) {
        return new DeadLetterChoice(id, source, List.of(), before);
    }

    private int discard(DeadLetterChoice which) {
        return get(stores().deliveries().discard(which));
    }

    private List<String> letters(DeadLetterChoice which) {
        return get(stores().deliveries().deadLetters(which, 0, 100)).stream()
                .map(letter -> letter.subscription() + letter.position())
                .toList();
    }
}
