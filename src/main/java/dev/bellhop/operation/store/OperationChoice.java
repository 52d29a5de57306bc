package dev.bellhop.operation.store;

import dev.bellhop.operation.OperationStatus;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which operations are meant; what is {@code null} or empty says nothing.
 *
 * @param before only those with a smaller number, for the next page
 */
public record OperationChoice(
        Set<OperationStatus> statuses,
        @Nullable String action,
        @Nullable Long before) {

    public static final OperationChoice ALL = new OperationChoice(Set.of(), null, null);
}
