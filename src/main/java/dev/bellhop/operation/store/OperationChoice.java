package dev.bellhop.operation.store;

import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.callback.CallbackState;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which operations are meant; what is {@code null} or empty says nothing.
 *
 * @param before only those with a smaller number, for the next page
 * @param callback only those with a callback in this state
 */
public record OperationChoice(
        Set<OperationStatus> statuses,
        @Nullable String action,
        @Nullable Long before,
        @Nullable CallbackState callback) {

    public static final OperationChoice ALL = new OperationChoice(Set.of(), null, null);

    public OperationChoice(Set<OperationStatus> statuses, @Nullable String action, @Nullable Long before) {
        this(statuses, action, before, null);
    }
}
