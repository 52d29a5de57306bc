package dev.bellhop.operation.action.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.ContentLinks;
import dev.bellhop.event.EventData;
import dev.bellhop.log.EventLog;
import dev.bellhop.operation.Action;
import dev.bellhop.operation.OperationContext;
import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.Operations.Request;
import dev.bellhop.operation.Operations.Start;
import dev.bellhop.operation.action.Acting;
import dev.bellhop.operation.engine.World;
import dev.bellhop.operation.store.OperationChoice;
import dev.bellhop.source.Source;
import dev.bellhop.source.Sources;
import dev.bellhop.testing.InMemoryEventStore;
import dev.bellhop.testing.SeededIds;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting for an event of a source. */
class EventsAwaitTest {

    private Place place;
    private Acting acting;

    @BeforeEach
    void begin() {
        place = new Place();
        acting = Acting.forever(place.world);
    }

    /** A log, and processes that wait for its events. */
    private static final class Place {

        private final EventsAwait[] action = {null};
        private final World world = World.inOrder(new Later(action));
        private final EventLog log = new EventLog(new InMemoryEventStore(world.clock, new SeededIds(3)));
        private LogWatch watch;
        private int hints;
        private int lives;

        Place() {
            log.open(List.of("orders", "other")).await().indefinitely();
            begin();
        }

        /** As after a restart: nobody is watched for, and who watched before is silent. */
        void begin() {
            int life = ++lives;
            watch = new LogWatch(
                    log, world.store, (id, hint) -> hint(life, id, hint), Runnable::run, world.clock::nanos);
            Sources sources =
                    new Sources(List.of(new Source.Pushed("orders", "", ""), new Source.Pushed("other", "", "")));
            action[0] = new EventsAwait(log, sources, watch, ContentLinks.under("https://b.example"), world.clock);
        }

        private Uni<?> hint(int life, String operation, String payload) {
            if (life < lives) {
                return Uni.createFrom().nothing();
            }
            hints++;
            return world.store.raise(operation, LogWatch.HINT, payload, world.clock.instant());
        }

        void publish(String source, String id, int total) {
            world.clock.advance(Duration.ofMillis(10));
            CloudEvent event = new CloudEvent(
                    id,
                    "/sources/" + source,
                    "order",
                    "s" + id,
                    null,
                    "application/json",
                    Map.of(),
                    EventData.json("{\"total\":" + total + "}"),
                    null);
            log.append(source, List.of(event)).await().indefinitely();
        }
    }

    /** The action, made after the world that runs it. */
    private record Later(EventsAwait[] action) implements Action<EventsAwait.Input, Object> {
        @Override
        public String name() {
            return EventsAwait.NAME;
        }

        @Override
        public String title() {
            return "";
        }

        @Override
        public Class<EventsAwait.Input> inputType() {
            return EventsAwait.Input.class;
        }

        @Override
        public Class<Object> outputType() {
            return Object.class;
        }

        @Override
        public Duration timeLimit() {
            return Duration.ofDays(31);
        }

        @Override
        public Uni<Object> run(OperationContext operation, EventsAwait.Input input) {
            return action[0].run(operation, input);
        }
    }

    @Test
    void it_waits_without_anything_until_an_event_matches() {
        place.publish("orders", "before", 100);
        String id = await("\"filter\":\"data.total > 50\"");
        assertThat(acting.world.operation(id).status()).isEqualTo(OperationStatus.WAITING);
        assertThat(acting.alive.runner.running()).isZero();

        place.publish("orders", "small", 10);
        place.publish("other", "large", 100);
        acting.pass(Duration.ofMinutes(5));
        assertThat(acting.world.operation(id).status()).isEqualTo(OperationStatus.WAITING);
        assertThat(place.hints).isZero();

        place.publish("orders", "large", 60);
        place.publish("orders", "later", 70);
        acting.pass(Duration.ofSeconds(5));
        assertThat(event(id))
                .containsEntry("id", "large")
                .containsEntry("sequence", "3")
                .containsEntry("subject", "slarge")
                .containsEntry("source", "/sources/orders")
                .containsEntry("data", Map.of("total", 60));
    }

