package dev.bellhop.storage;

import static dev.bellhop.storage.DeadLetterContract.letter;
import static dev.bellhop.storage.DeadLetterContract.retry;
import static dev.bellhop.storage.Samples.NOW;
import static dev.bellhop.storage.Samples.callback;
import static dev.bellhop.storage.Samples.signingKeys;
import static dev.bellhop.storage.Stores.atOnce;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.SecretText;
import dev.bellhop.delivery.DeadLetter;
import dev.bellhop.delivery.DeadLetterChoice;
import dev.bellhop.delivery.DeliveryStore.Progress;
import dev.bellhop.delivery.Retry;
import dev.bellhop.event.filter.EventFilter;
import dev.bellhop.lease.Lease;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionState.Ended;
import dev.bellhop.subscription.SubscriptionState.Failing;
import dev.bellhop.subscription.SubscriptionState.Paused;
import dev.bellhop.subscription.SubscriptionState.PausedBy;
import dev.bellhop.subscription.SubscriptionStore.Selector;
import dev.bellhop.subscription.SubscriptionStore.Updated;
import dev.bellhop.subscription.Workflow;
import dev.bellhop.subscription.options.Batching;
import dev.bellhop.subscription.options.ContentMode;
import dev.bellhop.subscription.options.ExtraHeaders;
import dev.bellhop.subscription.options.Handshake;
import dev.bellhop.subscription.options.Rate;
import dev.bellhop.subscription.options.SubscriptionOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of subscriptions that are there: other states and options, another place in the log, their time. */
interface ChangingContract {

    List<SubscriptionState> STATES = List.of(
            new Failing(NOW, "the callback answered 503 \"ä\" 💾"),
            new Paused(PausedBy.REQUEST, NOW.plusSeconds(1)),
            new Paused(PausedBy.FAILING_TOO_LONG, NOW.plusSeconds(2)),
            new Active());

    List<SubscriptionOptions> OPTIONS = List.of(
            new SubscriptionOptions(
                    filter("type = 'a' AND data.n > 1"),
                    new Batching(10, Duration.ofSeconds(5)),
                    true,
                    1,
                    new Rate(7, Rate.MINUTE),
                    ContentMode.STRUCTURED,
                    new ExtraHeaders(Map.of("x-key", new SecretText("secret"), "X-Other", new SecretText("a b"))),
                    Duration.ofSeconds(30),
                    List.of(Duration.ofSeconds(1), Duration.ofHours(1)),
                    NOW.plusSeconds(90),
                    Handshake.CLOUDEVENTS),
            new SubscriptionOptions(
                    null,
                    null,
                    false,
                    16,
                    new Rate(1, Rate.SECOND),
                    ContentMode.BINARY,
                    ExtraHeaders.NONE,
                    null,
                    List.of(),
                    null,
                    Handshake.EVENT_GRID),
            SubscriptionOptions.DEFAULT);

    Stores stores();

    @BeforeEach
    default void openLog() {
        get(stores().events().open("inbox"));
    }

    @Test
    default void every_state_comes_back_as_it_was_given() {
        Subscription before = subscribe("s1", null);
        for (SubscriptionState state : STATES) {
            Updated updated = update("s1", each -> each.in(state)).orElseThrow();
            assertThat(updated).isEqualTo(new Updated(before, before.in(state)));
            assertThat(find("s1")).isEqualTo(updated.after());
            before = updated.after();
        }
    }

    @Test
    default void all_options_come_back_as_they_were_given() {
        Subscription before = subscribe("s1", null);
        for (SubscriptionOptions options : OPTIONS) {
            Updated updated = update("s1", each -> each.with(options)).orElseThrow();
            assertThat(updated.after()).isEqualTo(before.with(options));
            assertThat(find("s1")).isEqualTo(before.with(options));
        }
    }

    @Test
    default void options_may_be_there_from_the_beginning() {
        for (int i = 0; i < OPTIONS.size(); i++) {
            Subscription kept = subscribe("s" + i, null, OPTIONS.get(i));
            assertThat(kept.options()).isEqualTo(OPTIONS.get(i));
            assertThat(find("s" + i)).isEqualTo(kept);
        }
    }

    @Test
    default void what_is_not_active_is_open_all_the_same() {
        subscribe("s1", null);
        update("s1", each -> each.in(new Paused(PausedBy.REQUEST, NOW)));
        subscribe("s2", null);
        update("s2", each -> each.in(new Failing(NOW, "503")));
        assertThat(get(stores().subscriptions().open("", 10)))
                .extracting(Subscription::id)
                .containsExactly("s1", "s2");
        assertThat(get(stores().subscriptions().countOpen("inbox"))).isEqualTo(2);
        assertThat(get(stores().subscriptions().neededFrom("inbox"))).hasValue(1);
    }

