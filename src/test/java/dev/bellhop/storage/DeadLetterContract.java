package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.NOW;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.DeadLetter;
import dev.bellhop.delivery.DeadLetterChoice;
import dev.bellhop.delivery.DeliveryStore;
import dev.bellhop.delivery.DeliveryStore.Progress;
import dev.bellhop.delivery.Retry;
import dev.bellhop.lease.Lease;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionStore.Selector.ById;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What was given up. The subscriptions {@code s1} and {@code s2} exist, with a lease in its first epoch each. */
interface DeadLetterContract {

    Stores stores();

    @Test
    default void a_dead_letter_is_kept_as_it_was_given() {
        DeadLetter letter = new DeadLetter(
                "s1", "inbox", 7, "id \"ä\" 💾", 4, NOW.minusSeconds(60), NOW, "400 Bad Request: \\ 'x'");
        bury(letter);
        assertThat(get(stores().deliveries().deadLetters(DeadLetterChoice.ALL, 0, 10)))
                .containsExactly(letter);
    }

    @Test
    default void dead_letters_are_listed_newest_first() {
        bury(letter("s1", 1, NOW), letter("s2", 2, NOW.plusSeconds(2)), letter("s1", 3, NOW.plusSeconds(1)));
        assertThat(letters(null)).containsExactly(2L, 3L, 1L);
        assertThat(letters("s1")).containsExactly(3L, 1L);
        assertThat(letters("unknown")).isEmpty();
    }

    @Test
    default void pages_put_together_are_the_list() {
        for (long position = 1; position <= 25; position++) {
            bury(letter(position % 2 == 0 ? "s1" : "s2", position, NOW.plusSeconds(position / 5)));
        }
        List<DeadLetter> read = new ArrayList<>();
        for (int skip = 0; skip < 30; skip += 7) {
            read.addAll(get(stores().deliveries().deadLetters(DeadLetterChoice.ALL, skip, 7)));
        }
        assertThat(read)
                .hasSize(25)
                .doesNotHaveDuplicates()
                .isEqualTo(get(stores().deliveries().deadLetters(DeadLetterChoice.ALL, 0, 100)));
        assertThat(read).extracting(DeadLetter::at).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    default void redriving_makes_deliveries_that_are_due() {
        bury(new DeadLetter("s1", "inbox", 7, "e7", 4, NOW.minusSeconds(60), NOW, "gave up"));
        assertThat(redrive(null, List.of(), null)).isEqualTo(1);
        assertThat(letters(null)).isEmpty();
        assertThat(get(stores().deliveries().retries("s1")))
                .containsExactly(new Retry(7, 0, NOW.minusSeconds(60), NOW.plusSeconds(100), "gave up"));
        assertThat(redrive(null, List.of(), null)).isZero();
    }

    @Test
    default void what_was_driven_again_is_known_until_it_was_tried() {
        assertThat(get(stores().deliveries().redriven())).isEmpty();
        bury(letter("s1", 1, NOW), letter("s1", 2, NOW), letter("s2", 3, NOW), letter("s2", 4, NOW));
        save("s1", 10, List.of(retry(9)), List.of(), List.of());
        redrive(null, List.of("e1", "e2", "e3"), null);
        Map<String, List<Retry>> redriven = get(stores().deliveries().redriven());
        assertThat(redriven).containsOnlyKeys("s1", "s2");
        assertThat(redriven.get("s1")).extracting(Retry::position).containsExactly(1L, 2L);
        assertThat(redriven.get("s2")).isEqualTo(get(stores().deliveries().retries("s2")));
        save("s1", 10, List.of(retry(1)), List.of(2L), List.of());
        assertThat(get(stores().deliveries().redriven())).containsOnlyKeys("s2");
    }

    @Test
    default void of_very_many_that_were_driven_again_the_first_are_read() {
        int most = DeliveryStore.REDRIVEN_MAX;
        save(
                "s1",
                5_000,
                List.of(),
                List.of(),
                LongStream.rangeClosed(1, most + 3)
                        .mapToObj(position -> letter("s1", position, NOW))
                        .toList());
        bury(letter("s2", 9, NOW));
        redrive(null, List.of(), null);
        save("s1", 5_000, List.of(retry(3_000), untried(6_000)), List.of(), List.of());
        Map<String, List<Retry>> redriven = get(stores().deliveries().redriven());
        assertThat(redriven.get("s1"))
                .extracting(Retry::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, most).boxed().toList());
        assertThat(redriven.get("s2")).hasSize(1);
        assertThat(waiting("s1"))
                .as("with what is ahead, which must not be taken from the log")
                .hasSize(most + 2)
                .endsWith((long) most, 3_000L, 6_000L);
        save("s1", 5_000, List.of(), List.of(1L, 2L), List.of());
        assertThat(get(stores().deliveries().redriven()).get("s1"))
                .hasSize(most)
                .last()
                .satisfies(last -> assertThat(last.position()).isEqualTo(most + 2));
    }

    private static Retry untried(long position) {
        return new Retry(position, 0, NOW, NOW, "the first attempt was under way");
    }

