package dev.bellhop.delivery.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.access.CallbackUrl;
import dev.bellhop.delivery.history.AttemptRecord.Outcome;
import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import dev.bellhop.log.EventLog;
import dev.bellhop.log.EventStore;
import dev.bellhop.log.LogHead;
import dev.bellhop.log.StorageUnavailable;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionLimits;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionState.PausedBy;
import dev.bellhop.subscription.SubscriptionStore.Selector;
import dev.bellhop.subscription.Subscriptions;
import dev.bellhop.subscription.options.SubscriptionOptions;
import dev.bellhop.testing.InMemoryEventStore;
import dev.bellhop.testing.InMemorySubscriptionStore;
import dev.bellhop.testing.SeededIds;
import dev.bellhop.testing.SettableTime;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StateNoticesTest {

    private static final String HOOK = "https://hook.test/path?sig=hidden";

    private final SettableTime clock = new SettableTime();
    private final Flaky events = new Flaky(new InMemoryEventStore(clock, new SeededIds(1)));
    private final EventLog log = new EventLog(events);
    private final InMemorySubscriptionStore store = new InMemorySubscriptionStore();
    private final Subscriptions subscriptions = new Subscriptions(store, clock, SubscriptionLimits.NONE);
    private final List<AttemptRecord> history = new ArrayList<>();
    private final StateNotices notices = new StateNotices("bellhop", log, store, history::add, clock);

    @BeforeEach
    void subscribe() {
        get(log.open(List.of("bellhop")));
        subscriptions.listen(notices);
        CallbackUrl hook = ((CallbackUrl.Valid) CallbackUrl.parse(HOOK)).url();
        get(subscriptions.subscribe(new Subscription(
                "s1",
                "inbox",
                hook,
                null,
                new Active(),
                0,
                clock.instant(),
                "https://b.test",
                null,
                SubscriptionOptions.DEFAULT)));
    }

    @Test
    void a_change_stands_among_the_attempts_and_is_counted() {
        get(subscriptions.end(new Selector.ById("s1"), EndReason.GONE));
        assertThat(history).containsExactly(AttemptRecord.state("s1", clock.instant(), Outcome.ENDED, "gone"));
        assertThat(notices.count(Outcome.ENDED)).isEqualTo(1);
        assertThat(notices.count(Outcome.PAUSED)).isZero();
    }

    @Test
    void a_renewal_that_ends_a_failure_is_a_change() {
        get(subscriptions.failing("s1", "the callback answered 500"));
        Subscription failing = get(store.find("s1")).orElseThrow();
        get(subscriptions.subscribe(failing));
        get(subscriptions.subscribe(failing));
        assertThat(history).extracting(AttemptRecord::outcome).containsExactly(Outcome.FAILING, Outcome.ACTIVE);
    }

    @Test
    void every_change_of_the_state_is_an_event() {
        get(subscriptions.failing("s1", "the callback answered 503"));
        get(subscriptions.recovered("s1"));
        get(subscriptions.pause("s1", PausedBy.FAILING_TOO_LONG));
        clock.advance(Duration.ofSeconds(1));
        get(subscriptions.resume("s1"));
        get(subscriptions.end(new Selector.ById("s1"), EndReason.GONE));
        assertThat(told())
                .extracting(CloudEvent::type)
                .containsExactly(
                        "dev.bellhop.subscription.failing",
                        "dev.bellhop.subscription.active",
                        "dev.bellhop.subscription.paused",
                        "dev.bellhop.subscription.active",
                        "dev.bellhop.subscription.ended");
    }

    @Test
    void an_event_says_what_there_is_to_know_and_no_secret() {
        get(subscriptions.failing("s1", "the callback \"answered\" 503"));
        get(subscriptions.end(new Selector.ById("s1"), EndReason.EXPIRED));
        CloudEvent failing = told().getFirst();
        assertThat(failing.origin()).isEqualTo("/sources/bellhop");
        assertThat(failing.subject()).isEqualTo("s1");
        assertThat(failing.time()).isEqualTo(clock.instant());
        assertThat(failing.data().text())
                .isEqualTo("{\"subscription\":\"s1\",\"source\":\"inbox\",\"state\":\"failing\","
                        + "\"reason\":\"the callback \\\"answered\\\" 503\",\"callbackHost\":\"hook.test\","
                        + "\"at\":\"2026-11-20T10:15:30.123456Z\"}");
        assertThat(told().getLast().data().text())
                .contains("\"state\":\"ended\",\"reason\":\"expired\",\"callbackHost\":\"hook.test\"");
        assertThat(told().toString()).doesNotContain("hidden");
    }

    @Test
    void what_changes_nothing_is_not_told() {
        get(subscriptions.resume("s1"));
        get(subscriptions.recovered("s1"));
        get(subscriptions.reconfigure("s1", SubscriptionOptions.DEFAULT));
        get(subscriptions.replay("s1", 0));
        get(subscriptions.pause("nobody", PausedBy.REQUEST));
        assertThat(told()).isEmpty();
    }

    @Test
    void what_could_not_be_appended_is_told_later_once_and_in_order() {
        events.failing = true;
        get(subscriptions.pause("s1", PausedBy.REQUEST));
        clock.advance(Duration.ofSeconds(1));
        get(subscriptions.resume("s1"));
        assertThatThrownBy(() -> get(notices.tick())).isInstanceOf(StorageUnavailable.class);
        events.failing = false;
        get(notices.tick());
        get(notices.tick());
        assertThat(told())
                .extracting(CloudEvent::type)
                .containsExactly("dev.bellhop.subscription.paused", "dev.bellhop.subscription.active");
    }

    @Test
    void an_append_of_unknown_outcome_is_told_once() {
        events.losingAnswers = true;
        get(subscriptions.pause("s1", PausedBy.REQUEST));
        events.losingAnswers = false;
        get(notices.tick());
        assertThat(told()).hasSize(1);
    }

    @Test
    void it_is_not_tried_for_ever() {
        events.failing = true;
        get(subscriptions.pause("s1", PausedBy.REQUEST));
        for (int tries = 1; tries < StateNotices.TRIES_MAX; tries++) {
            assertThatThrownBy(() -> get(notices.tick())).isInstanceOf(StorageUnavailable.class);
        }
        events.failing = false;
        get(notices.tick());
        assertThat(told()).isEmpty();
    }

    @Test
    void many_at_once_are_all_told() {
        events.failing = true;
        int count = 5 * StateNotices.BATCH / 2;
        for (int i = 0; i < count; i++) {
            clock.advance(Duration.ofSeconds(1));
            get(i % 2 == 0 ? subscriptions.pause("s1", PausedBy.REQUEST) : subscriptions.resume("s1"));
        }
        events.failing = false;
        get(notices.tick());
        assertThat(told()).hasSize(count).extracting(CloudEvent::time).isSorted();
    }

    private List<CloudEvent> told() {
        return get(log.read("bellhop", 1, 1_000)).stream().map(Event::what).toList();
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(5));
    }

    /** A store that fails before or after it has appended. */
    private static final class Flaky implements EventStore {

        private final EventStore events;
        private boolean failing;
        private boolean losingAnswers;

        Flaky(EventStore events) {
            this.events = events;
        }

        @Override
        public Uni<Appending> append(String source, List<CloudEvent> appended) {
            if (failing) {
                return Uni.createFrom().failure(new StorageUnavailable("down"));
            }
            return events.append(source, appended).map(done -> {
                if (losingAnswers) {
                    throw new StorageUnavailable("who knows");
                }
                return done;
            });
        }

        @Override
        public Uni<LogHead> open(String source) {
            return events.open(source);
        }

        @Override
        public Uni<List<LogHead>> heads(Collection<String> sources) {
            return events.heads(sources);
        }

        @Override
        public Uni<List<Event>> read(String source, long from, int limit) {
            return events.read(source, from, limit);
        }

        @Override
        public Uni<Long> positionAt(String source, Instant time) {
            return events.positionAt(source, time);
        }

        @Override
        public Uni<LogHead> expire(String source, long upTo, int limit) {
            return events.expire(source, upTo, limit);
        }
    }
}