    @Test
    default void what_ended_or_never_was_does_not_change() {
        subscribe("s1", null);
        get(stores().subscriptions().end(new Selector.ById("s1"), EndReason.GONE, NOW));
        Subscription ended = find("s1");
        assertThat(update("s1", each -> each.in(new Active()))).isEmpty();
        assertThat(update("nobody", each -> each.in(new Active()))).isEmpty();
        assertThat(get(stores().subscriptions().replay("s1", 3))).isEmpty();
        assertThat(get(stores().subscriptions().replay("nobody", 3))).isEmpty();
        assertThat(find("s1")).isEqualTo(ended);
    }

    @Test
    default void changes_of_many_at_once_are_all_made() {
        subscribe("s1", null);
        subscribe("s2", null);
        List<Optional<Updated>> done = atOnce(
                16,
                thread -> update(
                        "s" + (thread % 2 + 1), each -> each.with(withConcurrency(concurrency(each.options()) + 1))));
        assertThat(done).allMatch(Optional::isPresent);
        assertThat(find("s1").options().concurrency()).isEqualTo(8);
        assertThat(find("s2").options().concurrency()).isEqualTo(8);
        assertThat(done)
                .extracting(updated -> updated.orElseThrow().after().id() + " "
                        + updated.orElseThrow().after().options().concurrency())
                .doesNotHaveDuplicates();
    }

    @Test
    default void a_change_moves_nothing_in_the_log() {
        subscribe("s1", null);
        claim("s1");
        save("s1", 1, 5);
        Updated updated =
                update("s1", each -> each.at(99).in(new Failing(NOW, "503"))).orElseThrow();
        assertThat(updated.before().position()).isEqualTo(5);
        assertThat(find("s1").position()).isEqualTo(5);
    }

    @Test
    default void those_whose_time_has_come_end() {
        subscribe("s1", NOW.plusSeconds(1));
        subscribe("s2", NOW.plusSeconds(2));
        subscribe("s3", NOW.plusSeconds(3));
        subscribe("s4", null);
        claim("s1");
        save("s1", 1, 5, List.of(retry(3)), List.of());
        assertThat(expire(NOW)).isEmpty();
        assertThat(expire(NOW.plusSeconds(2))).containsExactlyInAnyOrder("s1", "s2");
        assertThat(find("s1").state()).isEqualTo(new Ended(EndReason.EXPIRED, NOW.plusSeconds(9)));
        assertThat(get(stores().deliveries().retries("s1"))).isEmpty();
        assertThat(expire(NOW.plusSeconds(2))).isEmpty();
        assertThat(get(stores().subscriptions().open("", 10)))
                .extracting(Subscription::id)
                .containsExactly("s3", "s4");
    }

    @Test
    default void a_time_that_was_put_off_has_not_come() {
        subscribe("s1", NOW.plusSeconds(1));
        update("s1", each -> each.with(expiring(NOW.plusSeconds(10))));
        assertThat(expire(NOW.plusSeconds(5))).isEmpty();
        update("s1", each -> each.with(SubscriptionOptions.DEFAULT));
        assertThat(expire(NOW.plusSeconds(99))).isEmpty();
        update("s1", each -> each.with(expiring(NOW.plusSeconds(3))));
        assertThat(expire(NOW.plusSeconds(5))).containsExactly("s1");
    }

    @Test
    default void a_replay_moves_back_and_forth() {
        Subscription before = subscribe("s1", null);
        claim("s1");
        save("s1", 1, 10);
        for (long position : new long[] {3, 7, 0, 20}) {
            assertThat(get(stores().subscriptions().replay("s1", position))).hasValue(before.at(position));
            assertThat(find("s1")).isEqualTo(before.at(position));
        }
        assertThat(get(stores().subscriptions().neededFrom("inbox"))).hasValue(21);
    }

    @Test
    default void a_replay_forgets_what_comes_again_and_keeps_what_is_before_it() {
        subscribe("s1", null);
        subscribe("s2", null);
        claim("s1");
        claim("s2");
        List<DeadLetter> letters = List.of(letter("s1", 2, NOW), letter("s1", 7, NOW));
        save("s1", 1, 10, List.of(retry(1), retry(5), retry(6)), letters);
        save("s2", 1, 10, List.of(retry(6)), List.of(letter("s2", 7, NOW)));
        get(stores().subscriptions().replay("s1", 5));
        assertThat(waiting("s1")).containsExactly(1L, 5L);
        assertThat(dead("s1")).containsExactly(2L);
        assertThat(waiting("s2")).containsExactly(6L);
        assertThat(dead("s2")).containsExactly(7L);
        assertThat(get(stores().subscriptions().neededFrom("inbox"))).hasValue(1);
    }

