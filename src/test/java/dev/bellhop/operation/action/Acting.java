package dev.bellhop.operation.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.Operations.Request;
import dev.bellhop.operation.Operations.Start;
import dev.bellhop.operation.engine.World;
import dev.bellhop.operation.json.Shapes;
import dev.bellhop.operation.json.Shapes.Outcome.Fits;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** One operation of a built-in action in a {@link World}, whose process may die. */
public final class Acting {

    public final World world;
    private final World.Process first;
    private final int deathAfter;
    public World.Process alive;
    private int tasks;

    /**
     * Makes it.
     *
     * @param deathAfter tasks after which the process dies, and is begun anew under the same name
     */
    public Acting(World world, int deathAfter) {
        this.world = world;
        this.deathAfter = deathAfter;
        this.first = world.process("one");
        this.alive = first;
    }

    public static Acting forever(World world) {
        return new Acting(world, Integer.MAX_VALUE);
    }

    /** Starts it; a caller that gets no answer asks again. */
    public String start(String action, String input) {
        Start start = request(action, input);
        return ((Start.Started) (start == null ? request(action, input) : start))
                .operation()
                .id();
    }

    private Start request(String action, String input) {
        AtomicReference<Start> answer =
                alive.later(alive.operations.start(new Request(action, "me", "key " + action + input, input)));
        settle();
        return answer.get();
    }

    /** Does all there is to do now; returns how many tasks there were in all. */
    public int settle() {
        while (!world.isQuiet()) {
            if (tasks++ == deathAfter) {
                first.die();
                alive = world.process("one");
            } else {
                world.step();
            }
        }
        return tasks;
    }

    public void pass(Duration time) {
        for (long second = 0; second < time.toSeconds(); second += 5) {
            world.clock.advance(Duration.ofSeconds(5));
            alive.later(alive.runner.tick());
            settle();
        }
    }

    /** The output of an operation that is over, and succeeded. */
    public <T> T output(String id, Class<T> type) {
        Operation operation = world.operation(id);
        assertThat(operation.status())
                .as("died after %d tasks: %s", deathAfter, operation.error())
                .isEqualTo(OperationStatus.SUCCEEDED);
        return ((Fits<T>) Shapes.read(type, operation.output())).value();
    }

    /** Runs an action to its end, and answers what came of it. */
    public <T> T run(String action, String input, Class<T> type) {
        return output(start(action, input), type);
    }

    /** The code that an action fails with. */
    public String failure(String action, String input) {
        Operation operation = world.operation(start(action, input));
        assertThat(operation.status()).isEqualTo(OperationStatus.FAILED);
        return operation.error().code();
    }

    /**
     * Lets the process die at every place where it can.
     *
     * @param course does everything with one that dies after so many tasks, and returns how many there were
     */
    public static void everywhere(Function<Integer, Integer> course) {
        int places = course.apply(Integer.MAX_VALUE);
        assertThat(places).isGreaterThan(10);
        for (int place = 0; place < places; place++) {
            int ignored = course.apply(place);
        }
    }
}
