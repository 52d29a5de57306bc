package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.NOW;
import static dev.bellhop.storage.Samples.callback;
import static dev.bellhop.storage.Samples.signingKeys;
import static dev.bellhop.storage.Stores.atOnce;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.SecretText;
import dev.bellhop.access.signing.SigningKeys;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.callback.Callback;
import dev.bellhop.operation.callback.CallbackState;
import dev.bellhop.operation.callback.CallbackStore;
import dev.bellhop.operation.callback.CallbackStore.Selector;
import dev.bellhop.operation.callback.ClaimedCallback;
import dev.bellhop.operation.callback.NewCallback;
import dev.bellhop.operation.callback.Settled;
import dev.bellhop.operation.callback.Settled.Course;
import dev.bellhop.operation.callback.Turns;
import dev.bellhop.operation.callback.WorkflowRun;
import dev.bellhop.operation.store.Checkpoint;
import dev.bellhop.operation.store.Claimed;
import dev.bellhop.operation.store.NewOperation;
import dev.bellhop.operation.store.OperationChoice;
import dev.bellhop.operation.store.OperationStore;
import dev.bellhop.operation.store.OperationStore.Started;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Callbacks of operations: asked for, due with the end, claimed, settled, taken back. */
interface CallbackStoreContract {

    Instant UNTIL = NOW.plusSeconds(45);
    Instant DEADLINE = NOW.plus(Duration.ofDays(1));
    String URL = "https://a.test/run?sig=1";

    Stores stores();

    private CallbackStore store() {
        return stores().callbacks();
    }

    private OperationStore operations() {
        return stores().operations();
    }

