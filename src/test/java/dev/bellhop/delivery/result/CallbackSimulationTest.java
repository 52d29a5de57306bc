package dev.bellhop.delivery.result;

import static dev.bellhop.delivery.result.CallbackWorld.now;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.callback.Callback;
import dev.bellhop.operation.callback.CallbackState;
import dev.bellhop.operation.callback.ClaimedCallback;
import dev.bellhop.operation.store.Change;
import dev.bellhop.outbound.Failure;
import dev.bellhop.testing.SeededRandom;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Processes that crash, stall and lose their leases, receivers that are slow, refuse, or are dead, callers that unsubscribe
 * at any moment, operations that end in any way and run again, and clocks that are set back. Whatever happens: nobody is
 * told before the end, nobody begins to be told after an unsubscribe was answered, and in the end everybody was told, or
 * stands there as dead with a reason. Nobody who took it is told again unless a process crashed or stalled.
 */
class CallbackSimulationTest {

    private static final int RUNS = 300;
    private static final int MOVES = 250;
    private static final int TARGETS = 4;
    private static final Duration LEASE = CallbackWorld.TIMEOUT.plus(ResultRunner.LEASE_SLACK);
    /** More than an attempt and its lease may take. */
    private static final int STALL_SECONDS = 60;

    /** Every failed attempt has a line. */
    private static final Logger QUIET = Logger.getLogger("dev.bellhop");

    @BeforeAll
    static void be_quiet() {
        QUIET.setLevel(Level.OFF);
    }

    @Test
    void everybody_is_told_or_stands_there_as_dead_and_nobody_after_an_unsubscribe() {
        SeededRandom.check(RUNS, random -> new Life(random).live());
    }

    private static final class Life {
        private final RandomGenerator random;
        private final CallbackWorld world;
        private final List<CallbackWorld.Process> processes = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();
        private final Set<String> dropped = new HashSet<>();
        /** When they were taken first, by the monotonic clock. */
        private final Map<String, Long> taken = new HashMap<>();

        private final Map<String, Integer> underWay = new HashMap<>();
        private boolean disturbed;
        private boolean calm;

        Life(RandomGenerator random) {
            this.random = random;
            this.world = new CallbackWorld(random::nextInt);
            world.claims = claimed -> assertThat(dropped)
                    .as("claimed after the unsubscribe")
                    .doesNotContain(claimed.operation().id());
            processes.add(process("p0"));
            processes.add(process("p1"));
        }

        private CallbackWorld.Process process(String name) {
            return world.new Process(name, callback -> receive(name, callback));
        }

        void live() {
            for (int move = 0; move < MOVES; move++) {
                move();
                for (int i = random.nextInt(10); i > 0 && !world.isQuiet(); i--) {
                    world.step();
                }
            }
            end();
        }

        private void move() {
            CallbackWorld.Process process = processes.get(random.nextInt(processes.size()));
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> {
                    String id = "o" + ids.size();
                    world.subscribe(id, "https://t" + random.nextInt(TARGETS) + ".test/" + id);
                    ids.add(id);
                }
                case 3, 4 -> finish(anyId());
                case 5 -> drop(anyId());
                case 6 -> {
                    if (random.nextInt(4) == 0) {
                        crash(process);
                    }
                }
                case 7 -> {
                    if (random.nextInt(10) == 0) {
                        disturbed = true;
                        world.clock.set(world.clock.instant().minusSeconds(random.nextInt(3_600)));
                    }
                }
                case 8 -> runAgain(anyId());
                default -> {
                    int seconds = random.nextInt(8) == 0 ? STALL_SECONDS : 1;
                    disturbed |= seconds == STALL_SECONDS;
                    world.clock.advance(Duration.ofSeconds(seconds));
                    process.later(process.runner.tick());
                }
            }
        }

        private String anyId() {
            return ids.isEmpty() ? "none" : ids.get(random.nextInt(ids.size()));
        }

        /** By whatever way; whoever ended it wakes some process, or none. */
        private void finish(String id) {
            if (now(world.operations.cancel(id, "over", world.clock.instant())) instanceof Change.Made
                    && random.nextBoolean()) {
                processes.get(random.nextInt(processes.size())).runner.wake();
            }
        }

        private void drop(String id) {
            assertThat(now(world.callbacks.unsubscribe(List.of(id), null, world.clock.instant())))
                    .hasSizeLessThan(2);
            if (ids.contains(id) && world.callback(id).state() == CallbackState.DROPPED) {
                dropped.add(id);
            }
        }

        private void runAgain(String id) {
            Operation operation = now(world.operations.find(id)).orElse(null);
            if (operation != null && operation.status().isOver() && !dropped.contains(id)) {
                world.operations.runAgain(id);
            }
        }

        private void crash(CallbackWorld.Process process) {
            disturbed = true;
            process.die();
            underWay.keySet().removeIf(key -> key.startsWith(process.name));
            processes.set(processes.indexOf(process), process(process.name));
        }

        private Uni<AttemptResult> receive(String process, ClaimedCallback callback) {
            assertThat(callback.operation().status().isOver()).isTrue();
            String turn = process + callback.target();
            assertThat(underWay.merge(turn, 1, Integer::sum)).isLessThanOrEqualTo(ResultRunner.PER_TARGET_MAX);
            return Uni.createFrom()
                    .item(() -> answer(callback))
                    .invoke(answered -> underWay.merge(turn, -1, Integer::sum));
        }

        private AttemptResult answer(ClaimedCallback callback) {
            String id = callback.operation().id();
            // The last target is dead for good.
            boolean dead = callback.target().startsWith("t" + (TARGETS - 1));
            AttemptResult result = dead
                    ? failure(500)
                    : switch (calm ? 9 : random.nextInt(10)) {
                        case 0 -> failure(500);
                        case 1 ->
                            new AttemptResult.TryAgain(
                                    Failure.without(Failure.Kind.TIMEOUT, "no answer"), Duration.ofMinutes(5));
                        case 2 -> random.nextInt(6) == 0 ? new AttemptResult.Gone() : failure(503);
                        default -> new AttemptResult.Accepted(202);
                    };
            if (result instanceof AttemptResult.Accepted) {
                Long before = taken.putIfAbsent(id, world.clock.nanos());
                assertThat(before == null || disturbed || world.clock.nanos() - before > LEASE.toNanos())
                        .as("%s was told again without need", id)
                        .isTrue();
            }
            return result;
        }

        private static AttemptResult failure(int status) {
            return new AttemptResult.TryAgain(Failure.answered(status), null);
        }

        /** Everybody lives, all operations end, and time goes on: then all must be told, or dead. */
        private void end() {
            world.settle();
            calm = true;
            for (String id : ids) {
                finish(id);
            }
            // Leases of a clock that was set back since, too.
            world.pass(Duration.ofMinutes(1), 5, processes);
            world.pass(Duration.ofHours(1), 24, processes);
            Map<String, Callback> all = world.all(ids);
            for (String id : ids) {
                Callback callback = all.get(id);
                if (dropped.contains(id)) {
                    assertThat(callback.state()).isEqualTo(CallbackState.DROPPED);
                } else if (callback.state() == CallbackState.DEAD) {
                    assertThat(callback.reason()).isNotBlank();
                } else {
                    assertThat(callback.state()).as(id).isEqualTo(CallbackState.DELIVERED);
                    assertThat(taken).containsKey(id);
                }
            }
            processes.forEach(process -> assertThat(process.runner.underWay()).isZero());
        }
    }
}
