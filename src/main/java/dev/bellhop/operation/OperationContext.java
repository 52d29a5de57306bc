package dev.bellhop.operation;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an action does its work with. Names of steps, sleeps and awaited events are unique within an operation.
 *
 * <p>What waits simply does not answer: the operation is put away, without a thread or a connection, and the action is
 * executed again when there is more to do. So nothing that an action catches can come between.
 */
public interface OperationContext {

    /** The id of the operation. */
    String id();

    /** When its caller started it. */
    Instant started();

    /** When it fails as expired; later than it was at first if it was rewound. */
    Instant deadline();

    /**
     * Does the work once and keeps what came of it. After a crash in the middle it is done again, so that it should be
     * harmless to do it twice, or use {@link #idempotencyKey}. A failure fails the step for good and is kept as well.
     */
    default <T> Uni<T> step(String name, Class<T> type, Supplier<Uni<T>> work) {
        return step(name, type, RetryPolicy.NONE, work);
    }

    /** As {@link #step(String, Class, Supplier)}; what fails is tried again as the policy says. */
    <T> Uni<T> step(String name, Class<T> type, RetryPolicy retries, Supplier<Uni<T>> work);

    /** Waits, also over restarts; counted from the first time that the action comes here. */
    Uni<Void> sleep(String name, Duration duration);

    /**
     * Waits for the oldest event of this name that nothing consumed yet, also one that came before. If there is none in
     * time it fails with {@link OperationFailed} and the code {@code event-timeout}. The deadline is counted from the
     * first time that the action comes here.
     */
    <T> Uni<T> awaitEvent(String name, Class<T> type, Duration deadline);

    /** Tells callers how far it is: any record, map, list or text. Kept with the next step, or a second later. */
    void progress(@Nullable Object customStatus);

    /** The same for every attempt of the step, and of no other step: for services that take such a key. */
    default String idempotencyKey(String step) {
        return id() + '/' + step;
    }

    /** Whether going on is in vain: cancelled, expired, or somebody else's by now. For loops inside a step. */
    boolean isOver();
}
