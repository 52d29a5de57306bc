package dev.bellhop.operation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationContext;
import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.OperationFailed;
import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.Operations.Request;
import dev.bellhop.operation.Operations.Start;
import dev.bellhop.operation.RetryPolicy;
import dev.bellhop.operation.store.Change;
import dev.bellhop.operation.store.OperationStore.Trail;
import dev.bellhop.operation.store.RaisedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class OperationRunnerTest {

    private final List<String> effects = new ArrayList<>();
    private World world;
    private World.Process one;

    @Test
    void what_an_action_answers_is_the_output() {
        String id = run(operation -> Uni.createFrom().item(Map.of("a", List.of(1, 2))));
        assertThat(status(id)).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(world.operation(id).output()).isEqualTo("{\"a\":[1,2]}");
    }

    @Test
    void an_action_may_answer_nothing() {
        String id = run(operation ->
                operation.step("s", Void.class, () -> Uni.createFrom().voidItem()));
        assertThat(status(id)).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(world.operation(id).output()).isNull();
    }

    @Test
    void a_failure_that_its_author_names_is_shown_as_it_is() {
        String id = run(operation -> operation.step("s", String.class, () -> {
            throw new OperationFailed("no-paper", "The printer has no paper");
        }));
        assertThat(world.operation(id).error()).isEqualTo(new OperationError("no-paper", "The printer has no paper"));
    }

    @Test
    void what_else_a_failure_says_is_not_shown() {
        String inStep = run(operation ->
                operation.step("s", String.class, () -> Uni.createFrom().failure(new IllegalStateException("secret"))));
        assertThat(world.operation(inStep).error().code()).isEqualTo(OperationError.STEP_FAILED);
        String outside = run(operation -> {
            throw new IllegalStateException("secret");
        });
        assertThat(world.operation(outside).error().code()).isEqualTo(OperationError.ACTION_FAILED);
        for (String id : List.of(outside)) {
            assertThat(world.operation(id).toString()).doesNotContain("secret", "IllegalState");
            assertThat(trail(id).toString()).doesNotContain("secret", "IllegalState");
        }
    }

    @Test
    void a_failed_step_can_be_caught_and_stays_failed() {
        String id = run(operation -> operation
                .step("s", String.class, () -> {
                    effects.add("s");
                    throw new IllegalStateException("no");
                })
                .onFailure(OperationFailed.class)
                .recoverWithItem("instead")
                .call(() -> operation.sleep("nap", Duration.ofSeconds(5))));
        world.pass(Duration.ofSeconds(6), one);
        assertThat(world.operation(id).output()).isEqualTo("\"instead\"");
        assertThat(effects).containsExactly("s");
    }

    @Test
    void a_name_can_be_used_once() {
        String id = run(operation -> step(operation, "s").flatMap(first -> step(operation, "s")));
        assertThat(world.operation(id).error().code()).isEqualTo(OperationError.ACTION_FAILED);
        assertThat(effects).containsExactly("s");
    }

    @Test
    void a_sleep_holds_nothing_and_ends_in_time() {
        String id =
                run(operation -> operation.sleep("nap", Duration.ofMinutes(1)).call(() -> step(operation, "s")));
        assertThat(status(id)).isEqualTo(OperationStatus.WAITING);
        assertThat(world.operation(id).wakeAt()).isEqualTo(world.clock.instant().plus(Duration.ofMinutes(1)));
        assertThat(one.runner.running()).isZero();
        world.pass(Duration.ofSeconds(59), one);
        assertThat(effects).isEmpty();
        world.pass(Duration.ofSeconds(2), one);
        assertThat(status(id)).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(effects).containsExactly("s");
    }

    @Test
    void a_step_that_fails_is_tried_again_as_often_and_as_late_as_its_policy_says() {
        RetryPolicy policy = RetryPolicy.doubling(3, Duration.ofSeconds(10));
        String id = run(operation -> operation.step("s", String.class, policy, () -> {
            effects.add("at " + world.clock.nanos() / 1_000_000_000);
            throw new IllegalStateException("no");
        }));
        world.pass(Duration.ofSeconds(60), one);
        assertThat(effects).containsExactly("at 0", "at 10", "at 30");
        assertThat(status(id)).isEqualTo(OperationStatus.FAILED);
        assertThat(trail(id).steps().getFirst().attempts()).isEqualTo(3);
    }

    @Test
    void an_event_wakes_who_waits_for_it_at_once() {
        String id = run(operation -> operation.awaitEvent("go", String.class, Duration.ofDays(1)));
        assertThat(status(id)).isEqualTo(OperationStatus.WAITING);
        raise(id, "other", "\"x\"");
        assertThat(status(id)).isEqualTo(OperationStatus.WAITING);
        raise(id, "go", "\"now\"");
        assertThat(world.operation(id).output()).isEqualTo("\"now\"");
    }

    @Test
    void an_event_that_comes_before_it_is_awaited_is_kept() {
        String id = run(operation -> operation
                .sleep("nap", Duration.ofSeconds(10))
                .flatMap(rested -> operation.awaitEvent("go", String.class, Duration.ofSeconds(1))));
        raise(id, "go", "\"early\"");
        world.pass(Duration.ofSeconds(11), one);
        assertThat(world.operation(id).output()).isEqualTo("\"early\"");
    }

    @Test
    void events_of_one_name_are_taken_one_by_one_in_their_order() {
        String id = run(operation -> operation
                .awaitEvent("go", Integer.class, Duration.ofDays(1))
                .flatMap(first -> operation
                        .awaitEvent("go", Integer.class, Duration.ofDays(1))
                        .map(second -> List.of(first, second))));
        raise(id, "go", "1");
        raise(id, "go", "2");
        raise(id, "go", "3");
        assertThat(world.operation(id).output()).isEqualTo("[1,2]");
    }

    @Test
    void an_event_that_does_not_fit_is_passed_over() {
        String id = run(operation -> operation.awaitEvent("go", Integer.class, Duration.ofDays(1)));
        raise(id, "go", "\"one\"");
        assertThat(status(id)).isEqualTo(OperationStatus.WAITING);
        raise(id, "go", "2");
        assertThat(world.operation(id).output()).isEqualTo("2");
        assertThat(trail(id).events()).extracting(RaisedEvent::consumedBy).containsExactly("", "await go");
    }

    @Test
    void an_event_that_does_not_come_fails_the_wait() {
        String id = run(operation -> operation.awaitEvent("go", String.class, Duration.ofSeconds(10)));
        world.pass(Duration.ofSeconds(11), one);
        assertThat(world.operation(id).error().code()).isEqualTo(OperationError.EVENT_TIMEOUT);
    }

    @Test
    void the_first_of_two_waits_goes_on() {
        String id = run(operation -> Uni.join()
                .first(
                        operation.sleep("nap", Duration.ofSeconds(10)).replaceWith("rested"),
                        operation.awaitEvent("go", String.class, Duration.ofDays(1)))
                .withItem()
                .call(() -> operation.sleep("second", Duration.ofSeconds(30))));
        raise(id, "go", "\"woken\"");
        assertThat(world.operation(id).wakeAt()).isEqualTo(world.clock.instant().plusSeconds(30));
        world.pass(Duration.ofSeconds(31), one);
        assertThat(world.operation(id).output()).isEqualTo("\"woken\"");
    }

    @Test
    void progress_is_seen_while_a_step_is_under_way() {
        AtomicReference<UniEmitter<? super String>> emitter = new AtomicReference<>();
        String id = run(operation -> operation.step("long", String.class, () -> {
            operation.progress(Map.of("done", 3));
            return Uni.createFrom().<String>emitter(emitter::set);
        }));
        assertThat(world.operation(id).customStatus()).isNull();
        world.pass(Duration.ofSeconds(1), one);
        assertThat(world.operation(id).customStatus()).isEqualTo("{\"done\":3}");
        emitter.get().complete("x");
        world.settle();
        assertThat(status(id)).isEqualTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void a_cancellation_ends_a_step_that_is_under_way() {
        AtomicReference<OperationContext> context = new AtomicReference<>();
        String id = run(operation -> operation.step("long", String.class, () -> {
            context.set(operation);
            return Uni.createFrom().<String>nothing().onCancellation().invoke(() -> effects.add("cancelled"));
        }));
        assertThat(context.get().isOver()).isFalse();

        one.later(one.operations.cancel(id, "enough"));
        world.settle();

        assertThat(effects).containsExactly("cancelled");
        assertThat(context.get().isOver()).isTrue();
        assertThat(one.runner.running()).isZero();
        assertThat(status(id)).isEqualTo(OperationStatus.CANCELLED);
    }

    @Test
    void another_process_learns_of_a_cancellation_when_it_renews() {
        String id = run(operation -> operation.step(
                "long",
                String.class,
                () -> Uni.createFrom().<String>nothing().onCancellation().invoke(() -> effects.add("cancelled"))));
        World.Process two = world.process("two");
        two.later(two.operations.cancel(id, null));
        world.settle();
        assertThat(effects).isEmpty();
        world.pass(OperationRunner.RENEW_EVERY.plusSeconds(1), one);
        assertThat(effects).containsExactly("cancelled");
    }

    @Test
    void of_a_cancellation_and_the_end_the_store_takes_the_first() {
        for (int tasksBetween = 0; tasksBetween < 20; tasksBetween++) {
            start(operation -> step(operation, "s"));
            AtomicReference<Start> started = later();
            while (started.get() == null) {
                world.step();
            }
            String id = ((Start.Started) started.get()).operation().id();
            for (int i = 0; i < tasksBetween && !world.isQuiet(); i++) {
                world.step();
            }
            AtomicReference<Change> change = one.later(one.operations.cancel(id, null));
            world.settle();

            boolean cancelled = change.get() instanceof Change.Made;
            assertThat(status(id)).isEqualTo(cancelled ? OperationStatus.CANCELLED : OperationStatus.SUCCEEDED);
            effects.add(status(id).text());
        }
        assertThat(effects).contains("cancelled", "succeeded");
    }

    @Test
    void who_lost_the_lease_keeps_nothing_and_the_next_one_goes_on() {
        List<UniEmitter<? super String>> emitters = new ArrayList<>();
        String id = run(operation -> step(operation, "first")
                .flatMap(first -> operation.step(
                        "second", String.class, () -> Uni.createFrom().emitter(emitters::add))));
        World.Process two = world.process("two");
        // The first one stands still: no tick of its own renews anything.
        world.pass(OperationRunner.LEASE_LENGTH.plusSeconds(1), two);
        assertThat(emitters).hasSize(2);

        emitters.get(0).complete("stale");
        world.settle();
        assertThat(status(id)).isEqualTo(OperationStatus.RUNNING);
        assertThat(one.runner.running()).isZero();
        emitters.get(1).complete("fresh");
        world.settle();

        assertThat(world.operation(id).output()).isEqualTo("\"fresh\"");
        assertThat(effects).containsExactly("first");
    }

    @Test
    void who_lives_keeps_its_operations_however_long_they_take() {
        AtomicInteger begun = new AtomicInteger();
        run(operation -> operation.step("long", String.class, () -> {
            begun.incrementAndGet();
            return Uni.createFrom().nothing();
        }));
        World.Process two = world.process("two");
        world.pass(Duration.ofMinutes(5), one, two);
        assertThat(begun).hasValue(1);
        assertThat(one.runner.running()).isEqualTo(1);
    }

    @Test
    void a_clock_that_is_set_back_takes_nothing_from_who_lives() {
        AtomicInteger begun = new AtomicInteger();
        run(operation -> operation.step("long", String.class, () -> {
            begun.incrementAndGet();
            return Uni.createFrom().nothing();
        }));
        world.clock.set(world.clock.instant().minus(Duration.ofMinutes(5)));
        World.Process two = world.process("two");
        world.pass(Duration.ofMinutes(2), one, two);
        assertThat(begun).hasValue(1);
    }

    @Test
    void a_clock_that_is_set_back_far_holds_up_nothing() {
        AtomicInteger begun = new AtomicInteger();
        String id = run(operation -> operation.step(
                "once",
                Integer.class,
                () -> Uni.createFrom()
                        .item(begun.incrementAndGet())
                        .flatMap(count -> count == 1
                                ? Uni.createFrom().nothing()
                                : Uni.createFrom().item(count))));
        world.clock.set(world.clock.instant().minus(Duration.ofHours(2)));
        one.die();
        World.Process two = world.process("two");
        world.pass(Duration.ofSeconds(1), two);
        assertThat(world.operation(id).output()).isEqualTo("2");
        AtomicReference<Start> start = two.later(two.operations.start(new Request("scripted", "me", null, "{}")));
        world.settle();
        assertThat(status(((Start.Started) start.get()).operation().id())).isEqualTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void a_clean_stop_lets_another_one_go_on_at_once() {
        AtomicInteger begun = new AtomicInteger();
        run(operation -> operation.step("long", String.class, () -> {
            begun.incrementAndGet();
            return Uni.createFrom().nothing();
        }));
        World.Process two = world.process("two");
        world.settle();
        one.later(one.runner.stop());
        world.settle();
        two.later(two.runner.tick());
        world.settle();
        assertThat(begun).hasValue(2);
        assertThat(one.runner.running()).isZero();
        assertThat(two.runner.running()).isEqualTo(1);
    }

    @Test
    void a_suspended_operation_finishes_its_step_and_goes_on_when_it_is_resumed() {
        AtomicReference<UniEmitter<? super String>> emitter = new AtomicReference<>();
        String id = run(operation -> operation
                .step("long", String.class, () -> Uni.createFrom().<String>emitter(emitter::set))
                .call(() -> step(operation, "next")));
        one.later(one.operations.suspend(id, null));
        world.settle();
        emitter.get().complete("kept");
        world.settle();
        world.pass(Duration.ofMinutes(2), one);
        assertThat(status(id)).isEqualTo(OperationStatus.SUSPENDED);
        assertThat(effects).isEmpty();
        assertThat(one.runner.running()).isZero();

        one.later(one.operations.resume(id));
        world.settle();

        assertThat(effects).containsExactly("next");
        assertThat(world.operation(id).output()).isEqualTo("\"kept\"");
    }

    @Test
    void what_takes_longer_than_its_action_may_fails_as_expired() {
        world = World.inOrder(new ScriptedAction(
                "scripted", Duration.ofSeconds(20), operation -> operation.sleep("nap", Duration.ofDays(1))));
        one = world.process("one");
        AtomicReference<Start> start = later();
        world.settle();
        String id = ((Start.Started) start.get()).operation().id();
        world.pass(Duration.ofSeconds(19), one);
        assertThat(status(id)).isEqualTo(OperationStatus.WAITING);
        world.pass(Duration.ofSeconds(2), one);
        assertThat(world.operation(id).error().code()).isEqualTo(OperationError.EXPIRED);
    }

    @Test
    void no_more_run_at_a_time_than_may() {
        AtomicInteger begun = new AtomicInteger();
        List<UniEmitter<? super String>> emitters = new ArrayList<>();
        world = World.inOrder(ScriptedAction.of(operation -> operation.step("long", String.class, () -> {
            begun.incrementAndGet();
            return Uni.createFrom().emitter(emitters::add);
        })));
        one = world.new Process("one", 3);
        for (int i = 0; i < 10; i++) {
            later();
        }
        world.settle();
        assertThat(begun).hasValue(3);
        emitters.getFirst().complete("x");
        world.settle();
        assertThat(begun).hasValue(4);
    }

    @Test
    void an_action_that_is_gone_fails_its_operations_clearly() {
        String id = run(operation -> operation.sleep("nap", Duration.ofSeconds(5)));
        one.die();
        World.Process without = world.process("one", List.of());
        world.pass(Duration.ofSeconds(6), without);
        assertThat(world.operation(id).error().code()).isEqualTo(OperationError.ACTION_CHANGED);
    }

    @Test
    void thousands_of_steps_are_repeated_without_a_deep_stack() {
        int steps = 3_000;
        String id = run(operation -> many(operation, steps).call(() -> operation.sleep("nap", Duration.ofSeconds(5))));
        world.pass(Duration.ofSeconds(6), one);
        assertThat(world.operation(id).output()).isEqualTo("" + (steps - 1));
    }

    @Test
    void more_steps_than_are_kept_fail_the_operation() {
        String id = run(operation -> many(operation, RunContext.STEPS_MAX + 1));
        assertThat(world.operation(id).error().code()).isEqualTo(OperationError.TOO_MANY_STEPS);
    }

    @Test
    void an_action_that_runs_out_of_stack_fails() throws InterruptedException {
        AtomicReference<String> id = new AtomicReference<>();
        long bytes = 200 << 10;
        Thread small = new Thread(null, () -> id.set(run(operation -> chain(operation, 0, 9_000))), "small", bytes);
        small.start();
        small.join();
        assertThat(world.operation(id.get()).error().code()).isEqualTo(OperationError.ACTION_FAILED);
        assertThat(one.runner.running()).isZero();
    }

    private static Uni<Integer> many(OperationContext operation, int steps) {
        return Multi.createFrom()
                .range(0, steps)
                .onItem()
                .transformToUniAndConcatenate(i -> operation.step(
                        "s" + i, Integer.class, () -> Uni.createFrom().item(i)))
                .collect()
                .last();
    }

    private static Uni<String> chain(OperationContext operation, int from, int to) {
        return from == to
                ? Uni.createFrom().item("" + to)
                : operation
                        .step("chain" + from, Void.class, () -> Uni.createFrom().voidItem())
                        .flatMap(done -> chain(operation, from + 1, to));
    }

    private Uni<String> step(OperationContext operation, String name) {
        return operation.step(
                name,
                String.class,
                () -> Uni.createFrom().item(() -> {
                    effects.add(name);
                    return name;
                }));
    }

    private void start(Function<OperationContext, Uni<?>> script) {
        world = World.inOrder(ScriptedAction.of(script));
        one = world.process("one");
    }

    private String run(Function<OperationContext, Uni<?>> script) {
        start(script);
        AtomicReference<Start> start = later();
        world.settle();
        return ((Start.Started) start.get()).operation().id();
    }

    private AtomicReference<Start> later() {
        return one.later(one.operations.start(new Request("scripted", "me", null, "{}")));
    }

    private void raise(String id, String name, String payload) {
        one.later(one.operations.raise(id, name, payload));
        world.settle();
    }

    private OperationStatus status(String id) {
        Operation operation = world.operation(id);
        return operation.status();
    }

    private Trail trail(String id) {
        return world.store.trail(id).await().indefinitely();
    }
}
