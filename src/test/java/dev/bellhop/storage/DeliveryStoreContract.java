package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.NOW;
import static dev.bellhop.storage.Samples.callback;
import static dev.bellhop.storage.Stores.atOnce;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.Retry;
import dev.bellhop.lease.Lease;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionStore.Selector.ById;
import dev.bellhop.subscription.options.SubscriptionOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Saving how far a subscription got. There are two, {@code s1} and {@code s2}, each with a lease. */
interface DeliveryStoreContract extends DeadLetterContract {

    @BeforeEach
    default void subscribeTwo() {
        get(stores().events().open("inbox"));
        for (String id : List.of("s1", "s2")) {
            get(stores().subscriptions()
                    .subscribe(new Subscription(
                            id,
                            "inbox",
                            callback("https://" + id + ".test/"),
                            null,
                            new Active(),
                            0,
                            NOW,
                            "https://b.test",
                            null,
                            SubscriptionOptions.DEFAULT)));
            claim("ann", id);
        }
    }

    @Test
    default void a_position_is_saved() {
        assertThat(save("s1", 5)).isTrue();
        assertThat(position("s1")).isEqualTo(5);
        assertThat(position("s2")).isZero();
    }

    @Test
    default void a_position_never_moves_back() {
        save("s1", 5);
        assertThat(save("s1", 3)).isTrue();
        assertThat(position("s1")).isEqualTo(5);
    }

    @Test
    default void deferred_deliveries_are_kept_as_they_were_given() {
        Retry retry = new Retry(3, 2, NOW, NOW.plusSeconds(30), "503 \"ä\" 💾 \\");
        save("s1", 5, List.of(retry), List.of(), List.of());
        assertThat(get(stores().deliveries().retries("s1"))).containsExactly(retry);
        assertThat(get(stores().deliveries().retries("s2"))).isEmpty();
        assertThat(get(stores().deliveries().retries("unknown"))).isEmpty();
    }

    @Test
    default void retries_are_in_the_order_of_positions() {
        save(
                "s1",
                12,
                List.of(DeadLetterContract.retry(10), DeadLetterContract.retry(2), DeadLetterContract.retry(9)),
                List.of(),
                List.of());
        assertThat(waiting("s1")).containsExactly(2L, 9L, 10L);
    }

    @Test
    default void a_deferred_delivery_replaces_the_one_before() {
        save("s1", 5, List.of(DeadLetterContract.retry(3)), List.of(), List.of());
        Retry later = new Retry(3, 7, NOW, NOW.plusSeconds(900), "again");
        save("s1", 5, List.of(later), List.of(), List.of());
        assertThat(get(stores().deliveries().retries("s1"))).containsExactly(later);
    }

    @Test
    default void settled_deliveries_are_forgotten() {
        save("s1", 5, List.of(DeadLetterContract.retry(3), DeadLetterContract.retry(4)), List.of(), List.of());
        save("s2", 5, List.of(DeadLetterContract.retry(3)), List.of(), List.of());
        save("s1", 5, List.of(), List.of(3L, 77L), List.of());
        assertThat(waiting("s1")).containsExactly(4L);
        assertThat(waiting("s2")).containsExactly(3L);
    }

    @Test
    default void a_delivery_given_up_no_longer_waits() {
        save("s1", 5, List.of(DeadLetterContract.retry(3)), List.of(), List.of());
        save("s1", 5, List.of(), List.of(), List.of(DeadLetterContract.letter("s1", 3, NOW)));
        assertThat(waiting("s1")).isEmpty();
        assertThat(letters("s1")).containsExactly(3L);
    }

    @Test
    default void everything_of_one_step_is_saved_together() {
        save("s1", 5, List.of(DeadLetterContract.retry(1), DeadLetterContract.retry(2)), List.of(), List.of());
        assertThat(save(
                        "s1",
                        9,
                        List.of(DeadLetterContract.retry(8)),
                        List.of(1L),
                        List.of(DeadLetterContract.letter("s1", 2, NOW))))
                .isTrue();
        assertThat(position("s1")).isEqualTo(9);
        assertThat(waiting("s1")).containsExactly(8L);
        assertThat(letters("s1")).containsExactly(2L);
    }