    @Test
    default void redriving_may_name_a_subscription() {
        bury(letter("s1", 1, NOW), letter("s2", 2, NOW));
        assertThat(redrive("s2", List.of(), null)).isEqualTo(1);
        assertThat(letters(null)).containsExactly(1L);
        assertThat(redrive("unknown", List.of(), null)).isZero();
    }

    @Test
    default void redriving_may_name_events() {
        bury(letter("s1", 1, NOW), letter("s1", 2, NOW), letter("s2", 2, NOW), letter("s2", 3, NOW));
        assertThat(redrive(null, List.of("e2", "e9"), null)).isEqualTo(2);
        assertThat(letters("s1")).containsExactly(1L);
        assertThat(letters("s2")).containsExactly(3L);
    }

    @Test
    default void redriving_may_name_a_time() {
        bury(letter("s1", 1, NOW), letter("s1", 2, NOW.plusSeconds(1)), letter("s1", 3, NOW.plusSeconds(2)));
        assertThat(redrive(null, List.of(), NOW.plusSeconds(1))).isEqualTo(1);
        assertThat(waiting("s1")).containsExactly(1L);
    }

    @Test
    default void redriving_may_name_all_three() {
        bury(letter("s1", 1, NOW), letter("s1", 2, NOW), letter("s2", 1, NOW), letter("s1", 3, NOW.plusSeconds(5)));
        assertThat(redrive("s1", List.of("e1", "e3"), NOW.plusSeconds(1))).isEqualTo(1);
        assertThat(waiting("s1")).containsExactly(1L);
        assertThat(waiting("s2")).isEmpty();
    }

    @Test
    default void dead_letters_of_an_ended_subscription_stay() {
        bury(letter("s1", 1, NOW), letter("s2", 1, NOW));
        get(stores().subscriptions().end(new ById("s1"), EndReason.GONE, NOW));
        assertThat(redrive(null, List.of(), null)).isEqualTo(1);
        assertThat(letters(null)).containsExactly(1L);
        assertThat(waiting("s1")).isEmpty();
    }

    @Test
    default void a_redriven_delivery_may_be_deferred_settled_or_given_up_again() {
        bury(letter("s1", 1, NOW), letter("s1", 2, NOW), letter("s1", 3, NOW));
        redrive(null, List.of(), null);
        assertThat(save("s1", 10, List.of(retry(1)), List.of(2L), List.of(letter("s1", 3, NOW.plusSeconds(9)))))
                .isTrue();
        assertThat(get(stores().deliveries().retries("s1"))).containsExactly(retry(1));
        assertThat(get(stores().deliveries().deadLetters(DeadLetterChoice.ALL, 0, 10)))
                .containsExactly(letter("s1", 3, NOW.plusSeconds(9)));
    }

    @Test
    default void dead_letters_expire_by_the_time_they_were_given_up() {
        bury(letter("s1", 1, NOW), letter("s1", 2, NOW.plusSeconds(1)), letter("s2", 3, NOW.minusSeconds(1)));
        save("s1", 10, List.of(retry(9)), List.of(), List.of());
        assertThat(get(stores().deliveries().expireDeadLetters(NOW.plusSeconds(1))))
                .isEqualTo(2);
        assertThat(letters(null)).containsExactly(2L);
        assertThat(waiting("s1")).containsExactly(9L);
        assertThat(get(stores().deliveries().expireDeadLetters(NOW.plusSeconds(1))))
                .isZero();
    }

    default boolean save(String id, long position, List<Retry> deferred, List<Long> settled, List<DeadLetter> dead) {
        return get(stores().deliveries()
                .save(new Progress(id, new Lease("pump/" + id, 1, NOW), position, deferred, settled, dead)));
    }

    default boolean save(String id, long position) {
        return save(id, position, List.of(), List.of(), List.of());
    }

    static Progress progress(String id, Lease lease, long position) {
        return new Progress(id, lease, position, List.of(), List.of(), List.of());
    }

    static Retry retry(long position) {
        return new Retry(position, 1, NOW, NOW.plusSeconds(30), "503");
    }

    static DeadLetter letter(String id, long position, Instant at) {
        return new DeadLetter(id, "inbox", position, "e" + position, 3, NOW, at, "gave up");
    }

    default void bury(DeadLetter... letters) {
        for (DeadLetter letter : letters) {
            save(letter.subscription(), letter.position(), List.of(), List.of(), List.of(letter));
        }
    }

    default int redrive(@Nullable String subscription, List<String> ids, @Nullable Instant before) {
        return get(stores().deliveries()
                .redrive(new DeadLetterChoice(subscription, null, ids, before), NOW.plusSeconds(100)));
    }

    default List<Long> letters(@Nullable String subscription) {
        return get(stores().deliveries()
                        .deadLetters(new DeadLetterChoice(subscription, null, List.of(), null), 0, 1_000))
                .stream()
                .map(DeadLetter::position)
                .toList();
    }

    default List<Long> waiting(String subscription) {
        return get(stores().deliveries().retries(subscription)).stream()
                .flatMapToLong(retry -> LongStream.of(retry.position()))
                .boxed()
                .toList();
    }
}
