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
import dev.bellhop.operation.store.Claimed;
import dev.bellhop.operation.store.NewOperation;
import dev.bellhop.operation.store.OperationChoice;
import dev.bellhop.operation.store.OperationStore;
import dev.bellhop.operation.store.OperationStore.Started;
import dev.bellhop.operation.store.OperationStore.Started.How;
import dev.bellhop.operation.store.OperationStore.Trail;
import dev.bellhop.operation.store.Place;
import dev.bellhop.operation.store.Step;
import dev.bellhop.operation.store.Step.Kind;
import dev.bellhop.operation.store.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Operations under ids that callers chose, once more after a failure, and chosen for lists and for forgetting. */
interface OperationChoiceContract {

    Instant LATER = NOW.plusSeconds(60);
    Instant DEADLINE = NOW.plus(Duration.ofDays(1));
    OperationError ERROR = new OperationError("code", "why");

    Stores stores();

    private OperationStore store() {
        return stores().operations();
    }

    @Test
    default void an_id_can_be_chosen_and_stays_taken_while_its_operation_is_not_over() {
        Started first = startAs("mine ü", null, NOW);
        assertThat(first.how()).isEqualTo(How.NEW);
        assertThat(find("mine ü")).isEqualTo(first.operation());
        assertThat(first.operation().status()).isEqualTo(OperationStatus.PENDING);

        Started second = startAs("mine ü", null, LATER);

        assertThat(second.how()).isEqualTo(How.ID_TAKEN);
        assertThat(second.operation()).isEqualTo(first.operation());
        assertThat(ids(OperationChoice.ALL)).containsExactly("mine ü");
    }

    @Test
    default void an_operation_that_is_over_makes_way_with_all_that_belonged_to_it() {
        start("a", NOW);
        start("b", NOW);
        get(store().raise("a", "e", "1", NOW));
        for (Claimed run : get(store().claim("one", NOW, LATER, 10))) {
            save(run, List.of(done("s")), new Course.Succeeded("1"));
        }

        Started again = startAs("a", null, LATER);

        assertThat(again.how()).isEqualTo(How.NEW);
        assertThat(again.operation().status()).isEqualTo(OperationStatus.PENDING);
        assertThat(again.operation().output()).isNull();
        assertThat(get(store().trail("a"))).isEqualTo(new Trail(List.of(), List.of()));
        assertThat(get(store().trail("b")).steps()).hasSize(1);
        Claimed run = get(store().claim("one", LATER, DEADLINE, 10)).getFirst();
        assertThat(run.steps()).isEmpty();
        assertThat(run.events()).isEmpty();
        get(store().raise("a", "e", "2", LATER));
        assertThat(save(run, List.of(), new Course.Parked(null, run.eventsSeen())))
                .isEqualTo(Saved.KEPT);
        assertThat(get(store().claim("one", LATER, DEADLINE, 10)).getFirst().events())
                .hasSize(1);
    }

    @Test
    default void a_run_of_the_operation_before_writes_nothing_into_its_successor() {
        startAs("a", null, NOW);
        Claimed stale = get(store().claim("one", NOW, LATER, 1)).getFirst();
        get(store().cancel("a", null, NOW));
        get(store().forget("a"));
        startAs("a", null, LATER);
        get(store().claim("two", LATER, DEADLINE, 1));

        assertThat(save(stale, List.of(done("s")), new Course.Succeeded("1"))).isEqualTo(Saved.LOST);
        assertThat(find("a").status()).isEqualTo(OperationStatus.RUNNING);
    }

    @Test
    default void of_many_starts_of_one_id_at_once_exactly_one_wins() {
        List<Started> first = atOnce(16, thread -> startAs("a", null, NOW.plusSeconds(thread)));
        assertThat(first).filteredOn(Started::isNew).hasSize(1);
        get(store().cancel("a", null, LATER));

        List<Started> second = atOnce(16, thread -> startAs("a", null, LATER.plusSeconds(thread)));

        assertThat(second).filteredOn(Started::isNew).hasSize(1);
        assertThat(second).filteredOn(started -> !started.isNew()).allMatch(started -> started.how() == How.ID_TAKEN);
        assertThat(second)
                .extracting(started -> started.operation().no())
                .containsOnly(find("a").no());
        assertThat(ids(OperationChoice.ALL)).containsExactly("a");
    }

