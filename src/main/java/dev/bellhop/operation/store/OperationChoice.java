package dev.bellhop.operation.store;

import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.callback.CallbackState;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which operations are meant; what is {@code null} or empty says nothing.
 *
 * @param idPrefix how their ids begin; with it a list is in the order of the ids, without it the newest comes first
 * @param createdFrom not before
 * @param createdTo not after
 * @param callback only those with a callback in this state
 * @param after only those that come later in the list, for the next page
 */
public record OperationChoice(
        Set<OperationStatus> statuses,
        @Nullable String action,
        @Nullable String idPrefix,
        @Nullable Instant createdFrom,
        @Nullable Instant createdTo,
        @Nullable CallbackState callback,
        @Nullable Place after) {

    public static final OperationChoice ALL = new OperationChoice(Set.of(), null, null, null, null, null, null);

    public OperationChoice {
        statuses = Set.copyOf(statuses);
        if (after != null && after instanceof Place.ById != (idPrefix != null)) {
            throw new IllegalArgumentException("The place is one of a list in another order");
        }
    }

    /** With one of these. */
    public OperationChoice with(Set<OperationStatus> newStatuses) {
        return new OperationChoice(newStatuses, action, idPrefix, createdFrom, createdTo, callback, after);
    }

    public OperationChoice ofAction(@Nullable String newAction) {
        return new OperationChoice(statuses, newAction, idPrefix, createdFrom, createdTo, callback, after);
    }

    public OperationChoice beginningWith(@Nullable String newPrefix) {
        return new OperationChoice(statuses, action, newPrefix, createdFrom, createdTo, callback, after);
    }

    public OperationChoice created(@Nullable Instant from, @Nullable Instant to) {
        return new OperationChoice(statuses, action, idPrefix, from, to, callback, after);
    }

    public OperationChoice withCallback(@Nullable CallbackState newCallback) {
        return new OperationChoice(statuses, action, idPrefix, createdFrom, createdTo, newCallback, after);
    }

    public OperationChoice after(@Nullable Place place) {
        return new OperationChoice(statuses, action, idPrefix, createdFrom, createdTo, callback, place);
    }
}