    @Test
    void what_comes_between_the_start_and_the_first_step_is_not_missed() {
        var start = acting.alive.later(
                acting.alive.operations.start(new Request(EventsAwait.NAME, "me", "k", "{\"source\":\"orders\"}")));
        // The start is stored; nothing of the action was done.
        while (acting.world
                .store
                .list(OperationChoice.ALL, 1)
                .await()
                .indefinitely()
                .isEmpty()) {
            acting.world.step();
        }
        place.publish("orders", "early", 1);
        acting.settle();
        assertThat(event(((Start.Started) start.get()).operation().id())).containsEntry("id", "early");
    }

    @ParameterizedTest
    @CsvSource({"beginning, a", "1, a", "2, b", "3, c", "2026-11-20T10:15:30Z, a", "2020-01-01T00:00:00+02:00, a"})
    void it_starts_where_the_caller_says(String startFrom, String first) {
        place.publish("orders", "a", 1);
        place.publish("orders", "b", 2);
        String id = await("\"startFrom\":\"" + startFrom + "\"");
        place.publish("orders", "c", 3);
        acting.pass(Duration.ofSeconds(5));
        assertThat(event(id)).containsEntry("id", first);
    }

    @Test
    void it_starts_at_the_state_of_a_poll_and_by_its_time_if_the_log_is_another_one() {
        place.publish("orders", "a", 1);
        place.publish("orders", "b", 2);
        String log = place.log.head("orders").logId();
        assertThat(event(await("\"startFrom\":\"2026-11-20T10:15:31Z~" + log + "~1\"")))
                .containsEntry("id", "b");
        assertThat(event(await("\"startFrom\":\"2026-01-01T00:00:00Z~other~2\"")))
                .containsEntry("id", "a");
    }

    @Test
    void without_an_event_in_time_it_fails_and_a_late_one_does_not_count() {
        String id = await("\"timeout\":\"PT1M\"");
        acting.pass(Duration.ofSeconds(55));
        assertThat(acting.world.operation(id).status()).isEqualTo(OperationStatus.WAITING);
        acting.world.clock.advance(Duration.ofMinutes(1));
        place.publish("orders", "late", 1);
        acting.pass(Duration.ofSeconds(5));
        assertThat(acting.world.operation(id).error().code()).isEqualTo("await-timeout");
    }

    @Test
    void an_event_in_time_counts_even_if_nobody_was_told_of_it_in_time() {
        String id = await("\"timeout\":\"PT1M\"");
        place.begin();
        place.publish("orders", "in time", 1);
        acting.world.clock.advance(Duration.ofMinutes(2));
        acting.pass(Duration.ofSeconds(5));
        assertThat(event(id)).containsEntry("id", "in time");
    }

    @Test
    void after_a_restart_it_is_found_again_and_nothing_is_missed() {
        String id = await("\"filter\":\"data.total = 2\"");
        String other = await("\"filter\":\"data.total = 3\"");
        place.begin();
        place.publish("orders", "a", 1);
        place.publish("orders", "b", 2);
        place.watch.tick().await().indefinitely();
        assertThat(place.watch.size()).isOne();
        acting.pass(Duration.ofSeconds(5));
        assertThat(event(id)).containsEntry("id", "b");
        place.publish("orders", "c", 3);
        acting.pass(Duration.ofSeconds(5));
        assertThat(event(other)).containsEntry("id", "c");
        assertThat(place.watch.size()).isZero();
    }

    @Test
    void one_that_is_over_is_forgotten_and_one_that_is_suspended_is_not() {
        String id = await("");
        String suspended = await("\"startFrom\":\"now\"");
        acting.alive.later(acting.alive.operations.suspend(suspended, null));
        acting.alive.later(acting.alive.operations.cancel(id, null));
        acting.settle();
        place.watch.tick().await().indefinitely();
        assertThat(place.watch.size()).isOne();
        place.publish("orders", "a", 1);
        acting.alive.later(acting.alive.operations.resume(suspended));
        acting.pass(Duration.ofSeconds(5));
        assertThat(event(suspended)).containsEntry("id", "a");
    }

    @Test
    void a_hint_that_is_wrong_is_harmless() {
        String id = await("\"filter\":\"data.total = 2\"");
        for (String payload : List.of("{}", "null", "{\"position\":99}", "17")) {
            acting.alive.later(acting.alive.operations.raise(id, LogWatch.HINT, payload));
            acting.settle();
        }
        assertThat(acting.world.operation(id).status()).isEqualTo(OperationStatus.WAITING);
        place.publish("orders", "b", 2);
        acting.pass(Duration.ofSeconds(5));
        assertThat(event(id)).containsEntry("id", "b");
    }

