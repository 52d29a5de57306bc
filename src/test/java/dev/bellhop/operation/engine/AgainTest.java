package dev.bellhop.operation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationContext;
import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.OperationFailed;
import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.Operations.Request;
import dev.bellhop.operation.Operations.Start;
import dev.bellhop.operation.store.Change;
import dev.bellhop.operation.store.OperationChoice;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Operations once more: rewound, restarted, replaced; and forgotten. */
class AgainTest {

    private final List<String> effects = new ArrayList<>();
    private World world;
    private World.Process one;
    private boolean broken = true;

    @Test
    void what_failed_goes_on_from_what_was_done() {
        String id = run(operation -> step(operation, "first").flatMap(done -> fragile(operation)));
        assertThat(world.operation(id).error()).isEqualTo(new OperationError("broken", "It is broken"));
        world.clock.advance(Duration.ofHours(20));
        broken = false;

        assertThat(rewind(id)).isInstanceOf(Change.Made.class);

        Operation operation = world.operation(id);
        assertThat(operation.status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(operation.output()).isEqualTo("\"mended\"");
        assertThat(operation.deadline()).isEqualTo(world.clock.instant().plus(Duration.ofDays(1)));
        assertThat(effects).containsExactly("first", "fragile", "fragile");
        assertThat(rewind(id)).isEqualTo(new Change.WrongStatus(operation));
        assertThat(rewind("none")).isEqualTo(new Change.Unknown());
    }

    @Test
    void an_event_that_did_not_come_is_waited_for_anew() {
        String id = run(operation -> operation.awaitEvent("go", String.class, Duration.ofMinutes(1)));
        world.pass(Duration.ofSeconds(61), one);
        assertThat(world.operation(id).error().code()).isEqualTo(OperationError.EVENT_TIMEOUT);

        rewind(id);
        world.pass(Duration.ofSeconds(50), one);
        assertThat(world.operation(id).status()).isEqualTo(OperationStatus.WAITING);
        one.later(one.operations.raise(id, "go", "\"now\""));
        world.settle();

        assertThat(world.operation(id).output()).isEqualTo("\"now\"");
    }

    @Test
    void what_expired_while_it_waited_waits_anew() {
        String id = run(operation -> operation.awaitEvent("go", String.class, Duration.ofHours(25)));
        world.clock.advance(Duration.ofHours(26));
        world.pass(Duration.ofSeconds(1), one);
        assertThat(world.operation(id).error().code()).isEqualTo(OperationError.EXPIRED);

        rewind(id);
        world.pass(Duration.ofSeconds(10), one);

        assertThat(world.operation(id).status()).isEqualTo(OperationStatus.WAITING);
        assertThat(world.operation(id).wakeAt()).isAfter(world.clock.instant().plus(Duration.ofHours(24)));
    }

    @Test
    void a_restart_is_another_operation_or_takes_the_place_of_the_first() {
        broken = false;
        String id = run(operation -> step(operation, "first"));
        Operation before = world.operation(id);

        Start.Started other = (Start.Started) restart(before, false);
        assertThat(other.operation().id()).isNotEqualTo(id);
        assertThat(world.operation(id)).isEqualTo(before);
        Start.Started same = (Start.Started) restart(before, true);
        assertThat(same.operation().id()).isEqualTo(id);
        assertThat(same.operation().caller()).isEqualTo("somebody");

        assertThat(world.operation(id).no()).isGreaterThan(before.no());
        assertThat(effects).containsExactly("first", "first", "first");
    }

    @Test
    void what_is_not_over_keeps_its_id() {
        String id = run(operation -> operation.sleep("nap", Duration.ofHours(1)));
        Operation going = world.operation(id);
        assertThat(restart(going, true)).isEqualTo(new Start.IdTaken(going));
        assertThat(start(id, "{}")).isEqualTo(new Start.IdTaken(going));
        assertThat(restart(going, false)).isInstanceOf(Start.Started.class);
    }

    @Test
    void a_chosen_id_is_free_again_when_its_operation_is_over() {
        run(operation -> step(operation, "first"));
        assertThat(start("mine", "{\"n\":1}")).isInstanceOf(Start.Started.class);
        assertThat(start("mine", "{\"n\":2}")).isInstanceOf(Start.Started.class);
        assertThat(world.operation("mine").input()).isEqualTo("{\"n\":2}");
        assertThat(world.operation("mine").status()).isEqualTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void all_that_are_over_are_forgotten_however_many() {
        run(operation -> step(operation, "first"));
        for (int i = 0; i < 450; i++) {
            one.later(one.operations.start(new Request("scripted", "me", null, "{}")));
        }
        world.settle();
        AtomicReference<Long> none =
                one.later(one.operations.purge(OperationChoice.ALL.with(Set.of(OperationStatus.FAILED))));
        AtomicReference<Long> all = one.later(one.operations.purge(OperationChoice.ALL));
        world.settle();
        assertThat(none.get()).isZero();
        assertThat(all.get()).isEqualTo(451);
        assertThat(world.store.list(OperationChoice.ALL, 10).await().indefinitely())
                .isEmpty();
    }

    private Uni<String> fragile(OperationContext operation) {
        return operation.step("fragile", String.class, () -> {
            effects.add("fragile");
            if (broken) {
                throw new OperationFailed("broken", "It is broken");
            }
            return Uni.createFrom().item("mended");
        });
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

    private String run(Function<OperationContext, Uni<?>> script) {
        world = World.inOrder(ScriptedAction.of(script));
        one = world.process("one");
        return ((Start.Started) start(null, "{}")).operation().id();
    }

    private Start start(@Nullable String id, String input) {
        return settled(one.operations.start(new Request("scripted", "me", null, input, id)));
    }

    private Start restart(Operation before, boolean sameId) {
        return settled(one.operations.restart(before, "somebody", sameId));
    }

    private Change rewind(String id) {
        return settled(one.operations.rewind(id));
    }

    private <T> T settled(Uni<T> uni) {
        AtomicReference<T> answer = one.later(uni);
        world.settle();
        return answer.get();
    }
}