    @Test
    default void a_lease_that_another_has_now_stores_nothing() {
        save("s1", 5, List.of(DeadLetterContract.retry(3)), List.of(), List.of());
        Lease newer = claimAt(NOW.plus(Duration.ofMinutes(1)), "bob", "s1");
        assertThat(save(
                        "s1",
                        9,
                        List.of(DeadLetterContract.retry(8)),
                        List.of(3L),
                        List.of(DeadLetterContract.letter("s1", 7, NOW))))
                .isFalse();
        assertThat(position("s1")).isEqualTo(5);
        assertThat(waiting("s1")).containsExactly(3L);
        assertThat(letters("s1")).isEmpty();
        assertThat(get(stores().deliveries().save(DeadLetterContract.progress("s1", newer, 9))))
                .isTrue();
        assertThat(position("s1")).isEqualTo(9);
    }

    @Test
    default void a_lease_that_nobody_took_over_stays_good() {
        get(stores().leases().release(List.of("pump/s1"), "ann"));
        assertThat(save("s1", 5)).isTrue();
        claim("ann", "s1");
        assertThat(save("s1", 6)).isFalse();
    }

    @Test
    default void a_lease_that_never_was_stores_nothing() {
        assertThat(get(stores().deliveries()
                        .save(DeadLetterContract.progress("s1", new Lease("pump/none", 1, NOW), 5))))
                .isFalse();
        assertThat(get(stores().deliveries().save(DeadLetterContract.progress("s1", new Lease("pump/s1", 9, NOW), 5))))
                .isFalse();
        assertThat(position("s1")).isZero();
    }

    @Test
    default void a_stale_lease_spoils_nothing_for_others_saved_with_it() {
        claimAt(NOW.plus(Duration.ofMinutes(1)), "bob", "s1");
        List<Boolean> fresh = atOnce(8, thread -> save(thread % 2 == 0 ? "s1" : "s2", thread));
        assertThat(fresh).containsExactly(false, true, false, true, false, true, false, true);
        assertThat(position("s1")).isZero();
        assertThat(position("s2")).isEqualTo(7);
    }

    @Test
    default void events_that_wait_are_needed_in_the_log() {
        save(
                "s1",
                10,
                List.of(DeadLetterContract.retry(4)),
                List.of(),
                List.of(DeadLetterContract.letter("s1", 2, NOW)));
        save("s2", 20, List.of(DeadLetterContract.retry(8)), List.of(), List.of());
        assertThat(get(stores().subscriptions().neededFrom("inbox"))).hasValue(4);
        save("s1", 10, List.of(), List.of(4L), List.of());
        assertThat(get(stores().subscriptions().neededFrom("inbox"))).hasValue(8);
        save("s2", 20, List.of(), List.of(8L), List.of());
        assertThat(get(stores().subscriptions().neededFrom("inbox"))).hasValue(11);
    }

    @Test
    default void nothing_waits_for_a_subscription_that_ended() {
        save(
                "s1",
                5,
                List.of(DeadLetterContract.retry(3)),
                List.of(),
                List.of(DeadLetterContract.letter("s1", 4, NOW)));
        get(stores().subscriptions().end(new ById("s1"), EndReason.GONE, NOW));
        assertThat(waiting("s1")).isEmpty();
        assertThat(letters("s1")).containsExactly(4L);
    }

    @Test
    default void a_save_that_comes_after_the_end_leaves_nothing_waiting() {
        get(stores().subscriptions().end(new ById("s1"), EndReason.GONE, NOW));
        assertThat(save(
                        "s1",
                        9,
                        List.of(DeadLetterContract.retry(8)),
                        List.of(),
                        List.of(DeadLetterContract.letter("s1", 7, NOW))))
                .isTrue();
        assertThat(waiting("s1")).isEmpty();
        assertThat(letters("s1")).containsExactly(7L);
    }

    @Test
    default void thousands_of_rows_in_one_step() {
        List<Retry> retries = LongStream.rangeClosed(1, 3_000)
                .mapToObj(DeadLetterContract::retry)
                .toList();
        save("s1", 3_000, retries, List.of(), List.of());
        assertThat(waiting("s1")).hasSize(3_000);
        List<Long> positions = LongStream.rangeClosed(1, 2_999).boxed().toList();
        save("s1", 3_000, List.of(), positions, List.of());
        assertThat(waiting("s1")).containsExactly(3_000L);
    }

    private Lease claimAt(Instant now, String owner, String id) {
        return get(stores().leases().claim(List.of("pump/" + id), owner, now, now.plusSeconds(15)))
                .getFirst();
    }

    private void claim(String owner, String id) {
        claimAt(NOW, owner, id);
    }

    private long position(String id) {
        return get(stores().subscriptions().find(id)).orElseThrow().position();
    }
}
