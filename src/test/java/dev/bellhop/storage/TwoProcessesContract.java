package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.NOW;
import static dev.bellhop.storage.Samples.callback;
import static dev.bellhop.storage.Samples.event;
import static dev.bellhop.storage.Samples.events;
import static dev.bellhop.storage.Stores.atOnce;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.DeliveryStore.Progress;
import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import dev.bellhop.lease.Lease;
import dev.bellhop.log.AppendResult.Appended;
import dev.bellhop.log.EventStore.Appending;
import dev.bellhop.log.LogHead;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionLimits;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionStore.Selector.ById;
import dev.bellhop.subscription.Subscriptions.TooMany;
import dev.bellhop.subscription.Workflow;
import dev.bellhop.subscription.options.SubscriptionOptions;
import dev.bellhop.trigger.BookmarkStore;
import dev.bellhop.trigger.BookmarkStore.Bookmark;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two processes over the same data: what one remembers, the other may have changed. */
abstract class TwoProcessesContract {

    abstract Stores one();

    abstract Stores other();

    @BeforeEach
    void openLogs() {
        for (String source : List.of("a", "b")) {
            assertThat(get(one().events().open(source)))
                    .isEqualTo(get(other().events().open(source)));
        }
    }

    @Test
    void they_append_in_turn_without_a_gap() {
        for (int number = 0; number < 10; number++) {
            Stores stores = number % 2 == 0 ? one() : other();
            Appending appending = get(stores.events().append("a", List.of(event("e" + number))));
            assertThat(appending.results().getFirst())
                    .isInstanceOfSatisfying(
                            Appended.class,
                            appended -> assertThat(appended.position())
                                    .isEqualTo(appending.head().newest()));
        }
        assertGapFree("a", 10);
    }

    @Test
    void one_knows_what_the_other_appended() {
        get(one().events().append("a", events("e", 3)));
        get(other().events().append("a", events("e", 5)));
        get(one().events().append("a", events("e", 6)));
        assertGapFree("a", 6);
    }

    @Test
    void they_append_at_once_without_a_gap() {
        atOnce(6, thread -> {
            Stores stores = thread % 2 == 0 ? one() : other();
            for (int number = 0; number < 25; number++) {
                String source = (thread + number) % 3 == 0 ? "b" : "a";
                List<CloudEvent> request =
                        List.of(event(thread + "-" + number), event("same" + number), event(thread + "+" + number));
                Appending answer = get(stores.events().append(source, request));
                Appended told = (Appended) answer.results().getFirst();
                Event kept =
                        get(stores.events().read(source, told.position(), 1)).getFirst();
                assertThat(kept.what()).isEqualTo(request.getFirst());
                assertThat(kept.recorded()).isEqualTo(told.recorded());
            }
            return thread;
        });
        long both = 6 * 25 * 2 + distinctSame();
        assertThat(read("a").size() + read("b").size()).isEqualTo((int) both);
        assertGapFree("a", read("a").size());
        assertGapFree("b", read("b").size());
    }

    /** "same…" came to a source as often as some thread chose that source in that round. */
    private static long distinctSame() {
        return IntStream.range(0, 25)
                .mapToLong(number -> IntStream.range(0, 6)
                        .map(thread -> (thread + number) % 3 == 0 ? 1 : 0)
                        .distinct()
                        .count())
                .sum();
    }

    @Test
    void the_answer_tells_the_oldest_event_that_the_other_left() {
        get(one().events().append("a", events("e", 5)));
        LogHead expired = get(other().events().expire("a", 3, 100));
        Appending appending = get(one().events().append("a", List.of(event("next"))));
        assertThat(appending.head().oldest()).isEqualTo(expired.oldest());
        assertThat(appending.head())
                .isEqualTo(get(other().events().heads(List.of("a"))).getFirst());
    }

    @Test
    void a_log_that_the_other_emptied_goes_on() {
        get(one().events().append("a", events("e", 5)));
        get(other().events().append("a", events("f", 5)));
        get(other().events().expire("a", 10, 100));
        Appending appending = get(one().events().append("a", List.of(event("next"))));
        assertThat(((Appended) appending.results().getFirst()).position()).isEqualTo(11);
        assertThat(read("a")).extracting(Event::position).containsExactly(11L);
    }

