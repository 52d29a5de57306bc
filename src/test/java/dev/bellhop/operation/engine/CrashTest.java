package dev.bellhop.operation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.Operations.Request;
import dev.bellhop.operation.Operations.Start;
import dev.bellhop.operation.json.Shapes;
import dev.bellhop.operation.store.OperationChoice;
import dev.bellhop.operation.store.OperationStore.Trail;
import dev.bellhop.operation.store.Step;
import dev.bellhop.operation.store.StepState.Done;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process dies at every place where it can; another one, or the same begun anew, goes on. */
class CrashTest {

    private static final List<String> WORK = List.of("read", "check", "left", "right");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_crash_anywhere_changes_nothing_that_callers_see(boolean sameName) {
        int places = course(Integer.MAX_VALUE, sameName);
        assertThat(places).isGreaterThan(60);
        for (int place = 0; place < places; place++) {
            course(place, sameName);
        }
    }

    /** Returns how many tasks it took in all. */
    private int course(int deathAfter, boolean sameName) {
        Review review = new Review();
        World world = World.inOrder(review);
        Course course = new Course(world, deathAfter, sameName ? "one" : "two");
        AtomicReference<Start> start = course.first.later(
                course.first.operations.start(new Request("review", "me", "key", "{\"topic\":\"x\"}")));
        course.run();
        if (!(start.get() instanceof Start.Started)) {
            // It died before it answered: the caller asks again, and must not start a second one.
            start = course.alive.later(
                    course.alive.operations.start(new Request("review", "me", "key", "{\"topic\":\"x\"}")));
            course.run();
        }
        String id = ((Start.Started) start.get()).operation().id();
        course.pass(Duration.ofSeconds(80));
        course.alive.later(course.alive.operations.raise(id, "approval", "{\"approved\":true}"));
        course.run();
        if (world.store.trail(id).await().indefinitely().events().isEmpty()) {
            course.alive.later(course.alive.operations.raise(id, "approval", "{\"approved\":true}"));
            course.run();
        }
        course.pass(Duration.ofSeconds(80));

        verify(world, review, id, deathAfter);
        return course.tasks;
    }

    private static void verify(World world, Review review, String id, int deathAfter) {
        Operation operation = world.operation(id);
        assertThat(operation.status()).as("died after %d tasks", deathAfter).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(operation.customStatus()).isEqualTo("\"waiting\"");
        Trail trail = world.store.trail(id).await().indefinitely();
        Map<String, String> kept = trail.steps().stream()
                .filter(step -> step.kind() == Step.Kind.WORK)
                .collect(Collectors.toMap(
                        Step::name, step -> ((Done) step.state()).result().replace("\"", "")));
        assertThat(Shapes.read(Review.Output.class, operation.output()))
                .as("died after %d tasks", deathAfter)
                .isEqualTo(new Shapes.Outcome.Fits<>(
                        new Review.Output(WORK.stream().map(kept::get).toList(), true)));
        // What was kept is the last execution: a step that is kept is never executed again.
        WORK.forEach(step -> assertThat(kept.get(step))
                .as("died after %d tasks", deathAfter)
                .isEqualTo(step + ' ' + review.executions.get(id + '/' + step)));
        int all = review.executions.values().stream().mapToInt(count -> count).sum();
        assertThat(all).as("died after %d tasks", deathAfter).isBetween(5, 7);
        assertThat(world.store.list(OperationChoice.ALL, 10).await().indefinitely())
                .hasSize(1);
    }

    /** Does tasks until the first process is to die, begins the second one then, and goes on. */
    private static final class Course {
        private final World world;
        private final World.Process first;
        private final int deathAfter;
        private final String heir;
        private World.Process alive;
        private int tasks;

        Course(World world, int deathAfter, String heir) {
            this.world = world;
            this.deathAfter = deathAfter;
            this.heir = heir;
            this.first = world.process("one");
            this.alive = first;
        }

        void run() {
            while (!world.isQuiet()) {
                if (tasks++ == deathAfter) {
                    first.die();
                    alive = world.process(heir);
                } else {
                    world.step();
                }
            }
        }

        void pass(Duration time) {
            for (long second = 0; second < time.toSeconds(); second += 5) {
                world.clock.advance(Duration.ofSeconds(5));
                alive.later(alive.runner.tick());
                run();
            }
        }
    }
}