    @Test
    void hundreds_wait_for_their_own_event_and_only_theirs_wakes_them() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            ids.add(await("\"filter\":\"data.total = " + i + "\""));
        }
        for (int i = 0; i < 300; i += 10) {
            place.publish("orders", "e" + i, i);
        }
        acting.pass(Duration.ofSeconds(5));
        assertThat(place.hints).isEqualTo(30);
        for (int i = 0; i < 300; i++) {
            assertThat(acting.world.operation(ids.get(i)).status())
                    .isEqualTo(i % 10 == 0 ? OperationStatus.SUCCEEDED : OperationStatus.WAITING);
        }
        assertThat(event(ids.get(290))).containsEntry("id", "e290");
    }

    @Test
    void a_log_that_was_emptied_is_read_from_its_new_beginning_and_expired_events_are_passed_over() {
        for (int i = 0; i < 600; i++) {
            place.publish("orders", "e" + i, i);
        }
        place.log.expire("orders", 300, 1_000).await().indefinitely();
        assertThat(event(await("\"startFrom\":\"1\""))).containsEntry("sequence", "301");
        assertThat(event(await("\"startFrom\":\"1\",\"filter\":\"data.total = 599\"")))
                .containsEntry("sequence", "600");
    }

    @Test
    void a_crash_anywhere_changes_nothing() {
        Acting.everywhere(deathAfter -> {
            place = new Place();
            acting = new Acting(place.world, deathAfter);
            place.publish("orders", "before", 2);
            String id = acting.start(EventsAwait.NAME, "{\"source\":\"orders\",\"filter\":\"data.total = 2\"}");
            place.publish("orders", "no", 1);
            acting.settle();
            place.publish("orders", "yes", 2);
            acting.pass(Duration.ofSeconds(10));
            place.watch.tick().await().indefinitely();
            acting.pass(Duration.ofSeconds(40));
            assertThat(event(id)).as("died after %d tasks", deathAfter).containsEntry("id", "yes");
            return acting.settle();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"filter\":\"data.total >\"",
                "\"startFrom\":\"yesterday\"",
                "\"startFrom\":\"0\"",
                "\"startFrom\":\"-1\"",
                "\"timeout\":\"PT0S\"",
                "\"timeout\":\"P31D\"",
                "\"timeout\":\"soon\""
            })
    void what_cannot_be_waited_for_is_refused(String more) {
        var start = acting.alive.later(acting.alive.operations.start(
                new Request(EventsAwait.NAME, "me", null, "{\"source\":\"orders\"," + more + "}")));
        acting.settle();
        assertThat(start.get()).isInstanceOf(Start.Unfit.class);
    }

    @Test
    void one_that_is_rewound_has_as_much_time_as_a_new_one() {
        String id = await("\"timeout\":\"PT1M\"");
        acting.pass(Duration.ofSeconds(70));
        assertThat(acting.world.operation(id).error().code()).isEqualTo("await-timeout");

        acting.alive.later(acting.alive.operations.rewind(id));
        acting.settle();
        acting.pass(Duration.ofSeconds(30));
        assertThat(acting.world.operation(id).status()).isEqualTo(OperationStatus.WAITING);
        place.watch.tick().await().indefinitely();
        place.publish("orders", "late", 1);
        acting.pass(Duration.ofSeconds(5));

        assertThat(event(id)).containsEntry("id", "late");
    }

    @Test
    void a_source_that_is_not_there_is_told() {
        assertThat(acting.failure(EventsAwait.NAME, "{\"source\":\"none\"}")).isEqualTo("unknown-source");
        assertThat(AwaitStart.parse("now")).contains(new AwaitStart.Now());
        assertThat(AwaitStart.parse("2026-11-20T10:15:30Z"))
                .contains(new AwaitStart.After(Instant.parse("2026-11-20T10:15:30Z")));
    }

    private String await(String more) {
        return acting.start(EventsAwait.NAME, "{\"source\":\"orders\"" + (more.isEmpty() ? "" : "," + more) + "}");
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> event(String id) {
        return acting.output(id, Map.class);
    }
}