    @Test
    void a_lease_has_one_of_them() {
        List<String> names = IntStream.range(0, 40).mapToObj(n -> "pump/" + n).toList();
        List<List<Lease>> won = atOnce(
                4,
                thread -> get((thread % 2 == 0 ? one() : other())
                        .leases()
                        .claim(
                                thread % 3 == 0 ? names : names.reversed(),
                                "owner" + thread,
                                NOW,
                                NOW.plusSeconds(15))));
        assertThat(won.stream().flatMap(List::stream).map(Lease::name)).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void leases_are_claimed_renewed_and_released_by_both_without_standing_in_each_others_way() {
        List<String> names = IntStream.range(0, 30).mapToObj(n -> "pump/" + n).toList();
        atOnce(4, thread -> {
            Stores stores = thread % 2 == 0 ? one() : other();
            List<String> wanted = thread < 2 ? names : names.reversed();
            String owner = "owner" + thread % 2;
            for (int round = 0; round < 15; round++) {
                get(stores.leases().claim(wanted, owner, NOW, NOW.plusSeconds(15)));
                get(stores.leases().renew(owner, NOW, NOW.plusSeconds(15)));
                get(stores.leases().release(wanted.subList(round, round + 10), owner));
            }
            return thread;
        });
    }

    @Test
    void bookmarks_of_the_same_readers_are_saved_by_both_in_any_order() {
        List<Integer> forward = IntStream.range(0, 40).boxed().toList();
        atOnce(4, thread -> {
            BookmarkStore bookmarks = (thread % 2 == 0 ? one() : other()).bookmarks();
            for (int round = 0; round < 10; round++) {
                // Sent without waiting, so that they are saved in groups.
                List<Uni<Void>> sent = (thread % 2 == 0 ? forward : forward.reversed())
                        .stream()
                                .map(reader -> bookmarks.save(new Bookmark("a", "r" + reader, "state", NOW)))
                                .toList();
                get(Uni.join().all(sent).andFailFast());
            }
            return thread;
        });
    }

    @Test
    void the_same_subscription_from_both_is_one() {
        atOnce(6, thread -> {
            for (int round = 0; round < 5; round++) {
                String id = thread + "-" + round;
                get((thread % 2 == 0 ? one() : other())
                        .subscriptions()
                        .subscribe(subscription(id, "https://a.test/" + round, new Workflow("w" + round, "o"))));
            }
            return thread;
        });
        assertThat(get(one().subscriptions().countOpen("a"))).isEqualTo(5);
    }

    @Test
    void a_caller_that_subscribes_to_both_at_once_gets_no_more_than_it_may() {
        SubscriptionLimits limits = new SubscriptionLimits(100, 7);
        atOnce(6, thread -> {
            for (int round = 0; round < 5; round++) {
                String id = thread + "-" + round;
                Subscription wanted = new Subscription(
                        id,
                        thread % 3 == 0 ? "a" : "b",
                        callback("https://a.test/" + id),
                        null,
                        new Active(),
                        0,
                        NOW,
                        "https://b.test",
                        null,
                        SubscriptionOptions.DEFAULT,
                        "ann");
                try {
                    get((thread % 2 == 0 ? one() : other()).subscriptions().subscribe(wanted, limits));
                } catch (TooMany full) {
                    assertThat(full).hasMessageContaining("per-caller-max");
                }
            }
            return thread;
        });
        assertThat(get(one().subscriptions().countOwned("ann"))).isEqualTo(7);
    }

    @Test
    void progress_is_saved_while_subscriptions_replace_each_other_and_end() {
        for (int n = 0; n < 6; n++) {
            get(one().subscriptions().subscribe(subscription("s" + n, "https://t.test/" + n, workflow(n))));
            get(one().leases().claim(List.of("pump/s" + n), "ann", NOW, NOW.plusSeconds(15)));
        }
        atOnce(4, thread -> {
            for (int round = 0; round < 30; round++) {
                String id = "s" + (thread + round) % 6;
                switch (thread) {
                    case 0, 1 ->
                        assertThat(get((thread == 0 ? one() : other())
                                        .deliveries()
                                        .save(progress(id, round))))
                                .isTrue();
                    case 2 ->
                        get(other().subscriptions()
                                .subscribe(subscription(
                                        "x" + round, "https://t.test/" + round % 6, workflow((round + 3) % 6))));
                    default -> get(one().subscriptions().end(new ById(id), EndReason.GONE, NOW));
                }
            }
            return thread;
        });
    }

    @Test
    void progress_is_saved_while_subscriptions_are_replayed() {
        List<String> ids = IntStream.range(0, 10).mapToObj(n -> "s" + n).toList();
        for (String id : ids) {
            get(one().subscriptions().subscribe(subscription(id, "https://r.test/" + id, null)));
            get(one().leases().claim(List.of("pump/" + id), "ann", NOW, NOW.plusSeconds(15)));
        }
        atOnce(4, thread -> {
            Stores stores = thread % 2 == 0 ? one() : other();
            for (int round = 0; round < 40; round++) {
                long position = round;
                if (thread < 2) {
                    get(Uni.join()
                            .all(ids.stream()
                                    .map(id -> stores.deliveries().save(progress(id, position)))
                                    .toList())
                            .andFailFast());
                } else {
                    get(stores.subscriptions().replay(ids.get((thread + round) % ids.size()), round));
                }
            }
            return thread;
        });
    }

    private static Progress progress(String id, long position) {
        return new Progress(
                id,
                new Lease("pump/" + id, 1, NOW),
                position,
                List.of(DeadLetterContract.retry(position)),
                List.of(position - 1),
                List.of(DeadLetterContract.letter(id, position + 1_000, NOW)));
    }

    private static Workflow workflow(int number) {
        return new Workflow("w" + number, "o");
    }

    private static Subscription subscription(String id, String url, Workflow workflow) {
        return new Subscription(
                id,
                "a",
                callback(url),
                workflow,
                new Active(),
                0,
                NOW,
                "https://b.test",
                null,
                SubscriptionOptions.DEFAULT);
    }

    private List<Event> read(String source) {
        return get(one().events().read(source, 1, 100_000));
    }

    private void assertGapFree(String source, int count) {
        List<Event> events = read(source);
        assertThat(events)
                .extracting(Event::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, count).boxed().toList());
        assertThat(events).extracting(Event::recorded).isSorted().doesNotHaveDuplicates();
        assertThat(events).extracting(event -> event.what().identity()).doesNotHaveDuplicates();
    }
}