    @Test
    default void a_start_that_is_repeated_with_its_key_finds_its_operation_whatever_the_id() {
        Started first = startAs("a", "key", NOW);
        assertThat(startAs("a", "key", LATER)).isEqualTo(new Started(first.operation(), How.SAME_KEY));
        assertThat(startAs("b", "key", LATER).operation().id()).isEqualTo("a");
        get(store().cancel("a", null, NOW));
        assertThat(startAs("a", "key", LATER).how()).isEqualTo(How.SAME_KEY);
        assertThat(startAs("a", "other", LATER).how()).isEqualTo(How.NEW);
        assertThat(startAs("b", "key", LATER).how()).isEqualTo(How.NEW);
    }

    @Test
    default void what_failed_is_queued_again_without_its_failures() {
        start("a", NOW);
        Claimed run = get(store().claim("one", NOW, LATER, 1)).getFirst();
        Step done = done("done");
        Step failed = new Step("failed", Kind.WORK, 3, NOW, new StepState.Failed(ERROR, NOW));
        Step late = new Step("late", Kind.EVENT, 0, NOW, new StepState.Waiting(LATER));
        Step early = new Step("early", Kind.EVENT, 0, NOW, new StepState.Waiting(LATER.plusSeconds(1)));
        Step nap = new Step("nap", Kind.SLEEP, 0, NOW, new StepState.Waiting(NOW));
        save(run, List.of(done, failed, late, early, nap), new Course.Failed(ERROR));
        assertThat(find("a").ended()).isNotNull();

        Change change = get(store().rewind("a", DEADLINE.plusSeconds(9), LATER));

        Operation again = find("a");
        assertThat(change).isEqualTo(new Change.Made(again));
        assertThat(again.status()).isEqualTo(OperationStatus.PENDING);
        assertThat(again.error()).isNull();
        assertThat(again.ended()).isNull();
        assertThat(again.deadline()).isEqualTo(DEADLINE.plusSeconds(9));
        assertThat(again.updated()).isEqualTo(LATER);
        assertThat(get(store().purge(DEADLINE, 10))).isZero();
        assertThat(save(run, List.of(), new Course.Succeeded("1"))).isEqualTo(Saved.LOST);
        Claimed next = get(store().claim("two", LATER, DEADLINE, 1)).getFirst();
        assertThat(next.steps()).containsExactly(done, early, nap);
        assertThat(save(run, List.of(), new Course.Succeeded("1"))).isEqualTo(Saved.LOST);
        assertThat(save(next, List.of(), new Course.Succeeded("2"))).isEqualTo(Saved.KEPT);
    }

    @Test
    default void what_expired_can_be_queued_again() {
        start("a", NOW);
        assertThat(get(store().expire(DEADLINE, 1))).containsExactly("a");
        get(store().rewind("a", DEADLINE.plusSeconds(60), DEADLINE));
        assertThat(get(store().expire(DEADLINE, 1))).isEmpty();
        assertThat(get(store().expire(DEADLINE.plusSeconds(60), 1))).containsExactly("a");
    }

    @Test
    default void only_what_failed_is_queued_again_and_only_what_is_over_is_forgotten() {
        List.of("pending", "cancelled").forEach(id -> start(id, NOW));
        get(store().cancel("cancelled", null, NOW));

        for (String id : List.of("pending", "cancelled")) {
            assertThat(get(store().rewind(id, DEADLINE, NOW))).isEqualTo(new Change.WrongStatus(find(id)));
        }
        assertThat(get(store().rewind("none", DEADLINE, NOW))).isEqualTo(new Change.Unknown());
        assertThat(get(store().forget("pending"))).isEqualTo(new Change.WrongStatus(find("pending")));
        assertThat(get(store().forget("none"))).isEqualTo(new Change.Unknown());
        assertThat(get(store().forget("cancelled"))).isInstanceOf(Change.Made.class);
        assertThat(ids(OperationChoice.ALL)).containsExactly("pending");
    }

    @Test
    default void lists_go_by_time_and_page_by_page_none_is_missed_or_comes_twice() {
        // Times may be the same, and go back.
        IntStream.range(0, 25).forEach(i -> start("id" + i, NOW.plusSeconds(i % 7)));
        List<String> all = ids(OperationChoice.ALL);
        assertThat(get(store().list(OperationChoice.ALL, 100)))
                .isSortedAccordingTo((a, b) -> b.created().compareTo(a.created()));

        assertThat(pages(OperationChoice.ALL, 4)).isEqualTo(all).hasSize(25);
        IntStream.range(0, 12).forEach(i -> get(store().cancel("id" + i, null, LATER)));
        for (Set<OperationStatus> statuses : List.of(
                Set.of(OperationStatus.CANCELLED),
                Set.of(OperationStatus.CANCELLED, OperationStatus.PENDING, OperationStatus.FAILED))) {
            OperationChoice which = OperationChoice.ALL.with(statuses).created(NOW.plusSeconds(1), NOW.plusSeconds(5));
            assertThat(pages(which, 4)).isEqualTo(ids(which)).isNotEmpty();
        }
    }