    @Test
    default void a_callback_waits_for_the_end_and_is_due_with_it() {
        assertThat(subscribe("a", null, URL).isNew()).isTrue();
        assertThat(shown("a")).isEqualTo(new Callback("a", "a.test", CallbackState.WAITING, 0, null, null));
        assertThat(claim()).isEmpty();

        succeed("a");

        assertThat(shown("a").state()).isEqualTo(CallbackState.PENDING);
        ClaimedCallback claimed = claim().getFirst();
        assertThat(claimed.operation()).isEqualTo(operation("a"));
        assertThat(claimed.operation().status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(claimed.url()).isEqualTo(callback(URL));
        assertThat(claimed.attempts()).isZero();
    }

    @Test
    default void whichever_way_an_operation_ends_its_callback_is_due() {
        List.of("failed", "cancelled", "expired", "succeeded").forEach(id -> subscribe(id, null, URL + id));
        fail("failed");
        get(operations().cancel("cancelled", "enough", NOW));
        succeed("succeeded");
        assertThat(claim()).hasSize(3);

        assertThat(get(operations().expire(DEADLINE, 10))).containsExactly("expired");

        assertThat(claim()).extracting(claimed -> claimed.operation().id()).containsExactly("expired");
    }

    @Test
    default void keys_are_kept_and_renewed() {
        SigningKeys keys = signingKeys(1);
        get(store().subscribe(start("a", null), new NewCallback(callback(URL), keys, null, NOW)));
        subscribe("again", null, URL);
        succeed("a");
        assertThat(claim().getFirst().keys()).isEqualTo(keys);

        subscribe("b", null, "https://b.test/");
        get(store().subscribe(
                        start("again", null), new NewCallback(callback("https://b.test/"), signingKeys(2), null, NOW)));
        succeed("b");
        assertThat(claim().getFirst().keys()).isEqualTo(signingKeys(2));
    }

    @Test
    default void the_same_key_is_the_same_operation_and_its_callback_is_replaced() {
        subscribe("a", "key", URL);

        Started again = subscribe("b", "key", "https://other.test:8443/x");

        assertThat(again).isEqualTo(new Started(operation("a"), Started.How.SAME_KEY));
        assertThat(get(operations().find("b"))).isEmpty();
        succeed("a");
        assertThat(claim())
                .extracting(claimed -> claimed.url().whole().reveal())
                .containsExactly("https://other.test:8443/x");
        assertThat(subscribe("c", null, URL).isNew()).isTrue();
    }

    @Test
    default void the_same_url_of_the_same_caller_and_action_is_the_same_operation_until_it_was_told() {
        subscribe("a", null, URL);

        assertThat(subscribe("b", null, URL).operation().id()).isEqualTo("a");
        assertThat(subscribe("c", "k1", URL).operation().id()).isEqualTo("a");
        NewOperation other = new NewOperation("d", "act", "you", null, "{}", NOW, DEADLINE);
        assertThat(get(store().subscribe(other, new NewCallback(callback(URL), null, null, NOW))))
                .hasValueSatisfying(started -> assertThat(started.isNew()).isTrue());

        succeed("a");
        assertThat(subscribe("e", null, URL).operation().id()).isEqualTo("a");
        settle(claim().getFirst(), new Course.Delivered());
        assertThat(subscribe("f", null, URL).isNew()).isTrue();
    }

    @Test
    default void of_many_subscribing_at_once_one_starts() {
        List<Started> byUrl = atOnce(12, thread -> subscribe("url" + thread, null, URL));
        assertThat(byUrl).filteredOn(Started::isNew).hasSize(1);
        assertThat(byUrl)
                .extracting(started -> started.operation().id())
                .containsOnly(byUrl.getFirst().operation().id());

        List<Started> byKey = atOnce(12, thread -> subscribe("key" + thread, "key", URL + thread));
        assertThat(byKey).filteredOn(Started::isNew).hasSize(1);
        assertThat(get(operations().list(OperationChoice.ALL, 100))).hasSize(2);
    }

    @Test
    default void what_has_another_input_or_means_two_operations_changes_nothing() {
        subscribe("a", "key-a", URL);
        subscribe("b", "key-b", URL + "b");
        NewOperation different = new NewOperation("c", "act", "me", "key-a", "{\"x\":1}", NOW, DEADLINE);

        Optional<Started> found =
                get(store().subscribe(different, new NewCallback(callback(URL + "new"), null, null, NOW)));
        assertThat(found).contains(new Started(operation("a"), Started.How.SAME_KEY));
        assertThat(get(store().subscribe(start("d", "key-a"), new NewCallback(callback(URL + "b"), null, null, NOW))))
                .isEmpty();

        succeed("a");
        assertThat(claim().getFirst().url()).isEqualTo(callback(URL));
        assertThat(get(operations().list(OperationChoice.ALL, 10))).hasSize(2);
    }

    @Test
    default void one_that_was_started_without_can_be_joined_with_a_callback() {
        get(operations().start(start("a", "key")));
        assertThat(subscribe("b", "key", URL).isNew()).isFalse();
        succeed("a");
        assertThat(claim()).hasSize(1);

        get(operations().start(start("c", "other")));
        succeed("c");
        assertThat(subscribe("d", "other", URL + 2).operation().id()).isEqualTo("c");
        assertThat(claim()).hasSize(1);
    }

    @Test
    default void who_has_it_is_not_told_again_but_another_url_is() {
        subscribe("a", "key", URL);
        succeed("a");
        settle(claim().getFirst(), new Course.Delivered());

        subscribe("b", "key", URL);
        assertThat(claim()).isEmpty();
        assertThat(shown("a").state()).isEqualTo(CallbackState.DELIVERED);

        subscribe("c", "key", URL + "other");
        assertThat(claim()).hasSize(1);
    }

    @Test
    default void one_has_a_claim_until_its_lease_is_over() {
        subscribe("a", null, URL);
        succeed("a");
        ClaimedCallback first = claim().getFirst();
        assertThat(claim()).isEmpty();

        ClaimedCallback second = get(store().claim("two", UNTIL, UNTIL.plusSeconds(45), 9, turns()))
                .getFirst();

        assertThat(settle(first, new Course.Delivered())).isFalse();
        assertThat(settle(second, new Course.Delivered())).isTrue();
        assertThat(settle(second, new Course.Dead("no"))).isFalse();
        assertThat(shown("a").state()).isEqualTo(CallbackState.DELIVERED);
    }

    @Test
    default void of_several_claiming_at_once_each_gets_its_own() {
        IntStream.range(0, 30).forEach(i -> {
            subscribe("o" + i, null, URL + i);
            get(operations().cancel("o" + i, null, NOW));
        });

        List<String> ids = atOnce(6, thread -> get(store().claim("p" + thread, NOW, UNTIL, 5, turns()))).stream()
                .flatMap(List::stream)
                .map(claimed -> claimed.operation().id())
                .toList();
        List<ClaimedCallback> rest = claim();

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids.size() + rest.size()).isEqualTo(30);
    }

