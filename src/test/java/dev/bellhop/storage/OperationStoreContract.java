package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.NOW;
import static dev.bellhop.storage.Stores.atOnce;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.store.Change;
import dev.bellhop.operation.store.Checkpoint;
import dev.bellhop.operation.store.Checkpoint.Course;
import dev.bellhop.operation.store.Checkpoint.Saved;
import dev.bellhop.operation.store.Claim;
import dev.bellhop.operation.store.Claimed;
import dev.bellhop.operation.store.NewOperation;
import dev.bellhop.operation.store.OperationChoice;
import dev.bellhop.operation.store.OperationStore;
import dev.bellhop.operation.store.OperationStore.Started;
import dev.bellhop.operation.store.Place;
import dev.bellhop.operation.store.RaisedEvent;
import dev.bellhop.operation.store.Step;
import dev.bellhop.operation.store.Step.Kind;
import dev.bellhop.operation.store.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Operations: starting, claiming, keeping, changing, forgetting. */
interface OperationStoreContract {

    Instant UNTIL = NOW.plusSeconds(30);
    Instant LATER = NOW.plusSeconds(60);
    Instant DEADLINE = NOW.plus(Duration.ofDays(1));

    Stores stores();

    private OperationStore store() {
        return stores().operations();
    }

    @Test
    default void what_is_started_is_there_when_the_start_answers() {
        Started started = get(store().start(new NewOperation("a", "act", "me", null, "{\"x\":\"ü\"}", NOW, DEADLINE)));

        assertThat(started.isNew()).isTrue();
        Operation found = find("a");
        assertThat(found).isEqualTo(started.operation());
        assertThat(found.status()).isEqualTo(OperationStatus.PENDING);
        assertThat(found.input()).isEqualTo("{\"x\":\"ü\"}");
        assertThat(found.caller()).isEqualTo("me");
        assertThat(found.created()).isEqualTo(NOW);
        assertThat(found.deadline()).isEqualTo(DEADLINE);
        assertThat(get(store().find("b"))).isEmpty();
    }

    @Test
    default void of_many_starts_with_one_key_at_once_one_starts_and_all_get_it() {
        List<Started> all = atOnce(
                16,
                thread -> get(store().start(new NewOperation("id" + thread, "act", "me", "key", "{}", NOW, DEADLINE))));

        assertThat(all).filteredOn(Started::isNew).hasSize(1);
        assertThat(all)
                .extracting(started -> started.operation().id())
                .containsOnly(all.getFirst().operation().id());
        assertThat(get(store().list(OperationChoice.ALL, 100))).hasSize(1);
    }

    @Test
    default void starts_without_a_key_are_all_new() {
        List<Started> all = atOnce(16, thread -> start("id" + thread));

        assertThat(all).allMatch(Started::isNew);
        assertThat(get(store().list(OperationChoice.ALL, 100))).hasSize(16);
    }

    @Test
    default void an_operation_is_claimed_by_one_until_the_lease_is_over() {
        start("a");

        Claimed first = claim("one", NOW);
        assertThat(first.operation().status()).isEqualTo(OperationStatus.RUNNING);
        assertThat(get(store().claim("two", NOW, UNTIL, 10))).isEmpty();
        assertThat(get(store().claim("two", UNTIL.minusNanos(1_000), LATER, 10)))
                .isEmpty();

        Claimed second = claim("two", UNTIL);
        assertThat(second.claim().epoch()).isGreaterThan(first.claim().epoch());
    }