    @Test
    default void a_range_of_times_has_both_its_ends() {
        IntStream.range(0, 5).forEach(i -> start("id" + i, NOW.plusSeconds(i)));
        assertThat(ids(OperationChoice.ALL.created(NOW.plusSeconds(1), NOW.plusSeconds(3))))
                .containsExactly("id3", "id2", "id1");
        assertThat(ids(OperationChoice.ALL.created(NOW.plusSeconds(4), null))).containsExactly("id4");
        assertThat(ids(OperationChoice.ALL.created(null, NOW))).containsExactly("id0");
        assertThat(ids(OperationChoice.ALL.created(LATER, NOW))).isEmpty();
    }

    @Test
    default void a_prefix_lists_by_id_and_is_no_pattern() {
        List.of("a%b", "a%", "a_c", "ab", "a%ü", "A%b", "a%\uDBFF\uDFFF", "a&").forEach(id -> start(id, NOW));
        assertThat(ids(OperationChoice.ALL.beginningWith("a%"))).containsExactly("a%", "a%b", "a%ü", "a%\uDBFF\uDFFF");
        assertThat(ids(OperationChoice.ALL.beginningWith("a%\uDBFF\uDFFF"))).hasSize(1);
        assertThat(ids(OperationChoice.ALL.beginningWith("none"))).isEmpty();
        assertThat(pages(OperationChoice.ALL.beginningWith("a"), 2)).hasSize(7).doesNotHaveDuplicates();
        get(store().cancel("ab", null, NOW));
        assertThat(ids(OperationChoice.ALL
                        .beginningWith("a")
                        .with(Set.of(OperationStatus.CANCELLED, OperationStatus.FAILED))))
                .containsExactly("ab");
    }

    @Test
    default void those_that_are_over_are_forgotten_by_time_and_status_and_so_many_at_a_time() {
        IntStream.range(0, 6).forEach(i -> start("id" + i, NOW.plusSeconds(i)));
        Claimed run = get(store().claim("one", NOW, LATER, 1)).getFirst();
        save(run, List.of(done("s")), new Course.Failed(ERROR));
        List.of("id1", "id2", "id3", "id5").forEach(id -> get(store().cancel(id, null, LATER)));
        OperationChoice until3 = OperationChoice.ALL.created(NOW, NOW.plusSeconds(3));

        OperationChoice cancelled = until3.with(Set.of(OperationStatus.CANCELLED, OperationStatus.PENDING));
        assertThat(get(store().purge(cancelled, 2))).isEqualTo(2);
        assertThat(ids(OperationChoice.ALL)).containsExactly("id5", "id4", "id3", "id0");
        assertThat(get(store().purge(until3.with(Set.of(OperationStatus.RUNNING)), 10)))
                .isZero();
        assertThat(get(store().purge(until3, 10))).isEqualTo(2);
        assertThat(get(store().purge(until3, 10))).isZero();
        assertThat(ids(OperationChoice.ALL)).containsExactly("id5", "id4");
        assertThat(get(store().trail("id0")).steps()).isEmpty();
    }

    private void start(String id, Instant created) {
        get(store().start(new NewOperation(id, "act", "me", null, "{}", created, DEADLINE)));
    }

    private Started startAs(String id, @Nullable String key, Instant created) {
        return get(store().startAs(new NewOperation(id, "act", "me", key, "{}", created, DEADLINE)));
    }

    private Operation find(String id) {
        return get(store().find(id)).orElseThrow();
    }

    private List<String> ids(OperationChoice which) {
        return get(store().list(which, 100)).stream().map(Operation::id).toList();
    }

    private List<String> pages(OperationChoice which, int limit) {
        List<String> all = new ArrayList<>();
        OperationChoice next = which;
        while (true) {
            List<Operation> page = get(store().list(next, limit));
            page.forEach(operation -> all.add(operation.id()));
            if (page.size() < limit) {
                return all;
            }
            next = which.after(Place.of(page.getLast(), which));
        }
    }

    private static Step done(String name) {
        return new Step(name, Kind.WORK, 1, NOW, new StepState.Done("1", NOW));
    }

    private Saved save(Claimed run, List<Step> steps, Course course) {
        return get(store().save(new Checkpoint(run.claim(), steps, Map.of(), null, course, LATER)));
    }
}