    @Test
    default void a_process_that_begins_anew_takes_back_its_own() {
        subscribe("a", null, URL);
        succeed("a");
        get(store().claim("one", NOW, UNTIL, 9, turns()));

        assertThat(get(store().takeBack("two"))).isZero();
        assertThat(claim()).isEmpty();
        assertThat(get(store().takeBack("one"))).isEqualTo(1);
        assertThat(claim()).hasSize(1);
    }

    @Test
    default void a_lease_from_a_clock_that_was_set_back_is_not_believed() {
        subscribe("a", null, URL);
        succeed("a");
        Instant future = NOW.plus(Duration.ofDays(400));
        assertThat(get(store().claim("one", future, future.plusSeconds(45), 9, turns())))
                .hasSize(1);

        assertThat(claim()).hasSize(1);
    }

    @Test
    default void what_failed_is_due_again_then() {
        subscribe("a", null, URL);
        succeed("a");
        Instant due = NOW.plusSeconds(60);

        assertThat(settle(claim().getFirst(), new Course.Again(due, "the callback answered 500")))
                .isTrue();

        assertThat(shown("a"))
                .isEqualTo(new Callback("a", "a.test", CallbackState.PENDING, 1, due, "the callback answered 500"));
        assertThat(get(store().claim("me", due.minusMillis(1), UNTIL, 9, turns())))
                .isEmpty();
        assertThat(get(store().claim("me", due, due.plusSeconds(45), 9, turns()))
                        .getFirst()
                        .attempts())
                .isEqualTo(1);
    }

    @Test
    default void a_dead_one_stands_there_until_it_is_driven_again() {
        subscribe("a", "key", URL);
        subscribe("b", null, URL + "b");
        succeed("a");
        settle(claim().getFirst(), new Course.Dead("the callback answered 410"));

        assertThat(claim()).isEmpty();
        assertThat(shown("a"))
                .isEqualTo(new Callback("a", "a.test", CallbackState.DEAD, 1, null, "the callback answered 410"));
        OperationChoice dead = OperationChoice.ALL.withCallback(CallbackState.DEAD);
        assertThat(get(operations().list(dead, 9))).extracting(Operation::id).containsExactly("a");
        assertThat(subscribe("c", null, URL).isNew()).as("it is over").isTrue();

        assertThat(get(store().redrive("a"))).isTrue();
        assertThat(get(store().redrive("b"))).as("it waits for the end").isFalse();
        assertThat(get(store().redrive("none"))).isFalse();
        assertThat(claim().getFirst().attempts()).isZero();
        assertThat(get(store().redrive("a"))).as("it is under way").isFalse();
    }

    @Test
    default void a_target_has_no_more_than_its_turns_and_others_are_not_kept_waiting() {
        for (int i = 0; i < 40; i++) {
            subscribe("slow" + i, null, "https://slow.test/" + i);
            get(operations().cancel("slow" + i, null, NOW));
        }
        subscribe("quick", null, "https://quick.test/");
        get(operations().cancel("quick", null, NOW));

        List<ClaimedCallback> claimed = get(store().claim("me", NOW, UNTIL, 5, new Turns(Map.of(), 3)));

        assertThat(claimed)
                .extracting(ClaimedCallback::target)
                .filteredOn("slow.test:443"::equals)
                .hasSize(3);
        assertThat(claimed).extracting(ClaimedCallback::target).contains("quick.test:443");
        assertThat(get(store().claim("me", NOW, UNTIL, 5, new Turns(Map.of("slow.test:443", 3), 3))))
                .isEmpty();
    }

    @Test
    default void unsubscribing_cancels_what_runs_and_nobody_is_called() {
        subscribe("a", null, URL);
        subscribe("b", null, URL + "b");
        succeed("b");

        assertThat(get(store().unsubscribe(List.of("a", "b", "none"), "enough", NOW)))
                .containsExactly("a");

        assertThat(operation("a").status()).isEqualTo(OperationStatus.CANCELLED);
        assertThat(operation("a").reason()).isEqualTo("enough");
        assertThat(claim()).isEmpty();
        assertThat(shown("a").state()).isEqualTo(CallbackState.DROPPED);
        assertThat(shown("b").state()).isEqualTo(CallbackState.DROPPED);
        assertThat(get(store().unsubscribe(List.of("a"), null, NOW))).isEmpty();
        assertThat(get(store().redrive("a"))).isFalse();
        assertThat(subscribe("c", null, URL).isNew()).isTrue();
    }