    @Test
    default void whoever_delivered_before_a_replay_can_save_no_more() {
        subscribe("s1", null);
        Lease lease = claim("s1");
        save("s1", lease.epoch(), 10);
        get(stores().subscriptions().replay("s1", 3));
        assertThat(save("s1", lease.epoch(), 12, List.of(retry(11)), List.of())).isFalse();
        assertThat(find("s1").position()).isEqualTo(3);
        assertThat(waiting("s1")).isEmpty();
        Lease next = claim("s1");
        assertThat(next.epoch()).isGreaterThan(lease.epoch());
        assertThat(save("s1", next.epoch(), 4)).isTrue();
        assertThat(find("s1").position()).isEqualTo(4);
    }

    @Test
    default void after_a_replay_anybody_may_deliver_at_once() {
        subscribe("s1", null);
        claim("s1");
        get(stores().subscriptions().replay("s1", 3));
        assertThat(get(stores().leases().claim(List.of("pump/s1"), "bob", NOW, NOW.plusSeconds(15))))
                .hasSize(1);
    }

    @Test
    default void a_replay_of_what_nobody_delivered_yet_only_moves_it() {
        subscribe("s1", null);
        assertThat(get(stores().subscriptions().replay("s1", 3))).isPresent();
        assertThat(find("s1").position()).isEqualTo(3);
        assertThat(save("s1", claim("s1").epoch(), 4)).isTrue();
    }

    private static EventFilter filter(String text) {
        return switch (EventFilter.parse(text)) {
            case EventFilter.Parsed(EventFilter filter) -> filter;
            case EventFilter.Invalid(String problem, int column) -> throw new AssertionError(problem);
        };
    }

    private static int concurrency(SubscriptionOptions options) {
        return options.concurrency() == null ? 0 : options.concurrency();
    }

    private static SubscriptionOptions withConcurrency(int concurrency) {
        return new SubscriptionOptions(
                null,
                null,
                false,
                concurrency,
                null,
                ContentMode.PLAIN,
                ExtraHeaders.NONE,
                null,
                null,
                null,
                Handshake.NONE);
    }

    private static SubscriptionOptions expiring(@Nullable Instant at) {
        return new SubscriptionOptions(
                null, null, false, null, null, ContentMode.PLAIN, ExtraHeaders.NONE, null, null, at, Handshake.NONE);
    }

    private Subscription subscribe(String id, @Nullable Instant expires) {
        return subscribe(id, expires, expiring(expires));
    }

    private Subscription subscribe(String id, @Nullable Instant expires, SubscriptionOptions options) {
        return get(stores().subscriptions()
                        .subscribe(new Subscription(
                                id,
                                "inbox",
                                callback("https://" + id + ".test/?sig=1"),
                                new Workflow("w" + id, "o"),
                                new Active(),
                                0,
                                NOW,
                                "https://b.test",
                                signingKeys(1),
                                options)))
                .subscription();
    }

    private Subscription find(String id) {
        return get(stores().subscriptions().find(id)).orElseThrow();
    }

    private Optional<Updated> update(String id, UnaryOperator<Subscription> change) {
        return get(stores().subscriptions().update(id, change));
    }

    private List<String> expire(Instant time) {
        return get(stores().subscriptions().end(new Selector.ExpiredBy(time), EndReason.EXPIRED, NOW.plusSeconds(9)));
    }

    private Lease claim(String id) {
        return get(stores().leases().claim(List.of("pump/" + id), "ann", NOW, NOW.plusSeconds(15)))
                .getFirst();
    }

    private boolean save(String id, long epoch, long position) {
        return save(id, epoch, position, List.of(), List.of());
    }

    private boolean save(String id, long epoch, long position, List<Retry> deferred, List<DeadLetter> dead) {
        Lease lease = new Lease("pump/" + id, epoch, NOW);
        return get(stores().deliveries().save(new Progress(id, lease, position, deferred, List.of(), dead)));
    }

    private List<Long> waiting(String id) {
        return get(stores().deliveries().retries(id)).stream()
                .map(Retry::position)
                .toList();
    }

    private List<Long> dead(String id) {
        return get(stores().deliveries().deadLetters(DeadLetterChoice.of(id), 0, 10)).stream()
                .map(DeadLetter::position)
                .toList();
    }
}