    @Test
    default void of_several_claiming_at_once_each_gets_its_own() {
        IntStream.range(0, 40).forEach(i -> start("id" + i));

        List<List<Claimed>> all = atOnce(8, thread -> get(store().claim("p" + thread, NOW, UNTIL, 5)));
        List<Claimed> rest = get(store().claim("rest", NOW, UNTIL, 100));

        List<String> ids = all.stream()
                .flatMap(List::stream)
                .map(claimed -> claimed.operation().id())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids.size() + rest.size()).isEqualTo(40);
        assertThat(rest).noneMatch(claimed -> ids.contains(claimed.operation().id()));
    }

    @Test
    default void the_longest_due_are_claimed_first_and_no_more_than_wanted() {
        List.of("a", "b", "c").forEach(this::start);

        assertThat(get(store().claim("one", NOW, UNTIL, 2)))
                .extracting(claimed -> claimed.operation().id())
                .containsExactly("a", "b");
    }

    @Test
    default void a_lease_of_a_clock_that_was_set_back_holds_nobody_up_for_long() {
        start("a");
        claim("one", NOW.plus(Duration.ofHours(1)));

        assertThat(get(store().claim("two", NOW.plus(Duration.ofMinutes(55)), LATER, 10)))
                .isEmpty();
        assertThat(get(store().claim("two", NOW, UNTIL, 10))).hasSize(1);
    }

    @Test
    default void a_renewed_claim_lasts_longer_and_one_that_was_lost_is_not_renewed() {
        start("a");
        start("b");
        List<Claimed> claimed = get(store().claim("one", NOW, UNTIL, 10));
        List<Claim> claims = claimed.stream().map(Claimed::claim).toList();
        get(store().cancel("b", null, NOW));

        Set<Claim> kept = get(store().renew("one", claims, LATER));

        assertThat(kept).containsExactly(claims.getFirst());
        assertThat(get(store().claim("two", UNTIL, LATER, 10))).isEmpty();
        assertThat(get(store().renew("two", claims, LATER))).isEmpty();
        assertThat(get(store().renew("one", List.of(), LATER))).isEmpty();
    }

    @Test
    default void a_process_takes_back_what_it_had() {
        start("a");
        start("b");
        Claimed before = claim("one", NOW);
        Claimed others = claim("two", NOW);

        assertThat(get(store().takeBack("one"))).isEqualTo(1);

        Claimed again = claim("one", NOW);
        assertThat(again.operation().id()).isEqualTo(before.operation().id());
        assertThat(save(before, new Course.Going())).isEqualTo(Saved.LOST);
        assertThat(save(others, new Course.Going())).isEqualTo(Saved.KEPT);
    }

    @Test
    default void steps_events_and_progress_come_with_the_next_claim() {
        start("a");
        get(store().raise("a", "first", "1", NOW));
        get(store().raise("a", "second", "{\"y\":2}", NOW.plusSeconds(1)));
        Claimed run = claim("one", NOW);
        assertThat(run.events())
                .containsExactly(
                        new RaisedEvent(1, "first", "1", NOW, null),
                        new RaisedEvent(2, "second", "{\"y\":2}", NOW.plusSeconds(1), null));
        Step done = new Step("done", Kind.WORK, 2, NOW, new StepState.Done("{\"z\":\"\\u0000\"}", LATER));
        Step nothing = new Step("nothing", Kind.SLEEP, 0, NOW, new StepState.Done(null, LATER));
        Step failed = new Step("failed", Kind.WORK, 1, NOW, new StepState.Failed(new OperationError("c", "m"), LATER));
        Step waiting = new Step("waiting", Kind.EVENT, 0, NOW, new StepState.Waiting(LATER));

        assertThat(save(run, List.of(done, nothing, failed, waiting), Map.of(1L, "done"), "\"half\"", going()))
                .isEqualTo(Saved.KEPT);
        Step over = waiting.with(new StepState.Done("3", LATER));
        assertThat(save(run, List.of(over), Map.of(), null, new Course.GivenBack()))
                .isEqualTo(Saved.KEPT);

        Claimed next = claim("two", NOW);
        assertThat(next.steps()).containsExactly(done, nothing, failed, over);
        assertThat(next.events()).extracting(RaisedEvent::no).containsExactly(2L);
        assertThat(next.eventsSeen()).isEqualTo(2);
        assertThat(next.operation().customStatus()).isEqualTo("\"half\"");
        OperationStore.Trail trail = get(store().trail("a"));
        assertThat(trail.steps()).isEqualTo(next.steps());
        assertThat(trail.events()).extracting(RaisedEvent::consumedBy).containsExactly("done", null);
    }

    @Test
    default void an_owner_that_lost_its_claim_writes_nothing() {
        start("a");
        Claimed stale = claim("one", NOW);
        Claimed fresh = claim("two", UNTIL);
        Step step = new Step("s", Kind.WORK, 1, NOW, new StepState.Done("1", NOW));

        assertThat(save(stale, List.of(step), Map.of(), "\"no\"", going())).isEqualTo(Saved.LOST);
        assertThat(save(stale, new Course.Succeeded("1"))).isEqualTo(Saved.LOST);
        assertThat(save(stale, new Course.GivenBack())).isEqualTo(Saved.LOST);

        assertThat(get(store().trail("a")).steps()).isEmpty();
        assertThat(find("a").customStatus()).isNull();
        assertThat(save(fresh, new Course.Succeeded("2"))).isEqualTo(Saved.KEPT);
        assertThat(find("a").output()).isEqualTo("2");
    }

    @Test
    default void a_parked_operation_is_due_when_its_time_has_come() {
        start("a");
        assertThat(save(claim("one", NOW), new Course.Parked(LATER, 0))).isEqualTo(Saved.KEPT);

        assertThat(find("a").status()).isEqualTo(OperationStatus.WAITING);
        assertThat(find("a").wakeAt()).isEqualTo(LATER);
        assertThat(get(store().claim("one", LATER.minusSeconds(1), LATER, 10))).isEmpty();
        assertThat(get(store().claim("one", LATER, LATER.plusSeconds(30), 10))).hasSize(1);
    }

    @Test
    default void a_parked_operation_is_due_when_an_event_comes() {
        start("a");
        save(claim("one", NOW), new Course.Parked(null, 0));
        assertThat(get(store().claim("one", DEADLINE, DEADLINE, 10))).isEmpty();

        assertThat(get(store().raise("a", "e", "1", NOW))).isInstanceOf(Change.Made.class);

        assertThat(claim("one", NOW).events()).hasSize(1);
    }

    @Test
    default void an_event_that_the_run_did_not_see_wakes_the_operation_when_it_parks() {
        start("a");
        Claimed run = claim("one", NOW);
        get(store().raise("a", "e", "1", NOW));

        save(run, new Course.Parked(LATER, run.eventsSeen()));

        assertThat(claim("one", NOW).events()).hasSize(1);
    }

    @Test
    default void a_claim_is_used_up_when_the_operation_was_put_away() {
        start("a");
        Claimed parked = claim("one", NOW);
        save(parked, new Course.Parked(LATER, 0));
        assertThat(save(parked, new Course.Succeeded("1"))).isEqualTo(Saved.LOST);

        get(store().raise("a", "e", "1", NOW));
        Claimed back = claim("one", NOW);
        save(back, new Course.GivenBack());
        assertThat(save(back, new Course.Succeeded("1"))).isEqualTo(Saved.LOST);
    }

    @Test
    default void how_it_ends_can_be_read_and_never_changes() {
        start("ok");
        start("bad");
        List<Claimed> runs = get(store().claim("one", NOW, UNTIL, 10));
        save(runs.get(0), new Course.Succeeded("[1]"));
        save(runs.get(1), new Course.Failed(new OperationError("code", "why")));

        assertThat(find("ok").status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(find("ok").output()).isEqualTo("[1]");
        assertThat(find("ok").ended()).isEqualTo(LATER);
        assertThat(find("bad").status()).isEqualTo(OperationStatus.FAILED);
        assertThat(find("bad").error()).isEqualTo(new OperationError("code", "why"));
        for (String id : List.of("ok", "bad")) {
            Operation before = find(id);
            assertThat(get(store().cancel(id, "late", LATER))).isEqualTo(new Change.AlreadyOver(before));
            assertThat(get(store().suspend(id, null, LATER))).isEqualTo(new Change.AlreadyOver(before));
            assertThat(get(store().resume(id, LATER))).isEqualTo(new Change.AlreadyOver(before));
            assertThat(get(store().raise(id, "e", "1", LATER))).isEqualTo(new Change.AlreadyOver(before));
            assertThat(find(id)).isEqualTo(before);
        }
        assertThat(get(store().claim("one", DEADLINE, DEADLINE, 10))).isEmpty();
    }

    @Test
    default void of_a_cancellation_and_the_end_the_first_one_counts() {
        for (int round = 0; round < 10; round++) {
            String id = "id" + round;
            start(id);
            Claimed run = claim("one", NOW);

            List<Object> outcomes = atOnce(
                    2,
                    thread -> thread == 0
                            ? save(run, new Course.Succeeded("1"))
                            : get(store().cancel(id, "enough", LATER)));

            boolean saved = outcomes.get(0) == Saved.KEPT;
            assertThat(outcomes.get(1) instanceof Change.Made).isEqualTo(!saved);
            assertThat(find(id).status()).isEqualTo(saved ? OperationStatus.SUCCEEDED : OperationStatus.CANCELLED);
            assertThat(find(id).reason()).isEqualTo(saved ? null : "enough");
            assertThat(find(id).output()).isEqualTo(saved ? "1" : null);
        }
    }

    @Test
    default void what_is_pending_waits_or_is_suspended_can_be_cancelled() {
        List.of("waiting", "pending", "suspended").forEach(this::start);
        save(get(store().claim("one", NOW, UNTIL, 1)).getFirst(), new Course.Parked(null, 0));
        get(store().suspend("suspended", null, NOW));

        for (String id : List.of("waiting", "pending", "suspended")) {
            assertThat(get(store().cancel(id, null, NOW))).isInstanceOf(Change.Made.class);
            assertThat(find(id).status()).isEqualTo(OperationStatus.CANCELLED);
        }
        assertThat(get(store().cancel("none", null, NOW))).isEqualTo(new Change.Unknown());
        assertThat(get(store().claim("one", LATER, DEADLINE, 10))).isEmpty();
    }

    @Test
    default void a_suspended_operation_keeps_its_step_but_neither_ends_nor_begins() {
        start("a");
        Claimed run = claim("one", NOW);
        get(store().suspend("a", "hold on", NOW));
        Step step = new Step("s", Kind.WORK, 1, NOW, new StepState.Done("1", NOW));

        assertThat(save(run, List.of(step), Map.of(), null, going())).isEqualTo(Saved.SUSPENDED);
        assertThat(save(run, new Course.Succeeded("1"))).isEqualTo(Saved.SUSPENDED);
        assertThat(save(run, new Course.GivenBack())).isEqualTo(Saved.SUSPENDED);

        assertThat(find("a").status()).isEqualTo(OperationStatus.SUSPENDED);
        assertThat(find("a").reason()).isEqualTo("hold on");
        assertThat(get(store().claim("one", LATER, LATER, 10))).isEmpty();
        get(store().raise("a", "e", "1", NOW));
        assertThat(get(store().claim("one", LATER, LATER, 10))).isEmpty();

        get(store().resume("a", NOW));
        Claimed next = claim("two", NOW);
        assertThat(next.steps()).containsExactly(step);
        assertThat(next.events()).hasSize(1);
        assertThat(next.operation().reason()).isNull();
    }

    @Test
    default void a_resumed_operation_goes_on_where_its_owner_still_has_it() {
        start("a");
        Claimed run = claim("one", NOW);
        get(store().suspend("a", null, NOW));
        assertThat(get(store().renew("one", List.of(run.claim()), LATER))).hasSize(1);
        assertThat(get(store().claim("two", NOW, UNTIL, 10))).isEmpty();

        get(store().resume("a", NOW));

        assertThat(find("a").status()).isEqualTo(OperationStatus.RUNNING);
        assertThat(get(store().claim("two", UNTIL, LATER, 10))).isEmpty();
        assertThat(save(run, new Course.Succeeded("1"))).isEqualTo(Saved.KEPT);
    }

    @Test
    default void what_was_never_claimed_is_pending_again_when_it_is_resumed() {
        start("a");
        get(store().suspend("a", null, NOW));
        get(store().resume("a", NOW));
        assertThat(find("a").status()).isEqualTo(OperationStatus.PENDING);
        assertThat(claim("one", NOW).operation().id()).isEqualTo("a");
    }

    @Test
    default void the_payloads_of_waiting_events_are_limited_together() {
        start("a");
        String half = '"' + "x".repeat(OperationStore.EVENTS_WAITING_LENGTH_MAX / 2 - 2) + '"';
        assertThat(get(store().raise("a", "e", half, NOW))).isInstanceOf(Change.Made.class);
        assertThat(get(store().raise("a", "e", half, NOW))).isInstanceOf(Change.Made.class);
        assertThat(get(store().raise("a", "e", "1", NOW))).isInstanceOf(Change.TooManyEvents.class);

        save(claim("one", NOW), List.of(), Map.of(1L, "s"), null, going());

        assertThat(get(store().raise("a", "e", "1", NOW))).isInstanceOf(Change.Made.class);
    }

    @Test
    default void events_are_limited_and_those_consumed_do_not_count() {
        start("a");
        for (int i = 0; i < OperationStore.EVENTS_WAITING_MAX; i++) {
            assertThat(get(store().raise("a", "e", "1", NOW))).isInstanceOf(Change.Made.class);
        }
        assertThat(get(store().raise("a", "e", "1", NOW)))
                .isEqualTo(new Change.TooManyEvents(OperationStore.EVENTS_WAITING_MAX));

        save(claim("one", NOW), List.of(), Map.of(1L, "s"), null, going());

        assertThat(get(store().raise("a", "e", "1", NOW))).isInstanceOf(Change.Made.class);
    }

    @Test
    default void events_raised_at_once_are_all_kept() {
        start("a");
        assertThat(atOnce(16, thread -> get(store().raise("a", "e" + thread, "1", NOW))))
                .allMatch(Change.Made.class::isInstance);
        assertThat(get(store().trail("a")).events())
                .extracting(RaisedEvent::no)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 16).mapToObj(no -> (long) no).toList());
    }

    @Test
    default void what_passed_its_deadline_fails_and_is_lost_for_its_owner() {
        start("a");
        get(store().start(new NewOperation("later", "act", "me", null, "{}", NOW, DEADLINE.plusSeconds(1))));
        Claimed run = get(store().claim("one", NOW, UNTIL, 1)).getFirst();

        assertThat(get(store().expire(DEADLINE.minusSeconds(1), 10))).isEmpty();
        assertThat(get(store().expire(DEADLINE, 10))).containsExactly("a");
        assertThat(get(store().expire(DEADLINE, 10))).isEmpty();

        assertThat(find("a").status()).isEqualTo(OperationStatus.FAILED);
        assertThat(find("a").error().code()).isEqualTo(OperationError.EXPIRED);
        assertThat(save(run, new Course.Succeeded("1"))).isEqualTo(Saved.LOST);
    }

    @Test
    default void lists_are_newest_first_by_pages_and_filters() {
        List.of("a", "b", "c").forEach(this::start);
        get(store().start(new NewOperation("other", "another", "me", null, "{}", NOW, DEADLINE)));
        get(store().cancel("b", null, NOW));

        List<Operation> page = get(store().list(OperationChoice.ALL, 2));
        assertThat(page).extracting(Operation::id).containsExactly("other", "c");
        assertThat(ids(OperationChoice.ALL.after(Place.of(page.getLast(), OperationChoice.ALL))))
                .containsExactly("b", "a");
        assertThat(ids(OperationChoice.ALL.with(Set.of(OperationStatus.CANCELLED))))
                .containsExactly("b");
        assertThat(ids(OperationChoice.ALL
                        .with(Set.of(OperationStatus.CANCELLED, OperationStatus.PENDING))
                        .ofAction("act")))
                .containsExactly("c", "b", "a");
    }

    @Test
    default void what_was_over_long_ago_is_forgotten_with_all_that_belongs_to_it() {
        List.of("old", "new", "going").forEach(this::start);
        get(store().raise("old", "e", "1", NOW));
        Step step = new Step("s", Kind.WORK, 1, NOW, new StepState.Done("1", NOW));
        save(get(store().claim("one", NOW, UNTIL, 1)).getFirst(), List.of(step), Map.of(), null, going());
        get(store().cancel("old", null, NOW));
        get(store().cancel("new", null, LATER));

        assertThat(get(store().purge(LATER, 10))).isEqualTo(1);

        assertThat(ids(OperationChoice.ALL)).containsExactly("going", "new");
        assertThat(get(store().trail("old"))).isEqualTo(new OperationStore.Trail(List.of(), List.of()));
        assertThat(get(store().purge(LATER.plusSeconds(1), 0))).isZero();
    }

    @Test
    default void a_key_can_be_used_again_after_its_operation_was_forgotten() {
        NewOperation first = new NewOperation("a", "act", "me", "key", "{}", NOW, DEADLINE);
        get(store().start(first));
        get(store().cancel("a", null, NOW));
        get(store().purge(LATER, 10));

        Started again = get(store().start(new NewOperation("b", "act", "me", "key", "{}", NOW, DEADLINE)));

        assertThat(again.isNew()).isTrue();
    }

    private Started start(String id) {
        return get(store().start(new NewOperation(id, "act", "me", null, "{}", NOW, DEADLINE)));
    }

    private Claimed claim(String owner, Instant now) {
        return get(store().claim(owner, now, now.plusSeconds(30), 1)).getFirst();
    }

    private Operation find(String id) {
        return get(store().find(id)).orElseThrow();
    }

    private List<String> ids(OperationChoice which) {
        return get(store().list(which, 100)).stream().map(Operation::id).toList();
    }

    private Saved save(Claimed run, Course course) {
        return save(run, List.of(), Map.of(), null, course);
    }

    private Saved save(
            Claimed run, List<Step> steps, Map<Long, String> consumed, @Nullable String told, Course course) {
        return get(store().save(new Checkpoint(run.claim(), steps, consumed, told, course, LATER)));
    }

    private static Course going() {
        return new Course.Going();
    }
}