    @Test
    default void what_was_under_way_when_it_was_dropped_counts_no_more() {
        subscribe("a", null, URL);
        succeed("a");
        ClaimedCallback claimed = claim().getFirst();
        get(store().unsubscribe(List.of("a"), null, NOW));

        assertThat(settle(claimed, new Course.Again(NOW, "late"))).isFalse();
        assertThat(get(store().claim("me", UNTIL.plusSeconds(1), UNTIL.plusSeconds(50), 9, turns())))
                .isEmpty();
    }

    @Test
    default void callbacks_are_found_by_url_and_by_run() {
        subscribe("a", null, URL, new WorkflowRun("run", "one"));
        subscribe("b", null, URL + "b", new WorkflowRun("run", "two"));
        subscribe("c", null, URL + "c", new WorkflowRun("other", null));

        assertThat(find(new Selector.ByUrl("act", new SecretText(URL)))).containsExactly("a");
        assertThat(find(new Selector.ByUrl("other", new SecretText(URL)))).isEmpty();
        assertThat(find(new Selector.ByRun("act", new WorkflowRun("run", "two"))))
                .containsExactly("b");
        assertThat(find(new Selector.ByRun("act", new WorkflowRun("run", null))))
                .containsExactlyInAnyOrder("a", "b");
        assertThat(find(new Selector.ByRun("act", new WorkflowRun("run", "three"))))
                .isEmpty();

        succeed("a");
        settle(claim().getFirst(), new Course.Delivered());
        assertThat(find(new Selector.ByUrl("act", new SecretText(URL)))).isEmpty();
    }

    @Test
    default void an_operation_is_kept_while_its_callback_is_pending_and_goes_with_it() {
        subscribe("a", null, URL);
        succeed("a");
        Instant later = NOW.plusSeconds(1);
        assertThat(get(operations().purge(later, 9))).isZero();
        ClaimedCallback claimed = claim().getFirst();
        assertThat(get(operations().purge(later, 9))).isZero();

        settle(claimed, new Course.Dead("no"));

        assertThat(get(operations().purge(later, 9))).isEqualTo(1);
        assertThat(get(store().of(List.of("a")))).isEmpty();
    }

    private static Turns turns() {
        return new Turns(Map.of(), 1_000);
    }

    private static NewOperation start(String id, @Nullable String key) {
        return new NewOperation(id, "act", "me", key, "{}", NOW, DEADLINE);
    }

    private Started subscribe(String id, @Nullable String key, String url) {
        return get(store().subscribe(start(id, key), new NewCallback(callback(url), null, null, NOW)))
                .orElseThrow();
    }

    private void subscribe(String id, @Nullable String key, String url, WorkflowRun run) {
        assertThat(get(store().subscribe(start(id, key), new NewCallback(callback(url), null, run, NOW))))
                .isPresent();
    }

    private List<ClaimedCallback> claim() {
        return get(store().claim("me", NOW, UNTIL, 100, turns()));
    }

    private boolean settle(ClaimedCallback claimed, Course course) {
        return get(
                store().save(new Settled(claimed.operation().id(), claimed.epoch(), claimed.attempts() + 1, course)));
    }

    private List<String> find(Selector which) {
        return get(store().find(which));
    }

    private Callback shown(String id) {
        return get(store().of(List.of(id))).get(id);
    }

    private Operation operation(String id) {
        return get(operations().find(id)).orElseThrow();
    }

    private void succeed(String id) {
        end(id, new Checkpoint.Course.Succeeded("{\"done\":true}"));
    }

    private void fail(String id) {
        end(id, new Checkpoint.Course.Failed(new OperationError("no", "It did not work")));
    }

    /** Claims all that run; one of them ends, and the others are given back. */
    private void end(String id, Checkpoint.Course course) {
        for (Claimed claimed : get(operations().claim("me", NOW, UNTIL, 100))) {
            boolean meant = claimed.operation().id().equals(id);
            get(operations()
                    .save(new Checkpoint(
                            claimed.claim(),
                            List.of(),
                            Map.of(),
                            null,
                            meant ? course : new Checkpoint.Course.GivenBack(),
                            NOW)));
        }
    }
}
