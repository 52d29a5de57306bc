package dev.bellhop.operation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.Operations.Request;
import dev.bellhop.operation.Operations.Start;
import dev.bellhop.operation.json.Shapes;
import dev.bellhop.operation.store.OperationChoice;
import dev.bellhop.operation.store.Step;
import dev.bellhop.operation.store.StepState.Done;
import dev.bellhop.testing.SeededRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Processes that crash, stall and begin anew over one store, with callers that start, raise, cancel, suspend, resume and
 * rewind at any moment, steps that fail for good, and clocks that are set back; tasks come in any order. Whatever happens:
 * nothing that was kept is done again or changed, nothing that is over changes but what failed and is rewound, no key starts
 * two, and in the end everything succeeds that was not cancelled.
 */
class OperationSimulationTest {

    private static final int RUNS = 150;
    private static final int MOVES = 400;
    private static final int KEYS = 6;

    @Test
    void whatever_happens_nothing_kept_is_lost_or_done_twice() {
        SeededRandom.check(RUNS, random -> new Life(random).live());
    }

    /** One course of the world. */
    private static final class Life {
        private final RandomGenerator random;
        private final Review review = new Review();
        private final World world;
        private final List<World.Process> processes = new ArrayList<>();
        private final List<AtomicReference<Start>> starts = new ArrayList<>();
        private final Set<String> rewound = new HashSet<>();
        private final Map<String, Operation> over = new HashMap<>();
        private final Map<String, Map<String, String>> kept = new HashMap<>();

        Life(RandomGenerator random) {
            this.random = random;
            this.world = new World(List.of(review), random::nextInt);
            review.fails = step -> random.nextInt(8) == 0;
            processes.add(world.new Process("p0", 3));
            processes.add(world.new Process("p1", 3));
        }

        void live() {
            for (int move = 0; move < MOVES; move++) {
                move();
                for (int i = random.nextInt(12); i > 0 && !world.isQuiet(); i--) {
                    world.step();
                    look();
                }
            }
            end();
        }

        private void move() {
            World.Process process = processes.get(random.nextInt(processes.size()));
            String id = anyId();
            switch (random.nextInt(17)) {
                case 0, 1 -> {
                    String key = "key" + random.nextInt(KEYS);
                    starts.add(process.later(
                            process.operations.start(new Request("review", "me", key, "{\"topic\":\"t\"}"))));
                }
                case 2, 3 -> process.later(process.operations.raise(id, "approval", "{\"approved\":true}"));
                case 4 -> process.later(process.operations.raise(id, "approval", "\"nonsense\""));
                case 5 -> {
                    if (random.nextInt(8) == 0) {
                        process.later(process.operations.cancel(id, "enough"));
                    }
                }
                case 6 -> process.later(process.operations.suspend(id, null));
                case 7 -> process.later(process.operations.resume(id));
                case 8 -> crash(process);
                case 9 -> {
                    if (random.nextInt(10) == 0) {
                        // The monotonic clock does not go back with it.
                        world.clock.set(world.clock.instant().minusSeconds(random.nextInt(7_200)));
                    }
                }
                case 10 -> {
                    rewound.add(id);
                    process.later(process.operations.rewind(id));
                }
                default -> {
                    // Who is not asked stands still, and may lose its leases.
                    world.clock.advance(Duration.ofSeconds(1 + random.nextInt(12)));
                    process.later(process.runner.tick());
                }
            }
        }

        private void crash(World.Process process) {
            process.die();
            processes.set(processes.indexOf(process), world.new Process(process.name, 3));
        }

        private String anyId() {
            List<Operation> all = all();
            return all.isEmpty() ? "none" : all.get(random.nextInt(all.size())).id();
        }

        private List<Operation> all() {
            return world.store.list(OperationChoice.ALL, 1_000).await().indefinitely();
        }

        /** Holds what must hold at any moment. */
        private void look() {
            for (Operation operation : all()) {
                Operation before = over.get(operation.id());
                if (before != null && before.status() == OperationStatus.FAILED && rewound.contains(operation.id())) {
                    over.remove(operation.id());
                } else if (before != null) {
                    assertThat(operation).isEqualTo(before);
                } else if (operation.status().isOver()) {
                    over.put(operation.id(), operation);
                }
                Map<String, String> known = kept.computeIfAbsent(operation.id(), none -> new HashMap<>());
                for (Step step :
                        world.store.trail(operation.id()).await().indefinitely().steps()) {
                    if (step.state() instanceof Done done) {
                        String result = String.valueOf(done.result());
                        String first = known.putIfAbsent(step.name(), result);
                        assertThat(first == null ? result : first)
                                .as("a kept step never changes")
                                .isEqualTo(result);
                    }
                }
            }
        }

        /** Everybody lives, the clock goes on, and what is asked for comes: then all must end. */
        private void end() {
            World.Process[] alive = processes.toArray(World.Process[]::new);
            review.fails = step -> false;
            push(alive, 4);
            // Sleeps end by the wall clock, which may have been set back.
            world.clock.advance(Duration.ofHours(12));
            world.pass(Duration.ofMinutes(1), alive);
            push(alive, 2);
            look();

            Set<String> ids = new HashSet<>();
            for (Operation operation : all()) {
                ids.add(operation.id());
                assertThat(operation.status()).isIn(OperationStatus.SUCCEEDED, OperationStatus.CANCELLED);
                if (operation.status() == OperationStatus.SUCCEEDED) {
                    verify(operation);
                }
            }
            assertThat(ids).hasSizeLessThanOrEqualTo(KEYS);
            starts.stream()
                    .map(AtomicReference::get)
                    .filter(Start.Started.class::isInstance)
                    .forEach(start -> assertThat(ids)
                            .contains(((Start.Started) start).operation().id()));
        }

        private void push(World.Process[] alive, int rounds) {
            for (int round = 0; round < rounds; round++) {
                for (Operation operation : all()) {
                    rewound.add(operation.id());
                    alive[0].later(alive[0].operations.rewind(operation.id()));
                    alive[0].later(alive[0].operations.resume(operation.id()));
                    alive[0].later(alive[0].operations.raise(operation.id(), "approval", "{\"approved\":true}"));
                }
                world.settle();
                world.pass(Duration.ofMinutes(1), alive);
            }
        }

        private void verify(Operation operation) {
            Map<String, String> steps = kept.get(operation.id());
            List<String> results = List.of("read", "check", "left", "right").stream()
                    .map(step -> steps.get(step).replace("\"", ""))
                    .toList();
            assertThat(Shapes.read(Review.Output.class, operation.output()))
                    .isEqualTo(new Shapes.Outcome.Fits<>(new Review.Output(results, true)));
        }
    }
}
